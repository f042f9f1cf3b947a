import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clientProfileOverrides } from "../../service/client-policy.ts";
import type { Origins } from "../../service/origins.ts";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES, SERVICE_IDS } from "../../src/core/service/profiles.ts";
import { claimsOf, driveRequest, type Landing, redeem, refresh, Visitor } from "./service-visitor.ts";

let service: ReferenceService;
let person: Visitor;

beforeAll(async () => {
  service = await startReferenceService();
});
afterAll(() => service.close());
beforeEach(async () => {
  await service.admin.reset();
  person = new Visitor();
});

const WEST = { region: "west", number: "CAF1234567890", ipv6: true } as const;
const EAST = { ...WEST, region: "east" } as const;

function originsOf(id: ServiceId): Origins {
  const origins = service.ready.origins[id];
  if (origins === undefined) throw new Error(id);
  return origins;
}

function accountOf(id: ServiceId): { mail: string; password: string } {
  const account = service.ready.accounts.find((one) => one.service === id && one.role === "user");
  if (account === undefined) throw new Error(id);
  return { mail: account.mail, password: account.password };
}

function front(id: ServiceId, door: "internet" | "line", query = ""): string {
  const { loginUrl } = clientProfileOverrides(service.ready, id, { door }).overrides;
  return query === "" ? loginUrl : `${loginUrl}?${query}`;
}

async function logIn(id: ServiceId, door: "internet" | "line", request = driveRequest()) {
  const page = await person.open(front(id, door, request.query));
  const landing = await person.submit(page, accountOf(id));
  return { request, page, landing };
}

const title = (page: Landing) => /<title>([^<]*)<\/title>/u.exec(page.body)?.[1];
const text = (page: Landing) => page.body.replace(/<[^>]*>/gu, " ");

describe.each(SERVICE_IDS)("%s", (id) => {
  test("logs in over the Internet: code, tokens, rotation", async () => {
    const { issuer, internet } = originsOf(id);
    const { request, page, landing } = await logIn(id, "internet");
    expect(page.url.origin).toBe(internet);
    expect(title(page)).toBe("ログイン");
    expect(text(page)).toContain("これは模擬サービスです");
    expect(text(page)).toContain(PROFILES[id].name);
    expect(landing.url.origin).toBe("http://127.0.0.1:45678");
    expect(landing.url.searchParams.get("state")).toBe(request.state);
    expect(landing.url.searchParams.get("iss")).toBe(issuer); // RFC 9207
    const first = await redeem(issuer, landing, request);
    expect(first.status).toBe(200);
    expect(claimsOf(first.body.id_token)).toMatchObject({
      iss: issuer,
      nonce: request.nonce,
      email: accountOf(id).mail,
    });
    const second = await refresh(issuer, first.body.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.body.refresh_token);
    expect(claimsOf(second.body.id_token).sub).toBe(claimsOf(first.body.id_token).sub);
  });

  test("logs in from an East line without a question", async () => {
    await service.admin.setLine(EAST);
    const { landing, page } = await logIn(id, "line");
    expect(page.url.origin).toBe(originsOf(id).line);
    expect(landing.url.searchParams.has("code")).toBe(true);
    expect(await service.admin.events({ type: "consent" })).toEqual([]);
  });

  test("from a West line, the first time: consent, the broken return, then a code with nothing typed", async () => {
    const { operator, web, line, issuer } = originsOf(id);
    const { landing: notice } = await logIn(id, "line");
    expect(notice.url.origin + notice.url.pathname).toBe(`${operator}/kaisen/notice`);
    expect(title(notice)).toBe("回線情報通知");
    expect(text(notice)).toMatch(/NTT東日本株式会社[\s\S]*コワークストレージ/u); // whatever the brand (facts A46)
    const main = await person.submit(notice, { notify: "yes", always: "yes" });
    expect(main.url.origin).toBe(web); // 図1
    expect(main.body).toContain(`data-url="${line}/drive-login" data-count="1"`); // opens 図2
    const dialog = await person.open(`${line}/drive-login`);
    expect(title(dialog)).toBe("ストレージサービスドライブ ログイン");
    const again = driveRequest();
    const landing = await person.open(front(id, "line", again.query));
    expect((await redeem(issuer, landing, again)).status).toBe(200);
    expect(await service.admin.events({ type: "login", outcome: "password-accepted" })).toHaveLength(1);
  });
});

