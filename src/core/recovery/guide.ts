import { ERRORS, type ErrorCode } from "../errors.ts";
import { BRANCHES } from "./branches.ts";
import type {
  Acting,
  Asking,
  RecoveryEffect,
  RecoveryEvent,
  RecoveryState,
  RecoveryStep,
  Way,
} from "./guide-state.ts";
import type { BranchId, Known, Tick } from "./known.ts";
import { isQuestion, knownAnswer, type Lead, leadOf, type QuestionId } from "./questions.ts";
import { BRANCH_OF_CODE, BRANCH_OF_PAGE, recognise } from "./recognise.ts";
import { depends, stepFacts } from "./step-facts.ts";
import { GUIDE_STEPS, type GuideStepId, isStepOf, TRIES } from "./steps.ts";

/**
 * The recovery guide as a pure machine (docs/flows/recovery.md). It goes forward only: a branch is entered once, a
 * question asked once, a step ticked off once; what leads back ends at the helpdesk.
 * @param wanted where somebody who knows leads the person, as by a link
 */
export function begin(known: Known, wanted: BranchId | null = null): RecoveryStep {
  const branch = recognise(known);
  const way: Way = { known, branch: branch ?? "method-1", visited: [], answers: {}, done: [] };
  return branch === null ? { state: { ...way, at: "online" }, effects: [] } : enter(way, wanted ?? branch);
}

export function transition(state: RecoveryState, event: RecoveryEvent): RecoveryStep {
  if (state.at === "online") return stay(state);
  if (event.type === "went-online") return { state: { ...way(state), at: "online" }, effects: [] };
  if (state.at === "helpdesk") return stay(state);
  switch (event.type) {
    case "answered":
      return state.at === "asking" && state.question === event.question
        ? answered(state, event.answer)
        : stay(state);
    case "pressed":
      return state.at === "acting" && state.step === event.step ? pressed(state) : stay(state);
    case "done-said":
      return state.at === "acting" && state.step === event.step && GUIDE_STEPS[event.step].confirm
        ? settle(ticked(way(state), [event.step]))
        : stay(state);
    case "told":
      return state.at === "acting" && state.step === event.step && !isArrival(event.step)
        ? settle(ticked(way(state), [event.step]))
        : stay(state);
    case "stuck-said":
      return itemOf(state) === event.item ? lead(way(state), BRANCHES[state.branch].otherwise) : stay(state);
    case "page-seen":
      return pageSeen(state, event.page);
    case "noticed":
      if (event.sign === "proxy-login-sent")
        return stay(state.at === "acting" ? { ...state, tried: true } : state);
      return noticed(state, event.sign, {
        ...state.known,
        consent: event.sign === "consent-answered" ? "answered" : state.known.consent,
      });
    case "failed":
      return failed(state, event.code);
    case "found":
      return led(state, { ...state.known, finding: event.finding }, BRANCH_OF_CODE[event.finding]);
  }
}

const stay = (state: RecoveryState): RecoveryStep => ({ state, effects: [] });

/** The common part of a state. */
function way({ known, branch, visited, answers, done }: Way): Way {
  return { known, branch, visited, answers, done };
}

function itemOf(state: Asking | Acting): QuestionId | GuideStepId {
  return state.at === "asking" ? state.question : state.step;
}

function answered(state: Asking, answer: string): RecoveryStep {
  const to = leadOf(state.question, answer);
  if (to === null) return stay(state);
  const { known } = state;
  const learnt: Known = {
    ...known,
    role: state.question === "role" && (answer === "holder" || answer === "other") ? answer : known.role,
    plan: state.question === "plan" && (answer === "basic" || answer === "trial") ? answer : known.plan,
  };
  return lead({ ...way(state), known: learnt, answers: { ...state.answers, [state.question]: answer } }, to);
}

function pressed(state: Acting): RecoveryStep {
  const { action } = GUIDE_STEPS[state.step];
  if (action === null) return stay(state);
  return {
    state: { ...state, tried: state.tried || TRIES.has(action) },
    effects: [{ type: "perform", action, address: stepFacts(state.step, state).address }],
  };
}

/** A page of an ordinary login ticks steps off; one that means trouble leads to its branch. */
function pageSeen(state: Asking | Acting, page: Known["page"]): RecoveryStep {
  const known = { ...state.known, page };
  // With its last page an attempt is over, and so is what was answered in it.
  if (page === null) return stay({ ...state, known: { ...known, consent: "none" } });
  const step = noticed(state, `page:${page}`, known);
  const branch = BRANCH_OF_PAGE[page];
  return branch === null || step.state.done !== state.done ? step : led(state, known, branch);
}

/** Ticks off the next step that this is a sign of, and what lies before it up to the question that is due first. */
function noticed(state: Asking | Acting, sign: Tick, known: Known): RecoveryStep {
  const seen: Asking | Acting = { ...state, known };
  const ahead = aheadOf(state);
  const at = ahead.findIndex((item) => !isQuestion(item) && GUIDE_STEPS[item].ticks.includes(sign));
  const upTo = ahead.slice(0, at + 1);
  if (state.at === "asking" || at < 0 || upTo.some((item) => isQuestion(item))) return stay(seen);
  return settle(
    ticked(
      way(seen),
      upTo.filter((item) => !isQuestion(item)),
    ),
  );
}

