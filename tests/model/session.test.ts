import fc from "fast-check";
import { expect, test } from "vitest";
import type { ErrorCode } from "../../src/core/errors.ts";
import type { RefreshFailure } from "../../src/core/ports.ts";
import type { Kept, SessionEvent, SessionState } from "../../src/core/session/session-state.ts";
import { GRANT, trigger } from "./attempt-events.ts";
import { holds } from "./model-run.ts";
import { SessionWatch } from "./session-watch.ts";

const ACCOUNT = GRANT.account;
const kept = fc.constantFrom<Kept[]>(
  null,
  { account: ACCOUNT, rested: false },
  { account: ACCOUNT, rested: true },
);
const storeCode = fc.constantFrom<ErrorCode[]>(
  "STORE_LOCKED",
  "STORE_MISSING",
  "STORE_DENIED",
  "STORE_CORRUPT",
  "STORE_FULL",
  "STORE_DIALOG_WAITING",
  "STORE_TIMEOUT",
  "STORE_PC_UNKNOWN",
  "APP_UNEXPECTED",
);
const failure: fc.Arbitrary<RefreshFailure> = fc.oneof(
  fc.constant<RefreshFailure>({ kind: "rejected", code: "SESSION_ENDED" }),
  fc
    .tuple(
      fc.constantFrom<ErrorCode[]>("NET_OFFLINE", "NET_SERVER", "NET_RATE_LIMITED", "AUTH_PROVIDER_ERROR"),
      fc.option(fc.integer()),
    )
    .map(([code, retryAfterMs]): RefreshFailure => ({ kind: "temporary", code, retryAfterMs })),
  storeCode.map((code): RefreshFailure => ({ kind: "store", code })),
);
const validMs = fc.constantFrom(0, 1, 300_000, 2 ** 40);
const ended: fc.Arbitrary<SessionEvent> = fc.constantFrom<SessionEvent[]>(
  {
    type: "attempt-ended",
    outcome: { kind: "success", grant: GRANT },
    retry: "never",
    retryAfterMs: null,
    validMs: 0,
  },
  {
    type: "attempt-ended",
    outcome: { kind: "success", grant: { ...GRANT, expiresIn: 2 ** 40 } },
    retry: "never",
    retryAfterMs: null,
    validMs: 0,
  },
  { type: "attempt-ended", outcome: { kind: "cancelled" }, retry: "never", retryAfterMs: null, validMs: 0 },
  {
    type: "attempt-ended",
    outcome: { kind: "failed", code: "NET_SERVER" },
    retry: "auto",
    retryAfterMs: null,
    validMs: 0,
  },
  {
    type: "attempt-ended",
    outcome: { kind: "failed", code: "AUTH_TIME_LIMIT" },
    retry: "person",
    retryAfterMs: null,
    validMs: 0,
  },
);

type Draft = { readonly age: number; readonly event: SessionEvent };

const event: fc.Arbitrary<SessionEvent> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(kept, fc.boolean(), fc.constantFrom(0, 0, 30_000)).map(
      ([what, startupLogin, spreadMs]): SessionEvent => ({
        type: "started",
        kept: what,
        startupLogin,
        spreadMs,
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: storeCode.map((code): SessionEvent => ({ type: "start-failed", code, startupLogin: true })),
  },
  { weight: 4, arbitrary: trigger.map((who): SessionEvent => ({ type: "login-asked", trigger: who })) },
  { weight: 4, arbitrary: fc.constant<SessionEvent>({ type: "refreshed", op: 0, grant: GRANT }) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(failure, validMs)
      .map(([what, left]): SessionEvent => ({ type: "refresh-failed", op: 0, failure: what, validMs: left })),
  },
  { weight: 1, arbitrary: fc.constant<SessionEvent>({ type: "token-missing", op: 0 }) },
  { weight: 4, arbitrary: ended },
  {
    weight: 3,
    arbitrary: fc.constantFrom<SessionEvent[]>(
      { type: "timer", timer: "refresh" },
      { type: "timer", timer: "retry" },
      { type: "timer", timer: "expiry" },
    ),
  },
  { weight: 3, arbitrary: fc.constant<SessionEvent>({ type: "left", op: 0, code: null }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<SessionEvent[]>(
      { type: "cancel-asked" },
      { type: "logout-asked" },
      { type: "forget-asked" },
      { type: "switch-asked", trigger: "tray" },
    ),
  },
);
const lastTry = fc.record({ sinceMs: fc.nat({ max: 2 ** 27 }), waitMs: fc.integer() });
const surroundings = fc
  .tuple(fc.constantFrom(0, 300_000), lastTry)
  .map(([left, tried]): SessionEvent => ({ type: "surroundings-changed", validMs: left, lastTry: tried }));
// How many operations ago the answer belongs to: mostly to the one under way.
const draft: fc.Arbitrary<Draft> = fc.record({
  age: fc.constantFrom(0, 0, 0, 0, 1, 2, -1),
  event: fc.oneof({ weight: 30, arbitrary: event }, { weight: 2, arbitrary: surroundings }),
});

function underWay(state: SessionState): number {
  if (state.at === "online") return state.refreshing ?? 0;
  return "op" in state ? state.op : 0;
}

test("a session keeps its promises under any sequence of events", () => {
  const reached = new Set<string>();
  holds(
    "session",
    12_000,
    fc.property(fc.array(draft, { maxLength: 60, size: "max" }), (drafts) => {
      const watch = new SessionWatch();
      for (const { age, event: one } of drafts) {
        watch.send("op" in one ? { ...one, op: underWay(watch.state) - age } : one);
        reached.add(watch.state.at);
      }
    }),
  );
  expect(reached.size, "the random sequences go everywhere").toBe(10);
});

test("every state that a session can reach lets a person log in, or says that it is being left", () => {
  holds(
    "session way out",
    4_000,
    fc.property(fc.array(draft, { maxLength: 40, size: "max" }), (drafts) => {
      const watch = new SessionWatch();
      for (const { age, event: one } of drafts)
        watch.send("op" in one ? { ...one, op: underWay(watch.state) - age } : one);
      watch.send({ type: "login-asked", trigger: "tray" });
      // The world answers well from now on.
      for (
        let step = 0;
        step < 8 && !(watch.state.at === "online" && watch.state.refreshing === null);
        step++
      )
        watch.send(goodAnswer(watch));
      expect(watch.state).toMatchObject({ at: "online", refreshing: null });
    }),
  );
});

function goodAnswer({ state }: SessionWatch): SessionEvent {
  switch (state.at) {
    case "starting":
    case "store-closed":
      return { type: "started", kept: { account: ACCOUNT, rested: true }, startupLogin: false, spreadMs: 0 };
    case "resuming":
    case "online":
      return { type: "refreshed", op: underWay(state), grant: GRANT };
    case "logging-in":
      return {
        type: "attempt-ended",
        outcome: { kind: "success", grant: GRANT },
        retry: "never",
        retryAfterMs: null,
        validMs: 0,
      };
    case "leaving":
      return { type: "left", op: state.op, code: null };
    default:
      throw new Error(`a person's login ends in ${state.at}`);
  }
}
