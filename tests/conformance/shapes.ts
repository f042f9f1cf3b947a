import type { Bench, Facts, Module } from "./bench.ts";
import type { Bends } from "./misbehaving-provider.ts";

// What most modules are: one login, or a login and a refresh, at a provider that bends something.

/** One login at a provider that bends something. */
export function login(name: string, provider: string, bends: Bends, expected: Facts): Module {
  return {
    name,
    provider,
    expected,
    run: async (bench) => {
      bench.provider.misbehave(bends);
      return loginFacts(bench);
    },
  };
}

export async function loginFacts(bench: Bench, times = 1): Promise<Facts> {
  const outcome = await bench.login(times);
  return { login: outcome, keychain: bench.kept(), "token requests": bench.count("/token") };
}

export const ACCEPTED: Facts = { login: "hanako", keychain: "the login's token", "token requests": 1 };
export const REFUSED: Facts = {
  login: "AUTH_RESPONSE_INVALID",
  keychain: "nothing",
  "token requests": 1,
};

/** A login, then a refresh at a provider that bends something. */
export function refresh(name: string, provider: string, bends: Bends, expected: Facts): Module {
  return {
    name,
    provider,
    expected,
    run: async (bench) => {
      const first = await bench.login();
      bench.provider.misbehave(bends);
      return refreshFacts(bench, first);
    },
  };
}

async function refreshFacts(bench: Bench, first: string): Promise<Facts> {
  const outcome = await bench.refresh();
  return { login: first, refresh: outcome, keychain: bench.kept(), "token requests": bench.count("/token") };
}

export const REFRESHED: Facts = {
  login: "hanako",
  refresh: "hanako",
  keychain: "the rotated token",
  "token requests": 2,
};
/** What is handed out with a wrong ID token is discarded (reliability 15). */
export const REFRESH_REFUSED: Facts = {
  login: "hanako",
  refresh: "rejected, SESSION_TOKEN_INVALID",
  keychain: "the login's token",
  "token requests": 2,
};
