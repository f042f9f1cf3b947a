/** Puts into the login page who logs in, so that nobody types it. */
import { control, still } from "./snapshot.ts";

/** One try a document: what a person empties stays empty. */
let tried = false;

/** Touches nothing but an empty field of the page that was looked at last. @returns whether it was filled in */
export function fill(index: number, text: string): boolean {
  const field = control(index);
  if (tried || !still() || !(field instanceof HTMLInputElement)) return false;
  tried = true;
  const isFree = !field.disabled && !field.readOnly && field.value === "";
  const fits = field.maxLength < 0 || text.length <= field.maxLength;
  if (!isFree || !fits || (field.type !== "text" && field.type !== "email")) return false;
  field.value = text;
  // The page's own scripts learn of it as of what is typed.
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  return true;
}
