import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES, SERVICE_IDS } from "../../src/core/service/profiles.ts";
import { hasCode, titleOf } from "./service-place.ts";
import { PASSWORDS, rowsOf, text, Walk } from "./service-walk.ts";

let service: ReferenceService;
let walk: Walk;
const begin = (id: ServiceId) => {
  walk = new Walk(service, id);
  return walk;
};

beforeAll(async () => {
  service = await startReferenceService();
});
afterAll(() => service.close());
beforeEach(async () => {
  await service.admin.reset();
  begin("omakase");
});

const DAY = 86_400;
const credentials = ["ログイン方法の設定", "メールアドレス変更", "パスワード変更"];
const settings = ["アクセス経路設定", "2段階認証設定", "Active Directory設定"];
const contracts = ["契約情報変更", "プラン変更", "解約"];
const codecRows = [
  "ログイン方法の設定",
  "パスワード変更",
  "契約情報変更",
  "プラン変更および通信経路設定",
  "解約",
];

const MENUS: readonly [ServiceId, "keiyakusha" | "riyousha", "basic" | "trial", readonly string[]][] = [
  ["omakase", "keiyakusha", "basic", [...credentials, ...settings]],
  ["omakase", "riyousha", "basic", ["パスワード変更"]],
  ["omakase", "keiyakusha", "trial", ["パスワード変更", ...settings]],
  ["cowork", "keiyakusha", "basic", [...credentials, ...settings, ...contracts]],
  ["cowork", "riyousha", "basic", ["パスワード変更"]],
  ["cowork", "keiyakusha", "trial", ["パスワード変更", ...settings, "プラン変更"]],
  ["cowork", "riyousha", "trial", ["パスワード変更"]],
  ["ot", "keiyakusha", "basic", [...credentials, ...settings, ...contracts]],
  ["ot", "keiyakusha", "trial", ["パスワード変更", ...settings, "プラン変更"]],
  ["codec", "keiyakusha", "basic", codecRows],
  ["codec", "riyousha", "basic", ["パスワード変更"]],
  ["codec", "keiyakusha", "trial", codecRows.slice(1)],
];

test.each(MENUS)(
  "%s, %s, %s: the menu shows what one may do, and the rest is refused by address too",
  async (id, who, plan, rows) => {
    begin(id);
    await service.admin.setContract({
      service: id,
      plan,
      trialStarted: plan === "trial" ? new Date().toISOString() : null,
    });
    const menu = await walk.menuLogin(who);
    expect(titleOf(menu)).toBe(id === "codec" ? "契約情報変更メニュー" : "認証・契約情報変更メニュー");
    expect(rowsOf(menu)).toEqual(rows);
    const paths = [
      "/login-method",
      "/mail",
      "/password",
      "/access-path",
      "/second-factor",
      "/active-directory",
    ];
    for (const path of [...paths, "/contract", "/plan", "/cancel"]) {
      const page = await walk.menu(path);
      const offered = menu.body.includes(`href="${path}"`);
      // codec has one row for two operations
      if (offered) expect(page.status, path).toBe(200);
      else if (page.status !== 200) {
        expect(page.status, path).toBe(403);
        expect(text(page)).toMatch(/この操作は行えません[\s\S]*(ください|行えます)。/u);
      } else expect(id, path).toBe("codec");
    }
  },
);

describe.each(SERVICE_IDS)("%s", (id) => {
  beforeEach(() => begin(id));

  test("B15 has the service's title, methods and its own cookie", async () => {
    const page = await walk.menu("/");
    expect(titleOf(page)).toBe(id === "codec" ? "契約情報変更ログイン" : "認証・契約情報変更ログイン");
    expect(text(page)).toContain("ログインの方はこちらからログインしてください");
    expect(page.body).toContain('class="orange"');
    for (const method of PROFILES[id].methods) {
      if (method !== "password") expect(page.body).toContain(`href="/with/${method}"`);
    }
    await walk.menuLogin();
    expect(titleOf(await walk.console())).toBe("ログイン"); // the browser version knows nothing of it
  });

  test("wrong passwords count together with the login's (facts A34)", async () => {
    const mail = walk.mailOf("riyousha");
    for (let n = 1; n <= 5; n += 1) await walk.driveLogin("internet", mail, "Wrong-password1");
    let page = await walk.menu("/");
    for (let n = 6; n <= 10; n += 1) {
      expect(text(page)).not.toMatch(/ロックされ|ブロックされ/u);
      page = await walk.person.submit(page, { mail, password: "Wrong-password1" });
    }
    expect(text(page)).toMatch(/ロックされ|ブロックされ/u);
    await walk.person.open(await walk.lastLink(mail));
    expect(titleOf(await walk.menuLogin("riyousha"))).toMatch(/メニュー$/u);
  });

  test("B22 and B23: a password is changed, and the link back is called as in the manual", async () => {
    await walk.menuLogin("riyousha");
    const form = await walk.menu("/password");
    const typed = { current: PASSWORDS.riyousha, password: "Atarashii-9", confirmation: "Atarashii-9" };
    const done = await walk.person.submit(form, typed);
    expect(titleOf(done)).toBe("パスワード変更完了");
    const labels = {
      omakase: "認証・契約情報メニューへ",
      cowork: "認証・契約者情報メニューへ",
      ot: "認証・契約者情報メニューへ",
      codec: "契約者情報メニューへ",
    };
    expect(text(done)).toContain(labels[id]);
    expect(hasCode(await walk.driveLogin("internet", walk.mailOf("riyousha"), "Atarashii-9"))).toBe(true);
    expect(hasCode(await walk.driveLogin("internet", walk.mailOf("riyousha"), PASSWORDS.riyousha))).toBe(
      false,
    );
  });

  test("B24 to B27: the access path is changed after a confirmation, under the service's names", async () => {
    await walk.menuLogin();
    const setting = await walk.menu("/access-path");
    expect(titleOf(setting)).toBe(id === "codec" ? "プラン変更および通信経路設定" : "アクセス経路設定");
    const confirm = await walk.person.submit(setting, { path: "line-only" });
    const names =
      id === "cowork" || id === "codec"
        ? ["通信経路変更確認", "通信経路完了"]
        : ["アクセス経路変更確認", "アクセス経路完了"];
    expect(titleOf(confirm)).toBe(names[0]);
    expect((await service.admin.contracts())[id]?.accessPath).toBe("both"); // nothing yet
    const done = await walk.person.submit(confirm, {});
    expect(titleOf(done)).toBe(names[1]);
    expect((await service.admin.contracts())[id]?.accessPath).toBe("line-only");
    expect(text(done)).toContain(id === "codec" ? "回線認証" : "回線認証のみ");
  });
});

