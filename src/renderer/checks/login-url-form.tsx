import { lineErrorChecks, wayBackIn } from "../../core/rules/access-path.ts";
import { whichLoginUrl } from "../../core/rules/login-url.ts";
import type { ServiceId } from "../../core/service/profile.ts";
import { SelectField } from "../components/field.tsx";
import { useWords } from "../words-context.tsx";
import { Answer, Explained } from "./answer.tsx";
import { methodChoices, methodHere, pathChoices } from "./choices.ts";
import { useForm } from "./inputs.ts";

export function LoginUrlForm({ service }: { readonly service: ServiceId }) {
  const { t, language } = useWords();
  const [{ onLine, path, method }, put] = useForm("loginUrl");
  return (
    <>
      <div className="settings check-form">
        <SelectField
          label={t("checks.login-url.onLine")}
          value={onLine}
          options={(["unknown", "yes", "no"] as const).map((one) => [
            one,
            t(`checks.login-url.onLines.${one}`),
          ])}
          onChange={(chosen) => put({ onLine: chosen })}
        />
        <SelectField
          label={t("checks.second-factor.path")}
          value={path}
          options={pathChoices(service, t("checks.notKnown"))}
          onChange={(chosen) => put({ path: chosen })}
        />
        <SelectField
          label={t("checks.second-factor.method")}
          value={methodHere(service, method)}
          options={methodChoices(service, language)}
          onChange={(chosen) => put({ method: chosen })}
        />
      </div>
      <Answer
        rule="login-url"
        service={service}
        explains
        verdict={whichLoginUrl(service, {
          onLine: onLine === "unknown" ? null : onLine === "yes",
          accessPath: path === "unknown" ? null : path,
          method: methodHere(service, method),
        })}
      />
      <Explained
        title={t("checks.login-url.error")}
        rule="line-error"
        verdict={lineErrorChecks(service)}
        service={service}
      />
      <Explained
        title={t("checks.login-url.wayBack")}
        rule="way-back-in"
        verdict={wayBackIn(service)}
        service={service}
      />
    </>
  );
}
