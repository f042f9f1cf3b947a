import { beforeEach, describe, expect, test } from "vitest";
import { PROFILES, SERVICE_IDS } from "../../src/core/service/profiles.ts";
import { EAST, placeIn, problemsOf, runningService, textOf, titleOf, WEST } from "./service-place.ts";
import { claimsOf, driveRequest, redeem, refresh, Visitor } from "./service-visitor.ts";

const service = runningService();
const place = placeIn(service);
let person: Visitor;
beforeEach(() => {
  person = new Visitor();
});

describe.each(SERVICE_IDS)("%s", (id) => {
  test("logs in over the Internet: code, tokens, rotation", async () => {
    const { issuer, internet } = place.originsOf(id);
    const { request, page, landing } = await place.logIn(person, id, "internet");
    expect(page.url.origin).toBe(internet);
    expect(titleOf(page)).toBe("ログイン");
    expect(textOf(page)).toContain("これは模擬サービスです");
    expect(textOf(page)).toContain(PROFILES[id].name);
    expect(landing.url.origin).toBe("http://127.0.0.1:45678");
    expect(landing.url.searchParams.get("state")).toBe(request.state);
    expect(landing.url.searchParams.get("iss")).toBe(issuer); // RFC 9207
    const first = await redeem(issuer, landing, request);
    expect(first.status).toBe(200);
    expect(claimsOf(first.body.id_token)).toMatchObject({
      iss: issuer,
      nonce: request.nonce,
      email: place.accountOf(id).mail,
    });
    const second = await refresh(issuer, first.body.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.body.refresh_token);
    expect(claimsOf(second.body.id_token).sub).toBe(claimsOf(first.body.id_token).sub);
  });

  test("logs in from an East line without a question", async () => {
    await service.admin.setLine(EAST);
    const { landing, page } = await place.logIn(person, id, "line");
    expect(page.url.origin).toBe(place.originsOf(id).line);
    expect(landing.url.searchParams.has("code")).toBe(true);
    expect(await service.admin.events({ type: "consent" })).toEqual([]);
  });

  test("from a West line, the first time: consent, the broken return, then a code with nothing typed", async () => {
    const { operator, web, line, issuer } = place.originsOf(id);
    const { landing: notice } = await place.logIn(person, id, "line");
    expect(notice.url.origin + notice.url.pathname).toBe(`${operator}/kaisen/notice`);
    expect(titleOf(notice)).toBe("回線情報通知");
    expect(textOf(notice)).toMatch(/NTT東日本株式会社[\s\S]*コワークストレージ/u); // whatever the brand (facts A46)
    const main = await person.submit(notice, { notify: "yes", always: "yes" });
    expect(main.url.origin).toBe(web); // 図1
    expect(main.body).toContain(`data-url="${line}/drive-login" data-count="1"`); // opens 図2
    const dialog = await person.open(`${line}/drive-login`);
    expect(titleOf(dialog)).toBe("ストレージサービスドライブ ログイン");
    const again = driveRequest();
    const landing = await person.open(place.front(id, "line", again.query));
    expect((await redeem(issuer, landing, again)).status).toBe(200);
    expect(await service.admin.events({ type: "login", outcome: "password-accepted" })).toHaveLength(1);
  });
});

test("the client's own login is dead after a consent", async () => {
  const { page, landing } = await place.logIn(person, "omakase", "line");
  await person.submit(landing, { notify: "yes", always: "yes" });
  expect((await person.open(page.url.href)).status).toBe(410);
});

test("a remembered consent isn't asked for again, one without the box is", async () => {
  const first = await place.logIn(person, "omakase", "line");
  await person.submit(first.landing, { notify: "yes" });
  person.forget();
  const second = await place.logIn(person, "omakase", "line");
  expect(titleOf(second.landing)).toBe("回線情報通知");
  await person.submit(second.landing, { notify: "yes", always: "yes" });
  person.forget();
  const third = await place.logIn(person, "omakase", "line");
  expect(third.landing.url.searchParams.has("code")).toBe(true);
  expect(await service.admin.events({ type: "consent", outcome: "asked" })).toHaveLength(2);
});

test("consent belongs to one line and one service", async () => {
  const { landing } = await place.logIn(person, "omakase", "line");
  await person.submit(landing, { notify: "yes", always: "yes" });
  expect(titleOf((await place.logIn(person, "cowork", "line")).landing)).toBe("回線情報通知");
  person.forget();
  await service.admin.setLine({ ...WEST, number: "COP12345678" });
  expect(titleOf((await place.logIn(person, "omakase", "line")).landing)).toBe("回線情報通知");
});

test.each([
  ["通知しない", WEST, { notify: "no" }],
  ["a line that isn't registered", { ...WEST, number: "CAF9999999999" }, { notify: "yes", always: "yes" }],
])("%s ends at 回線認証エラー", async (_name, line, answer) => {
  await service.admin.setLine(line);
  const { landing } = await place.logIn(person, "omakase", "line");
  const end = await person.submit(landing, answer);
  expect(titleOf(end)).toBe("回線認証エラー");
  expect(end.url.origin).toBe(place.originsOf("omakase").line);
});

