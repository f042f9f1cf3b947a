import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { transition as attemptTransition } from "../../src/core/login/attempt.ts";
import * as attempts from "../../src/core/login/attempt-state.ts";
import { transition as sessionTransition } from "../../src/core/session/session.ts";
import type * as sessions from "../../src/core/session/session-state.ts";
import { GRANT, readingOf, SCREENS, SENT } from "./attempt-events.ts";
import { holdTable, names } from "./flow-tables.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const attemptDoc = read("docs/flows/attempt.md");
const sessionDoc = read("docs/flows/session.md");
const attemptCode = read("src/core/login/attempt-state.ts");
const sessionCode = read("src/core/session/session-state.ts");

describe("docs/flows/attempt.md is the code", () => {
  const events = names(attemptCode, "AttemptEvent", "type");
  const own = { id: 1, generation: 1 };
  const samples: readonly attempts.AttemptEvent[] = [
    { type: "asked", id: 1, trigger: "tray", reveal: true, shown: true, via: "window" },
    { type: "authorization-ready", ...own },
    { type: "authorization-failed", ...own, code: "NET_DNS" },
    ...([...SCREENS] as const).flatMap((screen) =>
      (["main", 1] as const).map(
        (window): attempts.AttemptEvent => ({ type: "page-seen", id: 1, window, seen: { screen } }),
      ),
    ),
    { type: "page-failed", id: 1, window: "main", code: "NET_DNS" },
    { type: "popup-opened", id: 1, window: 2 },
    { type: "window-closed", id: 1, window: "main" },
    { type: "window-closed", id: 1, window: 1 },
    { type: "navigation-refused", id: 1, window: "main", by: "redirect" },
    { type: "browser-asked" },
    { type: "browser-opened", ...own, done: false },
    { type: "consent-answered", id: 1, answer: "yes" },
    { type: "consent-pressed", id: 1, pressed: SENT },
    { type: "callback-received", ...own },
    { type: "exchanged", ...own, grant: GRANT },
    { type: "exchange-failed", ...own, code: "NET_DNS" },
    { type: "cancel-asked" },
    { type: "time-limit-reached", id: 1 },
  ];
  const consent = { screen: "consent", reading: readingOf(1) } as const;
  const reach = (...path: readonly attempts.AttemptEvent[]) =>
    path.reduce((state, event) => attemptTransition(state, event).state, attempts.IDLE);
  const popup: attempts.AttemptEvent = { type: "popup-opened", id: 1, window: 1 };
  const start: attempts.AttemptEvent[] = [
    { type: "asked", id: 1, trigger: "startup", reveal: false, shown: true, via: "window" },
    popup,
    { type: "authorization-ready", ...own },
  ];
  const asking: attempts.AttemptEvent[] = [
    ...start,
    { type: "page-seen", id: 1, window: "main", seen: consent },
  ];
  const pressing: attempts.AttemptEvent[] = [...asking, { type: "consent-answered", id: 1, answer: "yes" }];
  const reached: readonly attempts.AttemptState[] = [
    reach(popup),
    reach(...start.slice(0, 2)),
    reach(...start),
    reach(...asking),
    reach(...pressing),
    reach(...pressing, { type: "page-seen", id: 1, window: "main", seen: { screen: "web-main" } }),
    reach(...pressing, { type: "callback-received", ...own }),
    reach(...start, { type: "callback-received", ...own }),
    reach(...start, { type: "browser-asked" }),
    reach(...pressing, { type: "browser-asked" }, { type: "authorization-ready", id: 1, generation: 2 }),
    reach(...start, { type: "browser-asked" }, { type: "authorization-ready", id: 1, generation: 2 }),
    reach({ type: "asked", id: 1, trigger: "startup", reveal: false, shown: true, via: "browser" }, popup, {
      type: "authorization-ready",
      ...own,
    }),
  ];

  test("its table has every state and event, and a dash exactly where nothing happens", () => {
    const states = [...new Set(reached.map(({ at }) => at))];
    expect([...names(attemptCode, "Running", "at"), ...names(attemptCode, "Ended", "at")].sort()).toEqual(
      [...states].sort(),
    );
    expect([...new Set(samples.map(({ type }) => type))].sort()).toEqual([...events].sort());
    holdTable(attemptDoc, states, events, (at, type) =>
      reached.some((state) => {
        if (state.at !== at) return false;
        // After a restart the present answers carry the next generation.
        const generation = state.at === "idle" ? 1 : state.generation;
        return samples.some((event) => {
          if (event.type !== type) return false;
          const step = attemptTransition(state, "generation" in event ? { ...event, generation } : event);
          return step.state !== state || step.effects.length > 0;
        });
      }),
    );
  });

  test("it names every step of the consent, every screen and every effect that leads on", () => {
    for (const name of [...names(attemptCode, "ConsentStep", "at"), ...SCREENS, "consent"])
      expect(attemptDoc).toContain(name);
    for (const name of [
      "open-login-window",
      "load-authorization",
      "open-browser",
      "exchange-code",
      "press-consent",
      "release-authorization",
    ]) {
      expect(names(attemptCode, "AttemptEffect", "type")).toContain(name);
      expect(attemptDoc).toContain(name);
    }
    expect(attemptDoc).toContain(`at most ${attempts.MAX_RESTARTS} times`);
  });
});

