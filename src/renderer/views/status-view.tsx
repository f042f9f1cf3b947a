import type { View } from "../../shared/view.ts";
import { AccountLine } from "../components/account-line.tsx";
import { BrowserAddress } from "../components/browser-address.tsx";
import { ConsentApproved } from "../components/consent-approved.tsx";
import { FirstRunTip } from "../components/first-run-tip.tsx";
import { ForgetQuestion } from "../components/forget-question.tsx";
import { LastError } from "../components/last-error.tsx";
import { OfferButtons } from "../components/offer-buttons.tsx";
import { OpenBundle } from "../components/open-bundle.tsx";
import { Page } from "../components/page.tsx";
import { ProxyForm } from "../components/proxy-form.tsx";
import { ReasonNotice } from "../components/reason-notice.tsx";
import { RecentEvents } from "../components/recent-events.tsx";
import { SimulationBadge } from "../components/simulation-badge.tsx";
import { StateHeadline } from "../components/state-headline.tsx";
import { SupportCode } from "../components/support-code.tsx";
import { TokenStoreLine } from "../components/token-store-line.tsx";
import { UpdateOffer } from "../components/update-offer.tsx";
import { useWords } from "../words-context.tsx";

export function StatusView({ view }: { readonly view: View }) {
  const { t } = useWords();
  const footer = (
    <nav aria-label={t("product.name")}>
      <a href="#/checks">{t("common.checks")}</a>
      {view.hidden.includes("settings") ? null : <a href="#/settings">{t("common.settings")}</a>}
      {view.hidden.includes("about") ? null : <a href="#/about">{t("common.about")}</a>}
    </nav>
  );
  return (
    <Page
      title={t("window.status", { service: view.service.name })}
      heading={view.service.name}
      below={view.account === null ? null : <AccountLine account={view.account} />}
      aside={view.simulation ? <SimulationBadge /> : null}
      footer={footer}
    >
      <StateHeadline view={view} />
      <ReasonNotice view={view} />
      {view.proxy === null ? null : <ProxyForm key={view.proxy} proxy={view.proxy} />}
      <TokenStoreLine view={view} />
      <OfferButtons view={view} />
      {view.attempt?.address == null ? null : <BrowserAddress address={view.attempt.address} />}
      <LastError view={view} />
      {view.reason === null && view.lastError === null ? null : (
        <>
          <SupportCode view={view} />
          <OpenBundle />
        </>
      )}
      {view.consentApproved === null ? null : <ConsentApproved approved={view.consentApproved} />}
      <UpdateOffer view={view} />
      {view.firstRun ? <FirstRunTip /> : null}
      <RecentEvents view={view} />
      {view.question === "forget" ? <ForgetQuestion /> : null}
    </Page>
  );
}
