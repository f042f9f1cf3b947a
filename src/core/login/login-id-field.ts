import type { Profile } from "../service/profile.ts";
import { screenSigns } from "../service/screen-signs.ts";
import { fitting, foldLabel, type PageControl, type PageSnapshot } from "./page.ts";
import { recognise } from "./screen.ts";

/**
 * Where the login page asks who logs in: its one field with the profile's words, beside its one password. Null on every
 * page that isn't certainly the login page, on its own host.
 * @returns index into the page's controls
 */
export function loginIdField(page: PageSnapshot, profile: Profile): number | null {
  const { screen, sure } = recognise(page, profile);
  if (sure !== "certain" || (screen !== "login" && screen !== "drive-login")) return null;
  const patterns = (screenSigns(profile.screens).login.mail.field ?? []).map(fitting);
  const usable = page.controls.filter(({ seen, enabled }) => seen && enabled);
  const passwords = usable.filter(({ kind }) => kind === "password");
  const asks = ({ kind, form, label, accessibleName }: PageControl) =>
    kind === "text" &&
    form === passwords[0]?.form &&
    [label, accessibleName].some((text) => patterns.some((fits) => fits(foldLabel(text))));
  const [field, ...more] = usable.filter(asks);
  if (passwords.length !== 1 || field === undefined || more.length > 0) return null;
  return page.controls.indexOf(field);
}
