import type { ErrorCode } from "../../core/errors.ts";
import { whomWords } from "../../shared/error-words.ts";
import { useWords } from "../words-context.tsx";

export function WhomToAsk({ code }: { readonly code: ErrorCode }) {
  const words = useWords();
  return (
    <dl className="whom">
      <dt>{words.t("common.askWhom")}</dt>
      <dd>{whomWords(words, code)}</dd>
    </dl>
  );
}
