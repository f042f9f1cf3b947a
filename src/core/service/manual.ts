/**
 * What a service's manual says beyond its addresses: limits, terms, menu names and who may do what. Types only;
 * the data is in manuals.ts, steps.ts and permissions.ts. Rules read it, so no rule asks which service it has.
 */
import type { Certainty, LoginMethod } from "./profile.ts";

/** A row of facts A, the manuals' rules, or their who-may-do-what table, which has no number. */
export type Fact = `A${number}` | "who-may-do-what";

/** A value and how surely the service's own manual says it. */
export type Stated<T> = { readonly value: T; readonly certainty: Certainty };

/** The screens of the manuals on which a step is taken; ′ is codec's own. */
export type ScreenId =
  | "B12"
  | "B16"
  | "B16′"
  | "B17"
  | "B17′"
  | "B19"
  | "B22"
  | "B24"
  | "B25"
  | "B28"
  | "B30"
  | "B39"
  | "B41";

/** Who can take a step. A user without the right asks `holder-or-administrator` (who-may-do-what table). */
export type Actor = "self" | "holder" | "holder-or-administrator" | "provider";

/** The mails that carry a link which dies (facts A17–A21). */
export type LinkKind = "unblock" | "reset" | "mail-change" | "method-change" | "invite";

/** What has to happen before the link dies: the page opened, or the whole thing finished (facts A18, A20). */
export type LinkTerm = { readonly days: number; readonly until: "access" | "completion" };

/** The mails of the manuals by their subject (facts A51). */
export type MailKind = "lock" | "reset" | "mail-change" | "method-change" | "invite" | "active-directory";

/** Whole contract (facts A14): line and Internet, or line only. */
export type AccessPath = "line-and-internet" | "line-only";

export type Manual = {
  /** Eight characters, three of four classes (facts A8); `unknown` = the manual is silent: advise only. */
  readonly password: { readonly length: number; readonly classes: number; readonly certainty: Certainty };
  /** Lengths in all, by prefix (facts A11). */
  readonly lineNumberLengths: { readonly CAF: number; readonly COP: number };
  /** Most line numbers of one contract (facts A12). */
  readonly lineNumberLimit: Stated<number>;
  /** Lines that may be registered, in the manual's words (facts A13). */
  readonly eligibleLines: readonly string[];
  readonly accessPath: {
    /** What the setting's two values are called, in the menu and in the console (facts A14). */
    readonly names: Readonly<Record<AccessPath, { readonly menu: string; readonly console: string }>>;
    /** The menu that sets it today (facts A15). */
    readonly menu: string;
    /** The name that a chapter of the manual still uses for it, if another (facts A16). */
    readonly formerMenu: string | null;
    /** How surely the menu is reachable over the Internet when the line is locked out (facts A16). */
    readonly menuOverInternet: Certainty;
    /** Steps back in, in order (facts A16). */
    readonly wayBack: readonly WayBackStep[];
  };
  /** `null` = this service sends no such mail; `unknown` = its term isn't shown (facts A17–A21). */
  readonly links: Readonly<Record<LinkKind, Stated<LinkTerm | null>>>;
  readonly secondFactor: {
    /** Days without access after which it is asked again (facts A22). */
    readonly afterDays: number;
    /** The manual says that it may be left out in some environments (facts A22). */
    readonly mayDiffer: boolean;
    /** It is for mail and password only (facts A23). */
    readonly passwordOnly: Certainty;
    /** The contract holder may turn it off (facts A24). */
    readonly canBeTurnedOff: boolean;
    /** It goes off by itself when the path is line only (facts A26). */
    readonly offWithLineOnly: Certainty;
    /** First screen of enrolment and the link to the other way (facts A27). */
    readonly enrolment: { readonly first: "sms" | "authenticator"; readonly otherLink: string };
    /** What to lift when no SMS comes; `null` = the manual has no such paragraph (facts A49). */
    readonly smsRefusals: readonly SmsRefusal[] | null;
  };
  /** Lengths of the codes (facts A28, A29). */
  readonly codes: { readonly sms: number; readonly totp: number };
  /** The page that blocks says; `null` = nobody has captured it. Recognise by meaning (facts A35). */
  readonly lockText: string | null;
  /** `days` is null where the manual doesn't say (facts A37). */
  readonly trial: {
    readonly days: number | null;
    /** Days after its end in which the plan may still be changed. */
    readonly planChangeDays: number | null;
  };
  /** How method and mail change go together (facts A38). */
  readonly change: "never-together" | "method-needs-mail";
  /** Logging out of an external account before linking it is recommended (facts A41). */
  readonly logOutBeforeLinking: boolean;
  /** Facebook to another Facebook account is stated to be impossible (facts A40). */
  readonly facebookToFacebook: "impossible" | "unknown";
  readonly activeDirectory: ActiveDirectory | null;
  /** Office goes over the Internet also with line authentication (facts A48). */
  readonly officeOverInternet: Certainty;
  /** Subjects without the service's name in 【】 (facts A51). */
  readonly mails: Readonly<Partial<Record<MailKind, string>>>;
  readonly methods: readonly LoginMethod[];
};

export type WayBackStep =
  | "open-internet-login"
  | "holder-opens-credential-menu"
  | "set-line-and-internet"
  | "register-right-number";

export type SmsRefusal = "international" | "foreign-operator" | "allow-only-list";

export type ActiveDirectory = {
  /** The contract holder may not choose it (facts A39). */
  readonly holderMayChoose: boolean;
  /** Users may choose it only once the contract holder has set it up (facts A42). */
  readonly needsSetup: boolean;
  /** Its length is never stated (facts A43). */
  readonly connectionIdPrefix: string;
  /** On a PC in the domain its screen is skipped (facts A45). */
  readonly skippedOnDomainPc: boolean;
  /** One login address for the Internet, one for the line, per contract, by mail (facts A50). */
  readonly loginUrls: "per-contract";
};
