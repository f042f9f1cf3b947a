import type { View } from "../../shared/view.ts";
import { TOPIC_OF } from "../checks/topics.ts";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";
import { CopyText } from "./copy-text.tsx";
import { ErrorCodeLine, toCopy } from "./error-code-line.tsx";
import { WhomToAsk } from "./whom-to-ask.tsx";

function GuideLink() {
  const { t } = useWords();
  const run = useDrive((store) => store.run);
  return (
    <button type="button" className="link" onClick={() => void run((api) => api.openGuide())}>
      {t("guide.open")}
    </button>
  );
}

/** Why it is so and the one next step, when there is something to explain; a form below is the next step itself. */
export function ReasonNotice({
  view,
}: {
  readonly view: Pick<View, "reason" | "said" | "doubt" | "state" | "proxy" | "dialog">;
}) {
  const { t } = useWords();
  const { reason, doubt } = view;
  if (reason === null) return null;
  const topic = TOPIC_OF[reason];
  const title =
    view.dialog === null ? t(`error.${reason}.title`) : t("status.dialogOf", { program: view.dialog });
  return (
    <section className={`notice ${view.state}`} aria-labelledby="reason-title">
      <h3 id="reason-title" className="notice-title">
        {title}
      </h3>
      <p>{t(`error.${reason}.cause`)}</p>
      {doubt === null ? null : <p>{t(`consent.doubt.${doubt}`)}</p>}
      {view.proxy === null ? <p className="next-step">{t(`error.${reason}.next`)}</p> : null}
      <WhomToAsk code={reason} />
      <div className="notice-foot">
        <ErrorCodeLine code={reason} said={view.said} />
        <CopyText text={toCopy(title, reason, view.said)} />
        <GuideLink />
        {topic === undefined ? null : <a href={`#/checks/${topic}`}>{t("checks.more")}</a>}
      </div>
    </section>
  );
}
