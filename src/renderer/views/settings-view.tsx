import { useEffect, useState } from "react";
import type { Channels } from "../../shared/ipc.ts";
import type { Language, NotificationsWanted, View } from "../../shared/view.ts";
import { Page } from "../components/page.tsx";
import { ProxySetting } from "../components/proxy-setting.tsx";
import { ChoiceSetting, SwitchSetting } from "../components/setting.tsx";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";

type Change = Channels["settings:set"]["request"];
type SettingsProps = {
  readonly view: View;
  /** What is being saved, shown already. */
  readonly pending: Change;
  readonly change: (wanted: Change) => void;
};

const LANGUAGES: readonly Language[] = ["ja", "en"];
const NOTIFICATIONS: readonly NotificationsWanted[] = ["all", "needed", "none"];

/** Every change is saved at once and can be undone; a proxy on a press. */
export function SettingsView({ view }: { readonly view: View }) {
  const { t } = useWords();
  const run = useDrive((store) => store.run);
  useEffect(() => void run((api) => api.lookAtSettings()), [run]);
  const { pending, saved, undo, save } = useSaving(view);
  const waiting = view.settings.waiting ? t("settings.waiting") : "";
  const said = `${saved === "" ? "" : t(`settings.${saved}`)} ${waiting}`.trim();
  const settings = { view, pending, change: (wanted: Change) => void save(wanted) };
  return (
    <Page
      title={t("window.settings", { service: view.service.name })}
      heading={t("settings.heading")}
      footer={
        <>
          <div className="saved">
            <p role="status">{said}</p>
            {undo === null || saved !== "saved" ? null : (
              <button type="button" className="link" onClick={() => void save(undo, "undone")}>
                {t("settings.undo")}
              </button>
            )}
          </div>
          <nav aria-label={t("product.name")}>
            <a href="#/status">{t("common.back")}</a>
            <a href="#/checks">{t("common.checks")}</a>
          </nav>
        </>
      }
    >
      <div className="settings">
        <LoginSettings {...settings} />
        <ShownSettings {...settings} />
        {/* Made anew when another one is in use: what was typed is that one, or is out of date. */}
        <ProxySetting
          key={JSON.stringify(view.settings.proxy)}
          view={view}
          save={(proxy) => void save({ proxy })}
        />
      </div>
    </Page>
  );
}

function useSaving(view: View) {
  const run = useDrive((store) => store.run);
  const [pending, setPending] = useState<Change>({});
  const [saved, setSaved] = useState<"" | "saving" | "saved" | "undone">("");
  const [undo, setUndo] = useState<Change | null>(null);
  const save = async (wanted: Change, as: "saved" | "undone" = "saved") => {
    const before = { language: view.language, ...view.settings, autostart: view.settings.autostart ?? false };
    const names = Object.keys(wanted) as (keyof Change)[];
    setUndo(as === "undone" ? null : Object.fromEntries(names.map((name) => [name, before[name]])));
    setPending(wanted);
    setSaved("saving");
    const done = await run((api) => api.setSettings(wanted));
    setPending({});
    setSaved(done ? as : "");
  };
  return { pending, saved, undo, save };
}

/** What is logged in to, and when it starts. */
function LoginSettings({ view, pending, change }: SettingsProps) {
  const { t } = useWords();
  const { settings } = view;
  return (
    <>
      <ChoiceSetting
        name="service"
        label={t("settings.service")}
        hint={view.locked.service === undefined ? t("settings.serviceHint") : undefined}
        view={view}
        value={pending.service ?? settings.service}
        options={view.services.map(({ id, name }) => ({ value: id, text: name }))}
        change={(service) => change({ service })}
      />
      <SwitchSetting
        name="autostart"
        label={t("settings.autostart")}
        hint={settings.autostart === null ? t("settings.notInstalled") : undefined}
        available={settings.autostart !== null}
        view={view}
        value={pending.autostart ?? settings.autostart ?? false}
        change={(autostart) => change({ autostart })}
      />
      <SwitchSetting
        name="startupLogin"
        label={t("settings.startupLogin")}
        hint={view.locked.startupLogin === undefined ? t("settings.startupLoginHint") : undefined}
        view={view}
        value={pending.startupLogin ?? settings.startupLogin}
        change={(startupLogin) => change({ startupLogin })}
      />
    </>
  );
}

/** What is seen of the client. */
function ShownSettings({ view, pending, change }: SettingsProps) {
  const { t } = useWords();
  const notifications = pending.notifications ?? view.settings.notifications;
  return (
    <>
      <ChoiceSetting
        name="language"
        label={t("settings.language")}
        view={view}
        value={pending.language ?? view.language}
        options={LANGUAGES.map((one) => ({ value: one, text: t(`settings.languages.${one}`), lang: one }))}
        change={(language) => change({ language })}
      />
      <ChoiceSetting
        name="notifications"
        label={t("settings.notifications.label")}
        hint={notifications === "none" ? t("settings.notifications.noneHint") : undefined}
        view={view}
        value={notifications}
        options={NOTIFICATIONS.map((one) => ({ value: one, text: t(`settings.notifications.${one}`) }))}
        change={(wanted) => change({ notifications: wanted })}
      />
    </>
  );
}
