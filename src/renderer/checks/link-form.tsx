import { linkPlaces } from "../../core/rules/login-url.ts";
import { checkMailLink } from "../../core/rules/mail-link.ts";
import { mailSubject } from "../../core/rules/mail-subject.ts";
import type { LinkKind, MailKind } from "../../core/service/manual.ts";
import type { ServiceId } from "../../core/service/profile.ts";
import { SelectField } from "../components/field.tsx";
import { useNow } from "../now.ts";
import { useWords } from "../words-context.tsx";
import { Answer, Explained } from "./answer.tsx";
import { useForm } from "./inputs.ts";
import { LOOK_EVERY_MS } from "./look-every.ts";
import { TimeField, timeOf } from "./time-field.tsx";

/** The mail that brings each kind of link. */
const MAIL: Readonly<Record<LinkKind, MailKind>> = {
  unblock: "lock",
  reset: "reset",
  "mail-change": "mail-change",
  "method-change": "method-change",
  invite: "invite",
};

const KINDS = Object.keys(MAIL) as LinkKind[];

export function LinkForm({ service }: { readonly service: ServiceId }) {
  const { t } = useWords();
  const now = useNow(LOOK_EVERY_MS);
  const [{ kind, mailedAt }, put] = useForm("link");
  const at = timeOf(mailedAt);
  const subject = mailSubject(service, MAIL[kind]).value;
  return (
    <>
      <div className="settings check-form">
        <SelectField
          label={t("checks.link.kind")}
          hint={subject === null ? t("checks.link.noSubject") : t("checks.link.subject", { subject })}
          value={kind}
          options={KINDS.map((one) => [one, t(`checks.link.kinds.${one}`)])}
          onChange={(chosen) => put({ kind: chosen })}
        />
        <TimeField
          label={t("checks.time.mailedAt")}
          value={mailedAt}
          onChange={(typed) => put({ mailedAt: typed })}
        />
      </div>
      <Answer
        rule="mail-link"
        service={service}
        verdict={at === null ? null : checkMailLink(service, kind, at, now)}
        waiting={t("checks.time.missing")}
      />
      <Explained
        title={t("checks.link.places")}
        rule="link-places"
        verdict={linkPlaces(service)}
        service={service}
      />
    </>
  );
}
