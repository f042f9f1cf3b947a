import type { ErrorCode } from "../core/errors.ts";
import type { GuideView } from "../core/recovery/guide-view.ts";
import type { BranchId } from "../core/recovery/known.ts";
import type { QuestionId } from "../core/recovery/questions.ts";
import type { GuideStepId } from "../core/recovery/steps.ts";

/** What the recovery guide's window is told; holds no secret. The words are in `locales/recovery-text.ts`. */
export type GuideShown = {
  readonly guide: GuideView;
  /** The doctor, where the guide asked it. */
  readonly look: LookShown | null;
};

/** Where the guide stands, for the command line. `item`: the question or the step; `code`: what the helpdesk is told. */
export type GuideStand = {
  readonly branch: BranchId;
  readonly at: "asking" | "acting" | "online" | "helpdesk";
  readonly item: QuestionId | GuideStepId | null;
  readonly code: ErrorCode | null;
};

export type LookShown =
  /** So many checks have ended, of so many. */
  | { readonly is: "running"; readonly done: number; readonly of: number }
  /** `clear`: nothing was found that keeps anybody from logging in. `stopped`: by the person, or it broke off. */
  | { readonly is: "clear" | "found" | "stopped" };
