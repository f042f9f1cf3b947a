import fc from "fast-check";
import type { RefusedBy, Seen, Trigger, WindowRef } from "../../src/core/login/attempt-state.ts";
import { answer, popupNumber, refusedBy, seen, trigger, windowRef } from "./attempt-events.ts";

/** What the world (person, pages, provider, keychain, PC) can do next. Plain data, so that a found sequence is a case. */
export type Move =
  | { readonly do: "login"; readonly trigger: Trigger }
  | { readonly do: "cancel" | "logout" | "forget" | "switch" | "wake" | "browser" }
  | {
      readonly do: "federated";
      readonly window: WindowRef;
      readonly by: RefusedBy;
      readonly late: number;
    }
  /** An adapter answers what it was asked `which` questions ago; `again`: it will answer the same a second time. */
  | { readonly do: "answer"; readonly which: number; readonly how: Answer; readonly again: boolean }
  | { readonly do: "timer"; readonly timer: "refresh" | "retry" | "expiry" | "limit" }
  | { readonly do: "page"; readonly window: WindowRef; readonly seen: Seen; readonly late: number }
  | { readonly do: "page-failed"; readonly window: WindowRef }
  | { readonly do: "popup"; readonly window: number }
  | { readonly do: "close"; readonly window: WindowRef }
  | { readonly do: "consent"; readonly answer: "yes" | "by-hand" | "abort"; readonly late: number }
  | { readonly do: "callback"; readonly late: number };

export type Answer = "well" | "temporary" | "refused" | "store-locked" | "store-missing" | "nothing";

const late = fc.constantFrom(0, 0, 0, 0, 1);
const how = fc.constantFrom<Answer[]>(
  "well",
  "well",
  "well",
  "temporary",
  "refused",
  "store-locked",
  "store-missing",
  "nothing",
);

export const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: trigger.map((who): Move => ({ do: "login", trigger: who })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<("cancel" | "logout" | "forget" | "switch" | "wake" | "browser")[]>(
        "cancel",
        "logout",
        "forget",
        "switch",
        "wake",
        "browser",
      )
      .map((what): Move => ({ do: what })),
  },
  {
    weight: 9,
    arbitrary: fc
      .record({
        which: fc.constantFrom(0, 0, 0, 1, 2),
        how,
        again: fc.constantFrom(false, false, false, true),
      })
      .map((rest): Move => ({ do: "answer", ...rest })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<("refresh" | "retry" | "expiry" | "limit")[]>(
        "refresh",
        "retry",
        "retry",
        "expiry",
        "limit",
      )
      .map((timer): Move => ({ do: "timer", timer })),
  },
  {
    weight: 8,
    arbitrary: fc.record({ window: windowRef, seen, late }).map((rest): Move => ({ do: "page", ...rest })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ window: windowRef, by: refusedBy, late })
      .map((rest): Move => ({ do: "federated", ...rest })),
  },
  { weight: 1, arbitrary: windowRef.map((window): Move => ({ do: "page-failed", window })) },
  { weight: 2, arbitrary: popupNumber.map((window): Move => ({ do: "popup", window })) },
  { weight: 2, arbitrary: windowRef.map((window): Move => ({ do: "close", window })) },
  { weight: 3, arbitrary: fc.record({ answer, late }).map((rest): Move => ({ do: "consent", ...rest })) },
  { weight: 4, arbitrary: fc.record({ late }).map((rest): Move => ({ do: "callback", ...rest })) },
);
