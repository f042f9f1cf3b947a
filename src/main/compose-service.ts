import { join } from "node:path";
import { AppError, type ErrorCode, errorCode } from "../core/errors.ts";
import type { SecretStore } from "../core/ports.ts";
import type { Profile } from "../core/service/profile.ts";
import { createAuthorization } from "./adapters/authorization.ts";
import type { ServerClock, SteadyClock } from "./adapters/clocks.ts";
import type { Log } from "./adapters/log.ts";
import { createNetworkProbe } from "./adapters/network-probe.ts";
import type { Outbound } from "./adapters/outbound.ts";
import { createProvider } from "./adapters/provider.ts";
import type { ProxyLogins } from "./adapters/proxy-logins.ts";
import { createRecordFile } from "./adapters/record-file.ts";
import { createSessionTokens, type SessionTokens } from "./adapters/session-tokens.ts";
import type { SessionBinding } from "./adapters/session-tokens-binding.ts";
import { RefreshError } from "./adapters/session-tokens-refresh.ts";
import { watchStore } from "./adapters/store-watch.ts";
import { trustAuthorities } from "./adapters/trusted-authorities.ts";
import { type Causes, createCauses } from "./causes.ts";
import { Client } from "./client.ts";
import type { RefreshResult } from "./client-ports.ts";
import type { Configuration } from "./config/configuration.ts";
import { proxyConfig } from "./config/proxy.ts";
import { type Session, session } from "./electron.ts";
import { openBrowser, openOutside } from "./open-outside.ts";
import { forgottenFormat, sessionRecordFormat } from "./session-record.ts";
import type { ServiceParts } from "./shell-ports.ts";
import { LoginWindows } from "./windows/login-windows.ts";
import { allowedOrigins } from "./windows/navigation.ts";

const END_SESSION_LIMIT_MS = 8_000;
const PENDING_WORK_LIMIT_MS = 8_000;
/** What a keychain says that somebody might still have opened. */
const WAITED_FOR: ReadonlySet<ErrorCode | null> = new Set([
  "STORE_DIALOG_WAITING",
  "STORE_LOCKED",
  "STORE_TIMEOUT",
  "SESSION_RECORD_UNSAVED",
]);

type ServiceDeps = {
  readonly profile: Profile;
  /** Where what is kept of a session lies. */
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

/** What the machine makes of a move that was stopped is told with where it led. */
const REFUSED = ["AUTH_CONTINUE_IN_BROWSER", "AUTH_OUTSIDE_PAGE", "LINE_OPERATOR_UNKNOWN"] as const;

/** Everything that belongs to one service; made anew when another is chosen. */
export function composeService({
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
}: ServiceDeps): ServiceParts {
  const folder = join(dataDir, "services", profile.id);
  const probe = createNetworkProbe({ outbound, profile, now: Date.now });
  const way = probe.watching(clock.watching(outbound));
  const causes = createCauses(log);
  const provider = createProvider({ outbound: way, profile, now: Date.now, heard: causes.heard });
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
    changed: (fields) => log.event("tokens", "changed", fields),
    clearLoginData: async () => {
      await Promise.race([windows.clearLeftovers(), limit(END_SESSION_LIMIT_MS)]);
      await proxyLogins.forget();
    },
  });
  const authorization = createAuthorization({ provider, profile, tokens });
  let redirectOrigin: string | null = null;
  const partition = `persist:login-${profile.id}`;
  const windows = new LoginWindows({
    partition,
    serviceName: profile.name,
    allowedOrigins: () => allowedOrigins(profile, provider.pages(), redirectOrigin),
    redirectOrigin: () => redirectOrigin,
    openExternal: (url) => openOutside(url, profile, log, provider.pages()),
    proxyLogins,
    ready: prepared(session.fromPartition(partition), configuration),
    consentWords: profile.lineAuthentication?.words ?? null,
    events: {
      pageSeen: (window, page, status) => client.attempt.pageSeen(window, page, status),
      pageFailed: (window, code) => client.attempt.pageFailed(window, code),
      popupOpened: (window) => client.attempt.popupOpened(window),
      closed: (window) => client.attempt.windowClosed(window),
      navigationRefused: (window, url, by) => {
        const { origin = "" } = URL.parse(url) ?? {};
        log.event("login", "navigation-refused", { window: String(window), by, host: origin });
        for (const code of REFUSED) causes.saw(code, url);
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
          const prepared = await authorization.prepare(attempt, generation).catch((thrown: unknown) => {
            if (errorCode(thrown) === "AUTH_PORT_TAKEN") causes.heard("listening", thrown as AppError, null);
            throw thrown;
          });
          redirectOrigin = prepared.redirectOrigin;
          return prepared;
        },
        exchange: (attempt, generation) => authorization.exchange(attempt, generation),
        release: (attempt) => authorization.release(attempt),
      },
      tokens: {
        open: () => tokens.open(),
        refresh: () => refresh(tokens, causes.failed),
        leave: async (level) => {
          if (level === "rest") await windows.keepCookies();
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
      browser: {
        open: (url) => openBrowser(url, profile, log, provider.pages()),
        showAddress: events.showStatus,
      },
      clearLoginData: async (level) => {
        const limited = limit(END_SESSION_LIMIT_MS).then(() => null);
        const end = level === "forget" ? await Promise.race([tokens.endSession(), limited]) : null;
        const done = end === null || (await windows.endSession(end, END_SESSION_LIMIT_MS));
        await windows.clearLeftovers();
        if (!done) throw new AppError("SESSION_REVOKE_UNCONFIRMED", "the provider's logout didn't come back");
      },
      consentPanel: { show: events.showConsent, close: events.closeConsent },
      explain: (failed, reaching) => probe.explain(failed, reaching),
      said: causes.of,
      failed: causes.failed,
      saw: causes.saw,
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
      const left = client.dispose();
      unwatchStore();
      windows.closeAll();
      await authorization.close();
      // A refresh under way has perhaps rotated the token already: its answer is waited for and kept (reliability 14).
      await Promise.race([left.then(() => tokens.settle()).catch(() => {}), limit(PENDING_WORK_LIMIT_MS)]);
      // Where there is no keychain at all, a person was told that it lasts for this run.
      return tokens.unkept() && WAITED_FOR.has(tokens.notice()) ? "SESSION_NOT_KEPT" : null;
    },
  };
}

/** The network of the login window's pages: the same as that of the client's own requests. */
async function prepared(pages: Session, configuration: Configuration): Promise<void> {
  trustAuthorities(pages, configuration.authorities());
  await pages.setProxy(proxyConfig(configuration.proxy()));
}

async function refresh(tokens: SessionTokens, failed: Causes["failed"]): Promise<RefreshResult> {
  try {
    return { kind: "granted", grant: await tokens.refresh() };
  } catch (thrown) {
    if (!(thrown instanceof RefreshError)) throw thrown;
    failed("refresh", thrown);
    const { failure } = thrown;
    return failure.kind === "missing" ? { kind: "missing" } : { kind: "failed", failure };
  }
}

function limit(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms).unref());
}
