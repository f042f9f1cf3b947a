import { useNow } from "../now.ts";
import { minutesLeft, minutesToSay } from "../remaining.ts";
import { useWords } from "../words-context.tsx";

const LOOK_EVERY_MS = 5_000;

/** How long the attempt may still take, in minutes; a screen reader hears only a few of them. */
export function RemainingTime({ deadline }: { readonly deadline: string }) {
  const { t } = useWords();
  const now = useNow(LOOK_EVERY_MS);
  const say = (minutes: number) =>
    minutes === 0 ? t("status.remainingUnderOne") : t("status.remaining", { minutes });
  const minutes = minutesLeft(deadline, now);
  const told = minutesToSay(minutes);
  return (
    <div className="remaining">
      <p>{say(minutes)}</p>
      <p className="unseen" aria-live="polite">
        {told === null ? "" : say(told)}
      </p>
    </div>
  );
}
