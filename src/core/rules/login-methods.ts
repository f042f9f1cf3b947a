import { MANUALS } from "../service/manuals.ts";
import type { LoginMethod, ServiceId } from "../service/profile.ts";
import { PROFILES } from "../service/profiles.ts";
import { accepted, type Verdict } from "./verdict.ts";

export type LoginMethods = {
  readonly methods: readonly LoginMethod[];
  /** What this service calls federation. */
  readonly federationWord: string | null;
};

/** The login methods of a service (facts A6) and its word for the federated ones (facts A7). */
export function loginMethods(service: ServiceId): Verdict<LoginMethods, never> {
  const { federationWord } = PROFILES[service];
  return accepted({ methods: MANUALS[service].methods, federationWord }, ["A6", "A7"]);
}
