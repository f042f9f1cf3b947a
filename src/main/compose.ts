import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError, type ErrorCode, errorCode } from "../core/errors.ts";
import type { SecretStore } from "../core/ports.ts";
import type { Profile } from "../core/service/profile.ts";
import { KEYCHAIN_SERVICE } from "../shared/keychain-service.ts";
import type { Language } from "../shared/view.ts";
import { createAuthorization } from "./adapters/authorization.ts";
import {
  createServerClock,
  createSteadyClock,
  type ServerClock,
  type SteadyClock,
} from "./adapters/clocks.ts";
import { createKeychain } from "./adapters/keychain.ts";
import { isKeyringLocked } from "./adapters/keyring-lock.ts";
import { createLog, type Log } from "./adapters/log.ts";
import { machineId } from "./adapters/machine-id.ts";
import { createNetworkProbe } from "./adapters/network-probe.ts";
import { watchNetwork } from "./adapters/network-watch.ts";
import { createOutbound, type Outbound } from "./adapters/outbound.ts";
import { createProvider } from "./adapters/provider.ts";
import { createProxyLogins, type ProxyLogins } from "./adapters/proxy-logins.ts";
import { createRecordFile } from "./adapters/record-file.ts";
import { createSealedStore, WINDOWS_ENTRY_LIMIT } from "./adapters/sealed-secret.ts";
import { createSessionTokens, RefreshError, type SessionTokens } from "./adapters/session-tokens.ts";
import type { SessionBinding } from "./adapters/session-tokens-binding.ts";
import { watchStore } from "./adapters/store-watch.ts";
import { Client } from "./client.ts";
import type { RefreshResult } from "./client-ports.ts";
import { statusValue } from "./command/handlers.ts";
import { keepServing } from "./command/keep-serving.ts";
import { createCommandServer } from "./command/server.ts";
import { type Configuration, loadConfiguration } from "./config/configuration.ts";
import { proxyConfig } from "./config/proxy.ts";
import {
  app,
  shell as desktop,
  ipcMain,
  nativeTheme,
  powerMonitor,
  session,
  utilityProcess,
} from "./electron.ts";
import { bindIpc } from "./ipc.ts";
import { notify } from "./notify.ts";
import { forgottenFormat, sessionRecordFormat } from "./session-record.ts";
import { type ServiceParts, Shell, type ShellDeps } from "./shell.ts";
import { TrayIcon } from "./tray.ts";
import { serveAppScheme } from "./windows/app-scheme.ts";
import { LoginWindows } from "./windows/login-windows.ts";
import { allowedOrigins, mayOpenExternally } from "./windows/navigation.ts";
import { OwnWindows } from "./windows/own-windows.ts";

const out = fileURLToPath(new URL("..", import.meta.url));
const END_SESSION_LIMIT_MS = 8_000;
const PENDING_WORK_LIMIT_MS = 8_000;

export type Surroundings = { readonly dataDir: string; readonly packaged: boolean };

