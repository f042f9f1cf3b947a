import { tokyoDate } from "../../shared/tokyo-time.ts";
import type { View } from "../../shared/view.ts";
import { useWords } from "../words-context.tsx";

/** Who was told in the person's stead, and by whose approval (reliability 8). */
export function ConsentApproved({ approved }: { readonly approved: NonNullable<View["consentApproved"]> }) {
  const { t, language } = useWords();
  const { by, at, contract, recipient, serviceName } = approved;
  const when = tokyoDate(Date.parse(at), language);
  const facts = [
    [t("status.consentApproved.recipient"), `${recipient} / ${serviceName}`],
    [t("status.consentApproved.approved"), t("status.consentApproved.approvedBy", { by, at: when })],
    [t("status.consentApproved.contract"), contract],
  ];
  return (
    <section className="notice tip" aria-labelledby="consent-approved-title">
      <h3 id="consent-approved-title" className="notice-title">
        {t("status.consentApproved.title")}
      </h3>
      <p>{t("status.consentApproved.answer")}</p>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
