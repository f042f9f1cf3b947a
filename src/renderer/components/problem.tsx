import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";
import { ErrorCodeLine } from "./error-code-line.tsx";

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
          <div className="notice-foot">
            <ErrorCodeLine code={problem} />
            <button type="button" className="link" onClick={dismiss}>
              {t("common.dismiss")}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
