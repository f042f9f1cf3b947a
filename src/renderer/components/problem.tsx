import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";
import { CopyText } from "./copy-text.tsx";
import { ErrorCodeLine, toCopy } from "./error-code-line.tsx";
import { WhomToAsk } from "./whom-to-ask.tsx";

/** Says in words that a press wasn't carried out. */
export function Problem() {
  const { t } = useWords();
  const problem = useDrive((store) => store.problem);
  const dismiss = useDrive((store) => store.dismiss);
  return (
    <div role="alert">
      {problem === null ? null : (
        <div className="notice attention">
          <p className="notice-title">{t(`error.${problem}.title`)}</p>
          <p>{t(`error.${problem}.next`)}</p>
          <WhomToAsk code={problem} />
          <div className="notice-foot">
            <ErrorCodeLine code={problem} />
            <CopyText text={toCopy(t(`error.${problem}.title`), problem)} />
            <button type="button" className="link" onClick={dismiss}>
              {t("common.dismiss")}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
