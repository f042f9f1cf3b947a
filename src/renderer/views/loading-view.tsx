import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";

/** Before the first view; when it can't be had, words and never the error's own text. */
export function LoadingView() {
  const { t } = useWords();
  const problem = useDrive((store) => store.problem);
  return (
    <main className="loading">
      <h1 className="unseen">{t("product.name")}</h1>
      {problem === null ? (
        <p role="status">{t("common.loading")}</p>
      ) : (
        <p role="alert">{t("status.unreachable")}</p>
      )}
    </main>
  );
}
