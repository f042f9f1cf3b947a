import type { Profile } from "../service/profile.ts";
import {
  type ScreenSign,
  type ScreenSigns,
  SIGN_PLACES,
  type SignPlace,
  screenSigns,
} from "../service/screen-signs.ts";
import { fitting, foldLabel, type PageControl, type PageSnapshot } from "./page.ts";

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

/** A screen that a page could be. */
export type Candidate = {
  readonly screen: Exclude<ScreenId, "unknown">;
  /** The page is on a host, and at a path, where the profile has this screen. */
  readonly host: boolean;
  /** Nothing on the page rules the screen out. */
  readonly possible: boolean;
  /** Which of its signs speak. */
  readonly signs: Readonly<Record<string, boolean>>;
  /** How many of them it takes. */
  readonly need: number;
};

/**
 * Says which screen a page is, how sure, and why. Nobody has captured the real pages (docs/screens.md), so it
 * rests on several weak signals and leaves a page that it doesn't know to the person.
 */
export function recognise(page: PageSnapshot, profile: Profile): Recognition {
  const found = candidatesOf(page, profile).flatMap((candidate): Recognition[] => {
    const { screen, host, possible, need } = candidate;
    const why = spoken(candidate.signs);
    if (!possible || why.length < need) return [];
    return [host ? { screen, sure: "certain", why: ["host", ...why] } : { screen, sure: "likely", why }];
  });
  const certain = found.find(({ sure }) => sure === "certain");
  return certain ?? found[0] ?? { screen: "unknown", sure: "unsure", why: [] };
}

function spoken(signs: Candidate["signs"]): readonly string[] {
  return Object.keys(signs).filter((name) => signs[name]);
}

type Look = {
  readonly at: (role: keyof Profile["origins"]) => boolean;
  readonly atLogin: boolean;
  readonly consentPath: boolean;
  readonly speaks: (sign: ScreenSign) => boolean;
  /** Not only of what would be, or isn't. */
  readonly states: (sign: ScreenSign) => boolean;
  readonly password: boolean;
};

function look(page: PageSnapshot, profile: Profile): Look {
  const texts = textsOf(page);
  const at = (role: keyof Profile["origins"]) => profile.origins[role] === page.origin;
  const issuer = profile.issuer === null ? null : originOf(profile.issuer);
  return {
    at,
    atLogin: at("internet") || at("line") || at("account") || issuer === page.origin,
    consentPath:
      profile.lineAuthentication !== null &&
      (profile.lineAuthentication.consentPath === null ||
        plainPath(profile.lineAuthentication.consentPath) === plainPath(page.path)),
    speaks: (sign) => speaks(sign, (place) => texts[place]),
    states: (sign) => speaks(sign, (place) => texts[place].map(withoutConditions)),
    password: page.controls.some(({ kind, rendered }) => rendered && kind === "password"),
  };
}

function speaks(sign: ScreenSign, texts: (place: SignPlace) => readonly string[]): boolean {
  return SIGN_PLACES.some((place) => sign[place]?.some((pattern) => texts(place).some(fitting(pattern))));
}

/** 「ロックされた場合は…」, 「10回間違えるとロックされます」, 「ロックされていません」, and what the line is refused for. */
const CONDITION =
  /(場合|とき|時|際|方)([はにの、]|$)|ていない|ていません|ロックされ(ます|る|てしまい)|解除(しました|されました)|^if|will|before|unlocked|\?$|ロックの?解除(方法|は)|回線/u;

function withoutConditions(text: string): string {
  return text
    .split(/(?<=[。.!?])/u)
    .filter((sentence) => !CONDITION.test(sentence))
    .join("");
}

/** Folded, by where they may be read. */
function textsOf(page: PageSnapshot): Readonly<Record<SignPlace, readonly string[]>> {
  const shown = page.controls.filter(({ rendered }) => rendered);
  const labelled = (kinds: ReadonlySet<PageControl["kind"]>) =>
    shown
      .filter(({ kind }) => kinds.has(kind))
      .flatMap(({ label, accessibleName }) => [label, accessibleName].map(foldLabel));
  return {
    title: [foldLabel(page.title)],
    heading: page.headings.map(foldLabel),
    field: labelled(FIELDS),
    radio: labelled(RADIOS),
    button: labelled(BUTTONS),
    link: page.links.map(foldLabel),
    // What leads to another page is said there.
    text: [...page.lines.filter((line) => !page.links.includes(line)), ...page.alerts].map(foldLabel),
    alert: page.alerts.map(foldLabel),
  };
}

const FIELDS: ReadonlySet<PageControl["kind"]> = new Set(["text", "password", "radio", "checkbox", "list"]);
const RADIOS: ReadonlySet<PageControl["kind"]> = new Set(["radio"]);
const BUTTONS: ReadonlySet<PageControl["kind"]> = new Set(["submit", "button"]);

