import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { errorCode } from "../core/errors.ts";
import type { SecretStore } from "../core/ports.ts";
import { supportCodeOf } from "../shared/support.ts";
import { type CommandHandlers, statusValue } from "./command/handlers.ts";
import { composeBundles } from "./compose-bundle.ts";
import { composeDoctor, composeProxyTrial, type DoctorParts } from "./compose-doctor.ts";
import { composeOsKeychain } from "./compose-keychain.ts";
import { composeService } from "./compose-service.ts";
import { composeUpdates } from "./compose-updates.ts";
import { type Configuration, loadConfiguration } from "./config/configuration.ts";
import type { DataFolders } from "./config/data-folder.ts";
import type { Doctor } from "./doctor/doctor.ts";
import { type RememberedDoctor, rememberFinding } from "./doctor/remembered.ts";
import { app, ipcMain, nativeTheme, powerMonitor } from "./electron.ts";
import type { Log } from "./files/log.ts";
import { keepLogYoung } from "./files/log-age.ts";
import { Guide } from "./guide/guide.ts";
import { createAsideFiles } from "./keychain/aside-files.ts";
import { createAsideStore } from "./keychain/aside-secret.ts";
import { createSealedStore, WINDOWS_ENTRY_LIMIT } from "./keychain/sealed-secret.ts";
import { letsNextProcessIn } from "./keychain/secret-service-look.ts";
import { createServerClock, createSteadyClock, type SteadyClock } from "./network/clocks.ts";
import { namesProxy, systemProxies } from "./network/named-proxies.ts";
import { createNetOutbound } from "./network/net-outbound.ts";
import type { Outbound } from "./network/outbound.ts";
import { createProxyLogins, type NamesProxy, type ProxyLogins } from "./network/proxy-logins.ts";
import { watchNetwork } from "./network/watch.ts";
import type { SessionBinding } from "./session/binding.ts";
import { machineId } from "./session/machine-id.ts";
import { autostartHere } from "./shell/autostart.ts";
import { keepAutostart } from "./shell/autostart-keeper.ts";
import { shellHandlers } from "./shell/handlers.ts";
import { bindIpc } from "./shell/ipc.ts";
import { leave } from "./shell/leave.ts";
import { createNotify } from "./shell/notify.ts";
import type { ShellDeps } from "./shell/ports.ts";
import { settingCommands } from "./shell/setting-commands.ts";
import { Shell } from "./shell/shell.ts";
import { systemLanguage } from "./shell/system-language.ts";
import type { TrayIcon } from "./shell/tray.ts";
import { serveAppScheme } from "./windows/app-scheme.ts";
import { guardClientCertificates } from "./windows/client-certificates.ts";
import { furnishWindows } from "./windows/every-window.ts";
import { openOutside } from "./windows/open-outside.ts";
import { OwnWindows } from "./windows/own-windows.ts";

const out = fileURLToPath(new URL("..", import.meta.url));

export type StartedWith = {
  readonly folders: DataFolders;
  readonly packaged: boolean;
  readonly log: Log;
  readonly tray: TrayIcon;
};

export type Composed = { readonly shell: Shell; readonly commands: CommandHandlers };

/** Here and in compose-service.ts, and nowhere else, an adapter meets a port: here what one program has once. */
export async function compose({ folders, packaged, log, tray }: StartedWith): Promise<Composed> {
  const policyPath = packaged ? null : (process.env.STORAGE_DRIVE_POLICY ?? null);
  const configuration = await loadConfiguration({
    folders,
    policyPath,
    packaged,
    systemLanguage: systemLanguage(),
    onFault: (fault) => log.error("configuration", fault.code, fault.cause),
  });
  log.level(configuration.logLevel());
  furnishWindows({ assets: join(out, "assets"), devTools: !packaged });
  serveAppScheme(join(out, "renderer"));
  guardClientCertificates(() => configuration.clientCertificateIssuers());
  const kept = composeKeychain(configuration, folders, () => shell.keychainAnswered());
  const network = composeNetwork(configuration, kept.keychain);
  const examination: DoctorParts = {
    configuration,
    folders,
    keychain: kept.osKeychain,
    proxyLogins: network.proxyLogins,
    failed: (check, thrown) => log.error(`doctor ${check}`, errorCode(thrown), thrown),
  };
  const doctor = rememberFinding(composeDoctor(examination), () => shell.redraw());
  const updates = await composeUpdates({ configuration, folders, log, outbound: network.outbound });
  const shell = new Shell(shellDeps({ configuration, log, tray, doctor, updates, ...kept, ...network }));
  const bundles = composeBundles({ shell, doctor, configuration, folders });
  shell.onBundleClosed(() => bundles.cancel());
  bindIpc(
    (channel, listener) => ipcMain.handle(channel, listener),
    shellHandlers(shell, network.proxyLogins, bundles, composeProxyTrial(examination)),
    (channel, code, cause) => log.error(`ipc ${channel}`, code, cause),
  );
  const unwatch = watchSurroundings(shell, network.steady);
  const unfollow = configuration.follow(
    (renew) => {
      log.level(configuration.logLevel());
      log.event("configuration", "policy-changed", { renew });
      shell.policyChanged(renew);
    },
    // Whoever has the guide open may be waiting for just that.
    () => shell.guide.shown() !== null,
  );
  const letLogAge = keepLogYoung(join(folders.local, "logs"), () => configuration.logDays(), Date.now);
  shell.onClose(async () => {
    unfollow();
    letLogAge();
    unwatch();
    await kept.keychain.close();
    await network.outbound().close();
  });
  return { shell, commands: commandHandlers(shell, doctor, configuration) };
}

