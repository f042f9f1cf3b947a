import type { ErrorCode } from "../../core/errors.ts";
import type { Seen } from "../../core/login/attempt-state.ts";
import { type ConsentPress, readConsent } from "../../core/login/consent.ts";
import type { PageControl, PageSnapshot } from "../../core/login/page.ts";
import { type Recognition, recognise, type ScreenId } from "../../core/login/screen.ts";
import type { Profile } from "../../core/service/profile.ts";

/** What a page of a login window is to the attempt. */
export type JudgedPage = {
  readonly recognition: Recognition;
  /** "unknown" unless it is certain. */
  readonly screen: ScreenId;
  /** An error of the server in place of a page. */
  readonly trouble: ErrorCode | null;
  /** A page that its server calls an error of ours (RFC 9110 15.5), with nothing to fill in: not one more step of a login. */
  readonly errorPage: boolean;
  readonly seen: Seen;
};

/** @param status what the page's server answered with */
export function judgePage(page: PageSnapshot, status: number, profile: Profile): JudgedPage {
  const recognition = recognise(page, profile);
  const screen = recognition.sure === "certain" ? recognition.screen : "unknown";
  // A page that we know is one whatever its status.
  const trouble = screen === "unknown" ? troubleOf(status) : null;
  const errorPage = screen === "unknown" && status >= 400 && status < 500 && !page.controls.some(isField);
  return { recognition, screen, trouble, errorPage, seen: seenAs(screen, page, errorPage, profile) };
}

function seenAs(screen: ScreenId, page: PageSnapshot, errorPage: boolean, profile: Profile): Seen {
  const line = profile.lineAuthentication;
  if (screen === "consent")
    return line === null ? { screen: "unknown" } : { screen, reading: readConsent(page, line.words) };
  return screen === "unknown" && errorPage ? { screen, errorPage } : { screen };
}

/** A server that can't answer for now (RFC 9110 15.6, RFC 6585 4). */
function troubleOf(status: number): ErrorCode | null {
  if (status === 429) return "NET_RATE_LIMITED";
  return status >= 500 ? "NET_SERVER" : null;
}

function isField({ kind, enabled, rendered }: PageControl): boolean {
  return enabled && rendered && kind !== "submit" && kind !== "button" && kind !== "link";
}

/** For the log: where the form was sent, or would have been, and its fields' names, never their values (reliability 31). */
export function pressFields(pressed: ConsentPress): Readonly<Record<string, unknown>> {
  if (pressed.kind === "another-form") return { outcome: pressed.kind };
  const { kind: outcome, path, fields } = pressed;
  const doubt = pressed.kind === "kept" ? { doubt: pressed.doubt } : {};
  return { outcome, ...doubt, ...(path === null ? {} : { path, fields: fields.join(" ") }) };
}
