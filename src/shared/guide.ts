import type { GuideView } from "../core/recovery/guide-view.ts";

/** What the recovery guide's window is told; holds no secret. The words are in `locales/recovery-text.ts`. */
export type GuideShown = {
  readonly guide: GuideView;
  /** The doctor, where the guide asked it. */
  readonly look: LookShown | null;
};

export type LookShown =
  /** So many checks have ended, of so many. */
  | { readonly is: "running"; readonly done: number; readonly of: number }
  /** `clear`: nothing was found that keeps anybody from logging in. `stopped`: by the person, or it broke off. */
  | { readonly is: "clear" | "found" | "stopped" };
