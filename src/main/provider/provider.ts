import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  fetchUserInfo,
  refreshTokenGrant,
  tokenRevocation,
} from "openid-client";
import type { Account } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import type { NetworkError } from "../network/network-error.ts";
import type { Outbound } from "../network/outbound.ts";
import { type Known, knownBy, knownIn, lacks } from "./account.ts";
import { identity } from "./checks.ts";
import { misplaced } from "./description.ts";
import { type EndSession, endSessionAt } from "./logout.ts";
import { createMetadata, type ProviderMetadata } from "./metadata.ts";
import { ProviderError, providerError, type Told } from "./provider-error.ts";
import { lifetimeOf } from "./token-answer.ts";
import { type Granted, TokenRequests } from "./token-requests.ts";
import { watch } from "./wire.ts";

/** What the provider handed out, checked. Never logged, never sent to a page. */
export type TokenSet = {
  readonly accessToken: string;
  /** Seconds, bounded (reliability 33). */
  readonly expiresIn: number;
  readonly refreshToken: string | null;
  readonly idToken: string | null;
  /** Null when the answer named nobody: a refresh may come without an ID token (OpenID Connect Core 12.2). */
  readonly account: Account | null;
};

export type CodeChecks = { readonly state: string; readonly nonce: string; readonly verifier: string };

/** The OpenID provider of a profile. Every call rejects with `NetworkError` (`NET_*`) or `ProviderError`. */
export type Provider = {
  /** The authorization endpoint with `client_id`, `response_type` and these parameters (RFC 6749 4.1.1). */
  authorizationUrl(parameters: Readonly<Record<string, string>>): Promise<URL>;
  /** Trades the code of an authorization response; state, `iss`, nonce, PKCE, signature and times are checked. */
  codeGrant(callback: URL, checks: CodeChecks): Promise<TokenSet>;
  /**
   * One token request. `keep` gets a rotated refresh token as soon as the answer is there, before any check of
   * it can fail (reliability 14).
   */
  refreshGrant(refreshToken: string, keep: (rotated: string) => Promise<void>): Promise<TokenSet>;
  /** RFC 7009. Resolves with true when the provider confirmed it, with false when it has no way to. */
  revoke(token: string): Promise<boolean>;
  /** The addresses of its pages, as its description names them over TLS; none as long as it hasn't been read. */
  pages(): readonly string[];
  /** How the provider ends its own session; null when it doesn't offer that or can't be asked. */
  endSession(idToken: string | null): Promise<EndSession | null>;
};

export type ProviderDeps = {
  readonly outbound: Outbound;
  readonly profile: Pick<
    Profile,
    "issuer" | "clientId" | "clientSecret" | "scope" | "postLogoutRedirectUri" | "revocationEndpoint"
  >;
  readonly now: () => number;
  /** Told of every answer that wasn't a good one. */
  readonly heard?: (doing: string, error: NetworkError | ProviderError, place: string | null) => void;
};

type Parts = Pick<ProviderDeps, "outbound" | "profile" | "now"> & {
  readonly metadata: ProviderMetadata;
  readonly requests: TokenRequests;
  readonly told: Told;
};

export function createProvider({ outbound, profile, now, heard }: ProviderDeps): Provider {
  const told: Told = (doing, error, place) => {
    heard?.(doing, error, place ?? null);
    return error;
  };
  const metadata = createMetadata({ outbound, profile, now, told });
  const requests = new TokenRequests({ outbound, profile, metadata, now, told });
  const parts: Parts = { outbound, profile, now, metadata, requests, told };
  return {
    authorizationUrl: (parameters) => authorizationUrl(parts, parameters),
    codeGrant: (callback, checks) => codeGrant(parts, callback, checks),
    async refreshGrant(refreshToken, keep) {
      const granted = await requests.grant("refresh", (one) => refreshTokenGrant(one, refreshToken), keep);
      const claims = granted.answer.claims();
      return tokenSet(granted, claims === undefined ? null : { sub: claims.sub, ...knownIn(claims) });
    },
    revoke: (token) => revoke(parts, token),
    pages() {
      const server = metadata.known();
      return [server?.authorization_endpoint, server?.end_session_endpoint].filter(
        (page) => page !== undefined,
      );
    },
    async endSession(idToken) {
      const server = await metadata.read().catch(() => metadata.known());
      if (server?.end_session_endpoint === undefined) return null;
      const configuration = requests.configuration(server, outbound.fetch);
      return endSessionAt(configuration, idToken, profile.postLogoutRedirectUri);
    },
  };
}

async function authorizationUrl(
  { outbound, profile, now, metadata, requests, told }: Parts,
  parameters: Readonly<Record<string, string>>,
): Promise<URL> {
  const server = await metadata.read();
  try {
    return buildAuthorizationUrl(requests.configuration(server, outbound.fetch), parameters);
  } catch (thrown) {
    const { cause } = providerError(thrown, null, now());
    throw told("authorization", misplaced(identity(profile).issuer, String(cause)));
  }
}

async function codeGrant(parts: Parts, callback: URL, checks: CodeChecks): Promise<TokenSet> {
  const expected = {
    expectedState: checks.state,
    expectedNonce: checks.nonce,
    pkceCodeVerifier: checks.verifier,
    idTokenExpected: true,
  };
  const request = (one: Granted["configuration"]) => authorizationCodeGrant(one, callback, expected);
  const granted = await parts.requests.grant("login", request, async () => {});
  const sub = granted.answer.claims()?.sub;
  // OpenID Connect Core 2: without a subject, the next refresh couldn't be compared with this login.
  if (sub === undefined) throw new ProviderError("invalid", "no subject");
  return tokenSet(granted, { sub, ...(await knownOf(parts, granted, sub)) });
}

/** What is known of an account, from UserInfo where the ID token hasn't it; a login doesn't fail for want of it. */
async function knownOf(
  { profile, now, metadata, told }: Parts,
  { configuration, answer }: Granted,
  sub: string,
): Promise<Known> {
  const claimed = knownIn(answer.claims());
  const endpoint = metadata.known()?.userinfo_endpoint;
  if (endpoint === undefined || !lacks(claimed, profile.scope)) return claimed;
  try {
    return knownBy(claimed, knownIn(await fetchUserInfo(configuration, answer.access_token, sub)));
  } catch (thrown) {
    // Another subject's data (OpenID Connect Core 5.3.2) isn't a missing mail address, it is a wrong answer.
    const code = thrown instanceof Error && "code" in thrown ? thrown.code : null;
    const error = told("userinfo", providerError(thrown, null, now()), endpoint);
    if (code === "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED") throw error;
    return claimed;
  }
}

async function revoke({ outbound, profile, now, metadata, requests, told }: Parts, token: string) {
  const server = await metadata.read();
  const endpoint = profile.revocationEndpoint ?? server.revocation_endpoint;
  if (endpoint === undefined) return false;
  const wire = watch(outbound.fetch);
  try {
    const described = { ...server, revocation_endpoint: endpoint };
    await tokenRevocation(requests.configuration(described, wire.fetch), token);
    return true;
  } catch (thrown) {
    throw told("revocation", providerError(thrown, wire.seen(), now()), endpoint);
  }
}

function tokenSet({ answer, idToken }: Granted, account: Account | null): TokenSet {
  return {
    accessToken: answer.access_token,
    expiresIn: lifetimeOf(answer),
    refreshToken: answer.refresh_token ?? null,
    idToken,
    account,
  };
}
