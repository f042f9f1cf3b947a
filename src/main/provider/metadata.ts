import {
  allowInsecureRequests,
  type CustomFetch,
  customFetch,
  discovery,
  None,
  type ServerMetadata,
} from "openid-client";
import type { Profile } from "../../core/service/profile.ts";
import type { Outbound } from "../network/outbound.ts";
import { identity, insecure } from "./checks.ts";
import { described, misplacedOr } from "./description.ts";
import { providerError, type Told } from "./provider-error.ts";
import { watch } from "./wire.ts";

/** How the provider describes itself (OpenID Connect Discovery 4): read once, and again when it may have moved. */
export type ProviderMetadata = {
  /** One request at most, however many ask. Rejects with `NetworkError` or `ProviderError`. */
  read(): Promise<ServerMetadata>;
  /** What was read last; null before. */
  known(): ServerMetadata | null;
  /** An answer suggests that the metadata is out of date: the next call reads it anew. */
  doubt(): void;
};

export type MetadataDeps = {
  readonly outbound: Pick<Outbound, "fetch">;
  readonly profile: Pick<Profile, "issuer" | "clientId">;
  readonly now: () => number;
  readonly told: Told;
};

export function createMetadata({ outbound, profile, now, told }: MetadataDeps): ProviderMetadata {
  let known: ServerMetadata | null = null;
  let doubted = false;
  let reading: Promise<ServerMetadata> | null = null;

  async function discover(): Promise<ServerMetadata> {
    const { issuer, clientId } = identity(profile);
    const wire = watch(outbound.fetch);
    try {
      const configuration = await discovery(issuer, clientId, undefined, None(), {
        [customFetch]: described(wire.fetch, issuer) as CustomFetch,
        execute: insecure(issuer) ? [allowInsecureRequests] : [],
      });
      known = configuration.serverMetadata();
      doubted = false;
      return known;
    } catch (thrown) {
      const error = providerError(thrown, wire.seen(), now());
      // This issuer has answered correctly before: now a proxy or an outage answers in its place.
      const what = known === null ? misplacedOr(error, thrown, wire.seen(), issuer) : error;
      throw told("discovery", what, issuer.href);
    }
  }

  return {
    async read() {
      if (known !== null && !doubted) return known;
      reading ??= discover().finally(() => {
        reading = null;
      });
      return reading;
    },
    known: () => known,
    doubt() {
      doubted = true;
    },
  };
}
