import { describe, expect, test } from "vitest";
import { MANUALS } from "../service/manuals.ts";
import { PROFILES, SERVICE_IDS } from "../service/profiles.ts";
import { foldLabel, type PageSnapshot } from "./page.ts";
import {
  blank,
  consentPage,
  field,
  loginPage,
  MAIL,
  NO,
  PASSWORD,
  page,
  REMEMBER,
  withHosts,
  YES,
} from "./sample-pages.ts";
import { originOf, plainPath, recognise, type ScreenId } from "./screen.ts";

type Case = readonly [what: string, screen: ScreenId, draw: (at: Hosts) => PageSnapshot];
type Hosts = { readonly login: string; readonly operator: string; readonly web: string };

const LOCKED_COWORK =
  "ログインを複数回連続して試行したため、アカウントがブロックされました。ブロック解除の為のメールをお送りしましたのでご確認ください。";
const LOCKED_CODEC = "このアカウントは、短時間での複数回ログイン試行によりブロックされました。";

const SCREENS: readonly Case[] = [
  ["B1/B3 login", "login", ({ login }) => loginPage(login)],
  [
    "B1, blanks and compatibility forms in the labels",
    "login",
    ({ login }) =>
      loginPage(login, {
        title: "ロ グ イ ン",
        fields: [field("text", " メール　アドレス "), field("password", "パス ワード")],
        buttons: ["　ﾛｸﾞｲﾝ　"],
      }),
  ],
  [
    "B1 in English",
    "login",
    ({ login }) =>
      loginPage(login, {
        title: "Log in",
        fields: [field("text", "Email address"), field("password", "Password")],
        buttons: ["Log in"],
      }),
  ],
  [
    "B1 that warns of the lock beforehand",
    "login",
    ({ login }) => loginPage(login, { lines: ["パスワードを10回間違えるとアカウントがロックされます"] }),
  ],
  ...[
    "アカウントがロックされた場合は、管理者へお問い合わせください。",
    "アカウントがロックされた方はこちら",
    "アカウントはロックされていません。",
    "If your account is locked, ask your administrator.",
    "For your security, your account will be locked after 10 failed attempts.",
    "設定後、正しくログインできることをご確認ください。",
    "パスワードが正しくない場合は、再設定してください。",
  ].map(
    (hint): Case => [`B1 with a hint: ${hint}`, "login", ({ login }) => loginPage(login, { lines: [hint] })],
  ),
  ...[
    "10回間違えるとアカウントがロックされます。",
    "アカウントのロックを解除しました。ログインしてください。",
    "Your account has been unlocked.",
    "パスワードを変更しました。正しくログインできることをご確認ください。",
  ].map(
    (hint): Case => [`B1 that says: ${hint}`, "login", ({ login }) => loginPage(login, { alerts: [hint] })],
  ),
  [
    "B1 that leads to what to do about a lock",
    "login",
    ({ login }) =>
      loginPage(login, { lines: ["アカウントがロックされました"], links: ["アカウントがロックされました"] }),
  ],
  ...["Your account has been locked.", "アカウントをロックしています。"].flatMap((told): Case[] => [
    [`B2 that says: ${told}`, "login-locked", ({ login }) => loginPage(login, { lines: [told] })],
    [`B2 without its form: ${told}`, "login-locked", ({ login }) => page({ origin: login, title: told })],
  ]),
  ...["パスワードの入力回数が上限を超えました。", "Too many failed login attempts."].map(
    (told): Case => [
      `B2 by its alert: ${told}`,
      "login-locked",
      ({ login }) => loginPage(login, { alerts: [told] }),
    ],
  ),
  ...[
    "ログイン情報が正しくありません。",
    "パスワードが違います。",
    "Your email and password do not match.",
  ].map(
    (told): Case => [
      `B1 after a wrong password, without an alert: ${told}`,
      "login-wrong-password",
      ({ login }) => loginPage(login, { lines: [told] }),
    ],
  ),
  ...[
    "パスワードが一致しません。",
    "ログインに失敗しました。",
    "認証に失敗しました。",
    "入力内容に誤りがあります。",
    "該当するアカウントが見つかりません。",
    "パスワードが正しくありません。あと3回間違えるとアカウントがロックされます。",
    "Incorrect password. You have 2 attempts remaining before your account is locked.",
  ].map(
    (told): Case => [
      `B1 after a wrong password: ${told}`,
      "login-wrong-password",
      ({ login }) => loginPage(login, { alerts: [told] }),
    ],
  ),
  [
    "B1 that names 回線認証 errors in a footnote",
    "login",
    ({ login }) =>
      loginPage(login, { lines: ["回線認証エラーになる場合は、回線認証設定と回線番号をご確認ください"] }),
  ],
  [
    "B1 that misses the password",
    "login",
    ({ login }) => loginPage(login, { alerts: ["メールアドレスとパスワードを入力してください。"] }),
  ],
  [
    "B1 after a wrong password",
    "login-wrong-password",
    ({ login }) => loginPage(login, { alerts: ["メールアドレスまたはパスワードが正しくありません。"] }),
  ],
  [
    "B1 after a wrong password, English",
    "login-wrong-password",
    ({ login }) => loginPage(login, { alerts: ["Wrong email or password."] }),
  ],
  ["B2 locked, cowork's words", "login-locked", ({ login }) => loginPage(login, { alerts: [LOCKED_COWORK] })],
  ["B2 locked, codec's words", "login-locked", ({ login }) => loginPage(login, { lines: [LOCKED_CODEC] })],
  [
    "B42 図2",
    "drive-login",
    ({ login }) => loginPage(login, { title: "ストレージサービスドライブ ログイン" }),
  ],
  [
    "B42 図2 with a full-width blank",
    "drive-login",
    ({ login }) => loginPage(login, { title: "ストレージサービスドライブ　ログイン画面" }),
  ],
  [
    "B42 図2, locked",
    "login-locked",
    ({ login }) =>
      loginPage(login, { title: "ストレージサービスドライブ ログイン", alerts: [LOCKED_COWORK] }),
  ],
  [
    "B4 SMS enrolment",
    "second-factor",
    ({ login }) =>
      page({
        origin: login,
        title: "2段階認証",
        fields: [field("text", "電話番号")],
        buttons: ["＞"],
        links: ["QRコードでの認証はこちら"],
      }),
  ],
  [
    "B7 recovery code",
    "second-factor",
    ({ login }) =>
      page({
        origin: login,
        title: "リカバリコード",
        fields: [field("checkbox", "リカバリコードを保存しました")],
        buttons: ["＞"],
      }),
  ],
  [
    "B8 enrolment done",
    "second-factor",
    ({ login }) => page({ origin: login, title: "2段階認証完了", buttons: ["ログインする"] }),
  ],
  [
    "B9 challenge, full-width digit",
    "second-factor",
    ({ login }) =>
      page({
        origin: login,
        title: "２段階認証",
        fields: [field("text", "パスコードの入力(6桁)")],
        buttons: ["→"],
        links: ["デバイスを紛失した場合はこちら"],
      }),
  ],
  [
    "B9 by a code of a mail",
    "second-factor",
    ({ login }) =>
      page({
        origin: login,
        title: "ワンタイムパスワードの入力",
        fields: [field("text", "ワンタイムパスワード")],
      }),
  ],
  [
    "B9 in English",
    "second-factor",
    ({ login }) =>
      page({
        origin: login,
        title: "Two-factor authentication",
        fields: [field("text", "Enter your one-time code")],
        lines: ["Use your one-time password application."],
      }),
  ],
  [
    "a password that is over",
    "password-reset",
    ({ login }) =>
      page({ origin: login, title: "パスワード変更", fields: [field("password", "新しいパスワード")] }),
  ],
  [
    "B12 answer to a federated button",
    "federated",
    ({ login }) => page({ origin: login, title: "Googleアカウントでログイン", lines: ["…"] }),
  ],
  [
    "B12 接続ID",
    "federated",
    ({ login }) =>
      page({ origin: login, title: "接続IDの入力", fields: [field("text", "接続ID")], buttons: ["確認"] }),
  ],
  [
    "a provider that refuses a window of ours",
    "embedded-refused",
    ({ login }) => page({ origin: login, title: "エラー", lines: ["エラー 403: disallowed_useragent"] }),
  ],
  ["B13 line error", "line-error", ({ login }) => page({ origin: login, title: "回線認証エラー" })],
  [
    "B13 with the checks of facts A47",
    "line-error",
    ({ login }) =>
      page({
        origin: login,
        title: "エラー",
        alerts: ["回線認証ができませんでした。"],
        lines: ["回線認証設定が行われているか", "正しい回線番号が登録されているか"],
      }),
  ],
  ["B14 consent", "consent", ({ operator }) => consentPage(operator)],
  [
    "B14 whose button is 完了 (S0 step 2)",
    "consent",
    ({ operator }) => consentPage(operator, { buttons: ["完了"] }),
  ],
  [
    "B14 under its other name",
    "consent",
    ({ operator }) => consentPage(operator, { title: "回線情報通知設定画面" }),
  ],
  ["B14 without 通知しない", "consent", ({ operator }) => consentPage(operator, { fields: [YES, REMEMBER] })],
  [
    "B14 with other words for the answers",
    "consent",
    ({ operator }) =>
      consentPage(operator, {
        fields: [field("radio", "知らせる"), field("radio", "知らせない"), REMEMBER],
        buttons: ["同意して進む"],
      }),
  ],
  [
    "B30 reset request",
    "password-reset",
    ({ login }) =>
      page({
        origin: login,
        title: "パスワードのリセット",
        fields: [MAIL],
        buttons: ["パスワードを忘れた方はこちら"],
      }),
  ],
  [
    "B31 new password",
    "password-reset",
    ({ login }) =>
      page({
        origin: login,
        title: "リセットパスワード",
        fields: [field("password", "新しいパスワード"), field("password", "新しいパスワード（確認用）")],
        buttons: ["送信"],
      }),
  ],
  [
    "B32 reset done",
    "password-reset",
    ({ login }) =>
      page({ origin: login, title: "リセットパスワードの手続きが完了いたしました。", buttons: ["OK"] }),
  ],
  [
    "B45 図1",
    "web-main",
    ({ web }) =>
      page({ origin: web, title: "ブラウザ版", headings: ["マイボックス"], links: ["ログアウト"] }),
  ],
  [
    "B45 that has a page on line numbers",
    "web-main",
    ({ web }) =>
      page({ origin: web, title: "回線認証", lines: ["回線番号", "回線認証設定", "回線認証できません"] }),
  ],
];

