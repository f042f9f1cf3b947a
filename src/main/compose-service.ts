import { join } from "node:path";
import { AppError, type ErrorCode, errorCode } from "../core/errors.ts";
import { loginVia } from "../core/login/login-via.ts";
import type { PageSnapshot } from "../core/login/page.ts";
import type { SecretStore } from "../core/ports.ts";
import type { Profile } from "../core/service/profile.ts";
import type { LeaveLevel } from "../core/session/session-state.ts";
import { type Causes, createCauses } from "./client/causes.ts";
import { Client } from "./client/client.ts";
import type { ClientDeps, RefreshResult } from "./client/ports.ts";
import type { Configuration } from "./config/configuration.ts";
import { type Session, session } from "./electron.ts";
import type { Log } from "./files/log.ts";
import { createRecordFile } from "./files/record-file.ts";
import type { ServerClock, SteadyClock } from "./network/clocks.ts";
import { onNetworkLost } from "./network/network-process.ts";
import type { Outbound } from "./network/outbound.ts";
import { createNetworkProbe, type NetworkProbe } from "./network/probe.ts";
import type { ProxyLogins } from "./network/proxy-logins.ts";
import { setProxy } from "./network/set-proxy.ts";
import { allowSingleSignOn } from "./network/single-sign-on.ts";
import { trustAuthorities } from "./network/trusted-authorities.ts";
import { createUnrecognisedPage } from "./page/unrecognised-page.ts";
import { type Authorization, createAuthorization } from "./provider/authorization.ts";
import { createProvider, type Provider } from "./provider/provider.ts";
import type { SessionBinding } from "./session/binding.ts";
import { forgottenFormat, sessionRecordFormat } from "./session/record-format.ts";
import { RefreshError } from "./session/refresh.ts";
import { watchStore } from "./session/store-watch.ts";
import { createSessionTokens, type SessionTokens } from "./session/tokens.ts";
import { KEYCHAIN_CODES } from "./session/vault.ts";
import type { ServiceParts } from "./shell/ports.ts";
import { createEventKeeper } from "./support/event-keeper.ts";
import { createEventsFile } from "./support/events-file.ts";
import { type LoginWindowEvents, LoginWindows } from "./windows/login-windows.ts";
import { allowedOrigins } from "./windows/navigation.ts";
import { openBrowser, openOutside } from "./windows/open-outside.ts";

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
    tellApproved: () => void;
    showStatus: () => void;
  };
  readonly lastError: ErrorCode | null;
  /** The session of a moment ago goes on at once. */
  readonly goOn: boolean;
};

/** Everything that belongs to one service; made anew when another is chosen. */
export function composeService(deps: ServiceDeps): ServiceParts {
  const { profile, log, outbound, clock, events } = deps;
  const causes = createCauses(log);
  const probe = createNetworkProbe({ outbound, profile, now: Date.now });
  const provider = createProvider({
    outbound: probe.watching(clock.watching(outbound)),
    profile,
    now: Date.now,
    heard: causes.heard,
  });
  const { windows, unfollow } = createLoginWindows(deps, provider);
  const tokens = createTokens(deps, provider, windows);
  const authorization = createAuthorization({ provider, profile, tokens });
  const strange = createUnrecognisedPage(profile);
  const parts: ClientParts = { causes, probe, provider, windows, tokens, authorization, strange };
  const client = new Client(clientDeps(deps, parts), deps.lastError);
  windows.report(tellingOf(client, causes, log, strange.saw));
  authorization.onCallback((attempt, generation) => client.attempt.callbackReceived(attempt, generation));
  const unwatchStore = watchStore(tokens, events.changed);
  const kept = createEventKeeper({
    file: createEventsFile(deps.dataDir, profile.id),
    now: Date.now,
    changed: events.changed,
    failed: (thrown) => log.error("events", errorCode(thrown), thrown),
  });
  return {
    profile,
    client,
    loginWindows: windows,
    events: kept,
    unrecognisedPage: strange.get,
    close: async () => {
      const left = client.dispose();
      unwatchStore();
      unfollow();
      windows.closeAll();
      await authorization.close();
      // A refresh under way has perhaps rotated the token already: its answer is waited for and kept (reliability 14).
      await Promise.race([left.then(() => tokens.settle()).catch(() => {}), limit(PENDING_WORK_LIMIT_MS)]);
      await Promise.race([kept.settle(), limit(PENDING_WORK_LIMIT_MS)]);
      // Where there is no keychain at all, a person was told that it lasts for this run.
      return tokens.unkept() && WAITED_FOR.has(tokens.notice()) ? "SESSION_NOT_KEPT" : null;
    },
  };
}

