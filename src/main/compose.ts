import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { errorCode } from "../core/errors.ts";
import { KEYCHAIN_SERVICE } from "../shared/keychain-service.ts";
import { supportCodeOf } from "../shared/support.ts";
import { statusValue } from "./command/handlers.ts";
import { keepServing } from "./command/keep-serving.ts";
import { createCommandServer } from "./command/server.ts";
import { composeDoctor } from "./compose-doctor.ts";
import { composeService } from "./compose-service.ts";
import { loadConfiguration } from "./config/configuration.ts";
import type { DataFolders } from "./config/data-folder.ts";
import { app, ipcMain, nativeTheme, powerMonitor, utilityProcess } from "./electron.ts";
import type { Log } from "./files/log.ts";
import { createAsideStore } from "./keychain/aside-secret.ts";
import { createKeychain } from "./keychain/keychain.ts";
import { createSealedStore, WINDOWS_ENTRY_LIMIT } from "./keychain/sealed-secret.ts";
import {
  answeringProgram,
  hasEntry,
  isKeyringLocked,
  letsNextProcessIn,
} from "./keychain/secret-service-look.ts";
import { createServerClock, createSteadyClock } from "./network/clocks.ts";
import { namesProxy, systemProxies } from "./network/named-proxies.ts";
import { createNetOutbound } from "./network/net-outbound.ts";
import { createProxyLogins } from "./network/proxy-logins.ts";
import { watchNetwork } from "./network/watch.ts";
import type { SessionBinding } from "./session/binding.ts";
import { machineId } from "./session/machine-id.ts";
import { shellHandlers } from "./shell/handlers.ts";
import { bindIpc } from "./shell/ipc.ts";
import { createNotify } from "./shell/notify.ts";
import type { ShellDeps } from "./shell/ports.ts";
import { Shell } from "./shell/shell.ts";
import { systemLanguage } from "./shell/system-language.ts";
import { TrayIcon } from "./shell/tray.ts";
import { serveAppScheme } from "./windows/app-scheme.ts";
import { guardClientCertificates } from "./windows/client-certificates.ts";
import { furnishWindows } from "./windows/every-window.ts";
import { openOutside } from "./windows/open-outside.ts";
import { OwnWindows } from "./windows/own-windows.ts";

const out = fileURLToPath(new URL("..", import.meta.url));

export type StartedWith = { readonly folders: DataFolders; readonly packaged: boolean; readonly log: Log };

/** Here and in compose-service.ts, and nowhere else, an adapter meets a port: here what one program has once. */
export async function compose({ folders, packaged, log }: StartedWith): Promise<Shell> {
  const policyPath = packaged ? null : (process.env.STORAGE_DRIVE_POLICY ?? null);
  const configuration = await loadConfiguration({
    dataDir: folders.roaming,
    policyPath,
    packaged,
    systemLanguage: systemLanguage(),
    onFault: (fault) => log.error("configuration", fault.code, fault.cause),
  });
  furnishWindows({ assets: join(out, "assets"), devTools: !packaged });
  serveAppScheme(join(out, "renderer"));
  const osKeychain = createKeychain({
    fork: () =>
      utilityProcess.fork(join(out, "main", "keychain-process.js"), [], { serviceName: "keychain" }),
    serviceName: KEYCHAIN_SERVICE,
    isLocked: isKeyringLocked,
    hasEntry: (key) => hasEntry(KEYCHAIN_SERVICE, key),
    answeringProgram,
    mayEndIdle: letsNextProcessIn,
    keepsDeleted: process.platform === "linux",
    answered: () => shell.keychainAnswered(),
  });
  // What belongs to a person on whatever PC goes along with them.
  const dataDir = configuration.bindSession() === "user" ? folders.roaming : folders.local;
  const sealed = join(dataDir, "sealed");
  const limit = process.platform === "win32" ? WINDOWS_ENTRY_LIMIT : Number.POSITIVE_INFINITY;
  const keychain = createAsideStore({
    store: createSealedStore({ store: osKeychain, dir: sealed, limit }),
    dir: sealed,
  });
  const binding: SessionBinding =
    configuration.bindSession() === "user" ? { to: "user" } : { to: "machine", machine: machineId };
  guardClientCertificates(() => configuration.clientCertificateIssuers());
  const proxyLogins = createProxyLogins(
    keychain,
    () => performance.now(),
    namesProxy(configuration.proxy(), systemProxies),
  );
  const outbound = createNetOutbound({
    proxy: configuration.proxy(),
    authorities: configuration.authorities(),
    proxyLogins,
  });
  const steady = createSteadyClock({ monotonic: () => performance.now(), wall: Date.now });
  const clock = createServerClock(steady, Date.now);

  const deps: ShellDeps = {
    version: app.getVersion(),
    tray: (run) =>
      new TrayIcon({
        icons: join(out, "assets", "tray"),
        platform: process.platform,
        desktop: process.env.XDG_CURRENT_DESKTOP,
        run,
      }),
    ownWindows: (closed, title) =>
      new OwnWindows({ preload: join(out, "preload", "index.cjs"), title, closed }),
    notify: createNotify(log),
    settings: () => configuration.shellSettings(),
    saveSettings: (change) => configuration.save(change),
    service: (events, lastError) => {
      const { profile } = configuration.current();
      if (profile === null) return null;
      const parts = { profile, dataDir, log, keychain, outbound, steady, clock, configuration, binding };
      const keychainMayAsk = () => osKeychain.mayAsk();
      return composeService({ ...parts, proxyLogins, keychainMayAsk, events, lastError });
    },
    waitingProxy: () => proxyLogins.waiting(),
    waitingDialog: () => osKeychain.dialogOf(),
    openExternal: (url, profile) => openOutside(url, profile, log),
    resetPasswordUrl: (profile) => profile.loginUrl,
    quit: () => app.quit(),
    log: (area, name, fields) => log.event(area, name, fields),
    now: Date.now,
  };
  const shell = new Shell(deps);
  bindIpc(
    (channel, listener) => ipcMain.handle(channel, listener),
    shellHandlers(shell, proxyLogins),
    (channel, code, cause) => log.error(`ipc ${channel}`, code, cause),
  );
  const doctor = composeDoctor({
    configuration,
    policyPath,
    folders,
    keychain: osKeychain,
    proxyLogins,
    failed: (check, thrown) => log.error(`doctor ${check}`, errorCode(thrown), thrown),
  });
  const commands = keepServing(
    () =>
      createCommandServer({
        dataDir: folders.local,
        handlers: {
          status: () => statusValue(shell.view(), shell.status()),
          login: () => shell.client()?.login("command-line"),
          logout: (forget) => shell.leave(forget),
          supportCode: () => supportCodeOf(shell.view(), Date.now()),
          doctor: (signal) => doctor.examine({ signal }),
          quit: () => app.quit(),
          onChange: (listener) => shell.onChange(listener),
        },
        log: (name, fields) => log.event("command-line", name, fields),
      }),
    (thrown) => log.error("command-line", errorCode(thrown), thrown),
  );
  powerMonitor.on("resume", () => {
    steady.catchUp();
    shell.surroundingsChanged();
  });
  const unwatch = watchNetwork({ changed: () => shell.surroundingsChanged() });
  powerMonitor.on("unlock-screen", () => shell.redraw());
  nativeTheme.on("updated", () => shell.redraw());
  shell.onClose(async () => {
    unwatch();
    await commands.close();
    await keychain.close();
    await outbound.close();
  });
  return shell;
}
