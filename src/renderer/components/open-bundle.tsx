import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";

/** Opens the window in which what the helpdesk gets is looked at and saved. */
export function OpenBundle() {
  const { t } = useWords();
  const run = useDrive((store) => store.run);
  return (
    <p>
      <button type="button" className="link" onClick={() => void run((api) => api.openBundle())}>
        {t("bundle.open")}
      </button>
    </p>
  );
}
