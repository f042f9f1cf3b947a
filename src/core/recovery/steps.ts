import { CONSENT_PAGE } from "../rules/consent.ts";
import { afterRecoveryCode } from "../rules/recovery-code.ts";
import type { MailKind, WayBackStep } from "../service/manual.ts";
import { MANUALS } from "../service/manuals.ts";
import type { Operation } from "../service/permissions.ts";
import type { ServiceId } from "../service/profile.ts";
import type { StepId } from "../service/steps.ts";
import type { ClientAction, Tick } from "./known.ts";

/** One next action. What its page, menu and mail are called is looked up for the service (`step-facts.ts`). */
export type GuideStep = {
  /** `client`: by itself; `press`: the client, once the person presses; `it`: who looks after the PC and its network. */
  readonly by: "client" | "press" | "person" | "it";
  /** What a press does; for a step of the person's, what brings the right window forward. */
  readonly action: ClientAction | null;
  /** What the client sees when it is done. Going online ends every step. */
  readonly ticks: readonly Tick[];
  /** The client may not see it, so the person can say that it is done. */
  readonly confirm: boolean;
  /** The manuals' step, for who can take it and where. */
  readonly manual: StepId | null;
  /** What the person needs the right to. */
  readonly may: Operation | null;
  readonly mail: MailKind | null;
  /** Words on the page itself, verbatim, in the order to press or fill in. */
  readonly labels: (service: ServiceId) => readonly string[];
  /** Only in services whose way back in has this step (facts A16). */
  readonly wayBack: WayBackStep | null;
};

const plain: GuideStep = {
  by: "person",
  action: null,
  ticks: [],
  confirm: false,
  manual: null,
  may: null,
  mail: null,
  labels: () => [],
  wayBack: null,
};

type More = Partial<Omit<GuideStep, "by">>;

const press = (action: ClientAction, more: More = {}): GuideStep => ({
  ...plain,
  by: "press",
  action,
  ...more,
});
const person = (more: More): GuideStep => ({ ...plain, ...more });
/** Done where the client can't look, so the person says so. */
const unseen = (more: More = {}): GuideStep => ({ ...plain, confirm: true, ...more });
const asked = (...ticks: Tick[]): GuideStep => ({ ...plain, by: "it", confirm: true, ticks });
const itself = (...ticks: Tick[]): GuideStep => ({ ...plain, by: "client", ticks });
const words =
  (...labels: string[]): GuideStep["labels"] =>
  () =>
    labels;

const PAST_LOGIN: readonly Tick[] = ["page:consent", "page:web-main", "consent-answered", "restarted"];

const method1 = {
  "open-login": press("log-in", {
    ticks: ["page:login", "page:drive-login", "page:federated", ...PAST_LOGIN],
  }),
  "type-password": person({
    action: "show-login-window",
    ticks: PAST_LOGIN,
    labels: words("メールアドレス", "パスワード", "ログイン"),
  }),
  "answer-consent": person({
    action: "show-consent",
    ticks: ["consent-answered", "page:web-main", "restarted"],
    // The box as the guide S0 names it.
    labels: words(CONSENT_PAGE.accept, "今後、上記接続先へは…", CONSENT_PAGE.submit[0]),
  }),
  "close-duplicate": itself("page:web-main", "restarted"),
  "start-anew": itself("restarted"),
} as const;

/** The ways to arrive: nothing but being online ticks them off. */
const arrivals = {
  arrive: { ...itself(), action: "log-in" },
  // Pressed too early it fails once more, which tells nothing new.
  "await-settings": { ...itself(), action: "show-login-window" },
  "log-in": press("log-in"),
  "log-in-after-browser": press("log-in"),
  "log-in-for-this-run": press("log-in"),
  "finish-in-browser": person({ action: "open-browser" }),
  "log-in-as-yourself": person({ action: "show-login-window" }),
} as const satisfies Record<string, GuideStep>;

const browser = {
  "open-line-login": press("open-line-login", { ticks: ["line-login-opened"], confirm: true }),
  "open-browser": press("open-browser", { ticks: ["browser-opened"] }),
  // The address is in the guide's window and in the status window, to be copied.
  "copy-address": unseen(),
  "log-out-in-browser": unseen(),
  "switch-account": press("switch-account", { ticks: ["left"] }),
  "look-at-page": person({
    action: "show-login-window",
    ticks: ["page:login", "page:drive-login", ...PAST_LOGIN],
  }),
} as const;

