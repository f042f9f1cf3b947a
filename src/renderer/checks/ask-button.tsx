import { useWords } from "../words-context.tsx";

/** Sends the form to the rules: typed input is judged when its person is done, not letter by letter. */
export function AskButton() {
  const { t } = useWords();
  return (
    <div className="field">
      <button type="submit" className="button primary">
        {t("checks.ask")}
      </button>
    </div>
  );
}
