import { useWords } from "../words-context.tsx";

/** Windows hides new tray icons behind its "^" menu: said once, on the first run. */
export function FirstRunTip() {
  const { t } = useWords();
  return (
    <section className="notice tip" aria-labelledby="first-run-title">
      <h3 id="first-run-title" className="notice-title">
        {t("status.firstRunTitle")}
      </h3>
      <p>{t("status.firstRun")}</p>
    </section>
  );
}