/** The only place where an adapter meets a port. */
export async function compose({ dataDir, packaged }: Surroundings): Promise<Shell> {
  const log = createLog({ dir: join(dataDir, "logs"), now: Date.now });
  const configuration = await loadConfiguration({
    dataDir,
    policyPath: packaged ? null : (process.env.STORAGE_DRIVE_POLICY ?? null),
    packaged,
    systemLanguage: systemLanguage(),
    onFault: (fault) => log.error("configuration", fault.code, fault.cause),
  });
  serveAppScheme(join(out, "renderer"));
  const osKeychain = createKeychain({
    fork: () =>
      utilityProcess.fork(join(out, "main", "keychain-process.js"), [], { serviceName: "keychain" }),
    serviceName: KEYCHAIN_SERVICE,
    isLocked: isKeyringLocked,
  });
  const keychain = createSealedStore({
    store: osKeychain,
    dir: join(dataDir, "sealed"),
    limit: process.platform === "win32" ? WINDOWS_ENTRY_LIMIT : Number.POSITIVE_INFINITY,
  });
  const binding: SessionBinding =
    configuration.bindSession() === "user" ? { to: "user" } : { to: "machine", machine: machineId };
  // The default session answers for the client's own requests; every login partition gets the same.
  await session.defaultSession.setProxy(proxyConfig(configuration.proxy()));
  const proxyLogins = createProxyLogins(keychain, () => performance.now());
  const outbound = createOutbound({
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
    ca: configuration.authorities(),
    proxyLogins,
  });
  const steady = createSteadyClock({ monotonic: () => performance.now(), wall: Date.now });
  const clock = createServerClock(steady, Date.now);

  const deps: ShellDeps = {
    version: app.getVersion(),
    tray: (run) => new TrayIcon({ icons: join(out, "assets", "tray"), platform: process.platform, run }),
    ownWindows: (closed, title) =>
      new OwnWindows({ preload: join(out, "preload", "index.cjs"), title, closed }),
    notify,
    settings: () => configuration.shellSettings(),
    saveSettings: (change) => configuration.save(change),
    service: (events, lastError) => {
      const { profile } = configuration.current();
      if (profile === null) return null;
      const parts = { profile, dataDir, log, keychain, outbound, steady, clock, configuration, binding };
      const keychainMayAsk = () => osKeychain.mayAsk();
      return serviceParts({ ...parts, proxyLogins, keychainMayAsk, events, lastError });
    },
    proxyLogins,
    openExternal: (url, profile) => openExternal(url, profile, log),
    resetPasswordUrl: (profile) => profile.loginUrl,
    quit: () => app.quit(),
    log: (area, name, fields) => log.event(area, name, fields),
    now: Date.now,
  };
  const shell = new Shell(deps);
  bindIpc(
    (channel, listener) => ipcMain.handle(channel, listener),
    shell.handlers(),
    (channel, code, cause) => log.error(`ipc ${channel}`, code, cause),
  );
  const commands = await keepServing(
    () =>
      createCommandServer({
        dataDir,
        handlers: {
          status: () => statusValue(shell.view(), shell.status()),
          login: () => shell.client()?.login("command-line"),
          logout: (forget) => shell.leave(forget),
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

type PartsDeps = {
  readonly profile: Profile;
  readonly dataDir: string;
  readonly log: Log;
  readonly keychain: SecretStore;
  readonly keychainMayAsk: () => void;
  readonly outbound: Outbound;
  readonly proxyLogins: ProxyLogins;
  readonly steady: SteadyClock;
  readonly clock: ServerClock;
  readonly configuration: Configuration;
  readonly binding: SessionBinding;
  readonly events: {
    changed: () => void;
    showConsent: () => void;
    closeConsent: () => void;
    showStatus: () => void;
  };
  readonly lastError: ErrorCode | null;
};

/** Everything that belongs to one service; made anew when another is chosen. */
function serviceParts({
  profile,
  dataDir,
  log,
  keychain,
  keychainMayAsk,
  outbound,
  proxyLogins,
  steady,
  clock,
  configuration,
  binding,
  events,
  lastError,
}: PartsDeps): ServiceParts {
  const folder = join(dataDir, "services", profile.id);
  const probe = createNetworkProbe({ outbound, profile, now: Date.now });
  const way = probe.watching(clock.watching(outbound));
  const provider = createProvider({ outbound: way, profile, now: Date.now });
  const tokens = createSessionTokens({
    store: keychain,
    record: createRecordFile(join(folder, "session.json"), sessionRecordFormat),
    forgotten: createRecordFile(join(folder, "forgotten.json"), forgottenFormat),
    binding,
    provider,
    profile,
    now: Date.now,
    steady: () => steady.now(),
    lockPath: join(folder, "refresh.lock"),
  });
  const authorization = createAuthorization({ provider, profile, tokens });
  let redirectOrigin: string | null = null;
  const partition = `persist:login-${profile.id}`;
  void session.fromPartition(partition).setProxy(proxyConfig(configuration.proxy()));
  const windows = new LoginWindows({
    partition,
    serviceName: profile.name,
    allowedOrigins: () => allowedOrigins(profile, redirectOrigin),
    redirectOrigin: () => redirectOrigin,
    openExternal: (url) => openExternal(url, profile, log),
    proxyLogins,
    events: {
      pageSeen: (window, page) => client.attempt.pageSeen(window, page),
      pageFailed: (window, code) => client.attempt.pageFailed(window, code),
      popupOpened: (window) => client.attempt.popupOpened(window),
      closed: (window) => client.attempt.windowClosed(window),
      navigationRefused: (window, url, by) => {
        log.event("login", "navigation-refused", {
          window: String(window),
          by,
          host: URL.parse(url)?.origin ?? "",
        });
        client.attempt.navigationRefused(window, by);
      },
    },
  });
  const client = new Client(
    {
      profile,
      startupLogin: configuration.startupLogin(),
      startupSpreadMs: configuration.startupSpreadMs(),
      presence: () => configuration.shellSettings().presence,
      logoutLevel: configuration.logout(),
      attemptTimeLimitMs: configuration.attemptTimeLimitMs(),
      loginVia: configuration.loginBrowser() === "system" ? "browser" : "window",
      authorization: {
        prepare: async (attempt, generation) => {
          const prepared = await authorization.prepare(attempt, generation);
          redirectOrigin = prepared.redirectOrigin;
          return prepared;
        },
        exchange: (attempt, generation) => authorization.exchange(attempt, generation),
        release: (attempt) => authorization.release(attempt),
      },
      tokens: {
        open: () => tokens.open(),
        refresh: () => refresh(tokens),
        leave: async (level) => {
          const code = await tokens.leave(level);
          if (level === "forget") await proxyLogins.forget();
          return code;
        },
        storeState: () => tokens.storeState(),
        expiresAt: () => tokens.expiresAt(),
        validMs: () => tokens.validMs(),
        notice: () => tokens.notice() ?? (clock.isWrong() ? "SESSION_CLOCK_WRONG" : null),
        settle: () => tokens.settle(),
      },
      keychainMayAsk,
      windows,
      browser: { open: (url) => openBrowser(url, profile, log), showAddress: events.showStatus },
      clearLoginData: async (level) => {
        const limited = limit(END_SESSION_LIMIT_MS).then(() => null);
        const end = level === "forget" ? await Promise.race([tokens.endSession(), limited]) : null;
        const done = end === null || (await windows.endSession(end, END_SESSION_LIMIT_MS));
        await windows.clearCookies();
        if (!done) throw new AppError("SESSION_REVOKE_UNCONFIRMED", "the provider's logout didn't come back");
      },
      consentPanel: { show: events.showConsent, close: events.closeConsent },
      explain: (failed, reaching) => probe.explain(failed, reaching),
      log: (area, name, fields) => log.event(area, name, fields),
      now: Date.now,
      steady: () => steady.now(),
      later: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      random: Math.random,
      changed: events.changed,
    },
    lastError,
  );
  const unwatchStore = watchStore(tokens, events.changed);
  authorization.onCallback((attempt, generation) => client.attempt.callbackReceived(attempt, generation));
  return {
    profile,
    client,
    loginWindows: windows,
    close: async () => {
      client.dispose();
      unwatchStore();
      windows.closeAll();
      await authorization.close();
      // A refresh under way has perhaps rotated the token already: its answer is waited for and kept (reliability 14).
      await Promise.race([tokens.settle(), limit(PENDING_WORK_LIMIT_MS)]);
    },
  };
}

async function refresh(tokens: SessionTokens): Promise<RefreshResult> {
  try {
    return { kind: "granted", grant: await tokens.refresh() };
  } catch (thrown) {
    if (!(thrown instanceof RefreshError)) throw thrown;
    const { failure } = thrown;
    return failure.kind === "missing" ? { kind: "missing" } : { kind: "failed", failure };
  }
}

function limit(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms).unref());
}

function openExternal(url: string, profile: Profile, log: Log): boolean {
  const allowed = mayOpenExternally(url, profile);
  void openBrowser(url, profile, log);
  return allowed;
}

async function openBrowser(
  url: string,
  profile: Profile,
  log: Log,
): Promise<"opened" | "failed" | "refused"> {
  const allowed = mayOpenExternally(url, profile);
  log.event("client", allowed ? "opened-in-browser" : "open-refused", { host: URL.parse(url)?.origin ?? "" });
  if (!allowed) return "refused";
  try {
    await desktop.openExternal(url);
    return "opened";
  } catch {
    log.error("client", "AUTH_BROWSER_NOT_OPENED");
    return "failed";
  }
}

function systemLanguage(): Language {
  return (app.getPreferredSystemLanguages()[0] ?? app.getLocale()).toLowerCase().startsWith("ja")
    ? "ja"
    : "en";
}
