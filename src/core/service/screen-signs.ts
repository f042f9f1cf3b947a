/**
 * The signs by which a screen is known. Data of the profile, so that a page with other words needs another profile and
 * no release. How many signs it takes, on which host, and what rules a screen out is not data (`login/screen.ts`).
 */

/**
 * Where a sign may be read: `field` is the label of anything that can be filled in or chosen, `radio` of a choice among
 * several, `text` any line, an alert's too.
 */
export const SIGN_PLACES = ["title", "heading", "field", "radio", "button", "link", "text", "alert"] as const;
export type SignPlace = (typeof SIGN_PLACES)[number];

/**
 * It speaks where one of the patterns fits one of the texts at one of its places. A pattern is the whole text, compared
 * after folding (`foldLabel`); `*` stands for any text, also none.
 */
export type ScreenSign = { readonly [P in SignPlace]?: readonly string[] };

const FEDERATED = [
  "*Google*",
  "*Facebook*",
  "*Microsoft*",
  "*dアカウント*",
  "*Active Directory*",
  "*接続ID*",
  "*NTT東日本ビジネスID*",
];
const NEW_PASSWORD = [
  "*パスワード*リセット*",
  "*パスワード*再設定*",
  "*パスワード*変更*",
  "*リセットパスワード*",
  "*reset*password*",
  "*change*password*",
];
/** What a message says of what was typed; a hint says it in other words, or of a case. */
const WRONG = [
  "*が正しくありません*",
  "*が間違っています*",
  "*パスワードが違います*",
  "*が一致しません*",
  "*に誤りがあります*",
  ...["wrong", "incorrect", "invalid"].flatMap((said) => [
    `*${said}*mail*`,
    `*${said}*password*`,
    `*password*${said}*`,
  ]),
  "*recogni*password*",
  "*password*not match*",
];
const CODES = [
  "*認証コード*",
  "*確認コード*",
  "*ワンタイムパスワード*",
  "*要素認証*",
  "*two-factor*",
  "*セキュリティコード*",
  "*verification*",
  "*one-time*",
];

const SECOND = ["*2段階認証*", "*リカバリコード*", "*リカバリーコード*", ...CODES];
const SIGN_OUT = ["ログアウト", "logout", "sign out"];

/** As the manuals show the screens (docs/screens.md), with the forms of the same words that a page may have. */
export const SCREEN_SIGNS = {
  consent: {
    // A picture may stand for the heading; a link that only asks what it is doesn't.
    title: {
      title: ["*回線情報通知*"],
      heading: ["*回線情報通知*"],
      text: ["回線情報通知", "回線情報通知画面", "回線情報通知設定", "回線情報通知設定画面"],
    },
    yes: { radio: ["通知する*"] },
    no: { radio: ["通知しない*"] },
    button: { button: ["決定", "完了"] },
    recipient: { text: ["*サービス提供者名*"] },
  },
  // Google's name for it [I]; by its code, as its words differ with the language.
  "embedded-refused": { code: { text: ["*disallowed_useragent*"] } },
  "line-error": {
    title: { title: ["*回線認証エラー*", "*line authentication*"] },
    heading: { heading: ["*回線認証エラー*", "*line authentication*"] },
    text: {
      text: [
        "*回線認証*エラー*",
        "*回線認証*失敗*",
        "*回線認証*できません*",
        "*回線認証*でした*",
        "*回線*登録されてい*",
      ],
    },
    "line-number": { text: ["*回線番号*"] },
  },
  "login-locked": {
    // By meaning (facts A35). A hint that says what ten wrong passwords would do is no lock.
    "lock-text": {
      alert: ["*ロック*", "*locked*", "*回数*上限*", "*上限*ログインできません*", "*too many*"],
      text: [
        ...["された", "されまし", "されてい", "しました", "してい"].map(
          (said) => `*アカウント*ロック${said}*`,
        ),
        "*account*locked*",
      ],
    },
  },
  "login-wrong-password": {
    alert: {
      alert: [
        "*正しくありません*",
        "*正しくない*",
        "*正しく入力*",
        "*メールアドレス*誤*",
        "*メールアドレス*違*",
        ...["誤", "違", "不正", "無効"].map((said) => `*パスワード*${said}*`),
        "*一致しません*",
        "*アカウント*見つかりません*",
        "*ログインできませんでした*",
        "*ログインに失敗*",
        "認証に失敗*",
        "*sign-in failed*",
        "*login failed*",
      ],
      text: WRONG,
    },
  },
  "drive-login": { "dialog-title": { title: ["*ストレージサービスドライブ*"] } },
  login: {
    title: { title: ["*ログイン*"], heading: ["ログイン"] },
    mail: { field: ["*メールアドレス*", "*mail*", "*ログインID*", "*ユーザー*", "*user*"] },
    button: { button: ["ログイン", "ログインする", "サインイン", "login", "sign in"] },
  },
  "second-factor": {
    title: {
      title: ["*2段階認証*", ...CODES],
      heading: SECOND,
    },
    code: { field: ["*コード*", "*code*", "*ワンタイムパスワード*", "*電話番号*"] },
    text: { text: [...SECOND, "*SMS*"] },
  },
  "password-reset": {
    title: { title: NEW_PASSWORD, heading: [...NEW_PASSWORD, "*パスワード*忘れ*"] },
    form: { button: ["*送信*", "ok"], field: ["*新しいパスワード*", "*new password*", "*メールアドレス*"] },
  },
  federated: { title: { title: FEDERATED, heading: FEDERATED } },
  "web-main": { "sign-out": { link: SIGN_OUT, button: SIGN_OUT } },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ScreenSign>>>>;

type Defaults = typeof SCREEN_SIGNS;

export type ScreenSigns = {
  readonly [S in keyof Defaults]: { readonly [N in keyof Defaults[S]]: ScreenSign };
};

/** What a profile says of them: a sign that it names stands in the place of the default one, with all its places. */
export type ScreenSignChanges = { readonly [S in keyof ScreenSigns]?: Partial<ScreenSigns[S]> };

/** All signs that hold with these changes. */
export function screenSigns(changes: ScreenSignChanges = {}): ScreenSigns {
  const screens = Object.keys(SCREEN_SIGNS) as (keyof ScreenSigns)[];
  const signs = screens.map((screen) => [screen, { ...SCREEN_SIGNS[screen], ...changes[screen] }]);
  // Each screen with its own signs, which `Object.fromEntries` can't say in types.
  return Object.fromEntries(signs) as ScreenSigns;
}
