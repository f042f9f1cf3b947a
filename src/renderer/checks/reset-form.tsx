import { afterRecoveryCode } from "../../core/rules/recovery-code.ts";
import { resetsSecondFactor, waysToResetSecondFactor } from "../../core/rules/second-factor-reset.ts";
import type { ServiceId } from "../../core/service/profile.ts";
import { SelectField } from "../components/field.tsx";
import { useWords } from "../words-context.tsx";
import { Answer, Explained } from "./answer.tsx";
import { type ResetQuestion, useForm } from "./inputs.ts";

const BY = ["password-reset", "login-method", "mail-change", "password-change"] as const;

import { RoleField } from "./role-field.tsx";

export function ResetForm({ service }: { readonly service: ServiceId }) {
  const { t } = useWords();
  const [{ question, role, method }, put] = useForm("reset");
  return (
    <>
      <div className="settings check-form">
        <SelectField<ResetQuestion>
          label={t("checks.reset.question")}
          value={question}
          options={[
            ["ways", t("checks.reset.ways")],
            ...BY.map((by) => [by, t(`checks.reset.by.${by}`)] as const),
          ]}
          onChange={(chosen) => put({ question: chosen })}
        />
        {question === "ways" ? (
          <RoleField role={role} onChange={(chosen) => put({ role: chosen })} />
        ) : (
          <SelectField
            label={t("checks.unlock.method")}
            value={method}
            options={(["password", "other"] as const).map((one) => [one, t(`checks.unlock.methods.${one}`)])}
            onChange={(chosen) => put({ method: chosen })}
          />
        )}
      </div>
      {question === "ways" ? (
        <Answer
          rule="second-factor-ways"
          service={service}
          explains
          verdict={waysToResetSecondFactor(service, role)}
        />
      ) : (
        <Answer
          rule="second-factor-reset"
          service={service}
          explains
          verdict={resetsSecondFactor(service, question, method)}
        />
      )}
      <Explained
        title={t("checks.reset.recovery")}
        rule="after-recovery-code"
        verdict={afterRecoveryCode()}
        service={service}
      />
    </>
  );
}
