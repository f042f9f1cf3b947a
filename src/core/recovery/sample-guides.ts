import type { ErrorCode } from "../errors.ts";
import { begin, transition } from "./guide.ts";
import type { RecoveryEvent, RecoveryState, RecoveryStep } from "./guide-state.ts";
import type { Known } from "./known.ts";

// For the tests: a guide as it goes on.

/** Signed out in omakase, and nothing else is known. */
export const KNOWN: Known = {
  session: "signed-out",
  page: null,
  consent: "none",
  restarts: 0,
  browserOpened: false,
  code: null,
  finding: null,
  tokenStore: "ok",
  service: "omakase",
  line: true,
  loginUrl: null,
  lineLogin: null,
  role: null,
  plan: null,
};

/** What the guide is at: its branch and the question or step there. */
export const at = (state: RecoveryState): string => {
  if (state.at === "asking") return `${state.branch}? ${state.question}`;
  return state.at === "acting" ? `${state.branch}: ${state.step}` : state.at;
};

/** An answer, `done`, `stuck`, or an event. */
export type Move = string | RecoveryEvent;

function eventOf(state: RecoveryState, move: Move): RecoveryEvent {
  if (typeof move !== "string") return move;
  if (state.at === "asking")
    return move === "stuck"
      ? { type: "stuck-said", item: state.question }
      : { type: "answered", question: state.question, answer: move };
  if (state.at !== "acting") throw new Error(`${move} at ${state.at}`);
  if (move === "press") return { type: "pressed", step: state.step };
  return move === "stuck"
    ? { type: "stuck-said", item: state.step }
    : { type: "done-said", step: state.step };
}

/** Where the guide is after these moves. */
export function run(known: Partial<Known>, ...moves: readonly Move[]): RecoveryStep {
  return moves.reduce(
    ({ state }: RecoveryStep, move) => transition(state, eventOf(state, move)),
    begin({ ...KNOWN, ...known }),
  );
}

export const leads = (known: Partial<Known>, ...moves: readonly Move[]) => at(run(known, ...moves).state);
export const page = (screen: Known["page"]): RecoveryEvent => ({ type: "page-seen", page: screen });
export const failed = (code: ErrorCode): RecoveryEvent => ({ type: "failed", code });
export const noticed = (sign: Extract<RecoveryEvent, { type: "noticed" }>["sign"]): RecoveryEvent => ({
  type: "noticed",
  sign,
});
export const ONLINE: RecoveryEvent = { type: "went-online" };
