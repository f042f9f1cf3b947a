import type { ErrorCode } from "../../core/errors.ts";
import { useWords } from "../words-context.tsx";

/** The code, selectable: what a person reads out to the helpdesk. */
export function ErrorCodeLine({ code }: { readonly code: ErrorCode }) {
  const { t } = useWords();
  return (
    <p className="error-code">
      {t("common.errorCode")} <code>{code}</code>
    </p>
  );
}
