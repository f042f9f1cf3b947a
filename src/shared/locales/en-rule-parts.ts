import type { Manual } from "../../core/service/manual.ts";
import { tokyoTime } from "../tokyo-time.ts";
import type { Detail } from "./rule-words.ts";

export const time = (at: number) => tokyoTime(at, "en");
/** A deadline is the first moment that is too late. */
export const until = (deadline: number) => `until ${time(deadline - 1)}`;
export const detail = (label: string, value: string): Detail => ({ label, value });
export const forms = ({ typed, normalised }: { readonly typed: string; readonly normalised: string }) => [
  detail("As typed", typed),
  detail("As checked", normalised),
];
export const notStated = "This service’s manual doesn’t say.";
export const formChanged =
  "For the check it was made half-width, without blanks and hyphens. Whether it is accepted as typed is not stated.";
export const lineOnly = (manual: Manual) =>
  `“${manual.accessPath.names["line-only"].menu}” (line authentication only)`;
