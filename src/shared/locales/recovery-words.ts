import type { BranchId, ClientAction } from "../../core/recovery/known.ts";
import type { MayAsk } from "../../core/recovery/may-still-ask.ts";
import type { Answers, QuestionId } from "../../core/recovery/questions.ts";
import type { StepFacts, Who } from "../../core/recovery/step-facts.ts";
import type { GuideStepId } from "../../core/recovery/steps.ts";
import type { LinkTerm, SmsRefusal } from "../../core/service/manual.ts";

/** Every branch: its name, and one sentence of what is so. */
export type BranchWords = Readonly<Record<BranchId, { readonly title: string; readonly so: string }>>;

export type QuestionWords = {
  readonly [Q in QuestionId]: {
    readonly ask: string;
    readonly answers: Readonly<Record<Answers[Q], string>>;
  };
};

/** One next action each; names that differ between services come from the step's facts. */
export type GuideStepWords = Readonly<Record<GuideStepId, string>>;

/** The guide's words; what is missing here doesn't compile. */
export type RecoveryWords = {
  readonly branch: BranchWords;
  readonly question: QuestionWords;
  readonly step: GuideStepWords;
  /** What is on the button. */
  readonly action: Readonly<Record<ClientAction, string>>;
  readonly done: string;
  readonly stuck: string;
  readonly unsure: string;
  readonly who: Readonly<Record<Extract<Who, "client" | "it">, string>>;
  /** Somebody else than the person acts. */
  readonly ask: (who: string) => string;
  readonly mail: (subject: string) => string;
  /** Null: no manual shows it. */
  readonly term: (term: LinkTerm | null) => string;
  readonly labels: (labels: string) => string;
  readonly lift: Readonly<Record<SmsRefusal, string>>;
  readonly consentAt: Readonly<Record<NonNullable<StepFacts["consentAt"]>, string>>;
  readonly mayAsk: Readonly<Record<MayAsk["what"], Readonly<Record<MayAsk["asked"], string>>>>;
  readonly online: string;
  readonly helpdesk: string;
  /** What to say on the phone. */
  readonly phone: (service: string, code: string, branch: string) => string;
};
