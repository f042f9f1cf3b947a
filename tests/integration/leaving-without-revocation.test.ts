import got from "got";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type MisbehavingProvider, startMisbehavingProvider } from "../conformance/misbehaving-provider.ts";
import {
  logIn,
  type PlainSession,
  profileOf,
  recordOf,
  startPlainSession,
} from "../support/plain-session.ts";

// RFC 7009 is optional for a provider: where there is no way to revoke, the token lives there, and that is said.

let provider: MisbehavingProvider;
let session: PlainSession | null;

beforeEach(async () => {
  provider = await startMisbehavingProvider();
  session = null;
});

afterEach(async () => {
  await session?.close();
  await provider.close();
});

async function loggedIn(profile: object = {}): Promise<PlainSession> {
  session = startPlainSession({ ...profileOf(provider), ...profile });
  await logIn(session);
  return session;
}

const without = (revocation_endpoint: unknown) =>
  provider.misbehave({ description: (document) => ({ ...document, revocation_endpoint }) });

/** Whether the provider still honours what the PC has forgotten. */
async function lives(token: string): Promise<boolean> {
  const answer = await got.post(`${provider.issuer.replace("conformance.localhost", "127.0.0.1")}/token`, {
    form: { grant_type: "refresh_token", refresh_token: token, client_id: provider.clientId },
    throwHttpErrors: false,
    retry: { limit: 0 },
  });
  return answer.ok;
}

describe("forgotten at a provider without revocation", () => {
  test.each([
    ["leaves it out", undefined],
    ["is null there", null],
    ["is empty", ""],
    ["is at plain http", "http://other.example/revoke"],
  ])("whose description %s, a token is gone here, and is said to live there", async (_case, endpoint) => {
    without(endpoint);
    const { tokens, store, record } = await loggedIn();
    const [token = ""] = [...store.entries.values()];
    expect(await tokens.leave("forget")).toBe("SESSION_NOT_REVOKED");
    expect(store.entries.size).toBe(0);
    expect(await recordOf({ record })).toBeNull();
    expect(await lives(token)).toBe(true);
  });

  test("a token is revoked where the profile says how", async () => {
    without(undefined);
    const { tokens, store } = await loggedIn({ revocationEndpoint: `${provider.issuer}/revoke` });
    const [token = ""] = [...store.entries.values()];
    expect(await tokens.leave("forget")).toBeNull();
    expect(await lives(token)).toBe(false);
  });

  test("nothing is said where there was no token", async () => {
    without(undefined);
    session = startPlainSession(profileOf(provider));
    expect(await session.tokens.leave("forget")).toBeNull();
  });

  test("it isn't known where the provider can't be asked", async () => {
    const { tokens } = await loggedIn();
    await provider.close();
    expect(await tokens.leave("forget")).toBe("SESSION_REVOKE_UNCONFIRMED");
    provider = await startMisbehavingProvider();
  });
});
