import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clientProfileOverrides } from "../../service/provider/client-policy.ts";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import type { FaultInput } from "../../service/state/fault-schema.ts";
import { errorCode } from "../../src/core/errors.ts";
import { PROFILES, SERVICE_IDS } from "../../src/core/service/profiles.ts";
import { createHttpPerson } from "../support/http-person.ts";
import { type PlainSession, recordOf, refreshed, startPlainSession } from "../support/plain-session.ts";
import { type Landing, Visitor } from "./service-visitor.ts";

// The adapters against the reference service: the window's part is played over plain HTTP.

let service: ReferenceService;
let person: Visitor;
let session: PlainSession;

beforeAll(async () => {
  service = await startReferenceService();
});
afterAll(() => service.close());
beforeEach(async () => {
  await service.admin.reset();
  person = new Visitor();
  session = clientOf("omakase");
});
afterEach(() => session.close());

type Id = (typeof SERVICE_IDS)[number];

function clientOf(id: Id): PlainSession {
  const { overrides } = clientProfileOverrides(service.ready, id, { door: "line" });
  return startPlainSession({ ...PROFILES[id], ...overrides }, { timeoutMs: 2_000 });
}

function accountOf(id: Id): { mail: string; password: string } {
  const found = service.ready.accounts.find((one) => one.service === id && one.role === "user");
  if (found === undefined) throw new Error(id);
  return { mail: found.mail, password: found.password };
}

const east = () => service.admin.setLine({ region: "east", number: "CAF1234567890", ipv6: true });

async function exchange(client: PlainSession, landing: Landing, generation = 1) {
  const called = new Promise((resolve) => client.authorization.onCallback(resolve));
  expect((await createHttpPerson().open(landing.url.href)).status).toBe(200);
  await called;
  return client.authorization.exchange(1, generation);
}

async function logIn(id: Id = "omakase") {
  await east();
  const { url } = await session.authorization.prepare(1, 1);
  const landing = await person.submit(await person.open(url), accountOf(id));
  return exchange(session, landing);
}

test.each(SERVICE_IDS)("%s: login URL, password, code, session, one silent refresh", async (id) => {
  await session.close();
  session = clientOf(id);
  const grant = await logIn(id);
  expect(grant.account.mail).toBe(accountOf(id).mail);
  const next = session.restarted();
  expect(await next.tokens.open()).toMatchObject({ account: grant.account, rested: false });
  expect(await refreshed(next)).toBe("refreshed");
  const grants = await service.admin.events({ type: "token", grant_type: "refresh_token" });
  expect(grants.map((one) => one.outcome)).toEqual(["success"]);
});

test("the broken return: a second generation is answered at once, with nothing typed", async () => {
  const first = await session.authorization.prepare(1, 1);
  const notice = await person.submit(await person.open(first.url), accountOf("omakase"));
  await person.submit(notice, { notify: "yes", always: "yes" }); // 図1, the first request is dead
  const second = await session.authorization.prepare(1, 2);
  const landing = await person.open(second.url);
  expect(landing.url.origin).toBe(second.redirectOrigin);
  const grant = await exchange(session, landing, 2);
  expect(grant.account.mail).toBe(accountOf("omakase").mail);
});

test.each(["wrong-issuer", "wrong-audience", "wrong-signature", "wrong-nonce"] as const)(
  "a login with %s is refused",
  async (kind) => {
    await service.admin.addFault({ kind });
    expect(await logIn().then(() => "none", errorCode)).toBe("AUTH_RESPONSE_INVALID");
    expect(session.tokens.accessToken()).toBeNull();
  },
);

test("a key rotated right before the code is traded changes nothing", async () => {
  await service.admin.addFault({ kind: "key-rotation", route: "token" });
  expect((await logIn()).account.mail).toBe(accountOf("omakase").mail);
});

describe("a refresh", () => {
  test.each<[FaultInput, string]>([
    [{ kind: "status", route: "token", status: 503, retryAfter: 5 }, "NET_SERVER"],
    [{ kind: "status", route: "token", status: 429, retryAfter: 5 }, "NET_RATE_LIMITED"],
    [{ kind: "status", route: "token", status: 404 }, "NET_UNEXPECTED_ANSWER"],
    [{ kind: "html", route: "token" }, "NET_UNEXPECTED_ANSWER"],
    [{ kind: "disconnect", route: "token" }, "NET_SERVER"],
    [{ kind: "delay", route: "token", delayMs: 2_500 }, "NET_TIMEOUT"],
  ])("that meets %o keeps the session", async (fault, code) => {
    await logIn();
    await service.admin.addFault(fault);
    expect(await refreshed(session)).toMatchObject({ kind: "temporary", code });
    await service.admin.clearFaults();
    expect(await recordOf(session)).not.toBeNull();
    if (code !== "NET_TIMEOUT") expect(await refreshed(session)).toBe("refreshed");
  });

  test("that the provider rejects by invalid_grant ends the session", async () => {
    await logIn();
    await service.admin.addFault({ kind: "invalid_grant" });
    expect(await refreshed(session)).toEqual({ kind: "rejected", code: "SESSION_ENDED" });
    expect(session.store.entries.size).toBe(0);
  });

  test("that answers for somebody else is discarded and named", async () => {
    await logIn();
    await service.admin.addFault({ kind: "wrong-sub" });
    expect(await refreshed(session)).toEqual({ kind: "rejected", code: "SESSION_ANOTHER_ACCOUNT" });
  });

  test("whose key set can't be had keeps the rotated token, reuse detection and all", async () => {
    await logIn();
    await service.admin.addFault({ kind: "key-rotation", route: "token" });
    await service.admin.addFault({ kind: "status", route: "jwks", status: 503, times: 2 });
    expect(await refreshed(session)).toMatchObject({ kind: "temporary" });
    await service.admin.clearFaults();
    expect(await refreshed(session.restarted())).toBe("refreshed");
  });
});

test("forgetting revokes at the provider", async () => {
  await logIn();
  expect((await session.tokens.endSession())?.url).toContain("id_token_hint=");
  expect(await session.tokens.leave("forget")).toBeNull();
  expect(await service.admin.events({ type: "revocation" })).toHaveLength(1);
  expect(session.store.entries.size).toBe(0);
});