test("B28 and B29: the second factor of the contract is turned off after a tick (facts A24)", async () => {
  await walk.menuLogin();
  const confirm = await walk.person.submit(await walk.menu("/second-factor"), { setting: "off" });
  expect(titleOf(confirm)).toBe("設定確認");
  const unticked = await walk.person.submit(confirm, {});
  expect(text(unticked)).toContain("チェックを入れてください");
  expect((await service.admin.contracts()).omakase?.secondFactor).toBe(true);
  await walk.person.submit(unticked, { read: "yes" });
  expect((await service.admin.contracts()).omakase?.secondFactor).toBe(false);
  expect(hasCode(await walk.driveLogin("internet", walk.mailOf("hatsukai"), "Riyousha-2025"))).toBe(true);
});

test("Active Directory設定 mails both login addresses and the 接続ID (facts A50)", async () => {
  await service.admin.setContract({ service: "omakase", activeDirectory: null });
  await walk.menuLogin();
  await walk.person.submit(await walk.menu("/active-directory"), { domain: "AD.omakase.example" });
  const setting = (await service.admin.contracts()).omakase?.activeDirectory;
  expect(setting?.domain).toBe("ad.omakase.example");
  expect(setting?.connectionId).toMatch(/^adfs-[a-z0-9]{14}$/u);
  const [mail] = await service.admin.mail();
  expect(mail?.subject).toBe(
    "【おまかせクラウドストレージ】Active Directoryアカウントのログイン用URL・接続ID通知",
  );
  for (const part of [walk.origins.internet, walk.origins.line, setting?.connectionId])
    expect(mail?.body).toContain(part);
});

test("a user whose method has no password isn't offered one (facts A10)", async () => {
  await walk.menuLogin("riyousha");
  await service.admin.setUser({
    service: "omakase",
    mail: walk.mailOf("riyousha"),
    method: "google",
    password: null,
  });
  expect(rowsOf(await walk.menu())).toEqual([]);
  const page = await walk.menu("/password");
  expect(page.status).toBe(403);
  expect(text(page)).toContain("パスワードはありません");
});

test("contract paperwork ends in words that it isn't simulated", async () => {
  begin("cowork");
  await walk.menuLogin();
  for (const path of ["/contract", "/plan", "/cancel"])
    expect(text(await walk.menu(path))).toContain("この模擬サービスには含まれません");
});

test.each([
  [10, true],
  [40, true],
  [46, false],
] as const)("a trial of %i days may become 基本プラン: %s (facts A37)", async (days, may) => {
  begin("cowork");
  const trialStarted = new Date(Date.now() - days * DAY * 1000).toISOString();
  await service.admin.setContract({ service: "cowork", plan: "trial", trialStarted });
  const menu = await walk.menuLogin();
  expect(text(menu)).toContain("無料トライアル");
  expect(rowsOf(menu).includes("プラン変更")).toBe(may);
  const page = await walk.menu("/plan");
  expect(page.status).toBe(may ? 200 : 403);
  if (!may) return;
  expect(text(await walk.person.submit(page, {}))).toContain("基本プランに変更しました");
  expect(rowsOf(await walk.menu())).toContain("メールアドレス変更");
});

test("the menu asks for a login, and a logout ends it", async () => {
  for (const path of ["/menu", "/password", "/access-path/confirm"])
    expect(titleOf(await walk.menu(path))).toBe("認証・契約情報変更ログイン");
  await walk.menuLogin();
  await walk.menu("/logout");
  expect(titleOf(await walk.menu())).toBe("認証・契約情報変更ログイン");
});

test("a session of one service's menu is worth nothing at another's", async () => {
  await walk.menuLogin();
  const other = new Walk(service, "cowork");
  expect(titleOf(await walk.person.open(`${other.origins.contract}/menu`))).toBe(
    "認証・契約情報変更ログイン",
  );
});
