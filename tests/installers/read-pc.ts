// Runs on Node for Windows: what the registry holds, and what the client's own reader finds in each layer of this PC.
import { systemPolicySources } from "../../src/main/config/policy-sources.ts";
import { registryKey } from "../../src/main/config/windows-registry.ts";

const WINDOWS = "Software\\Microsoft\\Windows\\CurrentVersion";
const NAME = "storage-service-drive";
const layers = await Promise.all(
  systemPolicySources().map(async ({ layer, read }) => [layer, (await read())?.value ?? null] as const),
);
const environment = await registryKey(
  "HKLM",
  "System\\CurrentControlSet\\Control\\Session Manager\\Environment",
);
const found = {
  layers: Object.fromEntries(layers),
  own: await registryKey("HKLM", `Software\\${NAME}`),
  entry: await registryKey("HKLM", `${WINDOWS}\\Uninstall\\${NAME}`),
  autostart: (await registryKey("HKLM", `${WINDOWS}\\Run`))?.[NAME] ?? null,
  ownAutostart: (await registryKey("HKCU", `${WINDOWS}\\Run`))?.[NAME] ?? null,
  link: (await registryKey("HKLM", "Software\\Classes\\storage-drive\\shell\\open\\command"))?.[""] ?? null,
  path: Object.entries(environment ?? {}).find(([name]) => name.toLowerCase() === "path")?.[1] ?? null,
};
process.stdout.write(JSON.stringify(found));
