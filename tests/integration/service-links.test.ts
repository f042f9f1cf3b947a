import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import type { LinkKind } from "../../src/core/service/manual.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES, SERVICE_IDS } from "../../src/core/service/profiles.ts";
import { hasCode, textOf, titleOf } from "./service-place.ts";
import type { Landing } from "./service-visitor.ts";
import { PASSWORDS, Walk } from "./service-walk.ts";

let service: ReferenceService;
let walk: Walk;
/** The contract holder at another PC. */
let holder: Walk;

beforeAll(async () => {
  service = await startReferenceService();
});
afterAll(() => service.close());
const begin = (id: ServiceId) => {
  walk = new Walk(service, id);
  holder = new Walk(service, id);
};
beforeEach(async () => {
  await service.admin.reset();
  begin("omakase");
});

const DAY = 86_400;
const PASSWORD = "Atarashii-9";
const twice = { password: PASSWORD, confirmation: PASSWORD };
const NEW_MAIL = "shin@new.example";

/** Types an address on B39; what it answers. */
async function typeChangeLink(local: string, mail: string): Promise<Landing> {
  await holder.webLogin();
  const { sub } = await holder.user(walk.mailOf(local));
  return holder.person.submit(await holder.console(`/users/${encodeURIComponent(sub)}/mail`), { mail });
}

/** The contract holder sends somebody a link from the console (B38–B40). */
async function sendChangeLink(local: string, mail: string): Promise<Landing> {
  return holder.person.submit(await typeChangeLink(local, mail), {}, "/mail/send");
}

async function invite(mail = NEW_MAIL): Promise<string> {
  await holder.webLogin();
  await holder.person.submit(await holder.console("/users"), { name: "新人 一", mail, role: "user" });
  return walk.lastLink(mail);
}

const isLogin = (page: Landing) => titleOf(page) === "ログイン" && page.url.origin === walk.origins.internet;

