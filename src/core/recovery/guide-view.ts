import type { ErrorCode } from "../errors.ts";
import type { ServiceId } from "../service/profile.ts";
import { BRANCHES } from "./branches.ts";
import type { RecoveryState } from "./guide-state.ts";
import type { BranchId, ClientAction } from "./known.ts";
import { isQuestion, QUESTIONS, type QuestionId } from "./questions.ts";
import { type StepFacts, stepFacts } from "./step-facts.ts";
import { GUIDE_STEPS, type GuideStepId, isStepOf } from "./steps.ts";

/** What the guide's window shows, as data without secrets; the words are in `shared/locales`. */
export type GuideView = {
  /** Why the person isn't logged in. */
  readonly branch: BranchId;
  readonly service: ServiceId | null;
  /** The steps of this branch, with where the person is. */
  readonly steps: readonly { readonly step: GuideStepId; readonly state: "done" | "now" | "ahead" }[];
  readonly now: GuideNow;
};

export type GuideNow =
  | { readonly at: "asking"; readonly question: QuestionId; readonly answers: readonly string[] }
  | {
      readonly at: "acting";
      readonly facts: StepFacts;
      /** The button that makes the client act; null = none. */
      readonly action: ClientAction | null;
      /** A button by which the person says that it is done. */
      readonly confirm: boolean;
    }
  | { readonly at: "online" }
  | {
      readonly at: "helpdesk";
      readonly code: ErrorCode;
      /** What was gone through, in order. */
      readonly tried: readonly BranchId[];
    };

export function guideView(state: RecoveryState): GuideView {
  const { branch, known } = state;
  return { branch, service: known.service, steps: stepsOf(state), now: nowOf(state) };
}

function stepsOf(state: RecoveryState): GuideView["steps"] {
  const { branch, known, done } = state;
  return BRANCHES[branch].path.flatMap((item) => {
    if (isQuestion(item) || !isStepOf(item, known.service)) return [];
    const isDone = done.some((one) => one.branch === branch && one.step === item);
    const isNow = state.at === "acting" && state.step === item;
    return [{ step: item, state: isDone ? "done" : isNow ? "now" : "ahead" }];
  });
}

function nowOf(state: RecoveryState): GuideNow {
  switch (state.at) {
    case "asking":
      return { at: "asking", question: state.question, answers: Object.keys(QUESTIONS[state.question]) };
    case "acting": {
      const { action, confirm } = GUIDE_STEPS[state.step];
      return { at: "acting", facts: stepFacts(state.step, state), action, confirm };
    }
    case "online":
      return { at: "online" };
    case "helpdesk":
      return { at: "helpdesk", code: state.code, tried: state.visited };
  }
}
