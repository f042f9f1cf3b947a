import { useEffect, useRef } from "react";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";
import { Button } from "./button.tsx";

/** Asks before anything is deleted. A modal dialog of the browser's own: focus stays inside, Esc keeps. */
export function ForgetQuestion() {
  const { t } = useWords();
  const run = useDrive((store) => store.run);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const asked = dialog.current;
    asked?.showModal();
    return () => asked?.close();
  }, []);
  const keep = () => void run((api) => api.keep());
  return (
    <dialog
      ref={dialog}
      className="question"
      aria-labelledby="forget-title"
      aria-describedby="forget-body"
      onCancel={(event) => {
        // Main closes it by withdrawing the question, so that window and state can't disagree.
        event.preventDefault();
        keep();
      }}
    >
      <h2 id="forget-title">{t("forget.title")}</h2>
      <div id="forget-body">
        <p>{t("forget.body")}</p>
        <p>{t("forget.kept")}</p>
      </div>
      <div className="question-answers">
        <Button kind="plain" onPress={keep} autoFocus>
          {t("forget.keep")}
        </Button>
        <Button kind="danger" onPress={() => void run((api) => api.forget(true))}>
          {t("forget.confirm")}
        </Button>
      </div>
    </dialog>
  );
}