test.each([
  ["no NTT line", { ...WEST, region: "other" }],
  ["no IPv6", { ...WEST, ipv6: false }],
  ["an East line that isn't registered", { ...EAST, number: "CAF9999999999" }],
] as const)("%s is refused without a question", async (_name, line) => {
  await service.admin.setLine(line);
  expect(titleOf((await place.logIn(person, "omakase", "line")).landing)).toBe("回線認証エラー");
  expect(await service.admin.events({ type: "consent" })).toEqual([]);
});

test("回線認証のみ refuses the Internet login (facts A14)", async () => {
  await service.admin.setContract({ service: "ot", accessPath: "line-only" });
  expect(titleOf((await place.logIn(person, "ot", "internet")).landing)).toBe("回線認証エラー");
  expect((await place.logIn(person, "cowork", "internet")).landing.url.searchParams.has("code")).toBe(true);
});

test("method 2: a person in a browser ends at the browser version, and the drive gets a code untyped", async () => {
  const page = await person.open(place.front("omakase", "line"));
  const notice = await person.submit(page, place.accountOf("omakase"));
  const main = await person.submit(notice, { notify: "yes", always: "yes" });
  expect(main.url.origin).toBe(place.originsOf("omakase").web);
  expect(main.body).not.toContain("data-count");
  const landing = await person.open(place.front("omakase", "line", driveRequest().query));
  expect(landing.url.searchParams.has("code")).toBe(true);
});

test("the login survives a restart of the browser: its cookie is persistent", async () => {
  const { landing } = await place.logIn(person, "omakase", "internet");
  expect(landing.url.searchParams.has("code")).toBe(true);
  person.restart();
  const silent = await person.open(
    place.front("omakase", "internet", driveRequest({ prompt: "none" }).query),
  );
  expect(silent.url.searchParams.has("code")).toBe(true);
});

test("prompt=none without a session says login_required, to the client", async () => {
  const landing = await person.open(place.front("omakase", "line", driveRequest({ prompt: "none" }).query));
  expect(landing.url.searchParams.get("error")).toBe("login_required");
});

test("prompt=consent shows no screen of the provider's", async () => {
  const { landing, request } = await place.logIn(person, "omakase", "internet", {
    request: driveRequest({ prompt: "consent" }),
  });
  expect((await redeem(place.originsOf("omakase").issuer, landing, request)).body.refresh_token).toBeTypeOf(
    "string",
  );
});

test.each(SERVICE_IDS)(
  "%s locks after ten wrong passwords; the mailed link unlocks (facts A34–A36)",
  async (id) => {
    const { mail, password } = place.accountOf(id);
    let page = await person.open(place.front(id, "internet", driveRequest().query));
    for (let n = 1; n <= 10; n += 1) {
      expect(page.body).not.toMatch(/ロックされ|ブロックされ/u);
      page = await person.submit(page, { mail, password: "Wrong-password1" });
      expect(page.body).toContain('role="alert"');
    }
    expect(textOf(page)).toMatch(/ロックされ|ブロックされ/u);
    expect(textOf(await person.submit(page, { mail, password }))).toMatch(/ロックされ|ブロックされ/u);
    const mails = await service.admin.mail();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toBe(`【${PROFILES[id].name}】アカウントロック`);
    await person.open(mails[0]?.link ?? "");
    expect((await person.submit(page, { mail, password })).url.searchParams.has("code")).toBe(true);
  },
);

test("an unblock link dies after its days (facts A17)", async () => {
  const { mail } = place.accountOf("codec");
  let page = await person.open(place.front("codec", "internet", driveRequest().query));
  for (let n = 1; n <= 10; n += 1) page = await person.submit(page, { mail, password: "x" });
  await service.admin.shiftClock(8 * 86_400);
  const [sent] = await service.admin.mail();
  expect((await person.open(sent?.link ?? "")).status).toBe(410);
});

test("a reset password unlocks and replaces the old one", async () => {
  const { mail, password } = place.accountOf("cowork");
  await service.admin.setUser({ service: "cowork", mail, locked: true });
  await person.submit(await person.open(`${place.originsOf("cowork").internet}/reset-request`), { mail });
  const [sent] = await service.admin.mail();
  const form = await person.open(sent?.link ?? "");
  const weak = await person.submit(form, { password: "abc", confirmation: "abd" });
  expect(weak.body.match(/class="problem"/gu)).toHaveLength(2);
  const done = await person.submit(weak, { password: "Atarashii-1", confirmation: "Atarashii-1" });
  expect(textOf(done)).toContain("リセットパスワードの手続きが完了いたしました。");
  const page = await person.open(place.front("cowork", "internet", driveRequest().query));
  expect((await person.submit(page, { mail, password })).body).toContain('role="alert"');
  expect((await person.submit(page, { mail, password: "Atarashii-1" })).url.searchParams.has("code")).toBe(
    true,
  );
});

