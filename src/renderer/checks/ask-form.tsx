import type { ReactNode } from "react";
import { useWords } from "../words-context.tsx";

type AskFormProps = { readonly onAsk: () => void; readonly children: ReactNode };

/** Typed input is judged when its person is done, by the button or by Enter, not letter by letter. */
export function AskForm({ onAsk, children }: AskFormProps) {
  const { t } = useWords();
  return (
    <form
      className="settings check-form"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        onAsk();
      }}
    >
      {children}
      <div className="field">
        <button type="submit" className="button primary">
          {t("checks.ask")}
        </button>
      </div>
    </form>
  );
}
