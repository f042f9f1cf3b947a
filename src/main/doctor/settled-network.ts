import { networkError } from "../network/network-error.ts";
import type { Outbound } from "../network/outbound.ts";

/** Chromium ends what is under way when an address comes or goes (net/base/net_error_list.h). */
const CHANGED = "ERR_NETWORK_CHANGED";
const SETTLING_MS = 500;
const TRIES = 3;

/** Repeats a request that a network change interrupted: its failure says nothing about the network there is now. */
export function onSettledNetwork(outbound: Outbound, settlingMs = SETTLING_MS): Outbound {
  async function asked(ask: () => Promise<Response>): Promise<Response> {
    for (let tries = 1; ; tries += 1)
      try {
        return await ask();
      } catch (thrown) {
        if (tries === TRIES || networkError(thrown)?.cause !== CHANGED) throw thrown;
        await new Promise((settled) => setTimeout(settled, settlingMs));
      }
  }
  return {
    ...outbound,
    fetch: (url, init) => asked(() => outbound.fetch(url, init)),
    peek: (url) => asked(() => outbound.peek(url)),
  };
}
