import { useId, useRef } from "react";
import type { GuideText } from "../../shared/locales/recovery-text.ts";
import { useWords } from "../words-context.tsx";

/** The steps of this way, which tick themselves off; what was ticked off last is told to a screen reader. */
export function GuideSteps({ steps }: { readonly steps: GuideText["steps"] }) {
  const { t } = useWords();
  const titleId = useId();
  const done = steps.filter(({ state }) => state === "done");
  // What is done already when the list comes is read with it.
  const atFirst = useRef(done.length);
  const last = done.length > atFirst.current ? done.at(-1) : undefined;
  return (
    <>
      {steps.length < 2 ? null : (
        <section className="guide-steps" aria-labelledby={titleId}>
          <h3 id={titleId}>{t("guide.steps")}</h3>
          <ol>
            {steps.map(({ text, state }) => (
              <li key={text} className={state} aria-current={state === "now" ? "step" : undefined}>
                <span className="guide-mark" aria-hidden="true" />
                <span>
                  <span className="unseen">{t(`guide.step.${state}`)}</span>
                  {text}
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
      <p className="unseen" aria-live="polite">
        {last === undefined ? "" : t("guide.ticked", { step: last.text })}
      </p>
    </>
  );
}
