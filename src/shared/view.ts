import type { ErrorCode, NextAction } from "../core/errors.ts";
import type { ConsentDetails } from "../core/login/consent.ts";
import type { ConsentDoubt } from "../core/login/consent-rules.ts";
import type { ScreenId } from "../core/login/screen.ts";
import type { Account, TokenStoreState } from "../core/ports.ts";
import type { Said } from "../core/provider-words.ts";
import type { LoginEvent } from "../core/support/login-events.ts";
import type { OsKind } from "../core/support/numbers.ts";
import type { Finding } from "../core/support/support-code.ts";
import type { OfferStage } from "../core/update/updates.ts";
import type { Lockable, LockedBy } from "./locked.ts";
import type { MenuItem } from "./menu-items.ts";
import type { ProxyChoice } from "./proxy-choice.ts";

/** What an account is called to people: by its mail address, else by its name; a provider that tells neither has a number. */
export function calledOf({ mail, name, sub }: Account): string {
  return mail ?? name ?? sub;
}

/** What people see of the state: one projection feeds tray, windows, command line and log. Holds no secret. */
export type ViewState = "signed-out" | "working" | "attention" | "online" | "offline";

/** What is going on; each has a line in the locales under `doing.<Doing>`. */
export type Doing =
  | "starting"
  | "signed-out"
  | "resting"
  | "resuming"
  | "connecting"
  | "your-turn"
  | "in-browser"
  | "consent-asked"
  | "consent-driven"
  | "finishing"
  | "online"
  /** The access token is still valid, but its refresh fails. */
  | "online-retrying"
  | "offline"
  | "waiting-for-provider"
  | "store-closed"
  | "leaving";

/** What a person may press; which ones are offered depends on the state alone. */
export type Action =
  | "login"
  | "cancel-login"
  | "relogin"
  | "logout"
  | "switch-account"
  | "forget"
  | "open-web"
  | "show-login-window"
  | "open-browser";

export type Language = "ja" | "en";

/** `needed`: where the person has to do or know something. */
export type NotificationsWanted = "all" | "needed" | "none";

/** Whom people ask, as IT says it. */
export type SupportContact = {
  readonly name: string;
  readonly phone?: string | undefined;
  readonly mail?: string | undefined;
  readonly hours?: string | undefined;
};

export type WindowKind = "login" | "consent" | "status" | "guide" | "settings" | "bundle";

/** How the client keeps itself new. */
export type UpdatesView = {
  /** `administrator`: a package of the system's or an MSI, or a client that was made without updates. */
  readonly by: "itself" | "administrator";
  /** It looks for new versions: policy lets it, and there is a place to look. */
  readonly on: boolean;
  readonly looking: boolean;
  /** ISO 8601 UTC; null: not yet. */
  readonly lookedAt: string | null;
  readonly problem: ErrorCode | null;
  readonly offer: {
    readonly version: string;
    readonly stage: OfferStage;
    /** Of the file, that has come. */
    readonly percent: number;
    readonly notes: Readonly<Record<Language, readonly string[]>>;
  } | null;
};

export type View = {
  readonly version: string;
  readonly os: OsKind;
  readonly service: { readonly id: string; readonly name: string };
  /** The provider is the simulation on this PC. */
  readonly simulation: boolean;
  readonly state: ViewState;
  readonly doing: Doing;
  /** Why it is so; null when there is nothing to explain. */
  readonly reason: ErrorCode | null;
  /** What is behind the reason: the provider's word, and the address that it is about. */
  readonly said: Said | null;
  readonly nextAction: NextAction;
  readonly account: Account | null;
  /** ISO 8601 UTC, when the present state began. */
  readonly since: string;
  /** ISO 8601 UTC; null while no access token is held. */
  readonly accessTokenExpiresAt: string | null;
  /** `host:port` of the proxy that waits for a user and a password. */
  readonly proxy: string | null;
  /** The program whose dialog waits for the person, by the name that they know. */
  readonly dialog: string | null;
  /** The last thing that went wrong, kept over a restart; null when nothing has or since it went well again. */
  readonly lastError: ErrorCode | null;
  /** What happened last, the newest first. */
  readonly events: readonly LoginEvent[];
  readonly tokenStore: TokenStoreState;
  /** Number of the doctor's check that failed first, of the last time that it ran since the client started. */
  readonly finding: Finding;
  /** The attempt under way. `deadline` is ISO 8601 UTC; `address` is where the person's own browser was sent, while it is waited for. */
  readonly attempt: {
    readonly page: ScreenId | null;
    readonly deadline: string;
    readonly address: string | null;
  } | null;
  /**
   * `question` names what the person sees: an answer to another one is refused (reliability 8). `changed`: the page has
   * become another one since it was first asked about.
   */
  readonly consent: (ConsentDetails & { readonly question: number; readonly changed: boolean }) | null;
  /** Why the consent page is left to the person; null where it isn't, or where they chose so. */
  readonly doubt: ConsentDoubt | null;
  /** By whose approval (policy's) the line operator was told in the person's stead; `at` is ISO 8601 UTC. */
  readonly consentApproved: {
    readonly by: string;
    readonly at: string;
    readonly contract: string;
    readonly recipient: string;
    readonly serviceName: string;
  } | null;
  /** Where the operator explains the notice; null = unknown, no link is shown. */
  readonly disclaimer: boolean;
  /** In this order. */
  readonly actions: readonly Action[];
  readonly language: Language;
  readonly settings: {
    readonly startupLogin: boolean;
    readonly service: string;
    readonly proxy: ProxyChoice;
    readonly notifications: NotificationsWanted;
    /** Whether the client starts with the PC, as the OS says; null where it isn't installed. */
    readonly autostart: boolean | null;
    /** A part of them holds only once the login that is under way, or can't be kept, is over. */
    readonly waiting: boolean;
  };
  readonly updates: UpdatesView;
  /** Which settings the person can't change, and why: a policy, or a client installed to start for everybody. */
  readonly locked: { readonly [name in Lockable]?: LockedBy | "installed" };
  /** What isn't offered, by policy. */
  readonly hidden: readonly MenuItem[];
  readonly supportContact: SupportContact | null;
  readonly services: readonly { readonly id: string; readonly name: string }[];
  /** The status window shows this question until it is answered. */
  readonly question: "forget" | null;
  /** First run on this PC: the status window says where the tray icon is. */
  readonly firstRun: boolean;
};
