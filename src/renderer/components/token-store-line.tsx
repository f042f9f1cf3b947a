import type { View } from "../../shared/view.ts";
import { useWords } from "../words-context.tsx";

/**
 * Where the login is kept, when that isn't as it should be and the reason doesn't say so already. That it lasts for
 * this run only (reliability 22) no reason says.
 */
export function TokenStoreLine({ view }: { readonly view: Pick<View, "tokenStore" | "reason"> }) {
  const { t } = useWords();
  const { tokenStore, reason } = view;
  const isSaid = tokenStore !== "session-only" && reason?.startsWith("STORE_") === true;
  if (tokenStore === "ok" || isSaid) return null;
  return (
    <dl className="facts">
      <div>
        <dt>{t("status.tokenStoreLabel")}</dt>
        <dd>{t(`status.tokenStore.${tokenStore}`)}</dd>
      </div>
    </dl>
  );
}
