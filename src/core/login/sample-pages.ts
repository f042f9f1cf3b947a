import { CONSENT_WORDS } from "../rules/consent-words.ts";
import type { Profile } from "../service/profile.ts";
import type { PageControl, PageForm, PageSnapshot } from "./page.ts";

/**
 * Pages written by hand from the manuals' labels, for tests: what the reference service really shows is compared
 * with the same recogniser in the end-to-end tests. Not a captured page of the real service; nobody has one.
 */

export const blank: PageSnapshot = {
  origin: "https://line.example",
  path: "/",
  title: "",
  headings: [],
  forms: [],
  controls: [],
  links: [],
  alerts: [],
  lines: [],
  unseenLines: [],
  opaque: 0,
  truncated: false,
};

type Sketch = {
  readonly origin: string;
  readonly path?: string;
  readonly title: string;
  readonly headings?: readonly string[];
  readonly fields?: readonly PageControl[];
  readonly buttons?: readonly string[];
  readonly links?: readonly string[];
  readonly alerts?: readonly string[];
  readonly lines?: readonly string[];
  readonly opaque?: number;
};

/** A page from what is special about it; its heading is its title unless said otherwise. */
export function page(sketch: Sketch): PageSnapshot {
  const { fields = [], buttons = [], ...rest } = sketch;
  const headings = sketch.headings ?? [sketch.title];
  return {
    ...blank,
    ...rest,
    headings,
    forms: [sampleForm(sketch.origin)],
    controls: [...fields, ...buttons.map((label) => button(label))],
    lines: [...headings, ...(sketch.lines ?? []), ...(sketch.alerts ?? [])],
  };
}

export function sampleForm(origin: string): PageForm {
  return {
    action: `${origin}/answer`,
    method: "post",
    target: "",
    enctype: "application/x-www-form-urlencoded",
    lines: [],
    unseenLines: [],
    hidden: "",
  };
}

/** A control of the page's one form, as a person sees it. */
export function field(
  kind: PageControl["kind"],
  label: string,
  change: Partial<PageControl> = {},
): PageControl {
  return {
    kind,
    form: 0,
    name: kind === "radio" ? "notify" : label,
    label,
    accessibleName: label,
    rendered: true,
    seen: true,
    checked: false,
    enabled: true,
    sends: null,
    ...change,
  };
}

export function button(label: string, change: Partial<PageControl> = {}): PageControl {
  return field("submit", label, { name: "", ...change });
}

export const MAIL = field("text", "メールアドレス");
export const PASSWORD = field("password", "パスワード");
export const YES = field("radio", "通知する");
export const NO = field("radio", "通知しない");
export const REMEMBER = field(
  "checkbox",
  "今後、上記接続先へは常に選択した内容で通知し、この画面を表示しない",
);

const LOGIN_LINKS: readonly string[] = [
  "パスワード変更、その他認証・契約情報の変更はこちら",
  "パスワードを忘れた方はこちら",
  "Googleアカウントでログイン",
  "Active Directoryアカウントでログイン",
];

/** B1 and B3. */
export function loginPage(origin: string, change: Partial<Sketch> = {}): PageSnapshot {
  return page({
    origin,
    title: "ログイン",
    fields: [MAIL, PASSWORD],
    buttons: ["パスワードを表示", "ログイン"],
    links: LOGIN_LINKS,
    ...change,
  });
}

/** B14. */
export function consentPage(origin: string, change: Partial<Sketch> = {}): PageSnapshot {
  return page({
    origin,
    path: "/kaisen/notice",
    title: "回線情報通知",
    headings: ["回線情報通知", "通知先情報"],
    fields: [YES, NO, REMEMBER],
    buttons: ["決定"],
    links: ["回線情報通知とは？"],
    lines: ["サービス提供者名 : NTT東日本株式会社※", "サービス名 : コワークストレージ"],
    ...change,
  });
}

/** A profile as policy would complete it: the hosts that no document states (facts B) filled in. */
export function withHosts(profile: Profile): Profile {
  return {
    ...profile,
    issuer: `https://issuer.${profile.id}.example`,
    clientId: "drive",
    origins: {
      ...profile.origins,
      operator: "https://operator.example",
      web: `https://web.${profile.id}.example`,
    },
    lineAuthentication: { consentPath: "/kaisen/notice", disclaimerUrl: null, words: CONSENT_WORDS },
  };
}
