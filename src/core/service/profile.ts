import type { ConsentWords } from "../rules/consent-words.ts";
import type { ScreenSignChanges } from "./screen-signs.ts";

/**
 * What a service is to the client: one profile per brand, or one written by an administrator for any standard
 * OpenID provider. Data only; the rules that read it live beside it.
 */

export type ServiceId = "omakase" | "cowork" | "ot" | "codec";

export type LoginMethod =
  | "password"
  | "google"
  | "facebook"
  | "microsoft"
  | "d-account"
  | "active-directory"
  | "ntt-east-business-id";

/** How the authorization response comes back (RFC 8252 7.1, 7.3). */
export type Redirect =
  | { readonly kind: "loopback" }
  | { readonly kind: "loopback-ports"; readonly ports: readonly number[] }
  | { readonly kind: "private-use-scheme"; readonly uri: string };

/** Exact origins (`scheme://host[:port]`) by role; a role that a service doesn't have is absent. */
export type ServiceOrigins = {
  /** Login over the Internet (facts A1). */
  readonly internet?: string;
  /** Login by line authentication (facts A2). */
  readonly line?: string;
  /** The line operator's consent page (facts A46). Its real host is unknown. */
  readonly operator?: string;
  /** Contract and credential menu (facts A3). */
  readonly contract?: string;
  /** Browser version of the service (screens B45). */
  readonly web?: string;
  /** Host of unblock and reset links (facts A4, A5). */
  readonly account?: string;
  /** The contract's own Active Directory sign-in, which the login window may go to (facts A44, A50). By policy. */
  readonly directory?: string;
};

/** Line authentication as the service offers it; absent for a provider that has none. */
export type LineAuthentication = {
  /**
   * Path of the consent page on the operator's origin, exact but for parameters and a slash at its end; `null` =
   * unknown, any path there (facts A46 [I]).
   */
  readonly consentPath: string | null;
  /** Words by which the consent page is known and answered. */
  readonly words: ConsentWords;
  /** Where the operator explains the notice and its disclaimer; `null` = unknown. */
  readonly disclaimerUrl: string | null;
};

/** Where a value comes from. Anything else than `stated` must never be presented as certain (docs/facts.md). */
export type Certainty = "stated" | "inferred" | "unknown";

export type Profile = {
  readonly id: string;
  /** The service's name as people know it. */
  readonly name: string;
  /** Issuer identifier (OpenID Connect Discovery 3); `null` = unknown until policy says it. */
  readonly issuer: string | null;
  readonly clientId: string | null;
  /** For a provider that asks installed apps for one (RFC 8252 8.5); known to every copy, it proves nothing. */
  readonly clientSecret: string | null;
  readonly scope: string;
  readonly redirect: Redirect;
  /** Where RP-initiated logout returns to, as registered; never loaded. `null` = none, and nothing confirms a logout. */
  readonly postLogoutRedirectUri: string | null;
  /** Where a token is revoked (RFC 7009), at a provider whose description doesn't say it; `null` = as it says. */
  readonly revocationEndpoint: string | null;
  /** The URL that the login window opens with the authorization request's parameters; `null` = the discovered authorization endpoint. */
  readonly loginUrl: string | null;
  /** The browser version that "Web版を開く" opens; `null` = none. */
  readonly webUrl: string | null;
  readonly origins: ServiceOrigins;
  readonly lineAuthentication: LineAuthentication | null;
  /** Signs by which this service's screens are known, where they aren't the default ones. */
  readonly screens?: ScreenSignChanges;
  readonly methods: readonly LoginMethod[];
  /** The service's word for federated login (facts A7). */
  readonly federationWord: string | null;
  /** Field paths (`"origins.line"`) whose value no document states, with how sure it is. */
  readonly unverified: Readonly<Record<string, Certainty>>;
};
