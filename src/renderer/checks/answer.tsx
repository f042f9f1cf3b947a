import { type ReactNode, useEffect, useRef } from "react";
import type { ServiceId } from "../../core/service/profile.ts";
import {
  type RuleName,
  type RuleVerdicts,
  type StepText,
  type VerdictText,
  verdictText,
} from "../../shared/verdict-words.ts";
import { useWords } from "../words-context.tsx";
import { ToneIcon, toneOf } from "./tone.tsx";

type AnswerProps<R extends RuleName> = {
  readonly rule: R;
  /** null = nothing was asked yet. */
  readonly verdict: RuleVerdicts[R] | null;
  readonly service: ServiceId;
  /** The rule explains something and judges nothing that was typed, so its advice is shown as the reason. */
  readonly explains?: boolean;
  /** Brought into sight when it comes: it was asked for by a button. */
  readonly asked?: boolean;
  /** Shown while there is no answer. */
  readonly waiting?: string | undefined;
  /** What belongs to the answer and has no place in its words. */
  readonly children?: ReactNode;
};

/**
 * What a rule answers. Outcome and reasons come into a live region that is there from the start; the rest is to be
 * read, not told.
 */
export function Answer<R extends RuleName>(props: AnswerProps<R>) {
  const { rule, verdict, service, waiting, children, explains = false } = props;
  const { t, language } = useWords();
  const text = verdict === null ? null : verdictText(rule, verdict, service, language);
  const tone = verdict === null ? "waiting" : toneOf(verdict, explains);
  const head = useRef<HTMLDivElement>(null);
  const comes = props.asked === true && verdict !== null;
  useEffect(() => {
    if (comes) head.current?.scrollIntoView({ block: "nearest" });
  }, [comes]);
  return (
    <section className={`answer ${tone}`} aria-label={t("checks.answer.region")}>
      <div ref={head} className="answer-head" role="status">
        {text === null || tone === "waiting" ? (
          waiting
        ) : (
          <>
            <ToneIcon tone={tone} />
            <div>
              <h2>{text.headline}</h2>
              <Sentences sentences={explains ? [...text.reasons, ...text.advice] : text.reasons} />
            </div>
          </>
        )}
      </div>
      {text === null ? null : (
        <AnswerBody text={explains ? { ...text, advice: [] } : text}>{children}</AnswerBody>
      )}
    </section>
  );
}

type ExplainedProps<R extends RuleName> = {
  readonly title: string;
  readonly rule: R;
  readonly verdict: RuleVerdicts[R];
  readonly service: ServiceId;
};

/** Something that goes with a question, for whoever opens it. */
export function Explained<R extends RuleName>({ title, rule, verdict, service }: ExplainedProps<R>) {
  const { language } = useWords();
  const text = verdictText(rule, verdict, service, language);
  return (
    <details className="explained-rule">
      <summary>{title}</summary>
      <p className="explained-headline">{text.headline}</p>
      <AnswerBody text={text} />
    </details>
  );
}

function AnswerBody({ text, children }: { readonly text: VerdictText; readonly children?: ReactNode }) {
  const { t } = useWords();
  return (
    <div className="answer-body">
      {text.advice.length === 0 ? null : (
        <div>
          <h3>{t("checks.answer.advice")}</h3>
          <Sentences sentences={text.advice} />
        </div>
      )}
      {text.nextStep === null ? null : <Step title={t("checks.answer.step")} step={text.nextStep} />}
      {text.otherSteps.map((step) => (
        <Step key={step.what} title={t("checks.answer.others")} step={step} />
      ))}
      {children}
      {text.details.length === 0 ? null : (
        <dl className="facts">
          {text.details.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="as-typed">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className="certainty">{text.certaintyNote}</p>
    </div>
  );
}

function Sentences({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <ul>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function Step({ title, step }: { readonly title: string; readonly step: StepText }) {
  const { t } = useWords();
  return (
    <div className="step">
      <h3>{title}</h3>
      <p className="next-step">{step.what}</p>
      <p>
        {t("checks.answer.who")}: {step.who}
      </p>
      {step.where === null ? null : (
        <p className="step-where">
          {t("checks.answer.where")}: {step.where}
        </p>
      )}
      {step.stated ? null : <p className="certainty">{t("checks.answer.stepNotStated")}</p>}
    </div>
  );
}
