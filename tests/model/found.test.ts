import { expect, test } from "vitest";
import type { AttemptEvent } from "../../src/core/login/attempt-state.ts";
import type { SessionEvent } from "../../src/core/session/session-state.ts";
import { readingOf } from "./attempt-events.ts";
import { AttemptWatch } from "./attempt-watch.ts";
import type { Move } from "./client-moves.ts";
import { ClientWorld } from "./client-world.ts";
import { SessionWatch } from "./session-watch.ts";

const account = { sub: "u1", mail: null };

// Sequences that the random runs found, kept as they were shrunk; the watches hold the same promises as there.

test("what an old pop-up shows now counts, whichever attempt its page was asked for in (FC_SEED=1325105607)", () => {
  const watch = new AttemptWatch();
  const consent = { screen: "consent", reading: { doubt: "other-control" } } as const;
  const events: readonly AttemptEvent[] = [
    { type: "popup-opened", id: 0, window: 3 },
    { type: "asked", id: 1, trigger: "startup", reveal: false, shown: true, via: "window" },
    { type: "page-seen", id: 1, window: 3, seen: { screen: "login" } },
    { type: "page-seen", id: -1, window: 3, seen: consent },
    { type: "time-limit-reached", id: 1 },
  ];
  const effects = events.flatMap((event) => watch.send(event));
  expect(effects.map(({ type }) => type)).not.toContain("close-popup");
});

test("the startup trigger opens no window on the heels of a logout (FC_SEED=330156874)", () => {
  const watch = new SessionWatch();
  const events: readonly SessionEvent[] = [
    { type: "logout-asked" },
    { type: "login-asked", trigger: "startup" },
    { type: "left", op: 1, code: null },
  ];
  for (const event of events) watch.send(event);
  expect(watch.state).toEqual({ at: "signed-out", kept: null, why: null });
});

test("hurried by another network, a session whose token then ends is still tried again (FC_SEED=348620338)", () => {
  const watch = new SessionWatch();
  const refreshFailed = {
    type: "refresh-failed",
    op: 3,
    failure: { kind: "temporary", code: "NET_OFFLINE", retryAfterMs: null },
    validMs: 1,
  } as const;
  const events: readonly SessionEvent[] = [
    { type: "started", kept: null, startupLogin: true, spreadMs: 0 },
    {
      type: "attempt-ended",
      outcome: { kind: "success", grant: { account, expiresIn: 600 } },
      retry: "never",
      retryAfterMs: null,
      validMs: 0,
    },
    { type: "timer", timer: "refresh" },
    refreshFailed,
    { type: "surroundings-changed", validMs: 1, lastTry: { sinceMs: 60_000, waitMs: 0 } },
    { type: "surroundings-changed", validMs: 0, lastTry: { sinceMs: 60_000, waitMs: 0 } },
  ];
  for (const event of events) watch.send(event);
  expect(watch.state.at).toBe("offline");
  expect(watch.timers).toContain("retry");
});

// Found by reading, before the random runs could: each ended in a state that only the time limit or a restart left.
const consent = {
  do: "page",
  window: 1,
  seen: {
    screen: "consent",
    reading: readingOf(1),
  },
  late: 0,
} as const;
const well = { do: "answer", which: 0, how: "well", again: false } as const;

test.each<readonly [string, readonly Move[], string]>([
  [
    "図1 in the consent's pop-up before the press is confirmed starts the login again",
    [
      well,
      well,
      { do: "popup", window: 1 },
      consent,
      { do: "consent", answer: "yes", late: 0 },
      { do: "page", window: 1, seen: { screen: "web-main" }, late: 0 },
    ],
    "preparing",
  ],
  [
    "consent answered in the page while the panel asks starts the login again",
    [
      well,
      well,
      { do: "popup", window: 1 },
      consent,
      { do: "page", window: 1, seen: { screen: "web-main" }, late: 0 },
    ],
    "preparing",
  ],
  [
    "the login window failing to load after the code has come doesn't lose the login",
    [well, well, { do: "callback", late: 0 }, { do: "page-failed", window: "main" }],
    "exchanging",
  ],
])("%s", (_what, moves, at) => {
  const world = new ClientWorld(null, true);
  for (const move of moves) world.play(move);
  expect(world.attempt.state.at).toBe(at);
});

test.each<readonly [string, readonly Move[], string]>([
  [
    "a person's wish outlives the locked keychain, also for a resting session",
    [{ ...well, how: "store-locked" }, { do: "login", trigger: "tray" }, well, well],
    "online",
  ],
  [
    "a logout before the keychain was read puts the session there to rest",
    [{ do: "logout" }, well, well],
    "signed-out",
  ],
  [
    "forgetting while another account is switched to forgets, and doesn't log in",
    [well, { do: "login", trigger: "tray" }, well, { do: "switch" }, { do: "forget" }, well, well],
    "signed-out",
  ],
])("%s", (_what, moves, at) => {
  const world = new ClientWorld({ account, rested: true }, true);
  for (const move of moves) world.play(move);
  expect(world.session.state.at).toBe(at);
});
