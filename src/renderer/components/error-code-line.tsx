import { Fragment } from "react";
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
      {saidParts(said).map((part) => (
        <Fragment key={part}>
          {" "}
          <code>{part}</code>
        </Fragment>
      ))}
    </p>
  );
}

/** The same with its title, as one line for the clipboard. */
export function toCopy(title: string, code: ErrorCode, said: Said | null = null): string {
  return [title, code, ...saidParts(said)].join(" ");
}

function saidParts(said: Said | null): readonly string[] {
  return [said?.word, said?.place].flatMap((part) => (part ? [part] : []));
}
