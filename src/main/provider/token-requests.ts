import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  clockSkew,
  clockTolerance,
  customFetch,
  type ExportedJWKSCache,
  enableNonRepudiationChecks,
  getJwksCache,
  None,
  type ServerMetadata,
  setJwksCache,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from "openid-client";
import type { Profile } from "../../core/service/profile.ts";
import { answerError, type NetworkError } from "../network/network-error.ts";
import type { Outbound } from "../network/outbound.ts";
import { checkSignature } from "./absent-claims.ts";
import {
  checkAuthorizedParty,
  checkIssuedAt,
  identity,
  insecure,
  mayHaveMoved,
  skewOf,
  TOLERANCE_SECONDS,
} from "./checks.ts";
import type { ProviderMetadata } from "./metadata.ts";
import { ProviderError, type ProviderFinding, providerError, type Told } from "./provider-error.ts";
import { type Fetch, type Wire, watch } from "./wire.ts";

export type Answer = TokenEndpointResponse & TokenEndpointResponseHelpers;
export type Granted = {
  readonly answer: Answer;
  readonly configuration: Configuration;
  /** As it came. */
  readonly idToken: string | null;
};

/** Token requests and their checks, and what each answer teaches for the next: the provider's keys and its clock. */
export type TokenRequests = {
  /** For a call that brings no tokens. */
  configuration(server: ServerMetadata, fetch: Fetch): Configuration;
  /**
   * One token request, checked; when a check fails, checked once more with freshly fetched keys and the clock of
   * the answer itself (reliability 11, 25). The second check reads the first answer again: code and refresh token
   * are good for one request only.
   */
  grant(
    doing: "login" | "refresh",
    request: (configuration: Configuration) => Promise<Answer>,
    keep: (rotated: string) => Promise<void>,
  ): Promise<Granted>;
};

export type TokenRequestDeps = {
  readonly outbound: Pick<Outbound, "fetch">;
  readonly profile: Pick<Profile, "issuer" | "clientId" | "clientSecret">;
  readonly metadata: ProviderMetadata;
  readonly now: () => number;
  readonly told: Told;
};

/** By what an answer is checked. */
type Known = {
  readonly skewSeconds: number;
  readonly keys: ExportedJWKSCache | undefined;
  /** The signature has been checked already. */
  readonly signed?: boolean;
};

export function createTokenRequests(deps: TokenRequestDeps): TokenRequests {
  const { outbound, metadata, now, told } = deps;
  /** Learned from the provider's own answers. */
  let learned: Known = { skewSeconds: 0, keys: undefined };

  /** One look at an answer. Throws what the library or our own checks say. */
  async function checked(
    wire: Wire,
    configuration: Configuration,
    known: Known,
    request: (configuration: Configuration) => Promise<Answer>,
  ): Promise<Granted> {
    const answer = await request(configuration);
    checkIssuedAt(answer.claims(), now(), known.skewSeconds);
    checkAuthorizedParty(answer.claims(), deps.profile.clientId);
    learned = { skewSeconds: known.skewSeconds, keys: getJwksCache(configuration) };
    return { answer, configuration, idToken: wire.idToken() };
  }

  function configured(server: ServerMetadata, fetch: Fetch, known: Known): Configuration {
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

  /** Checks the signature of an ID token that the library can't be given as it came; false where it checks it itself. */
  async function signedBefore(wire: Wire, server: ServerMetadata): Promise<boolean> {
    const idToken = wire.idToken();
    if (!wire.claimsLeftOut() || idToken === null) return false;
    const keySet = await wire.fetch(new URL(server.jwks_uri ?? "").href, {});
    if (!keySet.ok) throw answerError(keySet, now());
    await checkSignature(idToken, await keySet.text(), server.id_token_signing_alg_values_supported);
    return true;
  }

  return {
    configuration: (server, fetch) => configured(server, fetch, learned),
    async grant(doing, request, keep) {
      const server = await metadata.read();
      const wire = watch(outbound.fetch, server, keep);
      const failed = (thrown: unknown) => {
        const seen = wire.seen();
        const error = meantBy(providerError(thrown, seen, now()), doing);
        if (mayHaveMoved(error)) metadata.doubt();
        return told(doing, error, seen === null ? server.authorization_endpoint : server.token_endpoint);
      };
      try {
        return await checked(wire, configured(server, wire.fetch, learned), learned, request);
      } catch (first) {
        const tokens = wire.tokens();
        if (tokens === null) throw failed(first);
        try {
          const signed = await signedBefore(wire, server);
          const anew = { skewSeconds: skewOf(tokens, now()), keys: undefined, signed };
          return await checked(wire, configured(server, wire.replay, anew), anew, request);
        } catch (second) {
          throw failed(second);
        }
      }
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
