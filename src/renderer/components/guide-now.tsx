import type { RefObject } from "react";
import type { GuideView, GuideNow as Now } from "../../core/recovery/guide-view.ts";
import type { LookShown } from "../../shared/guide.ts";
import type { NowText } from "../../shared/locales/recovery-text.ts";
import type { View } from "../../shared/view.ts";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";
import { AccountLine } from "./account-line.tsx";
import { BrowserAddress } from "./browser-address.tsx";
import { Button } from "./button.tsx";
import { CopyText } from "./copy-text.tsx";
import { GuideHelpdesk } from "./guide-helpdesk.tsx";
import { ReasonNotice } from "./reason-notice.tsx";

type Heading = { readonly heading: RefObject<HTMLHeadingElement | null> };
type Of<At, T extends { readonly at: string }> = Extract<T, { readonly at: At }>;

/** What is due: a question, an action, or one of the two ends. */
export function GuideNow({
  guide: { now },
  text,
  look,
  view,
  heading,
}: Heading & {
  readonly guide: GuideView;
  readonly text: NowText;
  readonly look: LookShown | null;
  readonly view: View;
}) {
  if (now.at === "asking" && text.at === "asking") return <Asking now={now} text={text} heading={heading} />;
  if (now.at === "acting" && text.at === "acting")
    return <Acting now={now} text={text} view={view} heading={heading} />;
  if (now.at === "helpdesk" && text.at === "helpdesk")
    return <GuideHelpdesk code={now.code} text={text} look={look} view={view} heading={heading} />;
  return text.at === "online" ? <Online text={text} view={view} heading={heading} /> : null;
}

function Asking({
  now: { question },
  text,
  heading,
}: Heading & { readonly now: Of<"asking", Now>; readonly text: Of<"asking", NowText> }) {
  const run = useDrive((store) => store.run);
  return (
    <section className="guide-now" aria-labelledby="guide-now">
      <h3 id="guide-now" ref={heading} tabIndex={-1}>
        {text.ask}
      </h3>
      <ul className="guide-answers">
        {text.answers.map(({ answer, text: label }) => (
          <li key={answer}>
            <Button kind="plain" onPress={() => void run((api) => api.guideAnswer(question, answer))}>
              {label}
            </Button>
          </li>
        ))}
      </ul>
      {text.stuck === null ? null : (
        <Button kind="plain" onPress={() => void run((api) => api.guideStuck(question))}>
          {text.stuck}
        </Button>
      )}
    </section>
  );
}

function Acting({
  now: { facts },
  text,
  view,
  heading,
}: Heading & {
  readonly now: Of<"acting", Now>;
  readonly text: Of<"acting", NowText>;
  readonly view: View;
}) {
  const { t } = useWords();
  const run = useDrive((store) => store.run);
  const { step } = facts;
  const address = step === "copy-address" ? (view.attempt?.address ?? null) : null;
  const { button, done } = text;
  return (
    <section className="guide-now" aria-labelledby="guide-now">
      <p className="hint">{t("guide.todo")}</p>
      <h3 id="guide-now" ref={heading} tabIndex={-1}>
        {text.what}
      </h3>
      <dl className="guide-facts">
        <Fact name={t("guide.who")} value={text.who} />
        <Fact name={t("guide.where")} value={text.where} />
        <Fact name={t("guide.address")} value={text.address} copied />
      </dl>
      {text.notes.length === 0 ? null : (
        <ul className="guide-notes">
          {text.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {address === null ? null : <BrowserAddress address={address} />}
      {done === null ? <p className="hint">{t("guide.bySelf")}</p> : null}
      <div className="guide-press">
        {button === null ? null : (
          <Button kind="primary" onPress={() => void run((api) => api.guidePress(step))}>
            {button}
          </Button>
        )}
        {done === null ? null : (
          <Button
            kind={button === null ? "primary" : "plain"}
            onPress={() => void run((api) => api.guideDone(step))}
          >
            {done}
          </Button>
        )}
        <Button kind="plain" onPress={() => void run((api) => api.guideStuck(step))}>
          {text.stuck}
        </Button>
      </div>
    </section>
  );
}

function Fact({
  name,
  value,
  copied = false,
}: {
  readonly name: string;
  readonly value: string | null;
  readonly copied?: boolean;
}) {
  if (value === null) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {copied ? <CopyText text={value} /> : null}
      </dd>
    </div>
  );
}

function Online({
  text,
  view,
  heading,
}: Heading & { readonly text: Of<"online", NowText>; readonly view: View }) {
  const { t } = useWords();
  const run = useDrive((store) => store.run);
  return (
    <section className="guide-now" aria-labelledby="guide-now">
      <h3 id="guide-now" ref={heading} tabIndex={-1}>
        {text.said}
      </h3>
      {view.account === null ? null : <AccountLine account={view.account} />}
      <p>{t("guide.online")}</p>
      <ReasonNotice view={view} />
      <div className="guide-press">
        <Button kind="primary" onPress={() => void run((api) => api.closeWindow())}>
          {t("common.close")}
        </Button>
      </div>
    </section>
  );
}