describe.each(SERVICE_IDS)("%s: a page is certain on the profile's host", (id) => {
  const profile = withHosts(PROFILES[id]);
  const { line = "", internet = "", operator = "", web = "" } = profile.origins;

  test.each(SCREENS)("%s is %s", (_what, screen, draw) => {
    for (const login of [line, internet, profile.issuer ?? ""]) {
      const seen = recognise(draw({ login, operator, web }), profile);
      expect(seen).toMatchObject({ screen, sure: "certain" });
      // The host and at least one other sign; `why` is for the log.
      expect(seen.why.length).toBeGreaterThanOrEqual(2);
    }
  });

  test.each(SCREENS)("%s on a look-alike host is never certain", (_what, _screen, draw) => {
    const alike = (origin: string) => [
      `${origin}.evil.example`,
      `${origin}:8443`,
      origin.replace("https", "http"),
    ];
    for (const [at, login] of alike(line).entries()) {
      const hosts = { login, operator: alike(operator)[at] ?? "", web: alike(web)[at] ?? "" };
      expect(recognise(draw(hosts), profile).sure).not.toBe("certain");
    }
  });
});

describe("what is left to the person", () => {
  const profile = withHosts(PROFILES.omakase);
  const login = "https://ff.cloud-nas.biz";
  const unknown: readonly (readonly [string, PageSnapshot])[] = [
    ["an empty page", { ...blank, origin: login }],
    [
      "the consent page before its script drew it",
      page({
        origin: "https://operator.example",
        path: "/kaisen/notice",
        title: "回線情報通知",
        lines: ["読み込んでいます…"],
      }),
    ],
    ["a page that only frames the consent page", page({ origin: login, title: "回線の確認", opaque: 1 })],
    [
      "the operator's explanation",
      page({
        origin: "https://operator.example",
        path: "/kaisen/about",
        title: "回線情報通知とは",
        lines: ["サービス提供者へお知らせします"],
      }),
    ],
    [
      "the provider's error page",
      page({ origin: login, title: "ログインを続けられません", lines: ["コード: invalid_request"] }),
    ],
    [
      "a page on lines that is no error",
      page({ origin: login, title: "回線のご案内", lines: ["回線番号", "回線認証設定"] }),
    ],
    [
      "a password page without mail and ログイン",
      page({ origin: login, title: "契約", fields: [PASSWORD], buttons: ["次へ"] }),
    ],
  ];

  test.each(unknown)("%s is not certain", (_what, drawn) => {
    const { sure, screen } = recognise(drawn, profile);
    expect([sure === "certain", screen]).toEqual([false, expect.any(String)]);
  });

  test("the consent page's structure at another path of the operator is not certain", () => {
    const elsewhere = consentPage("https://operator.example", { path: "/kaisen/notice/2" });
    expect(recognise(elsewhere, profile)).toMatchObject({ screen: "consent", sure: "likely" });
  });

  test("the consent page's structure on the service's own hosts is not certain", () => {
    for (const origin of [login, "https://web.omakase.example"])
      expect(recognise(consentPage(origin), profile).sure).not.toBe("certain");
  });

  test("without an operator's host in the profile the consent page is never certain (facts B, the login provider)", () => {
    for (const id of SERVICE_IDS)
      expect(recognise(consentPage("https://operator.example"), PROFILES[id]).sure).not.toBe("certain");
  });

  test("a provider without line authentication has no consent page", () => {
    const plain = { ...profile, lineAuthentication: null };
    expect(recognise(consentPage("https://operator.example"), plain).sure).not.toBe("certain");
  });

  test("the contract menu's own login is not the login of a drive (B15)", () => {
    const menu = loginPage("https://cc.cloud-nas.net", { title: "認証・契約情報変更ログイン" });
    expect(recognise(menu, profile)).toMatchObject({ screen: "login", sure: "likely" });
  });
});

