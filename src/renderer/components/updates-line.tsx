import { tokyoDate } from "../../shared/tokyo-time.ts";
import type { UpdatesView } from "../../shared/view.ts";
import type { Words } from "../../shared/words.ts";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";
import { Button } from "./button.tsx";
import { ErrorCodeLine } from "./error-code-line.tsx";

/** Whether this is the newest version, who sees to that, and a look on the spot. */
export function UpdatesLine({ updates }: { readonly updates: UpdatesView }) {
  const words = useWords();
  const run = useDrive((store) => store.run);
  const { on, looking, offer, problem } = updates;
  return (
    <>
      <span role="status">{stand(updates, words)}</span>
      {problem === null || looking ? null : <ErrorCodeLine code={problem} />}
      {on && !looking && offer === null ? (
        <Button kind="plain" onPress={() => void run((api) => api.lookForUpdate())}>
          {words.t("update.look")}
        </Button>
      ) : null}
    </>
  );
}

function stand(updates: UpdatesView, { t, language }: Words): string {
  const { by, on, looking, problem, offer, lookedAt } = updates;
  if (by === "administrator") return t("update.by.administrator");
  if (!on) return t("update.by.off");
  if (looking) return t("update.by.looking");
  if (offer?.stage === "fetching") return t("update.by.fetching", offer);
  if (offer !== null) return t("update.by.ready", { version: offer.version });
  if (problem !== null) return t("update.by.retrying", { problem: t(`error.${problem}.title`) });
  if (lookedAt === null) return t("update.by.notYet");
  return t("update.by.newest", { at: tokyoDate(Date.parse(lookedAt), language) });
}
