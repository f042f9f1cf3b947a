import { expect } from "vitest";
import { MANUALS } from "../../src/core/service/manuals.ts";
import { alike } from "./alike.ts";
import type { Chapter } from "./chapters.ts";
import { loginUrl, OUTSIDE_PASSWORD, outsideId, typeLogin } from "./walk-login.ts";
import type { Walker } from "./walker.ts";

// The chapters that change something: menu, console, invite.

const HOLDER = ["keiyakusha", "Keiyaku-2025"] as const;
const NEW_PASSWORD = "Atarashii-9";
const isCodec = ({ id }: Walker) => id === "codec";

async function menu(walker: Walker, [local, password]: readonly [string, string] = HOLDER): Promise<void> {
  await walker.newBrowser();
  await walker.open(`${walker.origins.contract}/`);
  await walker.sees("B15");
  await typeLogin(walker, local, password);
  await walker.sees("B16");
}

/** The console, by way of the browser version. */
async function openConsole(walker: Walker, area: "ユーザー一覧" | "回線認証"): Promise<void> {
  await walker.newBrowser();
  await walker.open(loginUrl(walker, "internet"));
  await typeLogin(walker, ...HOLDER);
  await walker.sees("B45");
  await walker.follow("管理コンソール");
  if (area === "回線認証") await walker.follow(area);
  await walker.sees(area === "回線認証" ? "B41" : "B37");
}

async function rowsByRole(walker: Walker): Promise<void> {
  await menu(walker);
  const mine = await walker.page.getByRole("navigation").last().getByRole("link").allTextContents();
  expect(mine).toContain("ログイン方法の設定");
  await menu(walker, ["riyousha", "Riyousha-2025"]);
  expect(await walker.page.getByRole("navigation").last().getByRole("link").allTextContents()).toEqual([
    "パスワード変更",
  ]);
}

/** The two fields of a new password, as this service calls them here. */
async function newPassword(walker: Walker): Promise<void> {
  await walker.page.getByLabel(/^パスワード$/u).fill(NEW_PASSWORD);
  await walker.page.getByLabel(/^パスワード[（(]確認用[）)]$/u).fill(NEW_PASSWORD);
}

/** The new password lets in, in a browser that knows nothing. @param local of the mail address */
async function entersWith(walker: Walker, local: string): Promise<void> {
  await walker.newBrowser();
  await walker.open(loginUrl(walker, "internet"));
  await typeLogin(walker, local, NEW_PASSWORD);
  await walker.sees("B45");
}

async function signInAtFacebook(walker: Walker): Promise<void> {
  await walker.type("メールアドレスまたは電話番号", outsideId(walker, "facebook", "yoso"));
  await walker.type("パスワード", OUTSIDE_PASSWORD);
  await walker.press("ログイン");
}

/** Asks for the link to a new address and comes in with it. @param again the label of the second field */
async function newAddress(walker: Walker, mail: string, again: string): Promise<void> {
  await walker.type("メールアドレス", mail);
  await walker.type(again, mail);
  await walker.press("メール送信");
  await walker.page.getByText("メールをお送りしました").waitFor();
  await walker.open(await walker.lastLink(mail));
  await walker.sees("B21");
  await newPassword(walker);
  await walker.press("登録");
  await entersWith(walker, "shin");
}

async function ownMethodAndMail(walker: Walker): Promise<void> {
  const mail = walker.mailOf("shin");
  await menu(walker);
  if (isCodec(walker)) return holderOfCodec(walker, mail);
  await walker.follow("メールアドレス変更");
  await walker.sees("B19");
  await newAddress(walker, mail, "メールアドレス（確認用）");
  // The login method: an outside account, then back to a password.
  await walker.open(`${walker.origins.contract}/`);
  await typeLogin(walker, "shin", NEW_PASSWORD);
  await walker.follow("ログイン方法の設定");
  await walker.sees("B17");
  await walker.press("Facebookアカウント");
  await walker.sees("B12 facebook");
  await signInAtFacebook(walker);
  await walker.newBrowser();
  await walker.open(`${walker.origins.contract}/`);
  await walker.follow("Facebookアカウントでログイン");
  await signInAtFacebook(walker);
  await walker.sees("B16");
  await walker.follow("ログイン方法の設定");
  await walker.press("メールアドレス・パスワード");
  await walker.sees("B18");
  await newPassword(walker);
  await walker.press("登録");
  await entersWith(walker, "shin");
}