/** The OS keychain, what is laid around it, and what a session belongs to. @param answered somebody has closed its dialog */
function composeKeychain(configuration: Configuration, folders: DataFolders, answered: () => void) {
  const osKeychain = composeOsKeychain({ mayEndIdle: letsNextProcessIn, answered });
  // What belongs to a person on whatever PC goes along with them.
  const roams = configuration.bindSession() === "user";
  const dataDir = roams ? folders.roaming : folders.local;
  const sealed = join(dataDir, "sealed");
  const limit = process.platform === "win32" ? WINDOWS_ENTRY_LIMIT : Number.POSITIVE_INFINITY;
  const store = createSealedStore({ store: osKeychain, dir: sealed, limit });
  const keychain = createAsideStore({ store, files: createAsideFiles(sealed) });
  const binding: SessionBinding = roams ? { to: "user" } : { to: "machine", machine: machineId };
  return { osKeychain, keychain, dataDir, binding };
}

/** The way out, who one is to its proxies, and the clocks that its answers tell. */
function composeNetwork(configuration: Configuration, keychain: SecretStore) {
  const named: NamesProxy = (proxy) => namesProxy(configuration.proxy(), systemProxies)(proxy);
  const proxyLogins = createProxyLogins(keychain, () => performance.now(), named);
  const outbound = wayAsConfigured(configuration, proxyLogins);
  const steady = createSteadyClock({ monotonic: () => performance.now(), wall: Date.now });
  return { proxyLogins, outbound, steady, clock: createServerClock(steady, Date.now) };
}

/** The client's way out; another one after a policy has changed proxy or authorities. */
function wayAsConfigured(configuration: Configuration, proxyLogins: ProxyLogins): () => Outbound {
  let made: { readonly as: string; readonly way: Outbound } | null = null;
  let count = 0;
  return () => {
    const settings = { proxy: configuration.proxy(), authorities: configuration.authorities() };
    const as = JSON.stringify(settings);
    if (made?.as === as) return made.way;
    void made?.way.close();
    const partition = count === 0 ? "outbound" : `outbound-${count}`;
    count += 1;
    made = { as, way: createNetOutbound({ ...settings, proxyLogins, partition }) };
    return made.way;
  };
}

type Parts = ReturnType<typeof composeKeychain> &
  ReturnType<typeof composeNetwork> & {
    readonly configuration: Configuration;
    readonly log: Log;
    readonly tray: TrayIcon;
    readonly doctor: RememberedDoctor;
    readonly updates: ShellDeps["updates"];
  };

function shellDeps({ osKeychain, doctor, tray, ...parts }: Parts): ShellDeps {
  const { configuration, log, proxyLogins } = parts;
  return {
    version: app.getVersion(),
    tray,
    ownWindows: (shell) => new OwnWindows({ preload: join(out, "preload", "index.cjs"), ...shell }),
    notify: createNotify(log),
    guide: (client) =>
      new Guide({
        ...client,
        examine: (asked) => doctor.examine(asked),
        log: (area, name, fields) => log.event(area, name, fields),
      }),
    finding: () => doctor.finding(),
    updates: parts.updates,
    settings: () => configuration.shellSettings(),
    saveSettings: (change) => configuration.save(change),
    service: (events, lastError, goOn) => {
      const { profile } = configuration.current();
      if (profile === null) return null;
      const keychainMayAsk = () => osKeychain.mayAsk();
      return composeService({
        ...parts,
        goOn,
        outbound: parts.outbound(),
        profile,
        keychainMayAsk,
        events,
        lastError,
      });
    },
    autostart: keepAutostart(
      autostartHere(),
      () => (configuration.shellSettings().locked.autostart === undefined ? null : configuration.autostart()),
      (thrown) => log.error("autostart", errorCode(thrown), thrown),
    ),
    waitingProxy: () => proxyLogins.waiting(),
    waitingDialog: () => osKeychain.dialogOf(),
    openExternal: (url, profile) => openOutside(url, profile, log),
    resetPasswordUrl: (profile) => profile.loginUrl,
    quit: () => app.quit(),
    log: (area, name, fields) => log.event(area, name, fields),
    now: Date.now,
  };
}

function commandHandlers(shell: Shell, doctor: Doctor, configuration: Configuration): CommandHandlers {
  return {
    status: () => statusValue(shell.view(), shell.status()),
    login: () => shell.client()?.login("command-line"),
    logout: (forget) => leave(shell, forget),
    supportCode: () => supportCodeOf(shell.view(), Date.now()),
    guide: () => shell.showGuide(),
    doctor: (signal) => doctor.examine({ signal }),
    ...settingCommands(shell, configuration.describe),
    quit: () => app.quit(),
    onChange: (listener) => shell.onChange(listener),
  };
}

/** What the PC says of itself. @returns stops that */
function watchSurroundings(shell: Shell, steady: SteadyClock): () => void {
  powerMonitor.on("resume", () => {
    steady.catchUp();
    shell.surroundingsChanged();
  });
  powerMonitor.on("unlock-screen", () => shell.redraw());
  nativeTheme.on("updated", () => shell.redraw());
  return watchNetwork({ changed: () => shell.surroundingsChanged() });
}
