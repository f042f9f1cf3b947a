import type { View } from "../../shared/view.ts";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";
import { Button } from "./button.tsx";
import { ErrorCodeLine } from "./error-code-line.tsx";

/** A version that can be installed: what is new in it, what happens, and the one press. */
export function UpdateOffer({ view }: { readonly view: View }) {
  const { t, language } = useWords();
  const run = useDrive((store) => store.run);
  const { offer, problem } = view.updates;
  if (offer === null || offer.stage === "fetching") return null;
  return (
    <section className="notice tip" aria-labelledby="update-title">
      <h3 id="update-title" className="notice-title">
        {t("update.title", { version: offer.version })}
      </h3>
      <p>{t("update.changes")}</p>
      <ul>
        {offer.notes[language].map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {offer.stage === "ready" ? (
        <>
          {problem === "UPDATE_NOT_INSTALLED" ? (
            <div role="alert">
              <p>{t(`error.${problem}.title`)}</p>
              <p>{t(`error.${problem}.next`)}</p>
              <ErrorCodeLine code={problem} />
            </div>
          ) : null}
          <p>{t("update.what")}</p>
          {view.os === "windows" ? <p>{t("update.windows")}</p> : null}
          <Button kind="plain" onPress={() => void run((api) => api.installUpdate())}>
            {t("update.install")}
          </Button>
        </>
      ) : (
        <p role="status">{t(offer.stage === "installing" ? "update.installing" : "update.afterLogin")}</p>
      )}
    </section>
  );
}
