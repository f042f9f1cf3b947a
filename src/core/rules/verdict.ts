import type { Fact } from "../service/manual.ts";
import type { Certainty, ServiceId } from "../service/profile.ts";
import { STEPS, type StepId, type StepPlace } from "../service/steps.ts";

/** What to do next, who can do it, and where: screen and menu as that service calls them. */
export type NextStep = StepPlace & { readonly step: StepId };

/** A reason as data: a stable code and what was found. */
export type Reason = { readonly code: string };

export type Accepted<Value, Why extends Reason> = {
  readonly outcome: "accepted";
  readonly value: Value;
  /** What isn't wrong, or isn't known to be, but is worth telling. */
  readonly advice: readonly Why[];
  /** `unknown`: no document says; the service may still refuse. */
  readonly certainty: Certainty;
  readonly facts: readonly Fact[];
  readonly next: NextStep | null;
};

/** Its certainty can only be `stated`: nothing is refused on an inference. */
export type Refused<Value, Why extends Reason> = {
  readonly outcome: "refused";
  readonly value: Value;
  /** The first reason's, stable. */
  readonly code: Why["code"];
  readonly reasons: readonly [Why, ...Why[]];
  readonly advice: readonly Why[];
  readonly certainty: "stated";
  readonly facts: readonly Fact[];
  readonly next: NextStep;
};

/** What a rule answers. `value` is there either way: what was looked at, in the forms it was looked at. */
export type Verdict<Value, Why extends Reason> = Accepted<Value, Why> | Refused<Value, Why>;

/** Accepted; `certainty` is `stated` and nothing follows unless said. */
export function accepted<Value, Why extends Reason = never>(
  value: Value,
  facts: readonly Fact[],
  more: Partial<Pick<Accepted<Value, Why>, "advice" | "certainty" | "next">> = {},
): Accepted<Value, Why> {
  return { outcome: "accepted", value, advice: [], certainty: "stated", next: null, ...more, facts };
}

/** Refused for reasons that the service's manual states. */
export function refused<Value, Why extends Reason>(
  value: Value,
  facts: readonly Fact[],
  reasons: readonly [Why, ...Why[]],
  next: NextStep,
  advice: readonly Why[] = [],
): Refused<Value, Why> {
  return {
    outcome: "refused",
    value,
    code: reasons[0].code,
    reasons,
    advice,
    certainty: "stated",
    facts,
    next,
  };
}

/** Refused if there is a reason, else accepted. */
export function judged<Value, Why extends Reason>(
  value: Value,
  facts: readonly Fact[],
  found: { readonly reasons: readonly Why[]; readonly advice: readonly Why[]; readonly certainty: Certainty },
  next: NextStep,
): Verdict<Value, Why> {
  const [first, ...rest] = found.reasons;
  return first === undefined
    ? accepted(value, facts, { advice: found.advice, certainty: found.certainty })
    : refused(value, facts, [first, ...rest], next, found.advice);
}

/** A step as this service has it. */
export function nextStep(service: ServiceId, step: StepId): NextStep {
  return { step, ...STEPS[service][step] };
}

/** Every reason and advice of a verdict, the refusing ones first. */
export function findings<Why extends Reason>(verdict: Verdict<unknown, Why>): readonly Why[] {
  return verdict.outcome === "refused" ? [...verdict.reasons, ...verdict.advice] : verdict.advice;
}