test("the client's own login is dead after a consent", async () => {
  const { page, landing } = await logIn("omakase", "line");
  await person.submit(landing, { notify: "yes", always: "yes" });
  expect((await person.open(page.url.href)).status).toBe(410);
});

test("a remembered consent isn't asked for again, one without the box is", async () => {
  const first = await logIn("omakase", "line");
  await person.submit(first.landing, { notify: "yes" });
  person.forget();
  const second = await logIn("omakase", "line");
  expect(title(second.landing)).toBe("回線情報通知");
  await person.submit(second.landing, { notify: "yes", always: "yes" });
  person.forget();
  const third = await logIn("omakase", "line");
  expect(third.landing.url.searchParams.has("code")).toBe(true);
  expect(await service.admin.events({ type: "consent", outcome: "asked" })).toHaveLength(2);
});

test("consent belongs to one line and one service", async () => {
  const { landing } = await logIn("omakase", "line");
  await person.submit(landing, { notify: "yes", always: "yes" });
  expect(title((await logIn("cowork", "line")).landing)).toBe("回線情報通知");
  person.forget();
  await service.admin.setLine({ ...WEST, number: "COP12345678" });
  expect(title((await logIn("omakase", "line")).landing)).toBe("回線情報通知");
});

test.each([
  ["通知しない", WEST, { notify: "no" }],
  ["a line that isn't registered", { ...WEST, number: "CAF9999999999" }, { notify: "yes", always: "yes" }],
])("%s ends at 回線認証エラー", async (_name, line, answer) => {
  await service.admin.setLine(line);
  const { landing } = await logIn("omakase", "line");
  const end = await person.submit(landing, answer);
  expect(title(end)).toBe("回線認証エラー");
  expect(end.url.origin).toBe(originsOf("omakase").line);
});

test.each([
  ["no NTT line", { ...WEST, region: "other" }],
  ["no IPv6", { ...WEST, ipv6: false }],
  ["an East line that isn't registered", { ...EAST, number: "CAF9999999999" }],
] as const)("%s is refused without a question", async (_name, line) => {
  await service.admin.setLine(line);
  expect(title((await logIn("omakase", "line")).landing)).toBe("回線認証エラー");
  expect(await service.admin.events({ type: "consent" })).toEqual([]);
});

test("回線認証のみ refuses the Internet login (facts A14)", async () => {
  await service.admin.setContract({ service: "ot", accessPath: "line-only" });
  expect(title((await logIn("ot", "internet")).landing)).toBe("回線認証エラー");
  expect((await logIn("cowork", "internet")).landing.url.searchParams.has("code")).toBe(true);
});

test("method 2: a person in a browser ends at the browser version, and the drive gets a code untyped", async () => {
  const page = await person.open(front("omakase", "line"));
  const notice = await person.submit(page, accountOf("omakase"));
  const main = await person.submit(notice, { notify: "yes", always: "yes" });
  expect(main.url.origin).toBe(originsOf("omakase").web);
  expect(main.body).not.toContain("data-count");
  const landing = await person.open(front("omakase", "line", driveRequest().query));
  expect(landing.url.searchParams.has("code")).toBe(true);
});

test("the login survives a restart of the browser: its cookie is persistent", async () => {
  const { landing } = await logIn("omakase", "internet");
  expect(landing.url.searchParams.has("code")).toBe(true);
  person.restart();
  const silent = await person.open(front("omakase", "internet", driveRequest({ prompt: "none" }).query));
  expect(silent.url.searchParams.has("code")).toBe(true);
});

test("prompt=none without a session says login_required, to the client", async () => {
  const landing = await person.open(front("omakase", "line", driveRequest({ prompt: "none" }).query));
  expect(landing.url.searchParams.get("error")).toBe("login_required");
});

test("prompt=consent shows no screen of the provider's", async () => {
  const { landing, request } = await logIn("omakase", "internet", driveRequest({ prompt: "consent" }));
  expect((await redeem(originsOf("omakase").issuer, landing, request)).body.refresh_token).toBeTypeOf(
    "string",
  );
});