/** codec: a new method brings a new address (facts A38). */
async function holderOfCodec(walker: Walker, mail: string): Promise<void> {
  await walker.follow("ログイン方法の設定");
  await walker.sees("B17");
  await newAddress(walker, mail, "メールアドレス確認用");
}

/** Sends somebody a link from the console. @param name who, as the list has it */
async function sendLink(walker: Walker, name: string, mail: string | null): Promise<void> {
  await openConsole(walker, "ユーザー一覧");
  await walker.follow(`${name}の詳細`);
  await walker.sees("B38");
  await walker.follow("メールアドレス変更");
  await walker.sees("B39");
  if (mail !== null) await walker.type("メールアドレス", mail);
  await walker.press("送信");
  await walker.sees("B40");
  await walker.press("OK");
  await walker.newBrowser();
}

async function othersMethodAndMail(walker: Walker): Promise<void> {
  const mail = walker.mailOf("hanako");
  if (!isCodec(walker)) {
    // The address stays: a link to change the method.
    await sendLink(walker, "利用 花子", null);
    await walker.open(await walker.lastLink(walker.mailOf("riyousha")));
    await walker.sees("B17");
    await walker.press("メールアドレス・パスワード");
    await walker.sees("B18");
    await newPassword(walker);
    await walker.press("登録");
    // A new address for somebody with another method is done by opening the link.
    await sendLink(walker, "外部 八重", `yae@${walker.id}.example`);
    await walker.open(await walker.lastLink(`yae@${walker.id}.example`));
    await walker.sees("B20");
  }
  await sendLink(walker, "利用 花子", mail);
  await walker.open(await walker.lastLink(mail));
  await walker.sees("B21");
  await newPassword(walker);
  await walker.press("登録");
  await entersWith(walker, "hanako");
}

async function invited(walker: Walker): Promise<void> {
  const mail = walker.mailOf("shinjin");
  await openConsole(walker, "ユーザー一覧");
  await walker.type("氏名", "新人 太郎");
  await walker.type("メールアドレス", mail);
  await walker.press("登録してご案内メールを送信");
  await walker.newBrowser();
  await walker.open(await walker.lastLink(mail));
  await walker.sees("B33");
  await newPassword(walker);
  await walker.press("登録");
  await walker.sees("B34");
  await walker.press("確認");
  if (!isCodec(walker)) {
    await walker.sees("B36");
    await walker.follow("OK");
  } else await walker.open(loginUrl(walker, "internet"));
  await walker.sees("B1");
  await typeLogin(walker, "shinjin", NEW_PASSWORD);
  await walker.page.getByRole("heading", { level: 1, name: "2段階認証" }).waitFor(); // the first login sets it up
  if (isCodec(walker)) return;
  // With Active Directory the connection's id is asked for (B35).
  await sendInvite(walker, "招待 七海");
  await walker.open(await walker.lastLink(walker.mailOf("shoutai")));
  await walker.press("Active Directoryアカウントで登録");
  await walker.press("確認");
  await walker.sees("B35");
  const setting = (await walker.service.admin.contracts())[walker.id]?.activeDirectory;
  await walker.type("接続ID", setting?.connectionId ?? "");
  await walker.press("確認");
  await walker.sees("B12 active-directory");
}

async function sendInvite(walker: Walker, name: string): Promise<void> {
  await openConsole(walker, "ユーザー一覧");
  await walker.follow(`${name}の詳細`);
  await walker.press("ご案内メールを送り直す");
  await walker.newBrowser();
}

async function ownPassword(walker: Walker): Promise<void> {
  await menu(walker, ["riyousha", "Riyousha-2025"]);
  await walker.follow("パスワード変更");
  await walker.sees("B22");
  await walker.type("現在のパスワード", "Riyousha-2025");
  await walker.type("新しいパスワード", NEW_PASSWORD);
  await walker.type("新しいパスワード（確認用）", NEW_PASSWORD);
  await walker.press("パスワード変更");
  await walker.sees("B23");
  await entersWith(walker, "riyousha");
}

