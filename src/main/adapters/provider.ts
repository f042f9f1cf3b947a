import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  clockSkew,
  clockTolerance,
  customFetch,
  discovery,
  type ExportedJWKSCache,
  enableNonRepudiationChecks,
  fetchUserInfo,
  getJwksCache,
  None,
  refreshTokenGrant,
  type ServerMetadata,
  setJwksCache,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
  tokenRevocation,
} from "openid-client";
import type { Account } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import { checkSignature } from "./absent-claims.ts";
import { answerError, type NetworkError } from "./network-error.ts";
import type { Outbound } from "./outbound.ts";
import { type Known, knownBy, knownIn, lacks } from "./provider-account.ts";
import {
  checkAuthorizedParty,
  checkIssuedAt,
  identity,
  insecure,
  mayHaveMoved,
  skewOf,
  TOLERANCE_SECONDS,
} from "./provider-checks.ts";
import { described, misplaced, misplacedOr } from "./provider-description.ts";
import { ProviderError, type ProviderFinding, providerError } from "./provider-error.ts";
import { type EndSession, endSessionAt } from "./provider-logout.ts";
import { type Fetch, type Wire, watch } from "./provider-wire.ts";
import { lifetimeOf } from "./token-answer.ts";

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
  /** Told of every answer that was none of the good ones, whatever becomes of it. */
  readonly heard?: (doing: string, error: NetworkError | ProviderError, place: string | null) => void;
};

type Answer = TokenEndpointResponse & TokenEndpointResponseHelpers;
type Granted = {
  readonly answer: Answer;
  readonly configuration: Configuration;
  /** As it came. */
  readonly idToken: string | null;
};
type Surroundings = {
  readonly skewSeconds: number;
  readonly keys: ExportedJWKSCache | undefined;
  /** The signature has been checked already. */
  readonly signed?: boolean;
};

