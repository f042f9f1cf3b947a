import type { ErrorCode } from "../core/errors.ts";
import type { QuestionId } from "../core/recovery/questions.ts";
import type { GuideStepId } from "../core/recovery/steps.ts";
import type { BundlePreview, BundleProgress } from "./bundle.ts";
import type { GuideShown } from "./guide.ts";
import type { ProxyChoice, ProxyTried } from "./proxy-choice.ts";
import type { Language, NotificationsWanted, View } from "./view.ts";

/** Every channel between renderer and main: what it takes and what it answers. Schemas stand beside them in main. */
export type Channels = {
  "view:get": { readonly request: null; readonly response: View };
  "session:login": { readonly request: null; readonly response: null };
  "session:cancel": { readonly request: null; readonly response: null };
  "session:logout": { readonly request: null; readonly response: null };
  /** Asks first: the status window shows the question. */
  "session:forget": { readonly request: { readonly confirmed: boolean }; readonly response: null };
  /** Withdraws the question. */
  "session:keep": { readonly request: null; readonly response: null };
  "session:switch-account": { readonly request: null; readonly response: null };
  "consent:answer": {
    readonly request: { readonly answer: "yes" | "by-hand" | "abort"; readonly question: number };
    readonly response: null;
  };
  "link:open": {
    readonly request: { readonly link: "web" | "disclaimer" | "reset-password" };
    readonly response: null;
  };
  "window:show-login": { readonly request: null; readonly response: null };
  "login:open-browser": { readonly request: null; readonly response: null };
  /** What the person says to the proxy that waits for it; the password goes this way only. */
  "proxy:introduce": {
    readonly request: { readonly proxy: string; readonly user: string; readonly password: string };
    readonly response: null;
  };
  /** Opens the window that shows what the helpdesk gets. */
  "bundle:open": { readonly request: null; readonly response: null };
  /** Answers when it is made; null when it was cancelled meanwhile. */
  "bundle:prepare": { readonly request: null; readonly response: ShownBundle | null };
  "bundle:cancel": { readonly request: null; readonly response: null };
  /** Asks where to; answers the file's name, null when nothing was chosen. `number` names what the person looked at. */
  "bundle:save": {
    readonly request: { readonly number: number; readonly withPage: boolean };
    readonly response: string | null;
  };
  /** Opens the recovery guide. */
  "guide:open": { readonly request: null; readonly response: null };
  /** Null while its window is closed. */
  "guide:get": { readonly request: null; readonly response: GuideShown | null };
  "guide:answer": {
    readonly request: { readonly question: QuestionId; readonly answer: string };
    readonly response: null;
  };
  /** Has the client act. */
  "guide:press": { readonly request: { readonly step: GuideStepId }; readonly response: null };
  "guide:done": { readonly request: { readonly step: GuideStepId }; readonly response: null };
  "guide:stuck": { readonly request: { readonly item: GuideStepId | QuestionId }; readonly response: null };
  "guide:restart": { readonly request: null; readonly response: null };
  "guide:stop-looking": { readonly request: null; readonly response: null };
  "window:close": { readonly request: null; readonly response: null };
  "settings:set": {
    readonly request: {
      readonly language?: Language | undefined;
      readonly startupLogin?: boolean | undefined;
      readonly service?: string | undefined;
      readonly proxy?: ProxyChoice | undefined;
      readonly notifications?: NotificationsWanted | undefined;
      readonly autostart?: boolean | undefined;
    };
    readonly response: null;
  };
  /** Has the client look at what others may have changed: whether it starts with the PC. */
  "settings:look": { readonly request: null; readonly response: null };
  /** Reaches for the service by it, whatever is saved; one at a time. Null when it was cancelled meanwhile. */
  "proxy:try": { readonly request: { readonly proxy: ProxyChoice }; readonly response: ProxyTried | null };
  /** Looks for a new version now. */
  "update:look": { readonly request: null; readonly response: null };
  /** Installs the version that is there, as soon as nobody logs in. */
  "update:install": { readonly request: null; readonly response: null };
  "proxy:stop-trying": { readonly request: null; readonly response: null };
};

export type ShownBundle = BundlePreview & { readonly number: number };

export type Channel = keyof Channels;

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorCode };

/** Main → renderer, the whole view each time. */
export const VIEW_CHANGED = "view:changed";
/** Main → renderer, what the guide shows. */
export const GUIDE_CHANGED = "guide:changed";

/** Main → renderer, while a bundle is made: `BundleProgress`. */
export const BUNDLE_PROGRESS = "bundle:progress";

/** What the preload puts on `window.drive`; one line a call, nothing generic. */
export type DriveApi = {
  readonly getView: () => Promise<Answer<View>>;
  readonly onView: (listener: (view: View) => void) => () => void;
  readonly login: () => Promise<Answer<null>>;
  readonly cancel: () => Promise<Answer<null>>;
  readonly logout: () => Promise<Answer<null>>;
  readonly forget: (confirmed: boolean) => Promise<Answer<null>>;
  readonly keep: () => Promise<Answer<null>>;
  readonly switchAccount: () => Promise<Answer<null>>;
  readonly answerConsent: (answer: "yes" | "by-hand" | "abort", question: number) => Promise<Answer<null>>;
  readonly openLink: (link: "web" | "disclaimer" | "reset-password") => Promise<Answer<null>>;
  readonly showLogin: () => Promise<Answer<null>>;
  readonly openBrowser: () => Promise<Answer<null>>;
  readonly introduceToProxy: (proxy: string, user: string, password: string) => Promise<Answer<null>>;
  readonly openBundle: () => Promise<Answer<null>>;
  readonly prepareBundle: () => Promise<Answer<ShownBundle | null>>;
  readonly cancelBundle: () => Promise<Answer<null>>;
  readonly saveBundle: (number: number, withPage: boolean) => Promise<Answer<string | null>>;
  readonly onBundleProgress: (listener: (progress: BundleProgress) => void) => () => void;
  readonly openGuide: () => Promise<Answer<null>>;
  readonly getGuide: () => Promise<Answer<GuideShown | null>>;
  readonly onGuide: (listener: (shown: GuideShown | null) => void) => () => void;
  readonly guideAnswer: (question: QuestionId, answer: string) => Promise<Answer<null>>;
  readonly guidePress: (step: GuideStepId) => Promise<Answer<null>>;
  readonly guideDone: (step: GuideStepId) => Promise<Answer<null>>;
  readonly guideStuck: (item: GuideStepId | QuestionId) => Promise<Answer<null>>;
  readonly guideRestart: () => Promise<Answer<null>>;
  readonly guideStopLooking: () => Promise<Answer<null>>;
  readonly closeWindow: () => Promise<Answer<null>>;
  readonly lookAtSettings: () => Promise<Answer<null>>;
  readonly tryProxy: (proxy: ProxyChoice) => Promise<Answer<ProxyTried | null>>;
  readonly stopTryingProxy: () => Promise<Answer<null>>;
  readonly lookForUpdate: () => Promise<Answer<null>>;
  readonly installUpdate: () => Promise<Answer<null>>;
  readonly setSettings: (settings: Channels["settings:set"]["request"]) => Promise<Answer<null>>;
};
