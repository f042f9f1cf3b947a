import { supportCodeOf } from "../../shared/support.ts";
import type { View } from "../../shared/view.ts";
import { useNow } from "../now.ts";
import { useWords } from "../words-context.tsx";

/** The digits for the phone, selectable. */
export function SupportCode({ view }: { readonly view: View }) {
  const { t } = useWords();
  const now = useNow(60_000);
  return (
    <section className="support-code">
      <h3>{t("common.supportCode")}</h3>
      <p>
        <code>{supportCodeOf(view, now)}</code>
      </p>
      <p className="hint">{t("common.supportCodeUse")}</p>
    </section>
  );
}
