import { useState } from "react";
import type { ConsentDetails } from "../../core/login/consent.ts";
import type { View } from "../../shared/view.ts";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { SimulationBadge } from "../components/simulation-badge.tsx";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";

/** The client's own question before it answers the operator's page (B14, facts A46). Esc does nothing here. */
export function ConsentView({ view }: { readonly view: View }) {
  const { t } = useWords();
  return (
    <Page
      title={t("window.consent", { service: view.service.name })}
      heading={t("consent.heading")}
      aside={view.simulation ? <SimulationBadge /> : null}
      footer={
        view.consent === null ? (
          <CloseButton />
        ) : (
          <Answers key={view.consent.question} question={view.consent.question} />
        )
      }
    >
      {view.consent === null ? (
        <p role="status">{t("consent.none")}</p>
      ) : (
        <Explained details={view.consent} changed={view.consent.changed} disclaimer={view.disclaimer} />
      )}
    </Page>
  );
}

function Explained({
  details,
  changed,
  disclaimer,
}: {
  readonly details: ConsentDetails;
  readonly changed: boolean;
  readonly disclaimer: boolean;
}) {
  const { t } = useWords();
  return (
    <>
      {changed ? (
        <p className="notice attention" role="status">
          {t("consent.changed")}
        </p>
      ) : null}
      <p className="lead">{t("consent.lead")}</p>
      <dl className="facts">
        <div>
          <dt>{t("consent.what")}</dt>
          <dd>{t("consent.whatValue")}</dd>
        </div>
        <div>
          <dt>{t("consent.recipient")}</dt>
          <dd>{details.recipient}</dd>
        </div>
        <div>
          <dt>{t("consent.forService")}</dt>
          <dd>{details.serviceName}</dd>
        </div>
      </dl>
      <p className="origin">{t("consent.origin", { origin: details.origin })}</p>
      <div className="explained">
        <h2>{t("consent.whyTitle")}</h2>
        <p>{t("consent.why")}</p>
        {details.canRemember ? (
          <>
            <h2>{t("consent.onceTitle")}</h2>
            <p>{t("consent.once")}</p>
          </>
        ) : null}
        <h2>{t("consent.disclaimerTitle")}</h2>
        <p>
          {t("consent.disclaimer")} {disclaimer ? <DisclaimerLink /> : null}
        </p>
        <h2>{t("consent.laterTitle")}</h2>
        <p>{t("consent.later")}</p>
      </div>
    </>
  );
}

function DisclaimerLink() {
  const { t } = useWords();
  const run = useDrive((store) => store.run);
  return (
    <button type="button" className="link" onClick={() => void run((api) => api.openLink("disclaimer"))}>
      {t("consent.disclaimerLink")}
    </button>
  );
}

function Answers({ question }: { readonly question: number }) {
  const { t } = useWords();
  const run = useDrive((store) => store.run);
  const [answered, setAnswered] = useState(false);
  // One answer a question; if it could not be given the buttons work again.
  const answer = (choice: "yes" | "by-hand" | "abort") => {
    if (answered) return;
    setAnswered(true);
    void run((api) => api.answerConsent(choice, question)).then(setAnswered);
  };
  return (
    <div className="consent-answers">
      <Button kind="primary" onPress={() => answer("yes")}>
        {t("consent.yes")}
      </Button>
      <Button kind="plain" onPress={() => answer("by-hand")}>
        {t("consent.byHand")}
      </Button>
      <Button kind="plain" onPress={() => answer("abort")}>
        {t("consent.abort")}
      </Button>
    </div>
  );
}

function CloseButton() {
  const { t } = useWords();
  const run = useDrive((store) => store.run);
  return (
    <Button kind="plain" onPress={() => void run((api) => api.closeWindow())}>
      {t("common.close")}
    </Button>
  );
}