describe.each(SERVICE_IDS)("%s", (id) => {
  beforeEach(() => begin(id));
  const together = id === "codec";

  test("B19 to B21: the holder's new address is confirmed with a password; the second factor starts anew", async () => {
    const mail = walk.mailOf("keiyakusha");
    await service.admin.setUser({
      service: id,
      mail,
      secondFactor: true,
      enrolled: { kind: "sms", phone: "090-0000-0009" },
      recoveryCode: "AAAA BBBB",
    });
    await walk.menuLogin();
    const form = await walk.menu("/mail");
    expect(titleOf(form)).toBe(together ? "ログイン方法の設定" : "メールアドレス変更");
    const sent = await walk.person.submit(form, { mail: NEW_MAIL, confirmation: NEW_MAIL });
    expect(textOf(sent)).toContain(NEW_MAIL);
    expect((await service.admin.mail()).at(-1)?.subject).toBe(
      `【${PROFILES[id].name}】メールアドレス変更登録`,
    );
    expect((await walk.user(mail)).sub).toBe(`${id}|keiyakusha`); // nothing yet
    const page = await walk.person.open(await walk.lastLink(NEW_MAIL));
    expect(titleOf(page)).toBe(together ? "ログイン方法の設定" : "メールアドレス変更確認");
    const end = await walk.person.submit(page, twice);
    if (together)
      expect(titleOf(end)).toBe("契約情報変更メニュー"); // S4
    else expect(isLogin(end)).toBe(true);
    const changed = await walk.user(NEW_MAIL);
    expect(changed).toMatchObject({ password: PASSWORD, enrolled: null, recoveryCode: null });
    await service.admin.setUser({ service: id, mail: NEW_MAIL, secondFactor: false });
    expect(hasCode(await walk.driveLogin("internet", NEW_MAIL, PASSWORD))).toBe(true);
    expect(hasCode(await walk.driveLogin("internet", mail, PASSWORDS.keiyakusha))).toBe(false);
  });

  test("B33 to B36: who was invited registers a password, once, and can log in", async () => {
    const link = await invite();
    expect((await service.admin.mail())[0]?.subject).toBe(`【${PROFILES[id].name}】利用者登録のご案内`);
    const page = await walk.person.open(link);
    expect(titleOf(page)).toBe("利用者ログイン登録");
    for (const method of PROFILES[id].methods)
      if (method !== "password") expect(page.body).toContain(`value="${method}"`);
    const confirm = await walk.person.submit(page, twice);
    expect(titleOf(confirm)).toBe("申込確認");
    expect(textOf(confirm)).toMatch(/メールアドレス・パスワードで登録[\s\S]*keiyakusha@[\s\S]*\(非表示\)/u);
    expect(confirm.body).not.toContain(PASSWORD);
    expect((await walk.user(NEW_MAIL)).invited).toBe(true); // not before the confirmation
    const end = await walk.person.submit(confirm, {});
    if (together) expect(isLogin(end)).toBe(true);
    else expect(titleOf(end)).toBe("申込完了");
    expect(await walk.user(NEW_MAIL)).toMatchObject({ invited: false, password: PASSWORD });
    await service.admin.setUser({ service: id, mail: NEW_MAIL, secondFactor: false });
    expect(hasCode(await walk.driveLogin("internet", NEW_MAIL, PASSWORD))).toBe(true);
    const again = await walk.person.open(link);
    expect([again.status, titleOf(again)]).toEqual([410, "このリンクはすでに使われています"]);
  });

  test("an invite's 別サービス button leads over 申込確認 to that provider", async () => {
    const page = await walk.person.open(await invite());
    const confirm = await walk.person.submit(page, { method: "google" }, "/method");
    expect(textOf(confirm)).toContain("Googleアカウントで登録");
    const away = await walk.person.submit(confirm, {});
    expect(away.url.hostname).toBe(`google.${id}.localhost`);
    expect((await walk.user(NEW_MAIL)).invited).toBe(true);
    const end = await walk.signIn(away, "google", "yoso");
    if (together) expect(isLogin(end)).toBe(true);
    else expect(titleOf(end)).toBe("申込完了");
    expect(await walk.user(NEW_MAIL)).toMatchObject({ invited: false, method: "google", external: "yoso" });
    expect((await walk.person.open(page.url.href)).status).toBe(410);
  });

  test("the holder's own method becomes an outside account, and B15 takes it", async () => {
    if (together) return codecHolderChanges();
    await walk.menuLogin();
    const away = await walk.person.submit(await walk.menu("/login-method"), { method: "microsoft" });
    expect(isLogin(await walk.signIn(away, "microsoft", "yoso"))).toBe(true);
    const mail = walk.mailOf("keiyakusha");
    expect(await walk.user(mail)).toMatchObject({ method: "microsoft", external: "yoso", password: null });
    expect(titleOf(await walk.menu())).toMatch(/ログイン$/u); // B1 comes next, and here too
    const later = new Walk(service, id);
    const menu = await later.signIn(await later.menu("/with/microsoft"), "microsoft", "yoso");
    expect(textOf(menu)).toContain(mail);
  });
});

/** Where the method changes with the address: by the link that went to it. */
async function codecHolderChanges(): Promise<void> {
  await walk.menuLogin();
  await walk.person.submit(await walk.menu("/login-method"), { mail: NEW_MAIL, confirmation: NEW_MAIL });
  const page = await walk.person.open(await walk.lastLink(NEW_MAIL));
  const away = await walk.person.submit(page, { method: "google" }, "/method");
  expect(isLogin(await walk.signIn(away, "google", "yoso"))).toBe(true); // S4
  expect(await walk.user(NEW_MAIL)).toMatchObject({ method: "google", external: "yoso", role: "contractor" });
}

test("an outside account that is somebody else's method isn't taken over", async () => {
  const page = await walk.person.open(await invite());
  const away = await walk.person.submit(await walk.person.submit(page, { method: "google" }, "/method"), {});
  const refused = await walk.signIn(away, "google", "google");
  expect(refused.status).toBe(403);
  expect(textOf(refused)).toContain("ほかの利用者が登録しています");
  expect((await walk.user(NEW_MAIL)).invited).toBe(true);
});

test("the provider's page that is left, or its answer opened twice, changes nothing", async () => {
  const page = await walk.person.open(await invite());
  const ticket = page.url.search;
  const away = await walk.person.submit(await walk.person.submit(page, { method: "google" }, "/method"), {});
  const address = `/link/invite/with/google${ticket}`;
  expect(titleOf(await walk.menu(address))).toBe("利用者ログイン登録");
  await walk.signIn(away, "google", "yoso");
  expect((await walk.menu(address)).status).toBe(410);
});

