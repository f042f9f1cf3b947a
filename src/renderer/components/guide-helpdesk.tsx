import { type RefObject, useState } from "react";
import type { ErrorCode } from "../../core/errors.ts";
import type { LookShown } from "../../shared/guide.ts";
import type { NowText } from "../../shared/locales/recovery-text.ts";
import { supportCodeOf } from "../../shared/support.ts";
import type { View } from "../../shared/view.ts";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";
import { Button } from "./button.tsx";
import { CopyText } from "./copy-text.tsx";
import { OpenBundle } from "./open-bundle.tsx";

/** The end where somebody else has to help: the digits for the phone, and what to say. */
export function GuideHelpdesk({
  code,
  text,
  look,
  view,
  heading,
}: {
  readonly code: ErrorCode;
  readonly text: Extract<NowText, { readonly at: "helpdesk" }>;
  readonly look: LookShown | null;
  readonly view: View;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}) {
  const { t } = useWords();
  const run = useDrive((store) => store.run);
  return (
    <section className="guide-now" aria-labelledby="guide-now">
      <h3 id="guide-now" ref={heading} tabIndex={-1}>
        {text.said}
      </h3>
      <div className="support-code">
        <h4>{t("common.supportCode")}</h4>
        {/* It comes when the doctor's finding is in it. */}
        {look?.is === "running" ? <p>{t("guide.codeWaits")}</p> : <Digits code={code} view={view} />}
      </div>
      <div className="guide-say">
        <h4>{t("guide.say")}</h4>
        <blockquote>{text.phone}</blockquote>
        <CopyText text={text.phone} />
      </div>
      {view.supportContact === null ? null : <Contact contact={view.supportContact} />}
      <OpenBundle />
      <div className="guide-press">
        <Button kind="primary" onPress={() => void run((api) => api.closeWindow())}>
          {t("common.close")}
        </Button>
        <Button kind="plain" onPress={() => void run((api) => api.guideRestart())}>
          {t("guide.restart")}
        </Button>
      </div>
    </section>
  );
}

const CONTACT = [
  ["name", "name"],
  ["telephone", "phone"],
  ["mail", "mail"],
  ["hours", "hours"],
] as const;

/** Whom IT wants people to ask, as it wrote it. */
function Contact({ contact }: { readonly contact: NonNullable<View["supportContact"]> }) {
  const { t } = useWords();
  return (
    <dl className="facts">
      {CONTACT.map(([word, field]) =>
        contact[field] === undefined ? null : (
          <div key={field}>
            <dt>{t(`guide.contact.${word}`)}</dt>
            <dd>{contact[field]}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** Made once: whoever reads it out needs it to stay, whatever the client tries meanwhile. */
function Digits({ code, view }: { readonly code: ErrorCode; readonly view: View }) {
  const [digits] = useState(() => supportCodeOf({ ...view, reason: code }, Date.now()));
  return (
    <>
      <p>
        <code>{digits}</code>
      </p>
      <CopyText text={digits} />
    </>
  );
}