describe("a service whose browser version lives on its login host", () => {
  const omakase = withHosts(PROFILES.omakase);
  const internet = "https://ff.cloud-nas.net";
  const shared = { ...omakase, origins: { ...omakase.origins, web: internet } };

  test("is at the browser version where one can log out", () => {
    const main = page({ origin: internet, title: "マイボックス", links: ["ログアウト"] });
    expect(recognise(main, shared)).toMatchObject({ screen: "web-main", sure: "certain" });
  });

  test("is not at the browser version on any other page without a form", () => {
    expect(recognise(page({ origin: internet, title: "お知らせ" }), shared).sure).not.toBe("certain");
  });
});

test("Active Directory's own page is known on the host that policy names, and nowhere else", () => {
  const profile = withHosts(PROFILES.omakase);
  const directory = "https://adfs.company.example";
  const known = { ...profile, origins: { ...profile.origins, directory } };
  const signIn = page({
    origin: directory,
    title: "Active Directory サインイン",
    fields: [field("text", "ADのアカウント"), field("password", "パスワード")],
    buttons: ["サインイン"],
  });
  expect(recognise(signIn, known)).toMatchObject({ screen: "federated", sure: "certain" });
  expect(recognise(signIn, profile)).toMatchObject({ screen: "federated", sure: "likely" });
});

