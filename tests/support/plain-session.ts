import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RecordFile, SecretStore, SessionRecord } from "../../src/core/ports.ts";
import type { Profile } from "../../src/core/service/profile.ts";
import type { Outbound } from "../../src/main/network/outbound.ts";
import { type Authorization, createAuthorization } from "../../src/main/provider/authorization.ts";
import { createProvider } from "../../src/main/provider/provider.ts";
import type { SessionBinding } from "../../src/main/session/binding.ts";
import type { ForgottenEntries } from "../../src/main/session/record-format.ts";
import { RefreshError } from "../../src/main/session/refresh.ts";
import { createSessionTokens, type SessionTokens } from "../../src/main/session/tokens.ts";
import { createHttpPerson, type HttpPerson, type Page } from "./http-person.ts";
import { createMemoryRecordFile } from "./memory-record-file.ts";
import { createMemorySecretStore, type MemorySecretStore } from "./memory-secret-store.ts";
import { createNodeOutbound } from "./node-outbound.ts";

/** The adapters of one client, put together as the product does, with keychain and record in memory unless given. */
export type PlainSession<S extends SecretStore = MemorySecretStore> = {
  readonly authorization: Authorization;
  readonly tokens: SessionTokens;
  readonly outbound: Outbound;
  readonly store: S;
  readonly record: RecordFile<SessionRecord>;
  readonly forgotten: RecordFile<ForgottenEntries>;
  readonly person: HttpPerson;
  readonly folder: string;
  /** A further start of the client: nothing in memory, the same keychain and record. */
  restarted(now?: () => number, binding?: SessionBinding): PlainSession<S>;
  close(): Promise<void>;
};

export function profileOf(provider: { readonly issuer: string; readonly clientId: string }): Profile {
  return {
    id: "plain",
    name: "Plain",
    issuer: provider.issuer,
    clientId: provider.clientId,
    scope: "openid email offline_access",
    redirect: { kind: "loopback" },
    clientSecret: null,
    postLogoutRedirectUri: null,
    revocationEndpoint: null,
    loginUrl: null,
    webUrl: null,
    origins: {},
    lineAuthentication: null,
    methods: ["password"],
    federationWord: null,
    unverified: {},
  };
}

type Options<S extends SecretStore> = {
  readonly now?: () => number;
  /** A clock that nobody sets. */
  readonly steady?: () => number;
  readonly timeoutMs?: number;
  readonly store?: S;
  readonly record?: RecordFile<SessionRecord>;
  readonly forgotten?: RecordFile<ForgottenEntries>;
  readonly binding?: SessionBinding;
  readonly person?: HttpPerson;
  readonly folder?: string;
  readonly clearLoginData?: () => Promise<void>;
};

export function startPlainSession<S extends SecretStore = MemorySecretStore>(
  profile: Profile,
  options: Options<S> = {},
): PlainSession<S> {
  const now = options.now ?? Date.now;
  const outbound = createNodeOutbound({ timeoutMs: options.timeoutMs ?? 5_000 });
  const provider = createProvider({ outbound, profile, now });
  // Without a store S is the default, which this is.
  const store = options.store ?? (createMemorySecretStore() as unknown as S);
  const record = options.record ?? createMemoryRecordFile<SessionRecord>();
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "drive-session-"));
  const forgotten = options.forgotten ?? createMemoryRecordFile<ForgottenEntries>();
  const person = options.person ?? createHttpPerson();
  const tokens = createSessionTokens({
    store,
    record,
    forgotten,
    binding: options.binding ?? { to: "machine", machine: async () => "this-pc" },
    provider,
    profile,
    now,
    ...(options.steady && { steady: options.steady }),
    lockPath: join(folder, "session.lock"),
    clearLoginData: options.clearLoginData ?? (async () => {}),
  });
  const authorization = createAuthorization({ provider, profile, tokens });
  const close = async () => {
    await authorization.close();
    await outbound.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    authorization,
    tokens,
    outbound,
    store,
    record,
    forgotten,
    person,
    folder,
    restarted: (later, binding) =>
      startPlainSession(profile, {
        ...options,
        ...(later && { now: later }),
        ...(binding && { binding }),
        ...{ store, record, forgotten, person, folder },
      }),
    close,
  };
}

/** What the record says of the session. */
export async function recordOf(session: Pick<PlainSession, "record">): Promise<SessionRecord | null> {
  return (await session.record.read()).value;
}

/** What a refresh came to: "refreshed" or why not. */
export function refreshed({ tokens }: Pick<PlainSession, "tokens">): Promise<unknown> {
  return tokens.refresh().then(
    () => "refreshed",
    (thrown: unknown) => (thrown instanceof RefreshError ? thrown.failure : thrown),
  );
}

/** The person's part at a plain provider's own pages: name and password, then consent. @returns the callback's URL, not opened */
export async function logInByHand(
  person: HttpPerson,
  url: string,
  redirectOrigin: string,
  name = "hanako",
): Promise<string> {
  let page: Page = await person.open(url, redirectOrigin);
  for (let steps = 0; steps < 4 && new URL(page.url).origin !== redirectOrigin; steps += 1) {
    const fields: Record<string, string> = page.body.includes('name="login"')
      ? { login: name, password: "any" }
      : {};
    page = await person.submit(page, fields, redirectOrigin);
  }
  if (new URL(page.url).origin !== redirectOrigin) throw new Error(`stuck at ${page.url}: ${page.status}`);
  return page.url;
}

/** From nothing to a session: prepare, log in by hand, callback, exchange. */
export async function logIn(
  session: Pick<PlainSession, "authorization" | "person">,
  attempt = 1,
  name = "hanako",
): Promise<void> {
  const { authorization, person } = session;
  const { url, redirectOrigin } = await authorization.prepare(attempt, 1);
  const callback = await logInByHand(person, url, redirectOrigin, name);
  const came = new Promise<void>((resolve) => {
    const off = authorization.onCallback(() => {
      off();
      resolve();
    });
  });
  await person.open(callback);
  await came;
  await authorization.exchange(attempt, 1);
  await authorization.release(attempt);
}