test("a form from elsewhere, or without its token, does nothing", async () => {
  const page = await person.open(place.front("omakase", "internet", driveRequest().query));
  const bare = await person.open(page.url.href, place.accountOf("omakase"));
  expect(bare.status).toBe(400);
  const stranger = new Visitor();
  expect((await stranger.submit(page, place.accountOf("omakase"))).status).toBe(400);
});

test("federated buttons are the manual's (facts A6), and so are the other links", async () => {
  const page = await person.open(place.front("cowork", "internet", driveRequest().query));
  for (const label of ["Google", "Facebook", "Microsoft", "d", "Active Directory"])
    expect(page.body).toContain(`${label}アカウントでログイン`);
  expect(page.body).toContain("NTT東日本ビジネスIDでログイン");
  const terms = await person.open(`${place.originsOf("cowork").internet}/terms`);
  expect(titleOf(terms)).toBe("利用規約");
  const codec = await person.open(place.front("codec", "internet", driveRequest().query));
  expect(codec.body).not.toContain("Microsoft");
  expect(codec.body).not.toContain("利用規約");
  expect(codec.body).toContain("パスワード変更、その他契約情報の変更はこちら");
});

describe.each(SERVICE_IDS)("%s answers alike whoever it is", (id) => {
  const WRONG = ["メールアドレスまたはパスワードが正しくありません。"];

  test("nobody, an invited user, one with another method: ten times wrong, then locked, and no mail", async () => {
    const invited = `invited@${id}.example`;
    await service.admin.setUser({ service: id, mail: invited, invited: true, password: "Shinjin-2025" });
    for (const mail of [`nobody@${id}.example`, invited, `google@${id}.example`]) {
      let page = await person.open(place.front(id, "internet", driveRequest().query));
      for (let n = 1; n < 10; n += 1) {
        page = await person.submit(page, { mail, password: "Shinjin-2025" });
        expect(problemsOf(page), `${mail} ${n}`).toEqual(WRONG);
      }
      page = await person.submit(page, { mail, password: "Shinjin-2025" });
      expect(problemsOf(page).join()).toMatch(/ロックされ|ブロックされ/u);
    }
    expect(await service.admin.mail()).toEqual([]);
    const users = (await service.admin.users()).filter(({ service: of }) => of === id);
    const locked = users.flatMap((one) => (one.locked ? [one.mail] : []));
    expect(locked).toEqual([`lock@${id}.example`]); // who was so at the start: nobody else's way in is shut
  });

  test("the reset request too: only who has a password gets a mail (facts A36)", async () => {
    const { mail } = place.accountOf(id);
    const answers: string[] = [];
    for (const asked of [mail, `nobody@${id}.example`, `google@${id}.example`]) {
      const page = await person.open(`${place.originsOf(id).internet}/reset-request`);
      answers.push(textOf(await person.submit(page, { mail: asked })));
    }
    expect(new Set(answers).size).toBe(1);
    expect((await service.admin.mail()).map(({ to }) => to)).toEqual([mail]);
  });

  test("a lock, its mail, and in again; a reset with the second factor set up anew (facts A33, A36)", async () => {
    const { mail } = place.accountOf(id);
    const factor = { secondFactor: true, enrolled: { kind: "sms", phone: "09012345678" } } as const;
    await service.admin.setUser({ service: id, mail, locked: true, ...factor });
    await person.submit(await person.open(`${place.originsOf(id).internet}/reset-request`), { mail });
    const [sent] = await service.admin.mail();
    const password = "Atarashii-1";
    await person.submit(await person.open(sent?.link ?? ""), { password, confirmation: password });
    expect((await person.open(sent?.link ?? "")).status).toBe(410); // once
    const { landing } = await place.logIn(person, id, "internet", { as: { mail, password } });
    expect(landing.url.pathname).toMatch(/^\/second-factor\/(phone|authenticator)$/u);
  });
});

test.each([
  [
    "empty",
    { mail: "", password: "" },
    ["メールアドレスを入力してください。", "パスワードを入力してください。"],
  ],
  ["no address", { mail: "hanako", password: "x" }, ["メールアドレスの形をご確認ください。"]],
  [
    "too long",
    { mail: `${"a".repeat(300)}@x.example`, password: "p".repeat(300) },
    ["メールアドレスが長すぎます。", "パスワードは200文字までです。"],
  ],
  [
    "a script",
    { mail: `"><script>alert(1)</script>@x.example`, password: "x" },
    ["メールアドレスの形をご確認ください。"],
  ],
])("the login form, %s: answered in words at the field", async (_what, typed, words) => {
  const page = await person.open(place.front("omakase", "internet", driveRequest().query));
  const answer = await person.submit(page, typed);
  for (const word of words) expect(problemsOf(answer)).toContain(word);
  expect(answer.body).not.toContain("<script>alert");
  if (typed.password !== "") expect(answer.body).not.toContain(`value="${typed.password}"`);
  expect(await service.admin.events({ type: "login" })).toEqual([]);
});
