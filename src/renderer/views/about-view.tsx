import type { View } from "../../shared/view.ts";
import { OpenBundle } from "../components/open-bundle.tsx";
import { Page } from "../components/page.tsx";
import { SupportCode } from "../components/support-code.tsx";
import { UpdatesLine } from "../components/updates-line.tsx";
import { useWords } from "../words-context.tsx";

export function AboutView({ view }: { readonly view: View }) {
  const { t } = useWords();
  return (
    <Page
      title={t("window.about", { service: view.service.name })}
      heading={t("about.heading")}
      footer={<a href="#/status">{t("common.back")}</a>}
    >
      <section className="about">
        <h2>{t("product.name")}</h2>
        <p>{t("about.what")}</p>
      </section>
      <dl className="facts">
        <div>
          <dt>{t("about.version")}</dt>
          <dd>{view.version}</dd>
        </div>
        <div>
          <dt>{t("about.service")}</dt>
          <dd>{view.service.name}</dd>
        </div>
        <div>
          <dt>{t("update.about")}</dt>
          <dd>
            <UpdatesLine updates={view.updates} />
          </dd>
        </div>
      </dl>
      <SupportCode view={view} />
      <OpenBundle />
      {view.simulation ? (
        <section className="notice tip">
          <h2 className="notice-title">{t("common.simulation")}</h2>
          <p>{t("about.simulation")}</p>
        </section>
      ) : null}
    </Page>
  );
}
