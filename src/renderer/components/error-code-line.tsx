import type { ErrorCode } from "../../core/errors.ts";
import type { Said } from "../../core/provider-words.ts";
import { useWords } from "../words-context.tsx";

/** The code and what is behind it, selectable: what a person reads out to the helpdesk. */
export function ErrorCodeLine({
  code,
  said = null,
}: {
  readonly code: ErrorCode;
  readonly said?: Said | null;
}) {
  const { t } = useWords();
  return (
    <p className="error-code">
      {t("common.errorCode")} <code>{code}</code>
      {[said?.word, said?.place].map((part) => (part ? <code key={part}>{part}</code> : null))}
    </p>
  );
}
