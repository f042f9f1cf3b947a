import type { Profile } from "../service/profile.ts";
import { foldLabel, type PageControl, type PageSnapshot } from "./page.ts";

/** Which screen of the manuals a page is (numbers as in docs/screens.md). */
export type ScreenId =
  | "login" // B1, B3
  | "login-wrong-password" // B1 with a message
  | "login-locked" // B2
  | "drive-login" // B42, the dialog of 図2
  | "second-factor" // B4–B11
  | "password-reset" // B30–B32
  | "federated" // B12 or the service's answer to a federated button
  | "embedded-refused" // a provider's page that takes no login from a window of ours (reliability 6)
  | "consent" // B14
  | "line-error" // B13
  | "web-main" // B45, 図1
  | "unknown";

/** `certain` needs the host from the profile and at least two independent signals; only that is acted upon. */
export type Recognition = {
  readonly screen: ScreenId;
  readonly sure: "certain" | "likely" | "unsure";
  /** Which signals spoke, for the log and the helpdesk. */
  readonly why: readonly string[];
};

type Signals = {
  readonly screen: ScreenId;
  readonly host: boolean;
  readonly signals: readonly (string | false)[];
  readonly need: number;
};

/**
 * Says which screen a page is, how sure, and why. Nobody has captured the real pages (docs/screens.md), so it
 * rests on several weak signals and leaves a page that it doesn't know to the person.
 */
export function recognise(page: PageSnapshot, profile: Profile): Recognition {
  const found = candidates(look(page, profile)).flatMap(({ screen, host, signals, need }): Recognition[] => {
    const why = signals.filter((signal) => signal !== false);
    if (why.length < need) return [];
    return [host ? { screen, sure: "certain", why: ["host", ...why] } : { screen, sure: "likely", why }];
  });
  const certain = found.find(({ sure }) => sure === "certain");
  return certain ?? found[0] ?? { screen: "unknown", sure: "unsure", why: [] };
}

type Look = {
  readonly at: (role: keyof Profile["origins"]) => boolean;
  readonly atLogin: boolean;
  readonly consentPath: boolean;
  readonly title: string;
  readonly heading: (pattern: RegExp) => boolean;
  readonly field: (pattern: RegExp, kind?: PageControl["kind"]) => boolean;
  readonly button: (pattern: RegExp) => boolean;
  readonly link: (pattern: RegExp) => boolean;
  readonly text: (pattern: RegExp) => boolean;
  readonly alert: (pattern: RegExp) => boolean;
  readonly password: boolean;
};

function look(page: PageSnapshot, profile: Profile): Look {
  const title = foldLabel(page.title);
  const headings = page.headings.map(foldLabel);
  const shown = page.controls.filter(({ rendered }) => rendered);
  const labels = (control: PageControl) => [control.label, control.accessibleName].map(foldLabel);
  const fields = shown
    .filter(({ kind }) => FIELDS.has(kind))
    .map((control) => ({ kind: control.kind, labels: labels(control) }));
  const buttons = shown.filter(({ kind }) => kind === "submit" || kind === "button").flatMap(labels);
  const links = page.links.map(foldLabel);
  const lines = [...page.lines, ...page.alerts].map(foldLabel);
  const alerts = page.alerts.map(foldLabel);
  const at = (role: keyof Profile["origins"]) => profile.origins[role] === page.origin;
  const issuer = profile.issuer === null ? null : originOf(profile.issuer);
  return {
    at,
    atLogin: at("internet") || at("line") || at("account") || issuer === page.origin,
    consentPath:
      profile.lineAuthentication !== null &&
      (profile.lineAuthentication.consentPath === null ||
        plainPath(profile.lineAuthentication.consentPath) === plainPath(page.path)),
    title,
    heading: (pattern) => headings.some((heading) => pattern.test(heading)),
    field: (pattern, kind) =>
      fields.some(
        (field) =>
          (kind === undefined || field.kind === kind) && field.labels.some((label) => pattern.test(label)),
      ),
    button: (pattern) => buttons.some((button) => pattern.test(button)),
    link: (pattern) => links.some((link) => pattern.test(link)),
    text: (pattern) => lines.some((line) => pattern.test(line)),
    alert: (pattern) => alerts.some((line) => pattern.test(line)),
    password: fields.some((field) => field.kind === "password"),
  };
}

const FIELDS: ReadonlySet<PageControl["kind"]> = new Set(["text", "password", "radio", "checkbox", "list"]);

/** A path without what servers write into it: parameters (`;jsessionid=…`, RFC 3986 3.3) and a slash at its end. */
export function plainPath(path: string): string {
  return path.replace(/;[^/]*/gu, "").replace(/(?<=.)\/+$/u, "");
}

