import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { profileSchema } from "../../src/main/config/profile-schema.ts";
import { hasDjangoProvider, startDjangoProvider } from "../support/django-provider.ts";
import type { HttpPerson } from "../support/http-person.ts";
import { type PlainClient, startPlainClient } from "../support/plain-client.ts";
import { startPlainProvider } from "../support/plain-provider.ts";
import { logInByHand, type PlainSession, recordOf, startPlainSession } from "../support/plain-session.ts";

// The whole life of a session at providers that aren't ours, by the smallest profile that does: the client's machines
// over its real adapters, and a person at the provider's own pages. One is oidc-provider as it comes, the other Django
// OAuth Toolkit as Debian packages it, whose description names neither revocation nor the end of a session.

type AnyProvider = { readonly issuer: string; readonly clientId: string; close(): Promise<void> };
type Case = {
  readonly name: string;
  readonly skipped: boolean;
  readonly start: () => Promise<AnyProvider>;
  readonly logIn: (person: HttpPerson, url: string, redirectOrigin: string) => Promise<string>;
  /** Beyond the smallest profile. */
  readonly profile: (issuer: string) => object;
  readonly sub: string;
  readonly token: string;
  readonly revocation: string;
  readonly userinfo: string;
};

/** Long enough to be used, and over in a test. */
const LIFE_SECONDS = 4;
/** A PC with more to do than this. */
const SLOW = { timeout: 10_000 };

async function logInAtDjango(person: HttpPerson, url: string, redirectOrigin: string): Promise<string> {
  let page = await person.open(url, redirectOrigin);
  if (page.body.includes('name="username"'))
    page = await person.submit(page, { username: "hanako", password: "any" }, redirectOrigin);
  const { url: back } = await person.submit(
    page,
    { allow: "Authorize" },
    redirectOrigin,
    "authorizationForm",
  );
  if (new URL(back).origin !== redirectOrigin) throw new Error(`stuck at ${back}`);
  return back;
}

const CASES: readonly Case[] = [
  {
    name: "oidc-provider as it comes",
    skipped: false,
    start: () => startPlainProvider(undefined, { accessTokenSeconds: LIFE_SECONDS }),
    logIn: logInByHand,
    profile: () => ({}),
    sub: "hanako",
    token: "/token",
    revocation: "/token/revocation",
    userinfo: "/me",
  },
  {
    name: "Django OAuth Toolkit",
    skipped: !hasDjangoProvider,
    start: () => startDjangoProvider(LIFE_SECONDS),
    logIn: logInAtDjango,
    profile: (issuer) => ({ revocationEndpoint: `${issuer}/revoke_token/` }),
    sub: "1",
    token: "/token/",
    revocation: "/revoke_token/",
    userinfo: "/userinfo/",
  },
];

