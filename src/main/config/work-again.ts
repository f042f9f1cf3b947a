const HURRIED_MS = 5_000;

/**
 * Works once in `everyMs`, and every five seconds while somebody waits for it; one after the other, however long one takes.
 * @returns ends that
 */
export function workAgain(work: () => Promise<void>, hurried: () => boolean, everyMs: number): () => void {
  const stepMs = Math.min(HURRIED_MS, everyMs);
  let timer = setTimeout(next, stepMs);
  let waitedMs = 0;
  let ended = false;
  function next(): void {
    waitedMs += stepMs;
    if (waitedMs < everyMs && !hurried()) goOn();
    else {
      waitedMs = 0;
      void work().finally(goOn);
    }
  }
  function goOn(): void {
    if (!ended) timer = setTimeout(next, stepMs);
  }
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
