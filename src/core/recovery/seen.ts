import type { ErrorCode } from "../errors.ts";
import type { RecoveryEvent } from "./guide-state.ts";
import type { Known, Sign } from "./known.ts";

const isNetwork = (code: ErrorCode | null) => code?.startsWith("NET_") === true;
const isLine = (code: ErrorCode | null) => code === "LINE_UNREACHABLE" || code === "LINE_NOT_VERIFIED";
const isSetting = (code: ErrorCode | null) =>
  code?.startsWith("POLICY_") === true || code === "APP_DATA_FOLDER";
const isClock = (code: ErrorCode | null) => code === "SESSION_CLOCK_WRONG";

type Happened = (before: Known, after: Known) => boolean;

const over =
  (is: (code: ErrorCode | null) => boolean): Happened =>
  (before, after) =>
    is(before.code) && !is(after.code);

/** How each sign shows in what the client knows. What was opened or sent is said by whoever did it. */
const SIGNS: Readonly<Record<Exclude<Sign, "line-login-opened" | "proxy-login-sent">, Happened>> = {
  "consent-answered": (before, after) => before.consent !== "answered" && after.consent === "answered",
  restarted: (before, after) => after.restarts > before.restarts,
  "browser-opened": (before, after) => after.browserOpened && !before.browserOpened,
  "network-back": over(isNetwork),
  "line-back": over(isLine),
  "clock-right": over(isClock),
  "keychain-open": (before, after) => before.tokenStore !== "ok" && after.tokenStore === "ok",
  "settings-right": over(isSetting),
  left: (before, after) => before.session !== "leaving" && after.session === "leaving",
};

const TRYING: ReadonlySet<Known["session"]> = new Set(["logging-in", "resuming"]);

/** Also the same failure once more: a try ended, and not online. */
const isFailure = (before: Known, after: Known) =>
  after.code !== before.code ||
  (TRYING.has(before.session) && !TRYING.has(after.session) && after.session !== "online");

/** What happened between two looks at the client, in the order in which the guide should hear of it. */
export function eventsBetween(before: Known, after: Known): readonly RecoveryEvent[] {
  const signs = (Object.keys(SIGNS) as (keyof typeof SIGNS)[]).filter((sign) => SIGNS[sign](before, after));
  const events: RecoveryEvent[] = signs.map((sign) => ({ type: "noticed", sign }));
  if (after.page !== before.page) events.push({ type: "page-seen", page: after.page });
  if (after.finding !== null && after.finding !== before.finding)
    events.push({ type: "found", finding: after.finding });
  if (after.code !== null && isFailure(before, after)) events.push({ type: "failed", code: after.code });
  if (after.session === "online" && before.session !== "online") events.push({ type: "went-online" });
  return events;
}
