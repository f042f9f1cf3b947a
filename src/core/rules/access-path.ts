import type { AccessPath, WayBackStep } from "../service/manual.ts";
import { MANUALS } from "../service/manuals.ts";
import type { ServiceId } from "../service/profile.ts";
import { accepted, type NextStep, nextStep, refused, type Verdict } from "./verdict.ts";

export type AccessPathSetting = {
  readonly path: AccessPath;
  /** What this value is called in the menu and in the console. */
  readonly names: { readonly menu: string; readonly console: string };
  /** For the whole contract: every user is affected. */
  readonly scope: "contract";
  /** Where it is set, and the console's own place. */
  readonly places: readonly NextStep[];
};

/** What new contracts have (facts A14). */
export const DEFAULT_ACCESS_PATH: AccessPath = "line-and-internet";

/** The access path's names and the places that set it (facts A14, A15). */
export function accessPathSetting(service: ServiceId, path: AccessPath): Verdict<AccessPathSetting, never> {
  const places = [nextStep(service, "set-access-path"), nextStep(service, "register-line")];
  const names = MANUALS[service].accessPath.names[path];
  return accepted({ path, names, scope: "contract", places }, ["A14", "A15"]);
}

export type ConnectionReason =
  | { readonly code: "line-only-refuses-the-internet" }
  | { readonly code: "line-not-registered" };

/** Does this contract let this connection in (facts A14)? */
export function checkConnection(
  service: ServiceId,
  path: AccessPath,
  connection: "registered-line" | "other-line" | "internet",
): Verdict<{ readonly path: AccessPath }, ConnectionReason> {
  if (connection === "registered-line" || (path === "line-and-internet" && connection === "internet"))
    return accepted({ path }, ["A14"]);
  if (connection === "internet")
    return refused(
      { path },
      ["A14"],
      [{ code: "line-only-refuses-the-internet" }],
      nextStep(service, "set-access-path"),
    );
  return refused({ path }, ["A14"], [{ code: "line-not-registered" }], nextStep(service, "register-line"));
}

export type WayBack = {
  readonly steps: readonly WayBackStep[];
  readonly menu: string;
  /** What the document calls the menu in this place, if it uses a name that the menu no longer has. */
  readonly nameInDocument: string | null;
};

/** The way back in after a wrong number was registered and nobody gets in (facts A16). */
export function wayBackIn(
  service: ServiceId,
): Verdict<WayBack, { readonly code: "menu-over-internet-not-stated" } | { readonly code: "renamed-menu" }> {
  const { wayBack, menu, formerMenu, menuOverInternet } = MANUALS[service].accessPath;
  return accepted({ steps: wayBack, menu, nameInDocument: formerMenu }, ["A16"], {
    advice: [
      ...(menuOverInternet === "stated" ? [] : [{ code: "menu-over-internet-not-stated" } as const]),
      ...(formerMenu === null ? [] : [{ code: "renamed-menu" } as const]),
    ],
    certainty: menuOverInternet,
    next: nextStep(service, "set-access-path"),
  });
}

/** What to check after B13, and whom to ask (facts A47). */
export function lineErrorChecks(
  service: ServiceId,
): Verdict<{ readonly checks: readonly ["line-authentication-set-up", "right-number-registered"] }, never> {
  return accepted({ checks: ["line-authentication-set-up", "right-number-registered"] }, ["A47"], {
    next: nextStep(service, "register-line"),
  });
}