/** Scheme, host and port of a URL without needing the platform's parser (core has none). */
export function originOf(url: string): string | null {
  return /^(https?:\/\/[^/?#@\s]+)(?:[/?#]|$)/u.exec(url)?.[1] ?? null;
}

const FEDERATED = /google|facebook|microsoft|dアカウント|activedirectory|接続id|ntt東日本ビジネスid/u;

// In reading order: the more specific first.
function candidates(see: Look): readonly Signals[] {
  const loginForm: readonly (string | false)[] = [
    (see.title.includes("ログイン") || see.heading(/^ログイン$/u)) && "title",
    see.field(/メールアドレス|mail/u) && "mail",
    see.password && "password",
    see.button(/^(ログイン|login|signin)$/u) && "button",
  ];
  // A picture may stand for the heading; a link that only asks what it is doesn't.
  const isNotice =
    see.title.includes("回線情報通知") ||
    see.heading(/回線情報通知/u) ||
    see.text(/^回線情報通知(設定)?(画面)?$/u);
  const isLogin = loginForm.filter(Boolean).length >= 3;
  const lineError: readonly (string | false)[] = [
    see.title.includes("回線認証エラー") && "title",
    see.heading(/回線認証エラー/u) && "heading",
    see.text(/回線認証.*(エラー|失敗|できません|でした)/u) && "text",
  ];
  // What every page of the web origin shares is no sign of 図1 if people also log in there.
  const webSigns: readonly (string | false)[] = [
    see.at("web") && "web-origin",
    !see.password && !isLogin && "no-form",
    !see.field(/^通知(する|しない)/u) && "no-question",
    (see.link(/^(ログアウト|logout|signout)$/u) || see.button(/^(ログアウト|logout|signout)$/u)) &&
      "sign-out",
  ];
  return [
    {
      screen: "consent",
      host: see.at("operator") && see.consentPath,
      // Few signals on the right host and path are enough to know the question; `consentPlan` decides about the answer.
      signals: isNotice
        ? [
            "title",
            see.field(/^通知する/u, "radio") && "yes",
            see.field(/^通知しない/u, "radio") && "no",
            see.button(/^(決定|完了)$/u) && "button",
            see.text(/サービス提供者名/u) && "recipient",
          ]
        : [],
      need: 2,
    },
    {
      screen: "embedded-refused",
      host: see.atLogin,
      // Google's name for it [I]; by its code, as its words differ with the language.
      signals: [see.text(/disallowed_useragent/u) && "code", !see.password && "no-form"],
      need: 2,
    },
    {
      screen: "line-error",
      host: see.atLogin,
      // Not captured (screens B13): never a page to log in on, and never without the words themselves.
      signals: isLogin
        ? []
        : [
            ...lineError,
            see.text(/回線番号/u) && "line-number",
            lineError.some(Boolean) && !see.password && "no-password",
          ],
      need: 3,
    },
    {
      screen: "login-locked",
      host: see.atLogin,
      signals: [
        isLogin && "form",
        // By meaning (facts A35). A hint that says what ten wrong passwords would do is no lock.
        (see.alert(/ブロック|ロック|locked|blocked/u) ||
          see.text(/アカウント.*(ブロック|ロック)され(た|まし|てい)/u)) &&
          "lock-text",
      ],
      need: 2,
    },
    {
      screen: "login-wrong-password",
      host: see.atLogin,
      signals: [
        isLogin && "form",
        (see.alert(/(メールアドレス|パスワード).*(正しく|誤|違)/u) ||
          see.alert(/(wrong|incorrect|invalid).*(mail|password)|password.*(wrong|incorrect|invalid)/u)) &&
          "alert",
      ],
      need: 2,
    },
    {
      screen: "drive-login",
      host: see.atLogin,
      signals: [isLogin && "form", see.title.includes("ストレージサービスドライブ") && "dialog-title"],
      need: 2,
    },
    { screen: "login", host: see.atLogin, signals: [isLogin && "form", see.password && "password"], need: 2 },
    {
      screen: "second-factor",
      host: see.atLogin,
      signals: [
        (see.title.includes("2段階認証") || see.heading(/2段階認証|リカバリー?コード/u)) && "title",
        see.field(/パスコード|認証コード|コード|電話番号/u) && "code",
        see.text(/2段階認証|リカバリー?コード|sms/u) && "text",
      ],
      need: 2,
    },
    {
      screen: "password-reset",
      host: see.atLogin,
      signals: [
        (see.heading(/パスワード.*(リセット|再設定|忘れ)|リセットパスワード/u) ||
          /パスワード.*(リセット|再設定)|リセットパスワード/u.test(see.title)) &&
          "title",
        (see.button(/送信|^ok$/u) || see.field(/新しいパスワード/u) || see.field(/メールアドレス/u)) &&
          "form",
      ],
      need: 2,
    },
    {
      screen: "federated",
      host: see.atLogin || see.at("directory"),
      signals: [(see.heading(FEDERATED) || FEDERATED.test(see.title)) && "title", !isLogin && "no-form"],
      need: 2,
    },
    {
      screen: "web-main",
      host: see.at("web"),
      signals: webSigns,
      need: see.atLogin ? 4 : 3,
    },
  ];
}
