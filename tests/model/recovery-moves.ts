import { CHECK_IDS, checkEntry } from "../../src/core/doctor/checks.ts";
import { ERRORS, type ErrorCode } from "../../src/core/errors.ts";
import type { ScreenId } from "../../src/core/login/screen.ts";
import type { RecoveryEvent, RecoveryState } from "../../src/core/recovery/guide-state.ts";
import type { Known, Sign } from "../../src/core/recovery/known.ts";
import { QUESTIONS } from "../../src/core/recovery/questions.ts";
import { BRANCH_OF_PAGE, BRANCH_OF_SESSION } from "../../src/core/recovery/recognise.ts";
import { KNOWN } from "../../src/core/recovery/sample-guides.ts";
import { GUIDE_STEPS } from "../../src/core/recovery/steps.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { SERVICE_IDS } from "../../src/core/service/profiles.ts";

export const CODES = Object.keys(ERRORS) as ErrorCode[];
export const PAGES = Object.keys(BRANCH_OF_PAGE) as ScreenId[];
/** What the doctor may find. */
export const LOOKS = [...new Set(CHECK_IDS.flatMap((id): readonly ErrorCode[] => checkEntry(id).causes))];
export const SESSIONS = Object.keys(BRANCH_OF_SESSION) as Known["session"][];
/** Null: a provider that no manual tells of. */
export const SERVICES: readonly (ServiceId | null)[] = [...SERVICE_IDS, null];

export const SIGNS = [
  "consent-answered",
  "restarted",
  "browser-opened",
  "line-login-opened",
  "proxy-login-sent",
  "network-back",
  "line-back",
  "clock-right",
  "keychain-open",
  "settings-right",
  "left",
] as const satisfies readonly Sign[];

/** Signed out and nothing else known, in a service with line authentication. */
export function knownOf(more: Partial<Known> = {}): Known {
  return { ...KNOWN, ...more };
}

/** Everything that a guide can begin from in one service, one cause at a time. */
export function beginnings(service: ServiceId | null): readonly Known[] {
  const base = { service, line: service !== null };
  return [
    ...SESSIONS.map((session) => knownOf({ ...base, session })),
    ...CODES.map((code) => knownOf({ ...base, code })),
    ...PAGES.map((page) => knownOf({ ...base, page })),
    ...LOOKS.map((finding) => knownOf({ ...base, finding })),
    knownOf({ ...base, line: false }),
    knownOf({ ...base, line: true, lineLogin: "https://line.example/" }),
    knownOf({ ...base, code: "LINE_NOT_VERIFIED", consent: "answered" }),
    knownOf({ ...base, code: "LINE_NOT_VERIFIED", role: "holder", plan: "basic" }),
    knownOf({ ...base, code: "AUTH_WRONG_PASSWORD", role: "other", plan: "trial" }),
  ];
}

/** What the person can do in this state. */
export function personsMoves(state: RecoveryState): readonly RecoveryEvent[] {
  if (state.at === "asking") {
    const { question } = state;
    const answers = Object.keys(QUESTIONS[question]);
    return [
      ...answers.map((answer): RecoveryEvent => ({ type: "answered", question, answer })),
      { type: "stuck-said", item: question },
    ];
  }
  if (state.at !== "acting") return [];
  const { step } = state;
  const { action, confirm } = GUIDE_STEPS[step];
  const press: RecoveryEvent[] = action === null ? [] : [{ type: "pressed", step }];
  const done: RecoveryEvent[] = confirm ? [{ type: "done-said", step }] : [];
  return [...press, ...done, { type: "stuck-said", item: step }];
}

/** What is said of it on the phone. */
export function callersMoves(state: RecoveryState): readonly RecoveryEvent[] {
  return state.at === "acting" ? [{ type: "told", step: state.step }] : [];
}

/** What the client can see that ticks the present step off. */
export function clientsTicks(state: RecoveryState): readonly RecoveryEvent[] {
  if (state.at !== "acting") return [];
  return GUIDE_STEPS[state.step].ticks.map((tick): RecoveryEvent => {
    const page = PAGES.find((one) => tick === `page:${one}`);
    const sign = SIGNS.find((one) => tick === one);
    return sign === undefined ? { type: "page-seen", page: page ?? null } : { type: "noticed", sign };
  });
}

/** Everything else that can happen, in any state. */
export const SURROUNDINGS: readonly RecoveryEvent[] = [
  ...SIGNS.map((sign): RecoveryEvent => ({ type: "noticed", sign })),
  ...[...PAGES, null].map((page): RecoveryEvent => ({ type: "page-seen", page })),
  ...CODES.map((code): RecoveryEvent => ({ type: "failed", code })),
  ...LOOKS.map((finding): RecoveryEvent => ({ type: "found", finding })),
];
