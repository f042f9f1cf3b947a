import { tokyoDate } from "../../shared/tokyo-time.ts";
import type { UpdatesView } from "../../shared/view.ts";
import { useWords } from "../words-context.tsx";

/** Whether this is the newest version, and who sees to that. */
export function UpdatesLine({ updates }: { readonly updates: UpdatesView }) {
  const { t, language } = useWords();
  return <>{line()}</>;

  function line(): string {
    const { by, on, problem, offer, lookedAt } = updates;
    if (by === "administrator") return t("update.by.administrator");
    if (!on) return t("update.by.off");
    if (offer?.stage === "fetching") return t("update.by.fetching", offer);
    if (offer !== null) return t("update.by.ready", { version: offer.version });
    if (problem !== null)
      return t("update.by.retrying", { problem: t(`error.${problem}.title`), code: problem });
    if (lookedAt === null) return t("update.by.notYet");
    return t("update.by.newest", { at: tokyoDate(Date.parse(lookedAt), language) });
  }
}
