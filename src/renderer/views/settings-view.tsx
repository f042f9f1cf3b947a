import { useState } from "react";
import type { Channels } from "../../shared/ipc.ts";
import type { Language, View } from "../../shared/view.ts";
import { Field } from "../components/field.tsx";
import { Page } from "../components/page.tsx";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";

type Change = Channels["settings:set"]["request"];

/** Every change is saved at once. */
export function SettingsView({ view }: { readonly view: View }) {
  const { t } = useWords();
  const run = useDrive((store) => store.run);
  const [pending, setPending] = useState<Change>({});
  const [saved, setSaved] = useState<"" | "saving" | "saved">("");
  const change = async (wanted: Change) => {
    setPending(wanted);
    setSaved("saving");
    const done = await run((api) => api.setSettings(wanted));
    setPending({});
    setSaved(done ? "saved" : "");
  };
  const locked = (name: View["locked"][number]) => view.locked.includes(name);
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
        <Field
          id="service"
          label={t("settings.service")}
          hint={t(locked("service") ? "settings.locked" : "settings.serviceHint")}
        >
          <select
            id="service"
            aria-describedby="service-hint"
            disabled={locked("service")}
            value={pending.service ?? view.settings.service}
            onChange={(event) => void change({ service: event.target.value })}
          >
            {view.services.map((service) => (
              <option key={service.id} value={service.id}>
                {service.name}
              </option>
            ))}
          </select>
        </Field>
        <Field
          id="language"
          label={t("settings.language")}
          hint={locked("language") ? t("settings.locked") : null}
        >
          <select
            id="language"
            aria-describedby={locked("language") ? "language-hint" : undefined}
            disabled={locked("language")}
            value={pending.language ?? view.language}
            onChange={(event) => void change({ language: event.target.value === "en" ? "en" : "ja" })}
          >
            {LANGUAGES.map((language) => (
              <option key={language} value={language} lang={language}>
                {t(`settings.languages.${language}`)}
              </option>
            ))}
          </select>
        </Field>
        <div className="field">
          <label className="check">
            <input
              type="checkbox"
              disabled={locked("startupLogin")}
              aria-describedby={locked("startupLogin") ? "startup-hint" : undefined}
              checked={pending.startupLogin ?? view.settings.startupLogin}
              onChange={(event) => void change({ startupLogin: event.target.checked })}
            />
            <span>{t("settings.startupLogin")}</span>
          </label>
          {locked("startupLogin") ? (
            <p className="hint" id="startup-hint">
              {t("settings.locked")}
            </p>
          ) : null}
        </div>
      </div>
      <p className="saved" role="status">
        {saved === "" ? "" : t(saved === "saved" ? "settings.saved" : "settings.saving")}
      </p>
    </Page>
  );
}

const LANGUAGES: readonly Language[] = ["ja", "en"];