type ClientParts = {
  readonly causes: Causes;
  readonly probe: NetworkProbe;
  readonly provider: Provider;
  readonly windows: LoginWindows;
  readonly strange: ReturnType<typeof createUnrecognisedPage>;
  readonly tokens: SessionTokens;
  readonly authorization: Authorization;
};

function clientDeps(deps: ServiceDeps, parts: ClientParts): ClientDeps {
  const { profile, log, configuration, events } = deps;
  const { causes, probe, provider, windows, tokens, authorization, strange } = parts;
  return {
    profile,
    startupLogin: deps.goOn || configuration.startupLogin(),
    startupSpreadMs: deps.goOn ? 0 : configuration.startupSpreadMs(),
    presence: () => configuration.shellSettings().presence,
    logoutLevel: configuration.logout(),
    attemptTimeLimitMs: configuration.attemptTimeLimitMs(),
    loginVia: loginVia(profile.methods, {
      loginBrowser: configuration.loginBrowser(),
      externalAccounts: configuration.externalAccounts(),
    }),
    loginHint: configuration.loginHint(),
    authorization: authorizationPort(deps, authorization, windows, causes),
    tokens: tokensPort(deps, tokens, windows, causes),
    keychainMayAsk: deps.keychainMayAsk,
    windows,
    browser: {
      open: (url) => openBrowser(url, profile, log, provider.pages()),
      showAddress: events.showStatus,
    },
    clearLoginData: (level) => {
      strange.forget();
      return clearLoginData(level, tokens, windows);
    },
    consentPanel: {
      show: events.showConsent,
      close: events.closeConsent,
      tellApproved: events.tellApproved,
    },
    consentApproval: configuration.consentApproval(),
    explain: (failed, reaching) => probe.explain(failed, reaching),
    said: causes.of,
    failed: causes.failed,
    saw: causes.saw,
    log: (area, name, fields) => log.event(area, name, fields),
    now: Date.now,
    steady: () => deps.steady.now(),
    later,
    random: Math.random,
    changed: events.changed,
  };
}

function createLoginWindows(deps: ServiceDeps, provider: Provider) {
  const { profile, log, configuration } = deps;
  const partition = `persist:login-${profile.id}`;
  const prepare = () => prepared(session.fromPartition(partition), configuration);
  const windows = new LoginWindows({
    partition,
    serviceName: profile.name,
    allowedOrigins: (redirectOrigin) => allowedOrigins(profile, provider.pages(), redirectOrigin),
    openExternal: (url) => openOutside(url, profile, log, provider.pages()),
    proxyLogins: deps.proxyLogins,
    ready: prepare(),
    consentWords: profile.lineAuthentication?.words ?? null,
  });
  const unfollow = onNetworkLost((noticed) => {
    void prepare();
    if (noticed) windows.networkLost();
  });
  return { windows, unfollow };
}

