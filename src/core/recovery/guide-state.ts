import type { ErrorCode } from "../errors.ts";
import type { ScreenId } from "../login/screen.ts";
import type { BranchId, ClientAction, Known, Sign } from "./known.ts";
import type { Answers, QuestionId } from "./questions.ts";
import type { GuideStepId } from "./steps.ts";

/**
 * The recovery guide as a pure machine (docs/flows/recovery.md): from a failed login to online, or to a code and a
 * sentence for the helpdesk. It begins from what the client knows and follows what the client sees.
 */

/** The way so far. */
export type Way = {
  readonly known: Known;
  readonly branch: BranchId;
  /** Every branch that was entered, the present one last; none is entered twice. */
  readonly visited: readonly BranchId[];
  readonly answers: { readonly [Q in QuestionId]?: Answers[Q] };
  /** Steps that are ticked off, in the order in which it happened. */
  readonly done: readonly { readonly branch: BranchId; readonly step: GuideStepId }[];
};

export type Asking = Way & { readonly at: "asking"; readonly question: QuestionId };

export type Acting = Way & {
  readonly at: "acting";
  readonly step: GuideStepId;
  /** The client tried at a press, or with what the person sent: if a cause that is known comes back, it didn't help. */
  readonly tried: boolean;
};

export type RecoveryState =
  | Asking
  | Acting
  | (Way & { readonly at: "online" })
  /** `code`: what to read out on the phone. Ends too, but for a login that arrives after all. */
  | (Way & { readonly at: "helpdesk"; readonly code: ErrorCode });

export type RecoveryEvent =
  | { readonly type: "answered"; readonly question: QuestionId; readonly answer: string }
  | { readonly type: "pressed"; readonly step: GuideStepId }
  /** Of a step that the client can't see: the person says that it is done. */
  | { readonly type: "done-said"; readonly step: GuideStepId }
  /** The same of any step but the last, where nobody sees the client: on the phone. */
  | { readonly type: "told"; readonly step: GuideStepId }
  /** The person can't answer or can't do it. */
  | { readonly type: "stuck-said"; readonly item: GuideStepId | QuestionId }
  /** Null: no login window shows a page any more. */
  | { readonly type: "page-seen"; readonly page: ScreenId | null }
  | { readonly type: "noticed"; readonly sign: Sign }
  | { readonly type: "failed"; readonly code: ErrorCode }
  | { readonly type: "found"; readonly finding: ErrorCode }
  | { readonly type: "went-online" };

export type RecoveryEffect =
  /** `address`: of what is opened in the person's browser, where it isn't the login under way. */
  | { readonly type: "perform"; readonly action: ClientAction; readonly address: string | null }
  /** Run the doctor; what it finds first comes back as `found`. */
  | { readonly type: "look-around" }
  /** Make the code for the phone. */
  | { readonly type: "offer-support-code"; readonly code: ErrorCode; readonly branch: BranchId };

export type RecoveryStep = { readonly state: RecoveryState; readonly effects: readonly RecoveryEffect[] };