for (const one of CASES)
  describe.skipIf(one.skipped)(`the whole life of a session at ${one.name}`, () => {
    let provider: AnyProvider;
    let session: PlainSession;
    let running: PlainClient;

    beforeAll(async () => {
      provider = await one.start();
    });
    afterAll(() => provider.close());
    beforeEach(() => start(one.profile(provider.issuer)));
    afterEach(async () => {
      await running.client.dispose();
      await session.close();
    });

    function start(beyond: object): void {
      const smallest = { id: "plain", name: "どこか", issuer: provider.issuer, clientId: provider.clientId };
      session = startPlainSession(profileSchema.parse({ ...smallest, ...beyond }));
      running = startPlainClient(session);
    }

    const becomes = (at: string) => expect.poll(() => running.client.state().session.at, SLOW).toBe(at);
    const kept = () => [...session.store.entries.values()];
    const post = (path: string, form: Record<string, string>) =>
      session.outbound.fetch(provider.issuer + path, {
        method: "POST",
        body: new URLSearchParams({ client_id: provider.clientId, ...form }),
      });

    /** At the page that the client opened last. */
    async function person(pages: number): Promise<void> {
      await expect.poll(() => running.pages, SLOW).toHaveLength(pages);
      const url = running.pages.at(-1) ?? "";
      const origin = new URL(new URL(url).searchParams.get("redirect_uri") ?? "").origin;
      await session.person.open(await one.logIn(session.person, url, origin));
      await becomes("online");
    }

    async function restarted(): Promise<void> {
      await running.client.dispose();
      session = session.restarted();
      running = startPlainClient(session);
    }

    test("begins with a login at its own pages", async () => {
      await person(1);
      expect(running.client.state().session).toMatchObject({ account: { sub: one.sub }, why: null });
      expect(kept()).toHaveLength(1);
      expect((await recordOf(session))?.account.sub).toBe(one.sub);
    });

    test("goes on after a restart with nothing typed", async () => {
      await person(1);
      await restarted();
      await becomes("online");
      expect(running.pages).toEqual([]);
    });

    test("has another access token before one ends, each time under a rotated refresh token", async () => {
      await person(1);
      const seen = new Set<string>();
      const tokens = new Set<string>();
      for (let times = 0; times < 3; times += 1) {
        const access = session.tokens.accessToken()?.value ?? "";
        seen.add(access);
        tokens.add(kept()[0] ?? "");
        const authorization = `Bearer ${access}`;
        const answer = await session.outbound.fetch(provider.issuer + one.userinfo, {
          headers: { authorization },
        });
        expect(await answer.json()).toMatchObject({ sub: one.sub });
        await expect.poll(() => session.tokens.accessToken()?.value, SLOW).not.toBe(access);
        expect(running.client.state().session).toMatchObject({ at: "online", why: null });
      }
      expect([seen.size, tokens.size]).toEqual([3, 3]);
      expect(running.pages).toHaveLength(1);
      const [oldest = ""] = tokens;
      const reused = await post(one.token, { grant_type: "refresh_token", refresh_token: oldest });
      expect(reused.status).toBe(400);
    });

    test("asks for a login where the provider has ended it", async () => {
      await person(1);
      expect((await post(one.revocation, { token: kept()[0] ?? "" })).ok).toBe(true);
      await person(2);
      expect(running.client.state().session).toMatchObject({ account: { sub: one.sub } });
    });

    test("rests over a logout and a restart, and goes on with nothing typed when somebody asks", async () => {
      await person(1);
      running.client.logout();
      await becomes("signed-out");
      await restarted();
      await becomes("signed-out");
      running.client.login("tray");
      await becomes("online");
      expect(running.pages).toEqual([]);
    });

    test("ends when it is forgotten, here and there", async () => {
      await person(1);
      const [token = ""] = kept();
      running.client.forget();
      await expect
        .poll(() => running.client.state().session, SLOW)
        .toMatchObject({ at: "signed-out", why: null });
      expect(kept()).toEqual([]);
      expect(await recordOf(session)).toBeNull();
      const used = await post(one.token, { grant_type: "refresh_token", refresh_token: token });
      expect(used.status).toBe(400);
    });
  });

test.skipIf(!hasDjangoProvider)("where nobody names the revocation, forgetting says what stays", async () => {
  const provider = await startDjangoProvider(LIFE_SECONDS);
  const smallest = { id: "plain", name: "どこか", issuer: provider.issuer, clientId: provider.clientId };
  const session = startPlainSession(profileSchema.parse(smallest));
  const { client, pages } = startPlainClient(session);
  await expect.poll(() => pages, SLOW).toHaveLength(1);
  const origin = new URL(new URL(pages[0] ?? "").searchParams.get("redirect_uri") ?? "").origin;
  await session.person.open(await logInAtDjango(session.person, pages[0] ?? "", origin));
  await expect.poll(() => client.state().session.at, SLOW).toBe("online");
  client.forget();
  await expect
    .poll(() => client.state().session, SLOW)
    .toMatchObject({ at: "signed-out", why: "SESSION_NOT_REVOKED" });
  await client.dispose();
  await session.close();
  await provider.close();
});
