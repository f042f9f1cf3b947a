import type { ListedLine } from "../../core/rules/line-number-list.ts";
import type { ServiceId } from "../../core/service/profile.ts";
import { verdictText } from "../../shared/verdict-words.ts";
import { useWords } from "../words-context.tsx";

/** Every line of a list: those that need something openly, the others for whoever asks. */
export function LineResults({
  lines,
  service,
}: {
  readonly lines: readonly ListedLine[];
  readonly service: ServiceId;
}) {
  const { t, language } = useWords();
  const wrong = lines.filter(({ verdict }) => verdict.outcome === "refused");
  const right = lines.filter(({ verdict }) => verdict.outcome === "accepted");
  return (
    <>
      {wrong.length === 0 ? null : (
        <div>
          <h3>{t("checks.number.wrongLines")}</h3>
          <ul className="lines">
            {wrong.map(({ line, verdict }) => (
              <li key={line}>
                <p>
                  {t("checks.number.line", { line })}: <code className="as-typed">{verdict.value.typed}</code>
                </p>
                <p>{verdictText("line-number", verdict, service, language).reasons.join(" ")}</p>
              </li>
            ))}
          </ul>
        </div>
      )}
      {right.length === 0 ? null : (
        <details>
          <summary>{t("checks.number.rightLines", { count: right.length })}</summary>
          <ul className="lines">
            {right.map(({ line, verdict: { value } }) => (
              <li key={line}>
                {t("checks.number.line", { line })}: <code className="as-typed">{value.typed}</code>
                {value.typed === value.normalised ? null : (
                  <>
                    {" → "}
                    <code>{value.normalised}</code>
                  </>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
