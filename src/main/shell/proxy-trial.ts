import type { ProxyChoice, ProxyTried } from "../../shared/proxy-choice.ts";

/** Tries a proxy for the settings' window, one at a time. */
export type ProxyTrial = {
  /** Stops the one under way. @returns null where it was stopped itself */
  attempt(choice: ProxyChoice): Promise<ProxyTried | null>;
  stop(): void;
};

export function createProxyTrial(
  reach: (choice: ProxyChoice, signal: AbortSignal) => Promise<ProxyTried>,
): ProxyTrial {
  let running: AbortController | null = null;
  return {
    async attempt(choice) {
      running?.abort();
      const mine = new AbortController();
      running = mine;
      try {
        return await reach(choice, mine.signal);
      } catch (thrown) {
        if (mine.signal.aborted) return null;
        throw thrown;
      }
    },
    stop: () => running?.abort(),
  };
}
