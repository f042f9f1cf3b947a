import { enrolment, explainSecondFactor, turnOffSecondFactor } from "../../core/rules/second-factor.ts";
import { smsDoesNotArrive } from "../../core/rules/sms-arrival.ts";
import type { ServiceId } from "../../core/service/profile.ts";
import { SelectField } from "../components/field.tsx";
import { useNow } from "../now.ts";
import { useWords } from "../words-context.tsx";
import { Answer, Explained } from "./answer.tsx";
import { methodChoices, methodHere, pathChoices } from "./choices.ts";
import { type Inputs, useForm } from "./inputs.ts";
import { LOOK_EVERY_MS } from "./look-every.ts";
import { TimeField, timeOf } from "./time-field.tsx";

type Values = Inputs["secondFactor"];

const lastAccess = ({ last, lastAt }: Values) =>
  last === "never" ? "never" : last === "at" ? timeOf(lastAt) : null;

export function SecondFactorForm({ service }: { readonly service: ServiceId }) {
  const { t } = useWords();
  const now = useNow(LOOK_EVERY_MS);
  const [values, put] = useForm("secondFactor");
  const off = turnOffSecondFactor(service);
  const { door, path, setting } = values;
  return (
    <>
      <Fields service={service} values={values} put={put} canBeTurnedOff={off.value.possible} />
      <Answer
        rule="second-factor"
        service={service}
        explains
        verdict={explainSecondFactor(
          service,
          {
            method: methodHere(service, values.method),
            byLine: door === "line",
            accessPath: path === "unknown" ? null : path,
            setting: setting === "unknown" ? null : setting,
            lastAccess: lastAccess(values),
          },
          now,
        )}
      />
      <Explained
        title={t("checks.second-factor.enrolment")}
        rule="second-factor-enrolment"
        verdict={enrolment(service)}
        service={service}
      />
      <Explained
        title={t("checks.second-factor.sms")}
        rule="sms"
        verdict={smsDoesNotArrive(service)}
        service={service}
      />
      <Explained
        title={t("checks.second-factor.off")}
        rule="second-factor-off"
        verdict={off}
        service={service}
      />
    </>
  );
}

type FieldsProps = {
  readonly service: ServiceId;
  readonly values: Values;
  readonly put: (change: Partial<Values>) => void;
  readonly canBeTurnedOff: boolean;
};

function Fields({ service, values, put, canBeTurnedOff }: FieldsProps) {
  const { t, language } = useWords();
  return (
    <div className="settings check-form">
      <SelectField
        label={t("checks.second-factor.method")}
        value={methodHere(service, values.method)}
        options={methodChoices(service, language)}
        onChange={(method) => put({ method })}
      />
      <SelectField
        label={t("checks.second-factor.byLine")}
        value={values.door}
        options={(["internet", "line"] as const).map((one) => [one, t(`checks.second-factor.doors.${one}`)])}
        onChange={(door) => put({ door })}
      />
      <SelectField
        label={t("checks.second-factor.path")}
        value={values.path}
        options={pathChoices(service, t("checks.notKnown"))}
        onChange={(path) => put({ path })}
      />
      {canBeTurnedOff ? (
        <SelectField
          label={t("checks.second-factor.setting")}
          value={values.setting}
          options={(["unknown", "on", "off"] as const).map((one) => [
            one,
            t(`checks.second-factor.settings.${one}`),
          ])}
          onChange={(setting) => put({ setting })}
        />
      ) : null}
      <SelectField
        label={t("checks.second-factor.last")}
        value={values.last}
        options={(["unknown", "never", "at"] as const).map((one) => [
          one,
          t(`checks.second-factor.lasts.${one}`),
        ])}
        onChange={(last) => put({ last })}
      />
      {values.last === "at" ? (
        <TimeField
          label={t("checks.second-factor.lastAt")}
          value={values.lastAt}
          onChange={(lastAt) => put({ lastAt })}
        />
      ) : null}
    </div>
  );
}
