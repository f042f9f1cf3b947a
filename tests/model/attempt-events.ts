import fc from "fast-check";
import type {
  AttemptEvent,
  RefusedBy,
  Seen,
  Trigger,
  Via,
  WindowRef,
} from "../../src/core/login/attempt-state.ts";
import type {
  ConsentDetails,
  ConsentPlan,
  ConsentPress,
  ConsentReading,
} from "../../src/core/login/consent.ts";
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
  "guide",
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
    serviceName: "コワークストレージ",
    canRemember: true,
    origin: "https://operator.example",
  };
}

export function plan(page: number): ConsentPlan {
  return {
    fingerprint: `page ${page}`,
    accept: 0,
    refuse: 1,
    remember: 2,
    submit: 3,
    action: "https://operator.example/answer",
  };
}

export function readingOf(page: number): ConsentReading {
  return { plan: plan(page), details: details(page) };
}

export const trigger: fc.Arbitrary<Trigger> = fc.constantFrom(...TRIGGERS);

/** Consent pages come in three kinds, with a plan or without. */
export const reading: fc.Arbitrary<ConsentReading> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 3 }))
  .map(([page, sure]) => (sure === 0 ? { doubt: "other-control" } : readingOf(page)));

export const seen: fc.Arbitrary<Seen> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...SCREENS).map((screen): Seen => ({ screen })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(reading, fc.constantFrom(false, false, true))
      .map(([read, approved]): Seen => ({ screen: "consent", reading: read, ...(approved && { approved }) })),
  },
);

export const SENT: ConsentPress = { kind: "sent", path: "/answer", fields: ["notify"] };
export const KEPT: ConsentPress = {
  kind: "kept",
  doubt: "held-back",
  path: "/answer",
  fields: ["notify", "third"],
};
export const pressed: fc.Arbitrary<ConsentPress> = fc.oneof(
  fc.constantFrom(SENT, KEPT),
  reading.map((read): ConsentPress => ({ kind: "another-form", reading: read })),
);

export const popupNumber = fc.integer({ min: 1, max: 4 });
export const windowRef: fc.Arbitrary<WindowRef> = fc.oneof(fc.constant<"main">("main"), popupNumber);
export const via = fc.constantFrom<Via[]>("window", "window", "window", "browser", "window-only");
export const refusedBy = fc.constantFrom<RefusedBy[]>("redirect", "link", "login-answer");
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
    arbitrary: fc.tuple(windowRef, refusedBy).map(
      ([window, by]): AttemptEvent => ({
        type: "navigation-refused",
        id: 0,
        window,
        by,
      }),
    ),
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
    arbitrary: pressed.map((how): AttemptEvent => ({ type: "consent-pressed", id: 0, pressed: how })),
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