/** What is due now and what follows, steps of other services left out. */
function aheadOf(state: Asking | Acting): readonly (QuestionId | GuideStepId)[] {
  const { path } = BRANCHES[state.branch];
  return path
    .slice(path.indexOf(itemOf(state)))
    .filter((item) => isQuestion(item) || isStepOf(item, state.known.service));
}

/** What was known before comes back after a try: it didn't help. What only asks for the person's turn is no failure. */
function failed(state: Asking | Acting, code: ErrorCode): RecoveryStep {
  const known = { ...state.known, code };
  const branch = BRANCH_OF_CODE[code];
  const again =
    state.at === "acting" &&
    state.tried &&
    ERRORS[code].severity !== "info" &&
    (branch === state.branch || (isArrival(state.step) && state.visited.includes(branch)));
  return again ? lead(way({ ...state, known }), BRANCHES[state.branch].otherwise) : led(state, known, branch);
}

/** A cause was seen: on to its branch, unless that was gone through or this one deals with it already. */
function led(state: Asking | Acting, known: Known, branch: BranchId): RecoveryStep {
  const seen = { ...state, known };
  if (state.visited.includes(branch)) return stay(seen);
  const { covers, vague } = BRANCHES[state.branch];
  if (covers?.includes(branch) === true) return stay(seen);
  // On the way out of a known cause people meet pages that nobody told the client of.
  if (branch === "page-unknown" && vague !== true) return stay(seen);
  const [first] = BRANCHES[branch].path;
  if (first !== undefined && !isQuestion(first) && !isArrival(first) && aheadOf(state).includes(first))
    return stay(seen);
  return enter(way(seen), branch);
}

/** Nothing but being online ticks it off. */
export function isArrival(step: GuideStepId): boolean {
  const { ticks, confirm } = GUIDE_STEPS[step];
  return ticks.length === 0 && !confirm;
}

function lead(from: Way, to: Lead): RecoveryStep {
  if (to === "helpdesk") return helpdesk(from);
  return to === "go-on" ? settle(from) : enter(from, to);
}

function helpdesk(from: Way): RecoveryStep {
  const code: ErrorCode = from.known.code ?? BRANCHES[from.branch].code;
  return {
    state: { ...from, at: "helpdesk", code },
    effects: [{ type: "offer-support-code", code, branch: from.branch }],
  };
}

function enter(from: Way, branch: BranchId): RecoveryStep {
  if (from.visited.includes(branch)) return helpdesk(from);
  const { line, look, otherwise } = BRANCHES[branch];
  const visited = [...from.visited, branch];
  if (line === true && !hasLineLogin(from.known)) return lead({ ...from, visited }, otherwise);
  const { state, effects } = settle({ ...from, branch, visited });
  const looks: readonly RecoveryEffect[] =
    look === true && from.known.finding === null ? [{ type: "look-around" }] : [];
  return { state, effects: [...looks, ...effects] };
}

function hasLineLogin({ line, lineLogin, service }: Known): boolean {
  return line && (lineLogin !== null || service !== null);
}

function ticked(from: Way, steps: readonly GuideStepId[]): Way {
  return { ...from, done: [...from.done, ...steps.map((step) => ({ branch: from.branch, step }))] };
}

/** Goes on to the first thing that is due: nothing that is known is asked, nothing that is so is waited for. */
function settle(from: Way): RecoveryStep {
  let now = from;
  for (const item of BRANCHES[from.branch].path) {
    if (isQuestion(item)) {
      const answer = now.answers[item] ?? knownAnswer(item, now.known);
      if (answer === null && matters(item, now))
        return { state: { ...now, at: "asking", question: item }, effects: [] };
      const to = answer === null ? null : leadOf(item, answer);
      if (to !== null && to !== "go-on") return lead(now, to);
    } else if (isDue(item, now)) {
      if (!holds(item, now.known))
        return { state: { ...now, at: "acting", step: item, tried: false }, effects: [] };
      now = ticked(now, [item]);
    }
  }
  return lead(now, BRANCHES[from.branch].otherwise);
}

function isDue(step: GuideStepId, { known, branch, done }: Way): boolean {
  return isStepOf(step, known.service) && !done.some((one) => one.branch === branch && one.step === step);
}

/** What the client sees already. */
function holds(step: GuideStepId, { page, consent, browserOpened }: Known): boolean {
  const { ticks } = GUIDE_STEPS[step];
  return (
    (page !== null && ticks.includes(`page:${page}`)) ||
    (consent === "answered" && ticks.includes("consent-answered")) ||
    (browserOpened && ticks.includes("browser-opened"))
  );
}

/** Role and plan are asked only where the answer changes who may take a step that is still to come. */
function matters(question: QuestionId, now: Way): boolean {
  if (question !== "role" && question !== "plan") return true;
  return BRANCHES[now.branch].path.some((item) => !isQuestion(item) && depends(item, now, question));
}
