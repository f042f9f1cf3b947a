import fc from "fast-check";
import type { AttemptEvent, Seen, Trigger, WindowRef } from "../../src/core/login/attempt-state.ts";
import type { ConsentDetails, ConsentPlan } from "../../src/core/login/consent.ts";
import type { ScreenId } from "../../src/core/login/screen.ts";
import type { Grant } from "../../src/core/ports.ts";

export const GRANT: Grant = { account: { sub: "u1", mail: "a@example.jp" }, expiresIn: 3600 };

export const TRIGGERS: readonly Trigger[] = [
  "startup",
  "tray",
  "command-line",
  "notification",
  "second-instance",
  "status-window",
];

export const SCREENS: readonly Exclude<ScreenId, "consent">[] = [
  "login",
  "login-wrong-password",
  "login-locked",
  "drive-login",
  "second-factor",
  "password-reset",
  "federated",
  "embedded-refused",
  "line-error",
  "web-main",
  "unknown",
];

export function details(page: number): ConsentDetails {
  return {
    recipient: `company ${page}`,
    serviceName: null,
    canRemember: true,
    origin: "https://operator.example",
  };
}

export function plan(page: number): ConsentPlan {
  return { fingerprint: `page ${page}`, accept: 0, remember: 2, submit: 0 };
}

export const trigger: fc.Arbitrary<Trigger> = fc.constantFrom(...TRIGGERS);

/** Consent pages come in three kinds, with a plan or without. */
export const seen: fc.Arbitrary<Seen> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...SCREENS).map((screen): Seen => ({ screen })) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 3 })).map(
      ([page, sure]): Seen => ({
        screen: "consent",
        details: details(page),
        plan: sure === 0 ? null : plan(page),
      }),
    ),
  },
);

export const popupNumber = fc.integer({ min: 1, max: 4 });
export const windowRef: fc.Arbitrary<WindowRef> = fc.oneof(fc.constant<"main">("main"), popupNumber);
export const via = fc.constantFrom<("window" | "browser")[]>("window", "window", "window", "browser");
export const refusedBy = fc.constantFrom<("redirect" | "link")[]>("redirect", "link");
export const answer = fc.constantFrom<("yes" | "by-hand" | "abort")[]>("yes", "yes", "by-hand", "abort");
export const failure = fc.constantFrom(
  "NET_SERVER",
  "NET_DNS",
  "AUTH_EMBEDDED_REFUSED",
  "AUTH_RESPONSE_INVALID",
  "STORE_LOCKED" as const,
);

/** An event before it is known which attempt is under way; ids and generations are relative to that one. */
export type Draft = { readonly id: number; readonly generation: number; readonly event: AttemptEvent };

// Mostly the present, sometimes the past or the future.
const offset = fc.constantFrom(0, 0, 0, 0, 0, 0, -1, -2, 1);

const blank = { id: 0, generation: 0 };
const event: fc.Arbitrary<AttemptEvent> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(trigger, fc.boolean(), via).map(
      ([who, shown, where]): AttemptEvent => ({
        type: "asked",
        id: 0,
        trigger: who,
        reveal: who !== "startup",
        shown,
        via: where,
      }),
    ),
  },
  { weight: 4, arbitrary: fc.constant<AttemptEvent>({ type: "authorization-ready", ...blank }) },
  {
    weight: 1,
    arbitrary: failure.map((code): AttemptEvent => ({ type: "authorization-failed", ...blank, code })),
  },
  {
    weight: 8,
    arbitrary: fc
      .tuple(windowRef, seen)
      .map(([window, what]): AttemptEvent => ({ type: "page-seen", id: 0, window, seen: what })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(windowRef, failure)
      .map(([window, code]): AttemptEvent => ({ type: "page-failed", id: 0, window, code })),
  },
  {
    weight: 4,
    arbitrary: popupNumber.map((window): AttemptEvent => ({ type: "popup-opened", id: 0, window })),
  },
  {
    weight: 2,
    arbitrary: windowRef.map((window): AttemptEvent => ({ type: "window-closed", id: 0, window })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(windowRef, refusedBy)
      .map(([window, by]): AttemptEvent => ({ type: "navigation-refused", id: 0, window, by })),
  },
  { weight: 1, arbitrary: fc.constant<AttemptEvent>({ type: "browser-asked" }) },
  {
    weight: 2,
    arbitrary: fc.boolean().map((done): AttemptEvent => ({ type: "browser-opened", ...blank, done })),
  },
  {
    weight: 4,
    arbitrary: answer.map((says): AttemptEvent => ({ type: "consent-answered", id: 0, answer: says })),
  },
  {
    weight: 3,
    arbitrary: fc.boolean().map((done): AttemptEvent => ({ type: "consent-pressed", id: 0, done })),
  },
  { weight: 3, arbitrary: fc.constant<AttemptEvent>({ type: "callback-received", ...blank }) },
  { weight: 2, arbitrary: fc.constant<AttemptEvent>({ type: "exchanged", ...blank, grant: GRANT }) },
  {
    weight: 1,
    arbitrary: failure.map((code): AttemptEvent => ({ type: "exchange-failed", ...blank, code })),
  },
  { weight: 1, arbitrary: fc.constant<AttemptEvent>({ type: "cancel-asked" }) },
  { weight: 1, arbitrary: fc.constant<AttemptEvent>({ type: "time-limit-reached", id: 0 }) },
);

export const draft: fc.Arbitrary<Draft> = fc.record({ id: offset, generation: offset, event });
