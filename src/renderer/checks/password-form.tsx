import { useId, useState } from "react";
import { checkPassword } from "../../core/rules/password.ts";
import type { ServiceId } from "../../core/service/profile.ts";
import { Field } from "../components/field.tsx";
import { useWords } from "../words-context.tsx";
import { Answer } from "./answer.tsx";
import { AskForm } from "./ask-form.tsx";

/** Nothing of it is kept: leaving the form takes the password with it, and no answer repeats it. */
export function PasswordForm({ service }: { readonly service: ServiceId }) {
  const { t } = useWords();
  const [password, setPassword] = useState("");
  const [confirmation, setConfirmation] = useState("");
  const [shown, setShown] = useState(false);
  const [asked, setAsked] = useState(false);
  const change = (set: (typed: string) => void) => (typed: string) => {
    set(typed);
    setAsked(false);
  };
  return (
    <>
      <AskForm onAsk={() => setAsked(true)}>
        <SecretField
          label={t("checks.password.password")}
          hint={t("checks.password.notStated")}
          value={password}
          shown={shown}
          onChange={change(setPassword)}
        />
        <SecretField
          label={t("checks.password.confirmation")}
          hint={t("checks.password.confirmationHint")}
          value={confirmation}
          shown={shown}
          onChange={change(setConfirmation)}
        />
        <div className="field">
          <label className="check">
            <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
            <span>{t("checks.password.show")}</span>
          </label>
        </div>
      </AskForm>
      <Answer
        asked
        rule="password"
        service={service}
        verdict={
          asked ? checkPassword(service, password, confirmation === "" ? undefined : confirmation) : null
        }
      />
    </>
  );
}

type SecretProps = {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly shown: boolean;
  readonly onChange: (typed: string) => void;
};

function SecretField({ label, hint, value, shown, onChange }: SecretProps) {
  const id = useId();
  return (
    <Field id={id} label={label} hint={hint}>
      <input
        id={id}
        type={shown ? "text" : "password"}
        value={value}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
