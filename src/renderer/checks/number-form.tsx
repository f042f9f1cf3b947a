import { useId, useState } from "react";
import { checkActiveDirectoryAccount, checkConnectionId } from "../../core/rules/active-directory.ts";
import { checkCode } from "../../core/rules/code-format.ts";
import { eligibleLines } from "../../core/rules/line-number.ts";
import { checkLineNumberList } from "../../core/rules/line-number-list.ts";
import { checkRecoveryCode } from "../../core/rules/recovery-code.ts";
import type { ServiceId } from "../../core/service/profile.ts";
import { Field, SelectField } from "../components/field.tsx";
import { useWords } from "../words-context.tsx";
import { Answer, Explained } from "./answer.tsx";
import { AskForm } from "./ask-form.tsx";
import { type NumberKind, useForm } from "./inputs.ts";
import { LineResults } from "./line-results.tsx";

const KINDS: readonly NumberKind[] = ["line", "sms", "totp", "recovery", "connection-id", "active-directory"];

/** These open an account, so they are forgotten when the form is left. */
const SECRET: readonly NumberKind[] = ["sms", "totp", "recovery"];

export function NumberForm({ service }: { readonly service: ServiceId }) {
  const { t } = useWords();
  const [{ kind, text: kept }, put] = useForm("number");
  const [secret, setSecret] = useState("");
  const [asked, setAsked] = useState(false);
  const isSecret = SECRET.includes(kind);
  const text = isSecret ? secret : kept;
  const type = (typed: string) => {
    setAsked(false);
    if (isSecret) setSecret(typed);
    else put({ text: typed });
  };
  return (
    <>
      <AskForm onAsk={() => setAsked(true)}>
        <SelectField
          label={t("checks.number.kind")}
          value={kind}
          options={KINDS.map((one) => [one, t(`checks.number.kinds.${one}`)])}
          onChange={(chosen) => {
            setAsked(false);
            setSecret("");
            put({ kind: chosen, text: "" });
          }}
        />
        <TypedField kind={kind} text={text} onChange={type} />
      </AskForm>
      <NumberAnswer kind={kind} service={service} text={asked ? text : null} />
      {kind === "line" ? (
        <Explained
          title={t("checks.number.eligible")}
          rule="eligible-lines"
          verdict={eligibleLines(service)}
          service={service}
        />
      ) : null}
    </>
  );
}

type TypedProps = {
  readonly kind: NumberKind;
  readonly text: string;
  readonly onChange: (typed: string) => void;
};

function TypedField({ kind, text, onChange }: TypedProps) {
  const { t } = useWords();
  const id = useId();
  const hint = {
    line: t("checks.number.linesHint"),
    sms: t("checks.number.secretHint"),
    totp: t("checks.number.secretHint"),
    recovery: t("checks.number.recoveryHint"),
    "connection-id": t("checks.number.existsNotChecked"),
    "active-directory": t("checks.number.existsNotChecked"),
  }[kind];
  const shared = {
    id,
    value: text,
    autoComplete: "off",
    autoCapitalize: "off",
    spellCheck: false,
    "aria-describedby": `${id}-hint`,
  } as const;
  return (
    <Field id={id} label={t(kind === "line" ? "checks.number.lines" : "checks.number.typed")} hint={hint}>
      {kind === "line" ? (
        <textarea {...shared} rows={4} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...shared} type="text" onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}

type AnswerProps = {
  readonly kind: NumberKind;
  readonly service: ServiceId;
  /** null = not asked. */
  readonly text: string | null;
};

function NumberAnswer({ kind, service, text }: AnswerProps) {
  const { t } = useWords();
  const exists = <p>{t("checks.number.existsNotChecked")}</p>;
  switch (kind) {
    case "line":
      return <LinesAnswer service={service} text={text} />;
    case "sms":
    case "totp":
      return (
        <Answer
          asked
          rule="code"
          service={service}
          verdict={text === null ? null : checkCode(service, kind, text)}
        />
      );
    case "recovery":
      return (
        <Answer
          asked
          rule="recovery-code"
          service={service}
          verdict={text === null ? null : checkRecoveryCode(service, text)}
        />
      );
    case "connection-id":
      return (
        <Answer
          asked
          rule="connection-id"
          service={service}
          verdict={text === null ? null : checkConnectionId(service, text)}
        >
          {exists}
        </Answer>
      );
    case "active-directory":
      return (
        <Answer
          asked
          rule="active-directory-account"
          service={service}
          verdict={text === null ? null : checkActiveDirectoryAccount(service, text)}
        >
          {exists}
        </Answer>
      );
  }
}

/** One number is answered as such, more of them as a list. */
function LinesAnswer({ service, text }: Omit<AnswerProps, "kind">) {
  const { t } = useWords();
  const list = text === null ? null : checkLineNumberList(service, text);
  const [only, ...others] = list?.value.lines ?? [];
  if (only !== undefined && others.length === 0)
    return (
      <Answer asked rule="line-number" service={service} verdict={only.verdict}>
        <p>{t("checks.number.existsNotChecked")}</p>
      </Answer>
    );
  return (
    <Answer asked rule="line-number-list" service={service} verdict={list}>
      {list === null || list.value.lines.length === 0 ? null : (
        <>
          <LineResults lines={list.value.lines} service={service} />
          <p>{t("checks.number.existsNotChecked")}</p>
        </>
      )}
    </Answer>
  );
}