/** A path without what servers write into it: parameters (`;jsessionid=…`, RFC 3986 3.3) and a slash at its end. */
export function plainPath(path: string): string {
  return path.replace(/;[^/]*/gu, "").replace(/(?<=.)\/+$/u, "");
}

/** Scheme, host and port of a URL without needing the platform's parser (core has none). */
export function originOf(url: string): string | null {
  return /^(https?:\/\/[^/?#@\s]+)(?:[/?#]|$)/u.exec(url)?.[1] ?? null;
}

/** The login form's own signs, and how many of them make one. */
export function loginForm(page: PageSnapshot, profile: Profile): Pick<Candidate, "signs" | "need"> {
  return loginFormOf(look(page, profile), screenSigns(profile.screens));
}

function loginFormOf(see: Look, { login }: ScreenSigns): Pick<Candidate, "signs" | "need"> {
  const { title, mail, button } = login;
  return {
    signs: {
      title: see.speaks(title),
      mail: see.speaks(mail),
      password: see.password,
      button: see.speaks(button),
    },
    need: 3,
  };
}

/** Every screen with what speaks for it, in reading order: the more specific first. */
export function candidatesOf(page: PageSnapshot, profile: Profile): readonly Candidate[] {
  const see = look(page, profile);
  const signs = screenSigns(profile.screens);
  const form = loginFormOf(see, signs);
  const isLogin = spoken(form.signs).length >= form.need;
  return [
    consent(see, signs.consent),
    {
      screen: "embedded-refused",
      host: see.atLogin,
      possible: true,
      signs: { code: see.speaks(signs["embedded-refused"].code), "no-form": !see.password },
      need: 2,
    },
    lineError(see, signs["line-error"], isLogin),
    ...logins(see, signs, isLogin),
    {
      screen: "second-factor",
      host: see.atLogin,
      possible: true,
      signs: allOf(see, signs["second-factor"]),
      need: 2,
    },
    {
      screen: "password-reset",
      host: see.atLogin,
      possible: true,
      signs: allOf(see, signs["password-reset"]),
      need: 2,
    },
    {
      screen: "federated",
      host: see.atLogin || see.at("directory"),
      possible: true,
      signs: { title: see.speaks(signs.federated.title), "no-form": !isLogin },
      need: 2,
    },
    webMain(see, signs, isLogin),
  ];
}

function allOf(see: Look, signs: Readonly<Record<string, ScreenSign>>): Candidate["signs"] {
  return Object.fromEntries(Object.entries(signs).map(([name, sign]) => [name, see.speaks(sign)]));
}

/** Few signals on the right host and path are enough to know the question; `consentPlan` decides about the answer. */
function consent(see: Look, { title, yes, no, button, recipient }: ScreenSigns["consent"]): Candidate {
  return {
    screen: "consent",
    host: see.at("operator") && see.consentPath,
    possible: see.speaks(title),
    signs: allOf(see, { title, yes, no, button, recipient }),
    need: 2,
  };
}

/** Not captured (screens B13): never a page to log in on, and never without the words themselves. */
function lineError(see: Look, signs: ScreenSigns["line-error"], isLogin: boolean): Candidate {
  const { title, heading, text } = signs;
  const said = allOf(see, { title, heading, text });
  return {
    screen: "line-error",
    host: see.atLogin,
    possible: !isLogin,
    signs: {
      ...said,
      "line-number": see.speaks(signs["line-number"]),
      "no-password": spoken(said).length > 0 && !see.password,
    },
    need: 3,
  };
}

/** Pages with the login form, and what else they show. */
function logins(see: Look, signs: ScreenSigns, form: boolean): readonly Candidate[] {
  const withForm = (screen: Candidate["screen"], more: Candidate["signs"]): Candidate => ({
    screen,
    host: see.atLogin,
    possible: true,
    signs: { form, ...more },
    need: 2,
  });
  return [
    withForm("login-locked", {
      "lock-text": see.states(signs["login-locked"]["lock-text"]),
      "no-password": !see.password,
    }),
    withForm("login-wrong-password", { alert: see.states(signs["login-wrong-password"].alert) }),
    withForm("drive-login", allOf(see, signs["drive-login"])),
    withForm("login", { password: see.password }),
  ];
}

/** What every page of the web origin shares is no sign of 図1 if people also log in there. */
function webMain(
  see: Look,
  { consent: { yes, no }, "web-main": web }: ScreenSigns,
  isLogin: boolean,
): Candidate {
  // Whatever the answers are drawn as.
  const answers = { field: [yes, no].flatMap(({ radio = [], field = [] }) => [...radio, ...field]) };
  return {
    screen: "web-main",
    host: see.at("web"),
    possible: true,
    signs: {
      "web-origin": see.at("web"),
      "no-form": !see.password && !isLogin,
      "no-question": !see.speaks(answers),
      "sign-out": see.speaks(web["sign-out"]),
    },
    need: see.atLogin ? 4 : 3,
  };
}
