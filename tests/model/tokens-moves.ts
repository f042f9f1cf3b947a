import fc from "fast-check";
import type { LeaveLevel } from "../../src/core/session/session-state.ts";
import type { Fault, KeychainState, Weather } from "./tokens-pc.ts";
import type { Answer } from "./tokens-provider.ts";

/** What the client is asked to do. Plain data, so that a found sequence is a case. */
export type Call =
  | { readonly do: "open" | "settle" | "forget" }
  | { readonly do: "refresh"; readonly answer: Answer }
  | { readonly do: "leave"; readonly level: LeaveLevel }
  | {
      readonly do: "login";
      readonly sub: "hanako" | "taro";
      readonly refreshToken: boolean;
      /** Taken back while it was being kept. */
      readonly takenBack: boolean;
    };

export type Move =
  | {
      readonly do: "call";
      readonly call: Call;
      /** So many effects the client still has, then it ends; null: it goes on. */
      readonly ends: number | null;
      /** What it is asked while this stands before one of its effects. */
      readonly meanwhile: { readonly after: number; readonly call: Call } | null;
    }
  | { readonly do: "restart" }
  | Weather;

const answer = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Answer>("rotates") },
  {
    weight: 5,
    arbitrary: fc.constantFrom<Answer[]>(
      ...(["anonymous", "keeps", "unreachable", "lost", "unproven", "unproven", "unproven"] as const),
      ...(["invalid", "another account", "person", "ends", "ends"] as const),
    ),
  },
);

const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Call>({ do: "open" }) },
  { weight: 3, arbitrary: fc.constant<Call>({ do: "settle" }) },
  { weight: 8, arbitrary: answer.map((one): Call => ({ do: "refresh", answer: one })) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        sub: fc.constantFrom("hanako" as const, "taro" as const),
        refreshToken: fc.constantFrom(true, true, true, true, false),
        takenBack: fc.constantFrom(false, false, false, false, true),
      })
      .map((login): Call => ({ do: "login", ...login })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<LeaveLevel[]>("rest", "rest", "switch", "forget")
      .map((level): Call => ({ do: "leave", level })),
  },
  { weight: 1, arbitrary: fc.constant<Call>({ do: "forget" }) },
);

const fault: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constantFrom<Fault["kind"][]>(
    ...(["probe", "get", "set", "set", "aside", "empty", "delete"] as const),
    ...(["record read", "record write", "record write", "record remove"] as const),
    ...(["note read", "note write", "note remove"] as const),
  ),
  how: fc.constantFrom("refused", "done"),
  after: fc.constantFrom(0, 0, 1, 2),
  times: fc.constantFrom(1, 1, 2, 9),
});

export const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc
      .record({
        call,
        ends: fc.option(fc.nat({ max: 14 }), { freq: 2 }),
        meanwhile: fc.option(fc.record({ after: fc.nat({ max: 10 }), call }), { freq: 2 }),
      })
      .map((what): Move => ({ do: "call", ...what })),
  },
  { weight: 1, arbitrary: fc.constant<Move>({ do: "restart" }) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<KeychainState[]>("ok", "ok", "ok", "locked", "missing", "denied", "timeout")
      .map((is): Move => ({ do: "keychain", is })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(true, false, false).map((waits): Move => ({ do: "dialog", waits })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(true, true, false).map((named): Move => ({ do: "pc", named })),
  },
  { weight: 2, arbitrary: fault.map((one): Move => ({ do: "fault", fault: one })) },
);
