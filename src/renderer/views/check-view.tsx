import type { ComponentType } from "react";
import type { ServiceId } from "../../core/service/profile.ts";
import type { View } from "../../shared/view.ts";
import { ChangeForm } from "../checks/change-form.tsx";
import { LinkForm } from "../checks/link-form.tsx";
import { LoginUrlForm } from "../checks/login-url-form.tsx";
import { NumberForm } from "../checks/number-form.tsx";
import { PasswordForm } from "../checks/password-form.tsx";
import { ResetForm } from "../checks/reset-form.tsx";
import { SecondFactorForm } from "../checks/second-factor-form.tsx";
import { ServiceChoice, useService } from "../checks/service-choice.tsx";
import type { Topic } from "../checks/topics.ts";
import { UnlockForm } from "../checks/unlock-form.tsx";
import { Page } from "../components/page.tsx";
import { useWords } from "../words-context.tsx";

const FORMS: Readonly<Record<Topic, ComponentType<{ readonly service: ServiceId }>>> = {
  password: PasswordForm,
  number: NumberForm,
  link: LinkForm,
  unlock: UnlockForm,
  "second-factor": SecondFactorForm,
  reset: ResetForm,
  change: ChangeForm,
  "login-url": LoginUrlForm,
};

/** One question's form and its answer. It asks the core itself: nothing of it reaches main. */
export function CheckView({ topic, view }: { readonly topic: Topic; readonly view: View }) {
  const { t } = useWords();
  const service = useService(view);
  const Form = FORMS[topic];
  return (
    <Page
      title={t("window.checks", { service: view.service.name })}
      heading={t(`checks.topic.${topic}`)}
      footer={
        <nav aria-label={t("product.name")}>
          <a href="#/checks">{t("checks.back")}</a>
          <a href="#/status">{t("common.back")}</a>
        </nav>
      }
    >
      <div className="settings check-form">
        <ServiceChoice service={service} />
      </div>
      {service === null ? <p>{t("checks.noService")}</p> : <Form service={service} />}
    </Page>
  );
}
