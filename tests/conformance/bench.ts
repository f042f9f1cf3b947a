import { errorCode } from "../../src/core/errors.ts";
import type { Profile } from "../../src/core/service/profile.ts";
import { RefreshError } from "../../src/main/session/refresh.ts";
import { type PlainSession, profileOf, startPlainSession } from "../support/plain-session.ts";
import { type MisbehavingProvider, startMisbehavingProvider } from "./misbehaving-provider.ts";

/** What was seen of one module, in the words of the table; compared as it is. */
export type Facts = Readonly<Record<string, string | number>>;

/** One module: what the provider does, and what has to be seen. */
export type Module = {
  /** The OpenID Foundation's name for it, or ours for those beyond. */
  readonly name: string;
  /** What the provider does. */
  readonly provider: string;
  readonly expected: Facts;
  readonly run: (bench: Bench) => Promise<Facts>;
  /** What this module's profile says beyond issuer and client id. */
  readonly profile?: Partial<Profile>;
};

/** One provider and one client of the real adapters, whose keychain and record are in memory. */
export type Bench = {
  readonly provider: MisbehavingProvider;
  readonly session: PlainSession;
  /** A whole login, its response opened so many times. @returns whose it is, or the client's error code */
  login(times?: number): Promise<string>;
  /** The status that the client's listener answered each response of the last login with. */
  readonly answers: () => readonly number[];
  /** @returns whose session it is, or how it failed: `temporary` (asked again later), `rejected` (a person is needed) */
  refresh(): Promise<string>;
  /** Requests to a path since the bench was made. */
  count(path: string): number;
  /** What the keychain holds. */
  kept(): string;
};

/** Runs one module against a provider of its own. */
export async function observe(module: Module): Promise<Facts> {
  const provider = await startMisbehavingProvider();
  const session = startPlainSession({ ...profileOf(provider), ...module.profile });
  try {
    return await module.run(benchOf(provider, session));
  } finally {
    await session.close();
    await provider.close();
  }
}

function benchOf(provider: MisbehavingProvider, session: PlainSession): Bench {
  let attempts = 0;
  let ofTheLogin = "";
  let answers: number[] = [];
  const kept = () => [...session.store.entries.values()].join();

  async function login(times = 1): Promise<string> {
    attempts += 1;
    const attempt = attempts;
    answers = [];
    try {
      const { url, redirectOrigin } = await session.authorization.prepare(attempt, 1);
      const came = callbackOf(session, attempt);
      const response = await session.person.open(url, redirectOrigin);
      while (answers.length < times) answers.push((await session.person.open(response.url)).status);
      if (!answers.includes(200)) return "the response is ignored";
      await came;
      const { account } = await session.authorization.exchange(attempt, 1);
      ofTheLogin = kept();
      return account.sub;
    } catch (thrown) {
      return errorCode(thrown);
    } finally {
      await session.authorization.release(attempt);
    }
  }

  return {
    provider,
    session,
    login,
    answers: () => answers,
    refresh: () =>
      session.tokens.refresh().then(
        ({ account }) => account.sub,
        (thrown: unknown) =>
          thrown instanceof RefreshError ? `${thrown.failure.kind}, ${errorCode(thrown)}` : errorCode(thrown),
      ),
    count: (path) => provider.requests.filter((one) => one.path === path).length,
    kept: () => {
      if (session.store.entries.size === 0) return "nothing";
      return kept() === ofTheLogin ? "the login's token" : "the rotated token";
    },
  };
}

function callbackOf({ authorization }: PlainSession, attempt: number): Promise<void> {
  return new Promise((resolve) => {
    const off = authorization.onCallback((id) => {
      if (id !== attempt) return;
      off();
      resolve();
    });
  });
}
