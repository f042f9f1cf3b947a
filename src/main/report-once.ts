import { doctorReportLine } from "../shared/command.ts";
import { composeDoctor } from "./compose-doctor.ts";
import { composeOsKeychain } from "./compose-keychain.ts";
import { loadConfiguration } from "./config/configuration.ts";
import type { DataFolders } from "./config/data-folder.ts";
import { app } from "./electron.ts";
import { namesProxy, systemProxies } from "./network/named-proxies.ts";
import { createProxyLogins } from "./network/proxy-logins.ts";
import { systemLanguage } from "./shell/system-language.ts";

/** Shorter than the check waits, so that the keychain itself says why it doesn't answer. */
const KEYCHAIN_MS = 4_000;

/** The client started for one report (`DOCTOR_SWITCH`): no icon, no window. To be called once the app is ready. */
export async function reportOnce(folders: DataFolders): Promise<void> {
  app.dock?.hide();
  const policyPath = app.isPackaged ? null : (process.env.STORAGE_DRIVE_POLICY ?? null);
  const configuration = await loadConfiguration({
    folders,
    policyPath,
    packaged: app.isPackaged,
    systemLanguage: systemLanguage(),
  });
  const keychain = composeOsKeychain({ timeoutMs: KEYCHAIN_MS });
  const named = namesProxy(configuration.proxy(), systemProxies);
  const proxyLogins = createProxyLogins(keychain, () => performance.now(), named);
  const doctor = composeDoctor({
    configuration,
    folders,
    keychain,
    proxyLogins,
    failed: () => {}, // its code is in the report, and there is no log here
  });
  const report = await doctor.examine();
  await new Promise<void>((written) =>
    process.stdout.write(`${doctorReportLine(report)}\n`, () => written()),
  );
  await keychain.close();
  app.exit(0);
}
