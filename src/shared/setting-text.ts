import { PROFILES } from "../core/service/profiles.ts";
import type { SettingTold } from "./command.ts";
import type { Lockable } from "./locked.ts";
import { type ProxyChoice, proxyMeant, typedOf } from "./proxy-choice.ts";
import type { Language, NotificationsWanted } from "./view.ts";

/** What each setting may be. */
export type SettingValues = {
  readonly service: string;
  readonly startupLogin: boolean;
  readonly language: Language;
  readonly proxy: ProxyChoice;
  readonly notifications: NotificationsWanted;
  readonly autostart: boolean;
};

/** Settings by their names, one or more. */
export type SettingsWanted = { readonly [K in Lockable]?: SettingValues[K] };

/** What may be written for each setting; what the settings are shown as is written in the same way. */
export const SETTING_FORMS: Readonly<Record<Lockable, readonly string[]>> = {
  service: Object.keys(PROFILES),
  startupLogin: ["on", "off"],
  language: ["ja", "en"],
  proxy: [
    "system",
    "direct",
    "proxy.example.co.jp:8080 *.example.co.jp",
    "pac https://proxy.example.co.jp/proxy.pac",
  ],
  notifications: ["all", "needed", "none"],
  autostart: ["on", "off"],
};

/** What was written for a setting, as the value that is meant; null where none can be. */
export function settingMeant(name: Lockable, written: string): SettingsWanted | null {
  const words = written.normalize("NFKC").trim().split(/\s+/u);
  const value =
    name === "proxy" ? proxyWritten(words) : words.length === 1 ? oneOf(name, words[0]) : undefined;
  return value === undefined ? null : { [name]: value };
}

/** `on`/`off` also as policies write it. */
const SWITCHED: Readonly<Record<string, boolean>> = { on: true, off: false, true: true, false: false };

function oneOf(name: Exclude<Lockable, "proxy">, word = ""): string | boolean | undefined {
  if (name === "startupLogin" || name === "autostart")
    return Object.hasOwn(SWITCHED, word) ? SWITCHED[word] : undefined;
  return SETTING_FORMS[name].find((form) => form === word);
}

/** `system`, `direct`, `pac ADDRESS`, or a server with the hosts that are reached without it. */
function proxyWritten([first = "", ...rest]: readonly string[]): ProxyChoice | undefined {
  const empty = { server: "", bypass: "", pac: "" };
  if (first === "system" || first === "direct") return rest.length === 0 ? first : undefined;
  if (first === "pac" && rest.length !== 1) return undefined;
  const meant = proxyMeant(
    first === "pac"
      ? { ...empty, kind: "pac", pac: rest[0] ?? "" }
      : { ...empty, kind: "server", server: first, bypass: rest.join(" ") },
  );
  return "choice" in meant ? meant.choice : undefined;
}

/** As it would be written; empty for a value that isn't known. */
export function settingText(value: SettingTold["value"]): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "string") return value;
  const { kind, server, bypass, pac } = typedOf(value);
  return kind === "pac" ? `pac ${pac}` : `${server} ${bypass}`.trim();
}
