import { EXIT } from "../src/shared/command-line.ts";
import type { Language } from "../src/shared/view.ts";
import type { Result } from "./report.ts";
import { wordsIn } from "./words.ts";
import type { World } from "./world.ts";

/** Why no client can be started from here; null where one may be. Chromium's sandbox isn't for root. */
export function whyNotStarted({ env, installed }: World, language: Language): Result<never> | null {
  if (process.platform !== "linux") return null;
  const words = wordsIn(language);
  const why = (note: string, next: string) =>
    ({ exit: EXIT.cannotTell, error: "APP_UNEXPECTED", note, next }) as const;
  if (installed && process.getuid?.() === 0) return why(words.asRoot, words.asPerson);
  return env.DISPLAY || env.WAYLAND_DISPLAY ? null : why(words.noDisplay, words.onDesktop);
}