test("the second factor is asked over the Internet, once a device, and never on a line (facts A22, A25)", async () => {
  const { mail } = accountOf("omakase");
  await service.admin.setUser({ service: "omakase", mail, secondFactor: true });
  await service.admin.setLine(EAST);
  expect((await logIn("omakase", "line")).landing.url.searchParams.has("code")).toBe(true);
  person.forget();
  const { landing: asked } = await logIn("omakase", "internet");
  expect(title(asked)).toBe("2段階認証");
  const [sent] = await service.admin.sms();
  const wrong = await person.submit(asked, { code: sent?.code === "000000" ? "000001" : "000000" });
  expect(wrong.body).toContain('role="alert"');
  const landing = await person.submit(wrong, { code: sent?.code ?? "" });
  expect(landing.url.searchParams.has("code")).toBe(true);
  const later = await person.open(front("omakase", "internet", driveRequest({ prompt: "login" }).query));
  expect((await person.submit(later, accountOf("omakase"))).url.searchParams.has("code")).toBe(true);
});

test.each(SERVICE_IDS)(
  "%s locks after ten wrong passwords; the mailed link unlocks (facts A34–A36)",
  async (id) => {
    const { mail, password } = accountOf(id);
    let page = await person.open(front(id, "internet", driveRequest().query));
    for (let n = 1; n <= 10; n += 1) {
      expect(page.body).not.toMatch(/ロックされ|ブロックされ/u);
      page = await person.submit(page, { mail, password: "Wrong-password1" });
      expect(page.body).toContain('role="alert"');
    }
    expect(text(page)).toMatch(/ロックされ|ブロックされ/u);
    expect(text(await person.submit(page, { mail, password }))).toMatch(/ロックされ|ブロックされ/u);
    const mails = await service.admin.mail();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toBe(`【${PROFILES[id].name}】アカウントロック`);
    await person.open(mails[0]?.link ?? "");
    expect((await person.submit(page, { mail, password })).url.searchParams.has("code")).toBe(true);
  },
);

test("an unblock link dies after its days (facts A17)", async () => {
  const { mail } = accountOf("codec");
  let page = await person.open(front("codec", "internet", driveRequest().query));
  for (let n = 1; n <= 10; n += 1) page = await person.submit(page, { mail, password: "x" });
  await service.admin.shiftClock(8 * 86_400);
  const [sent] = await service.admin.mail();
  expect((await person.open(sent?.link ?? "")).status).toBe(410);
});

test("a reset password unlocks and replaces the old one", async () => {
  const { mail, password } = accountOf("cowork");
  await service.admin.setUser({ service: "cowork", mail, locked: true });
  await person.submit(await person.open(`${originsOf("cowork").internet}/reset-request`), { mail });
  const [sent] = await service.admin.mail();
  const form = await person.open(sent?.link ?? "");
  const weak = await person.submit(form, { password: "abc", confirmation: "abd" });
  expect(weak.body.match(/class="problem"/gu)).toHaveLength(2);
  const done = await person.submit(weak, { password: "Atarashii-1", confirmation: "Atarashii-1" });
  expect(text(done)).toContain("リセットパスワードの手続きが完了いたしました。");
  const page = await person.open(front("cowork", "internet", driveRequest().query));
  expect((await person.submit(page, { mail, password })).body).toContain('role="alert"');
  expect((await person.submit(page, { mail, password: "Atarashii-1" })).url.searchParams.has("code")).toBe(
    true,
  );
});

test("a form from elsewhere, or without its token, does nothing", async () => {
  const page = await person.open(front("omakase", "internet", driveRequest().query));
  const bare = await person.open(page.url.href, accountOf("omakase"));
  expect(bare.status).toBe(400);
  const stranger = new Visitor();
  expect((await stranger.submit(page, accountOf("omakase"))).status).toBe(400);
});

test("federated buttons are the manual's (facts A6) and say that the simulation hasn't them yet", async () => {
  const page = await person.open(front("cowork", "internet", driveRequest().query));
  for (const label of ["Google", "Facebook", "Microsoft", "d", "Active Directory"])
    expect(page.body).toContain(`${label}アカウントでログイン`);
  expect(page.body).toContain("NTT東日本ビジネスIDでログイン");
  const codec = await person.open(front("codec", "internet", driveRequest().query));
  expect(codec.body).not.toContain("Microsoft");
  expect(codec.body).toContain("パスワード変更、その他契約情報の変更はこちら");
  const answer = await person.open(`${originsOf("cowork").internet}/federated/google`);
  expect(text(answer)).toContain("まだ使えません");
});
