import type { RefObject } from "react";
import type { ErrorCode } from "../../core/errors.ts";
import type { LookShown } from "../../shared/guide.ts";
import type { NowText } from "../../shared/locales/recovery-text.ts";
import { supportCodeOf } from "../../shared/support.ts";
import type { View } from "../../shared/view.ts";
import { useNow } from "../now.ts";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";
import { Button } from "./button.tsx";
import { CopyText } from "./copy-text.tsx";

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
  const digits = supportCodeOf({ ...view, reason: code }, useNow(60_000));
  return (
    <section className="guide-now" aria-labelledby="guide-now">
      <h3 id="guide-now" ref={heading} tabIndex={-1}>
        {text.said}
      </h3>
      <div className="support-code">
        <h4>{t("common.supportCode")}</h4>
        {/* Whoever reads it out needs it to stay: it comes when the doctor's finding is in it. */}
        {look?.is === "running" ? (
          <p>{t("guide.codeWaits")}</p>
        ) : (
          <>
            <p>
              <code>{digits}</code>
            </p>
            <CopyText text={digits} />
          </>
        )}
      </div>
      <div className="guide-say">
        <h4>{t("guide.say")}</h4>
        <blockquote>{text.phone}</blockquote>
        <CopyText text={text.phone} />
      </div>
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
