import type { ErrorCode } from "../errors.ts";
import type { DoingName } from "./numbers.ts";

/**
 * What happened to the login, for people and for the helpdesk: names and codes, no sentences, no secret and nothing that
 * names anybody. A name keeps its meaning: what was kept by another version is still read.
 */
export const LOGIN_EVENTS = [
  /** Nobody had to do anything. */
  "logged-in-alone",
  "logged-in",
  "login-asked",
  "consent-asked",
  "consent-given",
  "login-stopped",
  "login-failed",
  "logged-out",
  "forgotten",
  "account-switched",
  "session-ended",
  "disconnected",
  "reconnected",
  "store-closed",
] as const;

export type LoginEventName = (typeof LOGIN_EVENTS)[number];

/** `at` is ISO 8601 UTC; `code` is why, where there is a why. */
export type LoginEvent = {
  readonly at: string;
  readonly what: LoginEventName;
  readonly code: ErrorCode | null;
};

/** So many are kept, the newest first. */
export const EVENTS_KEPT = 10;

/** The part of the view that tells. */
export type Seen = { readonly doing: DoingName; readonly reason: ErrorCode | null };

/** What is seen, and what has to be remembered of before to know what it means. */
export type Watched = Seen & {
  /** Logged in, and not out since: also while the network is away. */
  readonly in: boolean;
  /** In the login under way a person was asked for. */
  readonly person: boolean;
  /** What keeps the login from being used, until it passes. */
  readonly kept: "disconnected" | "store-closed" | null;
};

type Phase = "login" | "in" | "away" | "closed" | "out" | "leaving" | "quiet";

const PHASES: Readonly<Record<DoingName, Phase>> = {
  starting: "quiet",
  resuming: "quiet",
  connecting: "login",
  "your-turn": "login",
  "in-browser": "login",
  "consent-asked": "login",
  "consent-driven": "login",
  finishing: "login",
  online: "in",
  "online-retrying": "in",
  offline: "away",
  "store-closed": "closed",
  "signed-out": "out",
  resting: "out",
  "waiting-for-provider": "out",
  leaving: "leaving",
};

const NOTHING_YET: Watched = { doing: "starting", reason: null, in: false, person: false, kept: null };

/** @param before null = nothing was seen yet */
export function watched(before: Watched | null, { doing, reason }: Seen): Watched {
  const was = before ?? NOTHING_YET;
  const seen = { doing, reason };
  switch (PHASES[doing]) {
    case "in":
      return {
        ...seen,
        in: true,
        person: false,
        kept: doing === "online-retrying" ? "disconnected" : null,
      };
    case "away":
      return { ...was, ...seen, kept: "disconnected" };
    case "closed":
      return { ...was, ...seen, kept: "store-closed" };
    case "quiet":
      return { ...was, ...seen };
    case "login":
      return {
        ...seen,
        in: false,
        person: was.person || doing === "your-turn" || doing === "in-browser",
        kept: null,
      };
    case "out":
    case "leaving":
      return { ...seen, in: false, person: false, kept: null };
  }
}

type Told = Pick<LoginEvent, "what" | "code"> | null;

/** What happened between two looks; null = nothing that a person would tell. */
export function eventOf(before: Watched | null, after: Watched): Told {
  const was = before ?? NOTHING_YET;
  const because = (what: LoginEventName): Told => ({ what, code: after.reason });
  switch (PHASES[after.doing]) {
    case "in":
      return arrived(was, after);
    case "away":
    case "closed":
      return after.kept === null || after.kept === was.kept ? null : because(after.kept);
    case "login":
      return duringLogin(was, after);
    case "out":
      return wentOut(was, after);
    default:
      return null;
  }
}

function arrived(was: Watched, after: Watched): Told {
  if (!was.in) return { what: was.person ? "logged-in" : "logged-in-alone", code: null };
  if (after.kept !== null) return was.kept === null ? { what: after.kept, code: after.reason } : null;
  return was.kept === "disconnected" ? { what: "reconnected", code: null } : null;
}

function duringLogin(was: Watched, after: Watched): Told {
  if (PHASES[was.doing] === "leaving") return { what: "account-switched", code: null };
  if (after.doing === "consent-asked")
    return was.doing === "consent-asked" ? null : { what: "consent-asked", code: null };
  if (was.doing === "consent-asked" && after.doing === "consent-driven")
    return { what: "consent-given", code: null };
  if (after.person && !was.person) return { what: "login-asked", code: after.reason };
  return was.in && after.reason !== null ? { what: "session-ended", code: after.reason } : null;
}

function wentOut(was: Watched, after: Watched): Told {
  const code = after.reason;
  switch (PHASES[was.doing]) {
    case "leaving":
      return { what: after.doing === "resting" ? "logged-out" : "forgotten", code };
    case "login":
      return code === null ? { what: "login-stopped", code } : { what: "login-failed", code };
    case "out":
      return null;
    default:
      if (code === null) return null;
      return { what: was.in ? "session-ended" : "login-failed", code };
  }
}

/** The newest first, so many as are kept. After `forgotten` nothing of before is left. */
export function withEvent(events: readonly LoginEvent[], event: LoginEvent): readonly LoginEvent[] {
  return event.what === "forgotten" ? [event] : [event, ...events].slice(0, EVENTS_KEPT);
}
