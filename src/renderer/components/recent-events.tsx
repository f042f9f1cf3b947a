import { eventTime, eventWords } from "../../shared/event-text.ts";
import type { View } from "../../shared/view.ts";
import { useNow } from "../now.ts";
import { useWords } from "../words-context.tsx";

/** What happened to the login last, in plain words; the newest first. */
export function RecentEvents({ view }: { readonly view: Pick<View, "events"> }) {
  const words = useWords();
  const now = useNow(60_000);
  if (view.events.length === 0) return null;
  return (
    <section className="recent-events">
      <h3>{words.t("status.events")}</h3>
      <ol>
        {view.events.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two of one kind may be of one moment
          <li key={`${event.at} ${index}`}>
            <time dateTime={event.at}>{eventTime(event.at, now, words.language)}</time>{" "}
            <span>{eventWords(event, words)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
