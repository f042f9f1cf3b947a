import fc from "fast-check";
import { expect, test } from "vitest";
import type { ErrorCode } from "../errors.ts";
import { EVENTS_KEPT, eventOf, type LoginEvent, type Watched, watched, withEvent } from "./login-events.ts";
import { DOING_NUMBERS, type DoingName } from "./numbers.ts";

type Look = DoingName | readonly [DoingName, ErrorCode];

/** What is told of a row of looks, each with its code where it has one. */
function told(...looks: readonly Look[]): readonly string[] {
  const all: string[] = [];
  let before: Watched | null = null;
  for (const look of looks) {
    const [doing, reason] = typeof look === "string" ? [look, null] : look;
    const after = watched(before, { doing, reason });
    const event = eventOf(before, after);
    if (event !== null) all.push(event.code === null ? event.what : `${event.what} ${event.code}`);
    before = after;
  }
  return all;
}

const LOGIN = ["connecting", "your-turn", "consent-asked", "consent-driven", "finishing", "online"] as const;

test.each<readonly [string, readonly Look[], readonly string[]]>([
  ["a start that finds the session", ["starting", "resuming", "online"], ["logged-in-alone"]],
  ["a login that needs nobody", ["starting", "connecting", "finishing", "online"], ["logged-in-alone"]],
  [
    "the first login, with a yes",
    ["starting", ...LOGIN],
    ["login-asked", "consent-asked", "consent-given", "logged-in"],
  ],
  [
    "a login in the browser",
    ["connecting", "in-browser", "finishing", "online"],
    ["login-asked", "logged-in"],
  ],
  ["a consent by hand", ["consent-asked", "your-turn"], ["consent-asked", "login-asked"]],
  [
    "a wrong password is no second event",
    ["your-turn", ["your-turn", "AUTH_WRONG_PASSWORD"], "your-turn"],
    ["login-asked"],
  ],
  [
    "nobody logged in in time",
    ["your-turn", ["signed-out", "AUTH_TIME_LIMIT"]],
    ["login-asked", "login-failed AUTH_TIME_LIMIT"],
  ],
  ["a login that was stopped", ["connecting", "signed-out"], ["login-stopped"]],
  [
    "a logout",
    [...LOGIN, "leaving", "resting"],
    ["login-asked", "consent-asked", "consent-given", "logged-in", "logged-out"],
  ],
  ["a forgotten PC", ["online", "leaving", "signed-out"], ["logged-in-alone", "forgotten"]],
  [
    "what a leaving couldn't do",
    ["leaving", ["signed-out", "SESSION_REVOKE_UNCONFIRMED"]],
    ["forgotten SESSION_REVOKE_UNCONFIRMED"],
  ],
  ["another account", ["online", "leaving", "connecting"], ["logged-in-alone", "account-switched"]],
  [
    "the network goes and comes back",
    ["online", ["online-retrying", "NET_DNS"], ["offline", "NET_DNS"], "online"],
    ["logged-in-alone", "disconnected NET_DNS", "reconnected"],
  ],
  [
    "many tries are one event",
    ["online", ["offline", "NET_DNS"], "resuming", ["offline", "NET_OFFLINE"], "resuming", "online"],
    ["logged-in-alone", "disconnected NET_DNS", "reconnected"],
  ],
  [
    "offline at the start, then in",
    [["offline", "NET_DNS"], "resuming", "online"],
    ["disconnected NET_DNS", "logged-in-alone"],
  ],
  ["sleep and waking up", ["online", "resuming", "online"], ["logged-in-alone"]],
  [
    "the keychain is locked",
    ["starting", ["store-closed", "STORE_LOCKED"], "resuming", "online"],
    ["store-closed STORE_LOCKED", "logged-in-alone"],
  ],
  [
    "the session is over",
    ["online", ["connecting", "SESSION_ENDED"], "your-turn"],
    ["logged-in-alone", "session-ended SESSION_ENDED", "login-asked"],
  ],
  [
    "and nobody logs in by themselves",
    ["online", ["signed-out", "SESSION_ENDED"]],
    ["logged-in-alone", "session-ended SESSION_ENDED"],
  ],
  [
    "the service is away at the first login",
    [
      "starting",
      "connecting",
      ["waiting-for-provider", "NET_SERVER"],
      ["waiting-for-provider", "NET_SERVER"],
    ],
    ["login-failed NET_SERVER"],
  ],
  ["nothing kept and nothing asked", ["starting", "signed-out"], []],
])("%s", (_what, looks, events) => {
  expect(told(...looks)).toEqual(events);
});

const doing = fc.constantFrom(...(Object.keys(DOING_NUMBERS) as DoingName[]));

test("whatever comes in whatever order, a look that changes nothing tells nothing", () => {
  fc.assert(
    fc.property(fc.array(doing), (looks) => {
      const twice = looks.flatMap((look) => [look, look]);
      expect(told(...twice)).toEqual(told(...looks));
    }),
  );
});

test("the newest first, ten at most, and none from before the PC was forgotten", () => {
  const event = (what: LoginEvent["what"], minute: number): LoginEvent => ({
    at: `2026-01-01T00:${String(minute).padStart(2, "0")}:00.000Z`,
    what,
    code: null,
  });
  let events: readonly LoginEvent[] = [];
  for (let minute = 0; minute < 15; minute += 1) events = withEvent(events, event("disconnected", minute));
  expect(events).toHaveLength(EVENTS_KEPT);
  expect(events[0]?.at).toContain("00:14");
  expect(withEvent(events, event("forgotten", 20))).toEqual([event("forgotten", 20)]);
});
