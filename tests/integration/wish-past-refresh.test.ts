import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type PlainClient, startPlainClient } from "../support/plain-client.ts";
import { type Canned, type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import {
  logIn,
  logInByHand,
  type PlainSession,
  profileOf,
  startPlainSession,
} from "../support/plain-session.ts";

// No answer of the provider keeps a person from the login page for longer than one refused refresh (reliability 34).

let provider: PlainProvider;
let session: PlainSession;
let running: PlainClient;

beforeEach(async () => {
  provider = await startPlainProvider();
  session = startPlainSession(profileOf(provider));
  await logIn(session);
});

afterEach(async () => {
  await running.client.dispose();
  await session.close();
  await provider.close();
});

const JSON_TYPE = { "content-type": "application/json" };
const says = (status: number, error: string, headers = {}): Canned => ({
  status,
  headers: { ...JSON_TYPE, ...headers },
  body: JSON.stringify({ error }),
});

const REFUSALS: [string, Canned][] = [
  ["400 interaction_required", says(400, "interaction_required")],
  ["400 login_required", says(400, "login_required")],
  ["400 consent_required", says(400, "consent_required")],
  ["400 account_selection_required", says(400, "account_selection_required")],
  ["400 unauthorized_client", says(400, "unauthorized_client")],
  ["400 invalid_request", says(400, "invalid_request")],
  ["400 invalid_scope", says(400, "invalid_scope")],
  ["400 unsupported_grant_type", says(400, "unsupported_grant_type")],
  ["400 with a word of its own", says(400, "account_suspended")],
  ["401 invalid_grant", says(401, "invalid_grant")],
  ["401 invalid_token", says(401, "invalid_token")],
  ["401 invalid_client", says(401, "invalid_client", { "www-authenticate": 'Basic realm="tokens"' })],
  ["403 access_denied", says(403, "access_denied")],
  ["403 invalid_grant", says(403, "invalid_grant")],
  ["404", { status: 404 }],
  ["429 that asks to wait for an hour", { status: 429, headers: { "retry-after": "3600" } }],
  ["500", { status: 500 }],
  ["503 that asks to wait for an hour", { status: 503, headers: { "retry-after": "3600" } }],
  ["a redirect", { status: 302, headers: { location: "/elsewhere" } }],
  ["a page", { status: 200, headers: { "content-type": "text/html" }, body: "<html>" }],
  ["JSON without tokens", { status: 200, headers: JSON_TYPE, body: "{}" }],
  ["half an answer", { cut: true }],
];

/** A start of the client at which everything is refused, until nothing more comes of it. */
async function refusedFromTheStart(answer: Canned): Promise<void> {
  provider.answer("/token", 100_000, answer);
  running = startPlainClient(session.restarted());
  await expect
    .poll(() => running.client.state().session.at)
    .toSatisfy((at) => at === "offline" || at === "logging-in");
}

describe("a refresh that is always answered with", () => {
  test.each(REFUSALS)("%s lets a person who asks get to the login page", async (_case, answer) => {
    await refusedFromTheStart(answer);
    const before = provider.tokenRequests();
    running.client.login("tray");
    await expect.poll(() => running.pages).toHaveLength(1);
    expect(running.pages[0]).toContain(`${provider.issuer}/auth?`);
    expect(provider.tokenRequests() - before).toBeLessThanOrEqual(1);
  });

  test.each(REFUSALS)("%s does so after a logout, too", async (_case, answer) => {
    running = startPlainClient(session.restarted());
    await expect.poll(() => running.client.state().session.at).toBe("online");
    running.client.logout();
    await expect.poll(() => running.client.state().session.at).toBe("signed-out");
    provider.answer("/token", 100_000, answer);
    const before = provider.tokenRequests();
    running.client.login("tray");
    await expect.poll(() => running.pages).toHaveLength(1);
    expect(provider.tokenRequests() - before).toBe(1);
  });
});

test("who then logs in is online with a token of that login", async () => {
  await refusedFromTheStart(says(400, "unauthorized_client"));
  const old = [...session.store.entries.values()];
  running.client.login("tray");
  await expect.poll(() => running.pages).toHaveLength(1);
  provider.passAll();
  const url = running.pages[0] ?? "";
  const origin = new URL(new URL(url).searchParams.get("redirect_uri") ?? "").origin;
  await session.person.open(await logInByHand(session.person, url, origin));
  await expect.poll(() => running.client.state().session.at).toBe("online");
  expect([...session.store.entries.values()]).not.toEqual(old);
});

test.each(["interaction_required", "login_required", "consent_required", "account_selection_required"])(
  "what says that a person is needed calls one by itself, and costs no token: %s",
  async (error) => {
    const kept = [...session.store.entries.values()];
    await refusedFromTheStart(says(400, error));
    await expect
      .poll(() => running.client.state().session)
      .toMatchObject({
        at: "logging-in",
        why: "SESSION_LOGIN_REQUIRED",
      });
    expect([...session.store.entries.values()]).toEqual(kept);
  },
);