const account = {
  "retype-password": person({
    action: "show-login-window",
    ticks: PAST_LOGIN,
    labels: words("メールアドレス", "パスワード", "ログイン"),
  }),
  // The page for it is seen; whether it was sent isn't.
  "request-reset": unseen({
    action: "open-reset-page",
    manual: "request-reset",
  }),
  "open-reset-mail": unseen({ mail: "reset", labels: words("リセットパスワード", "送信") }),
  "open-unlock-mail": unseen({ mail: "lock" }),
  "enter-code": person({
    action: "show-login-window",
    ticks: PAST_LOGIN,
    labels: words("パスコードの入力(6桁)"),
  }),
  "lift-sms-refusal": unseen({ manual: "lift-sms-refusal" }),
  "open-lost-device": unseen({
    action: "show-login-window",
    labels: words("デバイスを紛失した場合はこちら"),
  }),
  "enter-recovery-code": unseen({ action: "show-login-window" }),
  "save-recovery-code": unseen({
    action: "show-login-window",
    ticks: PAST_LOGIN,
    labels: words(afterRecoveryCode().value.tick),
  }),
  "set-method-anew": unseen({ manual: "change-method", may: "login-method" }),
  "open-method-mail": unseen({ mail: "method-change" }),
  "open-address-mail": unseen({ mail: "mail-change" }),
  "send-change-link": unseen({ manual: "change-mail", may: "mail" }),
  "change-plan": unseen({ manual: "change-plan", may: "plan" }),
} as const;

const line = {
  "join-line": unseen({ ticks: ["line-back"] }),
  "turn-on-ipv6": unseen({ ticks: ["line-back"] }),
  "check-line-setting": unseen({ manual: "register-line", ticks: ["line-back"] }),
  "open-internet-login": unseen({ wayBack: "open-internet-login" }),
  "open-credential-menu": unseen({ wayBack: "holder-opens-credential-menu" }),
  "allow-internet": unseen({
    wayBack: "set-line-and-internet",
    manual: "set-access-path",
    may: "access-path",
    labels: (service) => [MANUALS[service].accessPath.names["line-and-internet"].menu],
  }),
  "register-right-number": unseen({ wayBack: "register-right-number", manual: "register-line" }),
  "change-consent": unseen(),
} as const;

const network = {
  "check-network": unseen({ ticks: ["network-back"] }),
  "finish-portal": unseen({ ticks: ["network-back"] }),
  "set-clock": unseen({ ticks: ["clock-right"] }),
  "ask-for-proxy": asked("network-back"),
  "introduce-to-proxy": press("show-proxy-login", { ticks: ["network-back"] }),
  "retype-proxy-login": press("show-proxy-login", { ticks: ["network-back"] }),
  "renew-ticket": unseen({ ticks: ["network-back"] }),
  "ask-for-pac": asked("network-back"),
  "ask-for-authority": asked("network-back"),
  "ask-for-certificate": asked("network-back"),
} as const;

const pc = {
  "unlock-keychain": person({ action: "log-in", ticks: ["keychain-open"] }),
  "answer-dialog": person({ ticks: ["keychain-open"] }),
  "allow-keychain": unseen({ ticks: ["keychain-open"] }),
  "free-space": unseen({ ticks: ["keychain-open"] }),
  "ask-for-folder": asked("settings-right"),
  "ask-for-policy": asked("settings-right"),
  "ask-for-profile": asked("settings-right"),
} as const;

/** Actions that try something, beside those that only bring a window. */
export const TRIES: ReadonlySet<ClientAction> = new Set(["log-in", "open-browser", "switch-account"]);

/** Every step of the guide. */
export const GUIDE_STEPS = {
  ...method1,
  ...arrivals,
  ...browser,
  ...account,
  ...line,
  ...network,
  ...pc,
} as const satisfies Record<string, GuideStep>;

export type GuideStepId = keyof typeof GUIDE_STEPS;

export function isGuideStep(item: string): item is GuideStepId {
  return Object.hasOwn(GUIDE_STEPS, item);
}

/** Is it there in this service? Without a manual, what every manual has. */
export function isStepOf(step: GuideStepId, service: ServiceId | null): boolean {
  const { wayBack } = GUIDE_STEPS[step];
  if (wayBack === null) return true;
  return service === null
    ? wayBack !== "open-internet-login"
    : MANUALS[service].accessPath.wayBack.includes(wayBack);
}
