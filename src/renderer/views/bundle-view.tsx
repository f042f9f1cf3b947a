import { useState } from "react";
import type { BundleFile, BundleFileName } from "../../shared/bundle.ts";
import type { ShownBundle } from "../../shared/ipc.ts";
import type { View } from "../../shared/view.ts";
import { type BundleState, useBundle } from "../bundle-state.ts";
import { BundleFiles } from "../components/bundle-files.tsx";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";

/** What the helpdesk would get, every file as it will be written; saved only once the person has seen it. */
export function BundleView({ view }: { readonly view: View }) {
  const { t } = useWords();
  const { state, prepare, cancel } = useBundle();
  return state.at === "shown" ? (
    <Shown key={state.bundle.number} bundle={state.bundle} view={view} />
  ) : (
    <Page
      title={t("window.bundle", { service: view.service.name })}
      heading={t("bundle.heading")}
      below={<p className="hint">{t("bundle.lead")}</p>}
    >
      {state.at === "preparing" ? (
        <Preparing progress={state.progress} cancel={cancel} />
      ) : (
        <section className="preparing" role="status">
          <p>{t("bundle.cancelled")}</p>
          <Button kind="primary" onPress={prepare}>
            {t("bundle.again")}
          </Button>
        </section>
      )}
    </Page>
  );
}

function Preparing({
  progress,
  cancel,
}: {
  readonly progress: Extract<BundleState, { at: "preparing" }>["progress"];
  readonly cancel: () => void;
}) {
  const { t } = useWords();
  return (
    <section className="preparing">
      <p role="status">{t("bundle.preparing")}</p>
      <progress
        aria-label={t("bundle.preparing")}
        {...(progress === null ? {} : { value: progress.done, max: progress.of })}
      />
      <Button kind="plain" onPress={cancel}>
        {t("bundle.cancel")}
      </Button>
    </section>
  );
}

function Shown({ bundle, view }: { readonly bundle: ShownBundle; readonly view: View }) {
  const { t } = useWords();
  const [withPage, setWithPage] = useState(false);
  const [chosen, setChosen] = useState<BundleFileName>("summary.txt");
  const files = (withPage ? bundle.withPage : null) ?? bundle.files;
  const addPage = (add: boolean) => {
    setWithPage(add);
    // Whoever adds it sees what they add.
    setChosen(add ? "page.json" : "summary.txt");
  };
  return (
    <Page
      title={t("window.bundle", { service: view.service.name })}
      heading={t("bundle.heading")}
      below={
        <p className="hint">
          {t("bundle.lead")} {t("bundle.without")}
        </p>
      }
      footer={<SaveBar number={bundle.number} withPage={withPage} />}
    >
      {bundle.withPage === null ? null : <PageChoice chosen={withPage} choose={addPage} />}
      <BundleFiles files={files} chosen={shownOf(files, chosen)} choose={setChosen} />
    </Page>
  );
}

function shownOf(files: readonly BundleFile[], chosen: BundleFileName): BundleFile | undefined {
  return files.find(({ name }) => name === chosen) ?? files[0];
}

function PageChoice({
  chosen,
  choose,
}: {
  readonly chosen: boolean;
  readonly choose: (add: boolean) => void;
}) {
  const { t } = useWords();
  return (
    <section>
      <label className="check">
        <input
          type="checkbox"
          checked={chosen}
          onChange={(event) => choose(event.target.checked)}
          aria-describedby="page-hint"
        />
        {t("bundle.page")}
      </label>
      <p className="hint" id="page-hint">
        {t("bundle.pageHint", { file: "page.json" })}
      </p>
    </section>
  );
}

function SaveBar({ number, withPage }: { readonly number: number; readonly withPage: boolean }) {
  const { t } = useWords();
  const ask = useDrive((store) => store.ask);
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  const save = async () => {
    if (saving) return;
    setSaving(true);
    setSaved(null);
    const answer = await ask((api) => api.saveBundle(number, withPage));
    setSaved(answer?.value ?? null);
    setSaving(false);
  };
  return (
    <div className="save-bar">
      <Button kind="primary" onPress={() => void save()}>
        {t("bundle.save")}
      </Button>
      <p aria-live="polite">
        {saving ? t("bundle.saving") : saved === null ? "" : t("bundle.saved", { file: saved })}
      </p>
    </div>
  );
}
