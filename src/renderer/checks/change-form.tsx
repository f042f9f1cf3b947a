import { checkCredentialChange } from "../../core/rules/credential-change.ts";
import { mayDo, type Person, whatMayDo } from "../../core/rules/permissions.ts";
import { checkTrial } from "../../core/rules/trial.ts";
import type { ServiceId } from "../../core/service/profile.ts";
import { RULE_WORDS } from "../../shared/verdict-words.ts";
import { SelectField } from "../components/field.tsx";
import { useNow } from "../now.ts";
import { useWords } from "../words-context.tsx";
import { Answer } from "./answer.tsx";
import { methodChoices, methodHere } from "./choices.ts";
import { type Inputs, useForm } from "./inputs.ts";
import { LOOK_EVERY_MS } from "./look-every.ts";
import { MayTable } from "./may-table.tsx";
import { RoleField } from "./role-field.tsx";
import { TimeField, timeOf } from "./time-field.tsx";

type Values = Inputs["change"];
type Put = (change: Partial<Values>) => void;

export function ChangeForm({ service }: { readonly service: ServiceId }) {
  const { t, language } = useWords();
  const [values, put] = useForm("change");
  const { role, plan, operation } = values;
  const rows = whatMayDo(service, { role, plan });
  const words = RULE_WORDS[language].operation;
  return (
    <>
      <div className="settings check-form">
        <RoleField role={role} onChange={(chosen) => put({ role: chosen })} />
        <SelectField
          label={t("checks.change.plan")}
          value={plan}
          options={(["basic", "trial"] as const).map((one) => [one, t(`checks.change.plans.${one}`)])}
          onChange={(chosen) => put({ plan: chosen })}
        />
        <SelectField
          label={t("checks.change.operation")}
          value={operation}
          options={rows.map((row) => [row.operation, words[row.operation]])}
          onChange={(chosen) => put({ operation: chosen })}
        />
        {operation === "login-method" ? <MethodFields service={service} values={values} put={put} /> : null}
        {asksForTrial(values) ? (
          <TimeField
            label={t("checks.change.trialStart")}
            hint={t("checks.change.trialHint")}
            value={values.trialStart}
            onChange={(trialStart) => put({ trialStart })}
          />
        ) : null}
      </div>
      <ChangeAnswer service={service} values={values} />
      <MayTable rows={rows} />
    </>
  );
}

/** Only then does the answer depend on how long ago the trial was. */
const asksForTrial = ({ role, plan, operation }: Values) =>
  role === "holder" && plan === "trial" && operation === "plan";

function MethodFields({
  service,
  values,
  put,
}: {
  readonly service: ServiceId;
  readonly values: Values;
  readonly put: Put;
}) {
  const { t, language } = useWords();
  const methods = methodChoices(service, language);
  return (
    <>
      <SelectField
        label={t("checks.change.from")}
        value={methodHere(service, values.from)}
        options={methods}
        onChange={(from) => put({ from })}
      />
      <SelectField
        label={t("checks.change.to")}
        value={methodHere(service, values.to)}
        options={methods}
        onChange={(to) => put({ to })}
      />
      <div className="field">
        <label className="check">
          <input
            type="checkbox"
            checked={values.withMail}
            onChange={(event) => put({ withMail: event.target.checked })}
          />
          <span>{t("checks.change.withMail")}</span>
        </label>
      </div>
    </>
  );
}

function ChangeAnswer({ service, values }: { readonly service: ServiceId; readonly values: Values }) {
  const now = useNow(LOOK_EVERY_MS);
  const { role, plan, operation, from, to, withMail, trialStart } = values;
  const person: Person = { role, plan };
  const startedAt = timeOf(trialStart);
  if (asksForTrial(values) && startedAt !== null)
    return <Answer rule="trial" service={service} verdict={checkTrial(service, startedAt, now)} />;
  if (operation === "login-method") {
    const method = { from: methodHere(service, from), to: methodHere(service, to) };
    const verdict = checkCredentialChange(service, person, { method, mail: withMail });
    return <Answer rule="credential-change" service={service} verdict={verdict} />;
  }
  if (operation === "mail") {
    const verdict = checkCredentialChange(service, person, { method: null, mail: true });
    return <Answer rule="credential-change" service={service} verdict={verdict} />;
  }
  return <Answer rule="permission" service={service} verdict={mayDo(service, operation, person)} />;
}