describe("docs/flows/session.md is the code", () => {
  const events = names(sessionCode, "SessionEvent", "type");
  const account = GRANT.account;
  const reached: readonly sessions.SessionState[] = [
    { at: "starting", asked: "tray" },
    { at: "signed-out", kept: { account, rested: true }, why: "SESSION_ENDED" },
    { at: "waiting", why: "NET_OFFLINE", tries: 1, trigger: "startup", behind: null },
    { at: "due", account, quiet: false },
    { at: "resuming", op: 1, account, why: null, tries: 0, trigger: "startup", quiet: false },
    { at: "logging-in", trigger: "startup", why: null, tries: 0, behind: null },
    { at: "online", account, grant: GRANT, refreshing: null, why: null, tries: 0, asked: null },
    { at: "online", account, grant: GRANT, refreshing: 1, why: null, tries: 0, asked: null },
    { at: "offline", account, why: "NET_OFFLINE", tries: 1, quiet: false },
    { at: "store-closed", account, why: "STORE_LOCKED", tries: 0, trigger: "startup" },
    { at: "leaving", op: 1, level: "rest", account: null, thenLogin: "tray" },
  ];
  const samples: readonly sessions.SessionEvent[] = [
    { type: "started", kept: { account, rested: false }, startupLogin: true, spreadMs: 0 },
    { type: "start-failed", code: "STORE_LOCKED", startupLogin: true },
    { type: "login-asked", trigger: "tray" },
    { type: "cancel-asked" },
    { type: "refreshed", op: 1, grant: GRANT },
    { type: "refresh-failed", op: 1, failure: { kind: "rejected", code: "SESSION_ENDED" }, validMs: 0 },
    { type: "token-missing", op: 1 },
    { type: "attempt-ended", outcome: { kind: "cancelled" }, retry: "never", retryAfterMs: null, validMs: 0 },
    { type: "logout-asked" },
    { type: "forget-asked" },
    { type: "switch-asked", trigger: "tray" },
    { type: "left", op: 1, code: null },
    { type: "timer", timer: "refresh" },
    { type: "timer", timer: "retry" },
    { type: "timer", timer: "expiry" },
    { type: "surroundings-changed", validMs: 1, lastTry: { sinceMs: 60_000, waitMs: 0 } },
  ];

  test("its table has every state and event, and a dash exactly where nothing happens", () => {
    const states = [...new Set(reached.map(({ at }) => at))];
    expect(names(sessionCode, "SessionState", "at").sort()).toEqual([...states].sort());
    expect([...new Set(samples.map(({ type }) => type))].sort()).toEqual([...events].sort());
    holdTable(sessionDoc, states, events, (at, type) =>
      reached.some((state) => {
        if (state.at !== at) return false;
        return samples.some((event) => {
          if (event.type !== type) return false;
          const step = sessionTransition(state, event, 2);
          return step.state !== state || step.effects.length > 0;
        });
      }),
    );
  });
});
