import type { Language } from "../../shared/view.ts";
import { app } from "../electron.ts";

/** What the OS speaks to its user; once the app is ready. */
export function systemLanguage(): Language {
  return (app.getPreferredSystemLanguages()[0] ?? app.getLocale()).toLowerCase().startsWith("ja")
    ? "ja"
    : "en";
}
