import { useState } from "react";
import type { Channels } from "../../shared/ipc.ts";
import type { Language, View } from "../../shared/view.ts";
import { Field } from "../components/field.tsx";
import { Page } from "../components/page.tsx";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";

type Change = Channels["settings:set"]["request"];
type SettingProps = {
  readonly view: View;
  /** What is being saved, shown already. */
  readonly pending: Change;
  readonly change: (wanted: Change) => void;
};

const LANGUAGES: readonly Language[] = ["ja", "en"];

/** Every change is saved at once. */
export function SettingsView({ view }: { readonly view: View }) {
  const { t } = useWords();
  const run = useDrive((store) => store.run);
  const [pending, setPending] = useState<Change>({});
  const [saved, setSaved] = useState<"" | "saving" | "saved">("");
  const save = async (wanted: Change) => {
    setPending(wanted);
    setSaved("saving");
    const done = await run((api) => api.setSettings(wanted));
    setPending({});
    setSaved(done ? "saved" : "");
  };
  const setting = { view, pending, change: (wanted: Change) => void save(wanted) };
  return (
    <Page
      title={t("window.settings", { service: view.service.name })}
      heading={t("settings.heading")}
      footer={
        <nav aria-label={t("product.name")}>
          <a href="#/status">{t("common.back")}</a>
          <a href="#/checks">{t("common.checks")}</a>
        </nav>
      }
    >
      <div className="settings">
        <ServiceSetting {...setting} />
        <LanguageSetting {...setting} />
        <StartupLoginSetting {...setting} />
      </div>
      <p className="saved" role="status">
        {saved === "" ? "" : t(saved === "saved" ? "settings.saved" : "settings.saving")}
      </p>
    </Page>
  );
}

function ServiceSetting({ view, pending, change }: SettingProps) {
  const { t } = useWords();
  const locked = view.locked.includes("service");
  return (
    <Field
      id="service"
      label={t("settings.service")}
      hint={t(locked ? "settings.locked" : "settings.serviceHint")}
    >
      <select
        id="service"
        aria-describedby="service-hint"
        disabled={locked}
        value={pending.service ?? view.settings.service}
        onChange={(event) => change({ service: event.target.value })}
      >
        {view.services.map((service) => (
          <option key={service.id} value={service.id}>
            {service.name}
          </option>
        ))}
      </select>
    </Field>
  );
}

function LanguageSetting({ view, pending, change }: SettingProps) {
  const { t } = useWords();
  const locked = view.locked.includes("language");
  return (
    <Field id="language" label={t("settings.language")} hint={locked ? t("settings.locked") : null}>
      <select
        id="language"
        aria-describedby={locked ? "language-hint" : undefined}
        disabled={locked}
        value={pending.language ?? view.language}
        onChange={(event) => change({ language: event.target.value === "en" ? "en" : "ja" })}
      >
        {LANGUAGES.map((language) => (
          <option key={language} value={language} lang={language}>
            {t(`settings.languages.${language}`)}
          </option>
        ))}
      </select>
    </Field>
  );
}

function StartupLoginSetting({ view, pending, change }: SettingProps) {
  const { t } = useWords();
  const locked = view.locked.includes("startupLogin");
  return (
    <div className="field">
      <label className="check">
        <input
          type="checkbox"
          disabled={locked}
          aria-describedby={locked ? "startup-hint" : undefined}
          checked={pending.startupLogin ?? view.settings.startupLogin}
          onChange={(event) => change({ startupLogin: event.target.checked })}
        />
        <span>{t("settings.startupLogin")}</span>
      </label>
      {locked ? (
        <p className="hint" id="startup-hint">
          {t("settings.locked")}
        </p>
      ) : null}
    </div>
  );
}