async function accessPath(walker: Walker): Promise<void> {
  const { names } = MANUALS[walker.id].accessPath;
  await menu(walker);
  await walker.follow(MANUALS[walker.id].accessPath.menu);
  await walker.sees("B24");
  await walker.pick(names["line-only"].menu);
  await walker.press(isCodec(walker) ? "通信経路設定" : "設定");
  await walker.sees("B26");
  await walker.press("変更");
  await walker.sees("B27");
  // From now on the Internet's way in is shut, and 契約者 can open it again (facts A16).
  await walker.newBrowser();
  await walker.open(loginUrl(walker, "internet"));
  await typeLogin(walker, "riyousha");
  await walker.sees("B13");
  await menu(walker);
  await walker.follow(MANUALS[walker.id].accessPath.menu);
  await walker.pick(names["line-and-internet"].menu);
  await walker.press(isCodec(walker) ? "通信経路設定" : "設定");
  await walker.press("変更");
  await walker.sees("B27");
  await walker.newBrowser();
  await walker.open(loginUrl(walker, "internet"));
  await typeLogin(walker, "riyousha");
  await walker.sees("B45");
}

async function lines(walker: Walker): Promise<void> {
  await openConsole(walker, "回線認証");
  await walker.type("回線番号", "CAF123\nXYZ1234567890");
  await walker.press("保存");
  expect(await walker.text()).toMatch(/1行目[\s\S]*2行目/u);
  await walker.type("回線番号", "ｃａｆ1234567890\ncop12345678");
  await walker.press("保存");
  expect(await walker.text()).toContain("保存しました");
  expect((await walker.service.admin.contracts())[walker.id]?.lines).toEqual([
    "CAF1234567890",
    "COP12345678",
  ]);
}

async function secondFactorSetting(walker: Walker): Promise<void> {
  await menu(walker);
  await walker.follow("2段階認証設定");
  await walker.sees("B28");
  await walker.pick("2段階認証を無効にする");
  await walker.press("設定");
  await walker.sees("B29");
  await walker.tick("上記の説明を確認しました。");
  await walker.press("設定");
  await walker.newBrowser();
  await walker.open(loginUrl(walker, "internet"));
  await typeLogin(walker, "sms"); // nobody is asked any more
  await walker.sees("B45");
}

/** 契約者 resets somebody's second factor by a change of the login method (facts A33). */
async function secondFactorReset(walker: Walker): Promise<void> {
  await sendLink(walker, "電話 三郎", isCodec(walker) ? `denwa@${walker.id}.example` : null);
  await walker.open(
    await walker.lastLink(isCodec(walker) ? `denwa@${walker.id}.example` : walker.mailOf("sms")),
  );
  if (!isCodec(walker)) await walker.press("メールアドレス・パスワード");
  await newPassword(walker);
  await walker.press("登録");
  await walker.newBrowser();
  await walker.open(loginUrl(walker, "internet"));
  await typeLogin(walker, isCodec(walker) ? "denwa" : "sms", NEW_PASSWORD);
  await walker.sees(isCodec(walker) ? "B6" : "B4");
}

export const selfService: readonly Chapter[] = [
  {
    title: "認証・契約情報変更メニュー",
    number: alike("0", "2"),
    differs: ["omakase", "codec"],
    walk: rowsByRole,
  },
  {
    title: "契約者以外の利用者の初回ログイン",
    number: alike("1-5", "1-4"),
    differs: ["codec"],
    walk: invited,
  },
  {
    title: "契約者本人のログイン方法・メールアドレス",
    number: alike("2-1", "2-1"),
    differs: ["codec"],
    walk: ownMethodAndMail,
  },
  {
    title: "利用者のログイン方法・メールアドレス",
    number: alike("2-2", "2-2"),
    differs: ["codec"],
    walk: othersMethodAndMail,
  },
  { title: "パスワード変更", number: alike("3", "3"), differs: ["omakase", "codec"], walk: ownPassword },
  {
    title: "アクセス経路設定",
    number: alike("4-1", "6"),
    differs: ["omakase", "ot", "codec"],
    walk: accessPath,
  },
  { title: "回線認証設定（管理コンソール）", number: alike("4-2", "6"), differs: ["codec"], walk: lines },
  { title: "2段階認証設定", number: alike("5-1"), differs: [], walk: secondFactorSetting },
  {
    title: "2段階認証の登録のリセット",
    number: alike("5-2", "5"),
    differs: ["codec"],
    walk: secondFactorReset,
  },
];
