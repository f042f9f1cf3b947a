import { explainUnlock, LOCK_AFTER, triesLeft } from "../../core/rules/lockout.ts";
import type { ServiceId } from "../../core/service/profile.ts";
import { SelectField } from "../components/field.tsx";
import { useNow } from "../now.ts";
import { useWords } from "../words-context.tsx";
import { Answer } from "./answer.tsx";
import { useForm } from "./inputs.ts";
import { LOOK_EVERY_MS } from "./look-every.ts";
import { TimeField, timeOf } from "./time-field.tsx";

const COUNTS = Array.from({ length: LOCK_AFTER }, (_, index) => `${index + 1}`);

export function UnlockForm({ service }: { readonly service: ServiceId }) {
  const { t } = useWords();
  const now = useNow(LOOK_EVERY_MS);
  const [{ state, method, mailedAt, failures }, put] = useForm("unlock");
  return (
    <>
      <div className="settings check-form">
        <SelectField
          label={t("checks.unlock.locked")}
          value={state}
          options={(["locked", "trying"] as const).map((one) => [one, t(`checks.unlock.states.${one}`)])}
          onChange={(chosen) => put({ state: chosen })}
        />
        {state === "locked" ? (
          <>
            <SelectField
              label={t("checks.unlock.method")}
              value={method}
              options={(["password", "other", "unknown"] as const).map((one) => [
                one,
                t(`checks.unlock.methods.${one}`),
              ])}
              onChange={(chosen) => put({ method: chosen })}
            />
            <TimeField
              label={t("checks.unlock.mailedAt")}
              hint={t("checks.unlock.mailHint")}
              value={mailedAt}
              onChange={(typed) => put({ mailedAt: typed })}
            />
          </>
        ) : (
          <SelectField
            label={t("checks.unlock.failures")}
            value={`${failures}`}
            options={COUNTS.map((count) => [count, t("checks.unlock.times", { count })])}
            onChange={(chosen) => put({ failures: Number(chosen) })}
          />
        )}
      </div>
      {state === "locked" ? (
        <Answer
          rule="unlock"
          service={service}
          explains
          verdict={explainUnlock(
            service,
            { method: method === "unknown" ? null : method, mailedAt: timeOf(mailedAt) },
            now,
          )}
        />
      ) : (
        <Answer rule="tries-left" service={service} explains verdict={triesLeft(failures)} />
      )}
    </>
  );
}
