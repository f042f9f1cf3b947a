import type { View } from "../../shared/view.ts";
import { useWords } from "../words-context.tsx";
import { RemainingTime } from "./remaining-time.tsx";
import { Since } from "./since.tsx";
import { StateIcon } from "./state-icon.tsx";

/** The state, big, and what is going on; told to a screen reader when it changes. */
export function StateHeadline({ view }: { readonly view: View }) {
  const { t } = useWords();
  // A reason says better than "log in to start" what has to be done.
  const said = view.reason === null || view.doing !== "signed-out";
  return (
    <section className="headline">
      <StateIcon state={view.state} />
      <div role="status">
        <h2>{t(`state.${view.state}`)}</h2>
        {said ? <p>{t(`doing.${view.doing}`)}</p> : null}
        {view.reason === null ? null : <p className="unseen">{t(`error.${view.reason}.title`)}</p>}
      </div>
      <div className="times">
        <Since since={view.since} />
        {view.attempt === null ? null : <RemainingTime deadline={view.attempt.deadline} />}
      </div>
    </section>
  );
}
