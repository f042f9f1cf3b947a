import { useId } from "react";
import type { LookShown } from "../../shared/guide.ts";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";
import { Button } from "./button.tsx";

/** How far the doctor is, and what came of it. */
export function GuideLook({ look }: { readonly look: LookShown | null }) {
  const { t } = useWords();
  const run = useDrive((store) => store.run);
  const labelId = useId();
  const running = look?.is === "running" ? look : null;
  return (
    <section className="guide-look">
      <p role="status" id={labelId}>
        {look === null ? "" : t(`guide.look.${look.is}`)}
      </p>
      {running === null ? null : (
        <>
          <progress aria-labelledby={labelId} value={running.done} max={running.of} />
          <div className="guide-look-foot">
            <span className="hint">{t("guide.look.progress", { done: running.done, of: running.of })}</span>
            <Button kind="plain" onPress={() => void run((api) => api.guideStopLooking())}>
              {t("guide.look.stop")}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
