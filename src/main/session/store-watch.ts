import type { SessionTokens } from "./tokens.ts";

/** How often to check whether something waits for the keychain. */
export const LOOK_EVERY_MS = 15_000;
/** Looks between two tries, at most: a quarter of an hour. */
const LONGEST_PAUSE = 60;

/**
 * Tries again by itself what waits for the keychain: a token that is in memory alone, a forgotten one that is still to
 * be deleted (reliability 20, 21). Less and less often, since on some desktops each try opens the unlock dialog.
 * @returns what ends it
 */
export function watchStore(
  tokens: Pick<SessionTokens, "unsettled" | "settle">,
  changed: () => void,
): () => void {
  let pause = 1;
  let left = pause;
  const looking = setInterval(() => {
    if (!tokens.unsettled()) {
      pause = left = 1;
      return;
    }
    left -= 1;
    if (left > 0) return;
    pause = Math.min(pause * 2, LONGEST_PAUSE);
    left = pause;
    void tokens.settle().then(changed, () => {});
  }, LOOK_EVERY_MS);
  looking.unref();
  return () => clearInterval(looking);
}