test("who has no account here isn't let into the menu by an outside one", async () => {
  const page = await walk.signIn(await walk.menu("/with/google"), "google", "yoso");
  expect(page.status).toBe(403);
  expect(textOf(page)).toContain("登録されていません");
  expect(titleOf(await walk.menu())).toBe("認証・契約情報変更ログイン");
});

test("B20: with another login method the link itself changes the address", async () => {
  const { sub } = await walk.user(walk.mailOf("google"));
  await sendChangeLink("google", NEW_MAIL);
  const done = await walk.person.open(await walk.lastLink(NEW_MAIL));
  expect(titleOf(done)).toBe("メールアドレス変更確認");
  expect(textOf(done)).toContain("メールアドレス変更が完了しました。");
  expect(await walk.user(NEW_MAIL)).toMatchObject({ sub, method: "google", external: "google" });
});

describe("B17 by a link from the console", () => {
  test("to mail and password (B18), with the second factor anew", async () => {
    await sendChangeLink("google", walk.mailOf("google"));
    const [mail] = await service.admin.mail();
    expect(mail?.subject).toBe("【おまかせクラウドストレージ】ログイン方法の設定変更");
    const page = await walk.person.open(mail?.link ?? "");
    expect(titleOf(page)).toBe("ログイン方法の設定");
    expect(textOf(page)).toMatch(/ご利用中のログイン方法\s+Googleアカウント/u);
    const form = await walk.person.submit(page, { method: "password" });
    expect(titleOf(form)).toBe("メールアドレス・パスワード認証の設定");
    expect(isLogin(await walk.person.submit(form, twice))).toBe(true);
    expect(await walk.user(walk.mailOf("google"))).toMatchObject({ method: "password", external: null });
    expect(hasCode(await walk.driveLogin("internet", walk.mailOf("google"), PASSWORD))).toBe(true);
  });

  test("to Active Directory only with the 接続ID that the holder made known (B35, facts A42, A43)", async () => {
    await sendChangeLink("riyousha", walk.mailOf("riyousha"));
    const link = await walk.lastLink(walk.mailOf("riyousha"));
    await service.admin.setContract({ service: "omakase", activeDirectory: null });
    const before = await walk.person.open(link);
    expect(before.body).not.toContain('value="active-directory"');
    const refused = await walk.person.submit(before, { method: "active-directory" });
    expect(textOf(refused)).toContain("契約者がActive Directory設定を済ませると選択できます");
    const activeDirectory = { connectionId: "adfs-right12345", domain: "ad.omakase.example" };
    await service.admin.setContract({ service: "omakase", activeDirectory });
    const form = await walk.person.submit(await walk.person.open(link), { method: "active-directory" });
    expect(titleOf(form)).toBe("接続ID確認画面");
    for (const connectionId of ["", "right12345", "adfs-wrong12345"]) {
      const again = await walk.person.submit(form, { connectionId });
      expect(again.body).toContain('class="problem"');
    }
    const away = await walk.person.submit(form, { connectionId: " ａｄｆｓ－right12345 " });
    expect(isLogin(await walk.signIn(away, "active-directory", "yoso"))).toBe(true);
    const mail = walk.mailOf("riyousha");
    expect(await walk.user(mail)).toMatchObject({ method: "active-directory", external: "yoso" });
    const sent = (await service.admin.mail()).at(-1);
    expect([sent?.to, sent?.body]).toEqual([mail, expect.stringContaining("adfs-right12345")]); // facts A50
    const atWork = new Walk(service, "omakase");
    const signIn = await atWork.person.open(sent?.link ?? "");
    const main = await atWork.signIn(signIn, "active-directory", "yoso");
    expect(main.url.origin).toBe(walk.origins.web);
  });

  test("Facebook isn't offered to who has Facebook (facts A40)", async () => {
    await sendChangeLink("facebook", walk.mailOf("facebook"));
    const page = await walk.person.open(await walk.lastLink(walk.mailOf("facebook")));
    expect(page.body).not.toContain('value="facebook"');
    expect(textOf(await walk.person.submit(page, { method: "facebook" }))).toContain(
      "直接切り替えられません",
    );
  });
});

