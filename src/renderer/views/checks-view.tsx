import type { View } from "../../shared/view.ts";
import { TOPICS } from "../checks/topics.ts";
import { Page } from "../components/page.tsx";
import { useWords } from "../words-context.tsx";

/** The questions; each leads to its form. */
export function ChecksView({ view }: { readonly view: View }) {
  const { t } = useWords();
  return (
    <Page
      title={t("window.checks", { service: view.service.name })}
      heading={t("checks.heading")}
      footer={
        <nav aria-label={t("product.name")}>
          <a href="#/status">{t("common.back")}</a>
          <a href="#/settings">{t("common.settings")}</a>
        </nav>
      }
    >
      <p>{t("checks.lead")}</p>
      <nav aria-label={t("checks.topics")}>
        <ul className="topics">
          {TOPICS.map((topic) => (
            <li key={topic}>
              <a href={`#/checks/${topic}`}>{t(`checks.topic.${topic}`)}</a>
            </li>
          ))}
        </ul>
      </nav>
    </Page>
  );
}
