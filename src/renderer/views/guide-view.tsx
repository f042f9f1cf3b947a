import { useEffect, useRef } from "react";
import type { GuideView as GuideData } from "../../core/recovery/guide-view.ts";
import { guideText } from "../../shared/locales/recovery-text.ts";
import type { View } from "../../shared/view.ts";
import { GuideLook } from "../components/guide-look.tsx";
import { GuideNow } from "../components/guide-now.tsx";
import { GuideSteps } from "../components/guide-steps.tsx";
import { Page } from "../components/page.tsx";
import { SimulationBadge } from "../components/simulation-badge.tsx";
import { useGuide } from "../guide-store.ts";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";

/** The recovery guide: why it is so, what has been done, and one question or one next action. */
export function GuideView({ view }: { readonly view: View }) {
  const { t, language } = useWords();
  const { shown, connect } = useGuide();
  const run = useDrive((store) => store.run);
  useEffect(() => connect(), [connect]);
  useEscape(() => void run((api) => api.closeWindow()));
  const place = useMovedFocus(shown === null ? null : focusKeys(shown.guide));
  const text = shown === null ? null : guideText(shown.guide, view.service.name, language);
  return (
    <Page
      title={t("window.guide", { service: view.service.name })}
      heading={t("guide.heading")}
      below={<p className="account">{view.service.name}</p>}
      aside={view.simulation ? <SimulationBadge /> : null}
    >
      {shown === null || text === null ? (
        <p role="status">{t("common.loading")}</p>
      ) : (
        <>
          {text.now.at === "online" ? null : (
            <section className="guide-cause">
              <h2 ref={place.cause} tabIndex={-1}>
                {text.title}
              </h2>
              <p>{text.so}</p>
            </section>
          )}
          <GuideLook look={isUnderWay(shown.guide) || shown.look?.is === "running" ? shown.look : null} />
          <GuideSteps key={shown.guide.branch} steps={isUnderWay(shown.guide) ? text.steps : []} />
          <GuideNow guide={shown.guide} text={text.now} look={shown.look} view={view} heading={place.now} />
        </>
      )}
    </Page>
  );
}

/** At an end its steps are over. */
function isUnderWay({ now }: GuideData): boolean {
  return now.at === "asking" || now.at === "acting";
}

type FocusKeys = { readonly cause: string; readonly now: string };

function focusKeys({ branch, now }: GuideData): FocusKeys {
  const item = now.at === "asking" ? now.question : now.at === "acting" ? now.facts.step : "";
  return { cause: now.at === "online" ? "" : branch, now: `${branch} ${now.at} ${item}` };
}

/** After a change the focus goes to what has changed: to the cause where that is another one, else to what is next. */
function useMovedFocus(place: FocusKeys | null) {
  const cause = useRef<HTMLHeadingElement>(null);
  const now = useRef<HTMLHeadingElement>(null);
  const before = useRef(place);
  useEffect(() => {
    const former = before.current;
    before.current = place;
    if (former === null || place === null || former.now === place.now) return;
    const moved = former.cause === place.cause || cause.current === null ? now : cause;
    moved.current?.focus();
  }, [place]);
  return { cause, now };
}

function useEscape(pressed: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.isComposing) pressed();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
