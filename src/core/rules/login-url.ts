import { LINKS } from "../service/links.ts";
import type { AccessPath } from "../service/manual.ts";
import { MANUALS } from "../service/manuals.ts";
import type { LoginMethod, ServiceId } from "../service/profile.ts";
import { PROFILES } from "../service/profiles.ts";
import { accepted, nextStep, refused, type Verdict } from "./verdict.ts";

export type LoginUrls = { readonly internetLogin: string; readonly lineLogin: string };

export type LoginUrlSituation = {
  /** On one of the contract's registered lines; null = not known. */
  readonly onLine: boolean | null;
  readonly accessPath: AccessPath | null;
  readonly method: LoginMethod | null;
  /** Addresses by policy or from the contract's mail, in place of the manual's. */
  readonly known?: Partial<LoginUrls>;
};

export type LoginUrlAnswer = {
  readonly door: "internet" | "line" | "either" | "none";
  /** null = per contract and not known here. */
  readonly url: string | null;
};

export type LoginUrlReason =
  | { readonly code: "line-only-needs-the-line" }
  | { readonly code: "url-by-mail" }
  /** ot's manual prints the Internet address for both (facts A2). */
  | { readonly code: "line-url-doubtful" }
  | { readonly code: "line-not-known" };

/** Which login URL is right from here (facts A1, A2, A14, A50). */
export function whichLoginUrl(
  service: ServiceId,
  situation: LoginUrlSituation,
): Verdict<LoginUrlAnswer, LoginUrlReason> {
  const { onLine, accessPath, method, known = {} } = situation;
  if (accessPath === "line-only" && onLine === false)
    return refused(
      { door: "none", url: null },
      ["A2", "A14"],
      [{ code: "line-only-needs-the-line" }],
      nextStep(service, "set-access-path"),
    );
  const door =
    onLine === true || accessPath === "line-only" ? "line" : onLine === false ? "internet" : "either";
  const own = door === "line" ? known.lineLogin : known.internetLogin;
  if (method === "active-directory" && MANUALS[service].activeDirectory?.loginUrls === "per-contract")
    return accepted({ door, url: own ?? null }, ["A50"], {
      advice: own === undefined ? [{ code: "url-by-mail" }] : [],
      certainty: door === "either" ? "inferred" : "stated",
      next: own === undefined ? nextStep(service, "ask-holder") : null,
    });
  const url = own ?? LINKS[service][door === "line" ? "lineLogin" : "internetLogin"];
  const doubtful =
    door === "line" && own === undefined && PROFILES[service].unverified["origins.line"] !== undefined;
  const advice: LoginUrlReason[] = [];
  if (doubtful) advice.push({ code: "line-url-doubtful" });
  if (onLine === null) advice.push({ code: "line-not-known" });
  return accepted({ door, url }, [door === "line" ? "A2" : "A1"], {
    advice,
    certainty: advice.length > 0 ? "inferred" : "stated",
  });
}

export type LinkPlaces = Pick<(typeof LINKS)[ServiceId], "contract" | "invite" | "unblock" | "reset">;

/** Hosts of the contract menu and of the mails' links (facts A3–A5): what a helpdesk compares a mail with. */
export function linkPlaces(service: ServiceId): Verdict<LinkPlaces, never> {
  const { contract, invite, unblock, reset } = LINKS[service];
  return accepted({ contract, invite, unblock, reset }, ["A3", "A4", "A5"]);
}
