import { expect, test } from "vitest";
import { PROFILES } from "../../core/service/profiles.ts";
import { OPEN_ATTEMPT, SIGNED_OUT } from "../client/samples.ts";
import { knownOf } from "./known-client.ts";

const VIEW = { reason: null, lastError: null, tokenStore: "ok" } as const;
const { omakase } = PROFILES;
const ACCOUNT = { sub: "u1", mail: null };
const ONLINE = {
  at: "online",
  account: ACCOUNT,
  grant: { account: ACCOUNT, expiresIn: 3_600 },
  refreshing: null,
  why: null,
  tries: 0,
  asked: null,
} as const;

test("the session, the page in the login window, the reason that people see, else the last error", () => {
  const running = {
    ...SIGNED_OUT,
    session: ONLINE,
    attempt: OPEN_ATTEMPT,
  };
  expect(knownOf(VIEW, running, omakase)).toMatchObject({ session: "online", page: "login", code: null });
  expect(knownOf({ ...VIEW, lastError: "NET_DNS" }, SIGNED_OUT, omakase).code).toBe("NET_DNS");
  const both = { ...VIEW, reason: "STORE_LOCKED", lastError: "NET_DNS" } as const;
  expect(knownOf(both, SIGNED_OUT, omakase)).toMatchObject({
    code: "STORE_LOCKED",
    page: null,
    consent: "none",
  });
});

test("a consent counts as answered once it was sent", () => {
  const at = (step: typeof OPEN_ATTEMPT.consent) =>
    knownOf(VIEW, { ...SIGNED_OUT, attempt: { ...OPEN_ATTEMPT, consent: step } }, omakase).consent;
  expect(at({ at: "pressing", window: "main", changes: 0 })).toBe("asking");
  expect(at({ at: "pressed" })).toBe("answered");
  expect(at({ at: "by-hand", doubt: null })).toBe("by-hand");
});

test("without a usable profile the reason is all that is known", () => {
  expect(knownOf({ ...VIEW, reason: "POLICY_INVALID" }, null, null)).toMatchObject({
    session: "signed-out",
    code: "POLICY_INVALID",
    service: null,
    line: false,
    lineLogin: null,
  });
});

test("the address for line authentication is the manual's, unless policy put the line elsewhere (facts A2)", () => {
  const lineLogin = (change: Partial<typeof omakase>) =>
    knownOf(VIEW, SIGNED_OUT, { ...omakase, ...change }).lineLogin;
  expect(lineLogin({})).toBeNull();
  const line = "http://line.omakase.localhost:8787";
  const origins = { ...omakase.origins, line };
  expect(lineLogin({ origins, loginUrl: `${line}/VX4` })).toBe(`${line}/VX4`);
  expect(lineLogin({ origins })).toBe(`${line}/VX4`);
  const own = { ...omakase, id: "own", loginUrl: null, origins: { line: "https://line.example" } };
  expect(knownOf(VIEW, SIGNED_OUT, own)).toMatchObject({ service: null, lineLogin: "https://line.example/" });
});