export function createProvider(deps: ProviderDeps): Provider {
  const { outbound, now } = deps;
  let found: ServerMetadata | null = null;
  /** An answer came that an old description would explain: the next call reads it anew. */
  let stale = false;
  let finding: Promise<ServerMetadata> | null = null;
  // Learned from the provider's own answers, and good for the next call.
  let keys: ExportedJWKSCache | undefined;
  let skewSeconds = 0;

  function told<E extends NetworkError | ProviderError>(doing: string, error: E, place?: string): E {
    deps.heard?.(doing, error, place ?? null);
    return error;
  }

  async function metadata(): Promise<ServerMetadata> {
    if (found !== null && !stale) return found;
    finding ??= discover().finally(() => {
      finding = null;
    });
    return finding;
  }

  async function discover(): Promise<ServerMetadata> {
    const { issuer, clientId } = identity(deps.profile);
    const wire = watch(outbound.fetch);
    try {
      const configuration = await discovery(issuer, clientId, undefined, None(), {
        [customFetch]: described(wire.fetch, issuer) as CustomFetch,
        execute: insecure(issuer) ? [allowInsecureRequests] : [],
      });
      found = configuration.serverMetadata();
      stale = false;
      return found;
    } catch (thrown) {
      const error = providerError(thrown, wire.seen(), now());
      // An issuer that has described itself before is the right one, and somebody else or its trouble has answered.
      const what = found === null ? misplacedOr(error, thrown, wire.seen(), issuer) : error;
      throw told("discovery", what, issuer.href);
    }
  }

  function configure(server: ServerMetadata, fetch: Fetch, known: Surroundings): Configuration {
    const { issuer, clientId } = identity(deps.profile);
    // The library reads the machine's clock by itself; ours is the one that was given.
    const ours = Math.round((now() - Date.now()) / 1_000);
    const client = { [clockSkew]: known.skewSeconds + ours, [clockTolerance]: TOLERANCE_SECONDS };
    const authentication = clientAuthentication(server, deps.profile.clientSecret);
    const configuration = new Configuration(server, clientId, client, authentication);
    configuration[customFetch] = fetch as CustomFetch;
    if (insecure(issuer)) allowInsecureRequests(configuration);
    if (known.signed !== true) enableNonRepudiationChecks(configuration); // reliability 11: not the library's default
    if (known.keys !== undefined) setJwksCache(configuration, known.keys);
    return configuration;
  }

  /**
   * One token request, checked; when a check fails, checked once more with freshly fetched keys and the clock of
   * the answer itself (reliability 11, 25). The second check reads the first answer again: code and refresh token
   * are good for one request only.
   */
  async function grant(
    doing: "login" | "refresh",
    request: (configuration: Configuration) => Promise<Answer>,
    keep: (rotated: string) => Promise<void>,
  ): Promise<Granted> {
    const server = await metadata();
    const wire = watch(outbound.fetch, server, keep);
    const attempt = async (fetch: Fetch, known: Surroundings) => {
      const configuration = configure(server, fetch, known);
      const answer = await request(configuration);
      checkIssuedAt(answer.claims(), now(), known.skewSeconds);
      checkAuthorizedParty(answer.claims(), deps.profile.clientId);
      ({ skewSeconds } = known);
      keys = getJwksCache(configuration);
      return { answer, configuration, idToken: wire.idToken() };
    };
    try {
      return await attempt(wire.fetch, { skewSeconds, keys });
    } catch (first) {
      const failed = (thrown: unknown) => {
        const seen = wire.seen();
        const error = meantBy(providerError(thrown, seen, now()), doing);
        stale ||= mayHaveMoved(error);
        return told(doing, error, seen === null ? server.authorization_endpoint : server.token_endpoint);
      };
      const tokens = wire.tokens();
      if (tokens === null) throw failed(first);
      const skewSeconds = skewOf(tokens, now());
      try {
        const signed = await signedBefore(wire, server);
        return await attempt(wire.replay, { skewSeconds, keys: undefined, signed });
      } catch (second) {
        throw failed(second);
      }
    }
  }

  /** Checks the signature of an ID token that the library can't be given as it came; false where it checks it itself. */
  async function signedBefore(wire: Wire, server: ServerMetadata): Promise<boolean> {
    const idToken = wire.idToken();
    if (!wire.claimsLeftOut() || idToken === null) return false;
    const keySet = await wire.fetch(new URL(server.jwks_uri ?? "").href, {});
    if (!keySet.ok) throw answerError(keySet, now());
    await checkSignature(idToken, await keySet.text(), server.id_token_signing_alg_values_supported);
    return true;
  }

  /** What is known of an account, from UserInfo where the ID token hasn't it; a login doesn't fail for want of it. */
  async function knownOf(configuration: Configuration, answer: Answer, sub: string): Promise<Known> {
    const claimed = knownIn(answer.claims());
    if (found?.userinfo_endpoint === undefined || !lacks(claimed, deps.profile.scope)) return claimed;
    try {
      return knownBy(claimed, knownIn(await fetchUserInfo(configuration, answer.access_token, sub)));
    } catch (thrown) {
      // Another subject's data (OpenID Connect Core 5.3.2) is no missing mail address, it is a wrong answer.
      const code = thrown instanceof Error && "code" in thrown ? thrown.code : null;
      const error = told("userinfo", providerError(thrown, null, now()), found.userinfo_endpoint);
      if (code === "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED") throw error;
      return claimed;
    }
  }

  return {
    async authorizationUrl(parameters) {
      const server = await metadata();
      try {
        return buildAuthorizationUrl(configure(server, outbound.fetch, { skewSeconds, keys }), parameters);
      } catch (thrown) {
        const { cause } = providerError(thrown, null, now());
        throw told("authorization", misplaced(identity(deps.profile).issuer, String(cause)));
      }
    },
    async codeGrant(callback, checks) {
      const { answer, configuration, idToken } = await grant(
        "login",
        (one) =>
          authorizationCodeGrant(one, callback, {
            expectedState: checks.state,
            expectedNonce: checks.nonce,
            pkceCodeVerifier: checks.verifier,
            idTokenExpected: true,
          }),
        async () => {},
      );
      const sub = answer.claims()?.sub;
      // OpenID Connect Core 2: what isn't named can't be compared at the next refresh.
      if (sub === undefined || sub === "") throw new ProviderError("invalid", "no subject");
      return tokenSet(answer, idToken, { sub, ...(await knownOf(configuration, answer, sub)) });
    },
    async refreshGrant(refreshToken, keep) {
      const { answer, idToken } = await grant("refresh", (one) => refreshTokenGrant(one, refreshToken), keep);
      const claims = answer.claims();
      const account = claims === undefined ? null : { sub: claims.sub, ...knownIn(claims) };
      return tokenSet(answer, idToken, account);
    },
    async revoke(token) {
      const server = await metadata();
      const endpoint = deps.profile.revocationEndpoint ?? server.revocation_endpoint;
      if (endpoint === undefined) return false;
      const wire = watch(outbound.fetch);
      try {
        const described = { ...server, revocation_endpoint: endpoint };
        await tokenRevocation(configure(described, wire.fetch, { skewSeconds, keys }), token);
        return true;
      } catch (thrown) {
        throw told("revocation", providerError(thrown, wire.seen(), now()), endpoint);
      }
    },
    pages: () =>
      [found?.authorization_endpoint, found?.end_session_endpoint].filter((page) => page !== undefined),
    async endSession(idToken) {
      const server = await metadata().catch(() => found);
      if (server?.end_session_endpoint === undefined) return null;
      const configuration = configure(server, outbound.fetch, { skewSeconds, keys });
      return endSessionAt(configuration, idToken, deps.profile.postLogoutRedirectUri);
    },
  };
}

/** RFC 8252 8.5: a secret that every copy of an app knows proves nothing, but some providers ask for one. */
function clientAuthentication(server: ServerMetadata, secret: string | null): ClientAuth {
  if (secret === null) return None();
  const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return methods.includes("client_secret_basic") ? ClientSecretBasic(secret) : ClientSecretPost(secret);
}

// While logging in, a code that isn't honoured is the provider's error and no session's end.
function meantBy(
  error: NetworkError | ProviderError,
  doing: "login" | "refresh",
): NetworkError | ProviderError {
  const refused = doing === "login" && error instanceof ProviderError && AT_REFRESH.has(error.finding);
  return refused ? new ProviderError("refused", String(error.cause), error.said) : error;
}

/** What only a refresh can be answered with. */
const AT_REFRESH: ReadonlySet<ProviderFinding> = new Set(["ended", "person"]);

function tokenSet(answer: Answer, idToken: string | null, account: Account | null): TokenSet {
  return {
    accessToken: answer.access_token,
    expiresIn: lifetimeOf(answer),
    refreshToken: answer.refresh_token ?? null,
    idToken,
    account,
  };
}