test("codec sends no link without a new address, and its mail brings the choice of a method (facts A20, A38)", async () => {
  begin("codec");
  const refused = await typeChangeLink("riyousha", walk.mailOf("riyousha"));
  expect(textOf(refused)).toContain("メールアドレスの変更が必要です");
  expect(await service.admin.mail()).toEqual([]);
  await sendChangeLink("riyousha", NEW_MAIL);
  const page = await walk.person.open(await walk.lastLink(NEW_MAIL));
  expect(titleOf(page)).toBe("ログイン方法の設定");
  const away = await walk.person.submit(page, { method: "facebook" }, "/method");
  expect(away.url.hostname).toBe("facebook.codec.localhost");
  expect(isLogin(await walk.person.submit(page, twice))).toBe(true); // a user ends at B1 (S4)
  expect(hasCode(await walk.driveLogin("internet", NEW_MAIL, PASSWORD))).toBe(true);
});

const TERMS: readonly [ServiceId, LinkKind, number][] = [
  ["omakase", "mail-change", 14],
  ["cowork", "method-change", 14],
  ["cowork", "invite", 14],
  ["codec", "mail-change", 7],
  ["codec", "invite", 7],
];

test.each(TERMS)(
  "%s: a %s link lives %i days and says when it is over (facts A19–A21)",
  async (id, kind, days) => {
    begin(id);
    if (kind === "invite") await invite();
    else await sendChangeLink("riyousha", kind === "mail-change" ? NEW_MAIL : walk.mailOf("riyousha"));
    const link = await walk.lastLink(kind === "method-change" ? walk.mailOf("riyousha") : NEW_MAIL);
    expect((await service.admin.mail())[0]?.body).toContain(`${days}日間`);
    await service.admin.shiftClock(days * DAY - 3_600);
    const alive = await walk.person.open(link);
    expect(alive.status).toBe(200);
    await service.admin.shiftClock((days + 1) * DAY);
    const dead = await walk.person.open(link);
    expect([dead.status, titleOf(dead)]).toEqual([410, "リンクの有効期限が切れています"]);
    expect(textOf(dead)).toMatch(/契約者または管理者権限を持つユーザに.*ください。/u);
    // and the form that was still open does nothing
    expect(
      (await walk.person.submit(alive, kind === "method-change" ? { method: "password" } : twice)).status,
    ).toBe(410);
  },
);

test.each([
  ["mail-change", NEW_MAIL],
  ["method-change", null],
  ["invite", NEW_MAIL],
] as const)("a %s link for somebody else than who is logged in here does nothing", async (kind, mail) => {
  if (kind === "invite") await invite();
  else await sendChangeLink("riyousha", mail ?? walk.mailOf("riyousha"));
  const before = await service.admin.users();
  const link = await walk.lastLink(mail ?? walk.mailOf("riyousha"));
  await walk.menuLogin("kanrisha");
  const refused = await walk.person.open(link);
  expect(refused.status).toBe(403);
  expect(textOf(refused)).toMatch(/宛てたものではありません[\s\S]*ログアウト/u);
  expect(await service.admin.users()).toEqual(before);
  await walk.menu("/logout");
  expect((await walk.person.open(link)).status).toBe(200);
});

test("the newest mail-change link wins: those before it are dead once one was used", async () => {
  await sendChangeLink("riyousha", "typo@new.example");
  await sendChangeLink("riyousha", NEW_MAIL);
  await walk.person.submit(await walk.person.open(await walk.lastLink(NEW_MAIL)), twice);
  const old = await walk.person.open(await walk.lastLink("typo@new.example"));
  expect([old.status, titleOf(old)]).toEqual([410, "このリンクはすでに使われています"]);
});

test("an address that somebody took meanwhile isn't given twice", async () => {
  await sendChangeLink("riyousha", NEW_MAIL);
  await service.admin.setUser({ service: "omakase", mail: NEW_MAIL });
  const page = await walk.person.open(await walk.lastLink(NEW_MAIL));
  expect(page.status).toBe(403);
  expect(textOf(page)).toContain("すでに登録されています");
});

test("a ticket opens nothing of another kind or service", async () => {
  const link = new URL(await invite());
  const ticket = link.searchParams.get("ticket") ?? "";
  const elsewhere = new Walk(service, "ot");
  for (const url of [
    `${walk.origins.contract}/link/mail?ticket=${ticket}`,
    `${walk.origins.issuer}/lo/reset?ticket=${ticket}`,
    `${elsewhere.origins.contract}/link/invite?ticket=${ticket}`,
  ]) {
    const page = await walk.person.open(url);
    expect([page.status, titleOf(page)]).toEqual([410, "このリンクは使えません"]);
  }
});
