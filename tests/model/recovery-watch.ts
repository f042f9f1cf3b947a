import { expect } from "vitest";
import { isErrorCode } from "../../src/core/errors.ts";
import { BRANCHES } from "../../src/core/recovery/branches.ts";
import { begin, transition } from "../../src/core/recovery/guide.ts";
import type {
  RecoveryEffect,
  RecoveryEvent,
  RecoveryState,
  RecoveryStep,
} from "../../src/core/recovery/guide-state.ts";
import { guideView } from "../../src/core/recovery/guide-view.ts";
import type { Known } from "../../src/core/recovery/known.ts";
import { frozen, looksSecret } from "./model-run.ts";

export const isOver = ({ at }: RecoveryState) => at === "online" || at === "helpdesk";

/** What the guide is at: a question, a step, or an end. */
export function itemOf(state: RecoveryState): string {
  if (state.at === "asking") return state.question;
  return state.at === "acting" ? `${state.branch}/${state.step}` : state.at;
}

/** Grows with every move; no state has it twice. */
const progress = ({ visited, answers, done }: RecoveryState) =>
  visited.length + Object.keys(answers).length + done.length;

/** Runs the guide and holds every step against what must never happen. */
export class RecoveryWatch {
  state: RecoveryState;
  /** Questions that the person has answered, or said that they can't. */
  readonly #settled: string[] = [];

  constructor(known: Known) {
    const step = begin(frozen(known));
    this.state = frozen(step.state);
    this.#hold(step);
  }

  send(event: RecoveryEvent): readonly RecoveryEffect[] {
    const before = this.state;
    const bySaying = event.type === "answered" || event.type === "stuck-said";
    const step = transition(before, frozen(event));
    this.state = frozen(step.state);
    if (itemOf(step.state) !== itemOf(before)) {
      if (bySaying && before.at === "asking") this.#settled.push(before.question);
      const arrived = step.state.at === "online" || step.state.at === "helpdesk";
      if (!arrived) expect(progress(step.state)).toBeGreaterThan(progress(before));
      this.#hold(step);
    } else expect(step.state.visited).toEqual(before.visited);
    // What was ticked off, answered or gone through stays so.
    expect(step.state.done.slice(0, before.done.length)).toEqual(before.done);
    expect(step.state.answers).toMatchObject(before.answers);
    expect(step.state.visited.slice(0, before.visited.length)).toEqual(before.visited);
    return step.effects;
  }

  #hold({ state, effects }: RecoveryStep): void {
    expect(looksSecret([state, effects])).toBe(false);
    expect(new Set(state.visited).size).toBe(state.visited.length);
    expect(new Set(state.done.map((one) => `${one.branch}/${one.step}`)).size).toBe(state.done.length);
    if (state.at === "asking") {
      expect(this.#settled).not.toContain(state.question);
    }
    if (state.at === "asking" || state.at === "acting")
      expect(BRANCHES[state.branch].path).toContain(state.at === "asking" ? state.question : state.step);
    if (state.at === "helpdesk") {
      expect(isErrorCode(state.code)).toBe(true);
      expect(effects).toContainEqual({
        type: "offer-support-code",
        code: state.code,
        branch: state.branch,
      });
    }
    expect(guideView(state).now.at).toBe(state.at);
  }
}