function createTokens(deps: ServiceDeps, provider: Provider, windows: LoginWindows): SessionTokens {
  const { profile } = deps;
  const folder = join(deps.dataDir, "services", profile.id);
  return createSessionTokens({
    store: deps.keychain,
    record: createRecordFile(join(folder, "session.json"), sessionRecordFormat),
    forgotten: createRecordFile(join(folder, "forgotten.json"), forgottenFormat),
    binding: deps.binding,
    provider,
    profile,
    now: Date.now,
    steady: () => deps.steady.now(),
    lockPath: join(folder, "refresh.lock"),
    changed: (fields) => deps.log.event("tokens", "changed", fields),
    clearLoginData: async () => {
      await Promise.race([windows.clearLeftovers(), limit(END_SESSION_LIMIT_MS)]);
      await deps.proxyLogins.forget();
    },
  });
}

/** Where policy wants every login kept, none begins that couldn't be. A locked keychain can still be opened. */
async function demandKeychain({ configuration, keychain }: ServiceDeps): Promise<void> {
  if (!configuration.requireKeychain()) return;
  const found = await keychain.probe().catch(() => "locked" as const);
  if (found !== "ok" && found !== "locked") throw new AppError(KEYCHAIN_CODES[found]);
}

function authorizationPort(
  deps: ServiceDeps,
  authorization: Authorization,
  windows: LoginWindows,
  causes: Causes,
): ClientDeps["authorization"] {
  return {
    prepare: async (attempt, generation, loginHint) => {
      await demandKeychain(deps);
      try {
        const prepared = await authorization.prepare(attempt, generation, loginHint);
        windows.awaitRedirect(prepared.redirectOrigin);
        return prepared;
      } catch (thrown) {
        if (thrown instanceof AppError && thrown.code === "AUTH_PORT_TAKEN")
          causes.heard("listening", thrown, null);
        throw thrown;
      }
    },
    exchange: (attempt, generation) => authorization.exchange(attempt, generation),
    release: (attempt) => authorization.release(attempt),
  };
}

function tokensPort(
  { proxyLogins, clock }: ServiceDeps,
  tokens: SessionTokens,
  windows: LoginWindows,
  causes: Causes,
): ClientDeps["tokens"] {
  return {
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
  };
}

async function clearLoginData(
  level: LeaveLevel,
  tokens: SessionTokens,
  windows: LoginWindows,
): Promise<void> {
  const limited = limit(END_SESSION_LIMIT_MS).then(() => null);
  const end = level === "forget" ? await Promise.race([tokens.endSession(), limited]) : null;
  const done = end === null || (await windows.endSession(end, END_SESSION_LIMIT_MS));
  await windows.clearLeftovers();
  if (!done) throw new AppError("SESSION_REVOKE_UNCONFIRMED", "the provider's logout didn't come back");
}

/** What the machine makes of a move that was stopped is told with where it led. */
const REFUSED = [
  "AUTH_CONTINUE_IN_BROWSER",
  "AUTH_METHOD_FORBIDDEN",
  "AUTH_OUTSIDE_PAGE",
  "LINE_OPERATOR_UNKNOWN",
] as const;

function tellingOf(
  { attempt }: Client,
  causes: Causes,
  log: Log,
  saw: (page: PageSnapshot) => void,
): LoginWindowEvents {
  return {
    pageSeen: (window, page, status) => {
      saw(page);
      attempt.pageSeen(window, page, status);
    },
    pageFailed: (window, code) => attempt.pageFailed(window, code),
    pageUnseen: (window) => attempt.pageUnseen(window),
    popupOpened: (window) => attempt.popupOpened(window),
    closed: (window) => attempt.windowClosed(window),
    navigationRefused: (window, url, by) => {
      const { origin = "" } = URL.parse(url) ?? {};
      log.event("login", "navigation-refused", { window: String(window), by, host: origin });
      for (const code of REFUSED) causes.saw(code, url);
      attempt.navigationRefused(window, by);
    },
  };
}

/** The network of the login window's pages: the same as that of the client's own requests. */
async function prepared(pages: Session, configuration: Configuration): Promise<void> {
  trustAuthorities(pages, configuration.authorities());
  allowSingleSignOn(pages, configuration.singleSignOnHosts());
  await setProxy(pages, configuration.proxy());
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

function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

function limit(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms).unref());
}
