import { AppError } from "../../core/errors.ts";
import type { Outbound } from "../network/outbound.ts";

export type KnownHosts = {
  readonly outbound: Outbound;
  readonly mayAsk: (url: string | URL) => boolean;
  /** The names of the hosts that were asked. */
  readonly asked: () => readonly string[];
};

/** An `Outbound` for the profile's hosts alone: to any other host nothing is sent, and `fetch` rejects. */
export function toKnownHosts(outbound: Outbound, known: ReadonlySet<string>): KnownHosts {
  const asked = new Set<string>();
  const mayAsk = (url: string | URL) => known.has(URL.parse(String(url))?.hostname ?? "");
  const guarded = (url: string | URL) => {
    if (!mayAsk(url)) throw new AppError("APP_UNEXPECTED", "a host that the profile doesn't name");
    asked.add(new URL(url).hostname);
  };
  return {
    mayAsk,
    asked: () => [...asked].sort(),
    outbound: {
      ...outbound,
      async fetch(url, init) {
        guarded(url);
        return outbound.fetch(url, init);
      },
      async peek(url) {
        guarded(url);
        return outbound.peek(url);
      },
    },
  };
}
