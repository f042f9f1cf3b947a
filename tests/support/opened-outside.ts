import type { RunningClient } from "./running-client.ts";
import { until } from "./wait.ts";

/** Waits until the client asked that many times for the person's own browser. @returns the last address */
export const openedTimes = (client: RunningClient, times: number): Promise<string> =>
  until(`opened ${times} times`, () => {
    const urls = client.openedOutside();
    return urls.length === times ? urls.at(-1) : null;
  });
