import type { View } from "../../shared/view.ts";
import { useWords } from "../words-context.tsx";
import { ErrorCodeLine } from "./error-code-line.tsx";

/** What went wrong last, when it isn't what the reason says already. */
export function LastError({ view }: { readonly view: Pick<View, "lastError" | "reason"> }) {
  const { t } = useWords();
  const { lastError, reason } = view;
  if (lastError === null || lastError === reason) return null;
  return (
    <section className="last-error">
      <h3>{t("status.lastError")}</h3>
      <p>{t(`error.${lastError}.title`)}</p>
      <ErrorCodeLine code={lastError} />
    </section>
  );
}
