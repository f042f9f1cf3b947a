import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { profileSchema } from "../../src/main/config/profile-schema.ts";
import { CLIENT, type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import { logIn, type PlainSession, recordOf, startPlainSession } from "../support/plain-session.ts";

// Issue 2, 6.5: a profile for a provider that isn't ours works without code. What an administrator writes goes
// through the product's own schema; the provider is a plain one that knows no line authentication.

let provider: PlainProvider;
let session: PlainSession | null = null;

beforeEach(async () => {
  provider = await startPlainProvider();
});

afterEach(async () => {
  await session?.close();
  await provider.close();
});

/** What the file holds → a client with that profile. */
function clientOf(written: object): PlainSession {
  const profile = profileSchema.parse(JSON.parse(JSON.stringify(written)));
  session = startPlainSession(profile);
  return session;
}

const smallest = () => ({
  id: "plain",
  name: "どこかのストレージ",
  issuer: provider.issuer,
  clientId: CLIENT,
});

describe("a profile for a provider that isn't ours", () => {
  test("in its smallest form logs in, and is resumed silently after a restart", async () => {
    const client = clientOf(smallest());
    await logIn(client);
    expect(client.tokens.notice()).toBeNull();
    expect(await recordOf(client)).toMatchObject({
      service: "plain",
      account: { sub: "hanako", mail: null },
      rested: false,
    });

    const next = client.restarted();
    expect(await next.tokens.open()).toMatchObject({ account: { sub: "hanako" }, rested: false });
    const grant = await next.tokens.refresh();
    expect(grant.account.sub).toBe("hanako");
    expect(grant.expiresIn).toBeGreaterThan(0);
    expect(provider.grants).toEqual(["authorization_code", "refresh_token"]);
    // The access token is one that the provider honours.
    const authorization = `Bearer ${next.tokens.accessToken()?.value}`;
    const answer = await next.outbound.fetch(`${provider.issuer}/me`, { headers: { authorization } });
    expect(await answer.json()).toMatchObject({ sub: "hanako" });
  });

  test("with a scope of its own knows the mail address too", async () => {
    const client = clientOf({ ...smallest(), scope: "openid email offline_access" });
    await logIn(client);
    expect((await recordOf(client))?.account).toEqual({ sub: "hanako", mail: "hanako@plain.example" });
  });

  test("with a login URL and fixed ports goes in by that door", async () => {
    const ports = { ports: [await freePort()] };
    const loginUrl = `${provider.issuer}/auth?ui_locales=ja`;
    const client = clientOf({ ...smallest(), redirect: ports, loginUrl });
    const { url, redirectOrigin } = await client.authorization.prepare(1, 1);
    expect(url).toContain(`${loginUrl}&`);
    expect(redirectOrigin).toBe(`http://127.0.0.1:${ports.ports[0]}`);
    await logIn(client, 1);
    expect(client.tokens.accessToken()).not.toBeNull();
  });

  test("logs out to rest, back in with nothing typed, and forgets", async () => {
    const client = clientOf(smallest());
    await logIn(client);
    expect(await client.tokens.leave("rest")).toBeNull();
    expect((await client.tokens.refresh()).account.sub).toBe("hanako");
    expect(await client.tokens.leave("forget")).toBeNull();
    expect(await recordOf(client)).toBeNull();
    expect(client.store.entries.size).toBe(0);
  });
});

async function freePort(): Promise<number> {
  const other = clientOf(smallest());
  const { redirectOrigin } = await other.authorization.prepare(1, 1);
  await other.close();
  return Number(new URL(redirectOrigin).port);
}