test("a certain page wins over one that only looks like something more specific", () => {
  const profile = withHosts(PROFILES.cowork);
  const main = page({ origin: profile.origins.web ?? "", title: "Google連携", links: ["ログアウト"] });
  expect(recognise(main, profile)).toMatchObject({ screen: "web-main", sure: "certain" });
});

test("labels are compared as people read them", () => {
  expect(foldLabel("　Ｌｏｇ In ")).toBe("login");
  expect(foldLabel(NO.label)).toBe("通知しない");
});

test.each([
  ["https://a.example/path?x#y", "https://a.example"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
  ["https://a.example#x", "https://a.example"],
  ["https://user@a.example/", null],
  ["javascript:alert(1)", null],
  ["//a.example/", null],
])("the origin of %s is %s", (url, origin) => {
  expect(originOf(url)).toBe(origin);
});

test("the locked page is known by the words of the manual, where they were captured (facts A35)", () => {
  expect(SERVICE_IDS.map((id) => MANUALS[id].lockText)).toEqual([null, LOCKED_COWORK, null, LOCKED_CODEC]);
  for (const id of SERVICE_IDS) {
    const profile = withHosts(PROFILES[id]);
    for (const lockText of [LOCKED_COWORK, LOCKED_CODEC])
      expect(recognise(loginPage(profile.origins.internet ?? "", { alerts: [lockText] }), profile)).toEqual({
        screen: "login-locked",
        sure: "certain",
        why: ["host", "form", "lock-text"],
      });
  }
});

test.each([
  ["/kaisen/notice", "/kaisen/notice"],
  ["/kaisen/notice/", "/kaisen/notice"],
  ["/kaisen/notice;jsessionid=0A1B.node1", "/kaisen/notice"],
  ["/kaisen;v=1/notice;a=b//", "/kaisen/notice"],
  ["/", "/"],
])("the path %s is %s without what servers write into it (RFC 3986 3.3)", (written, plain) => {
  expect(plainPath(written)).toBe(plain);
});
