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
  checkSubject,
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

type TokenRequest = (configuration: Configuration) => Promise<Answer>;

export type TokenRequestDeps = {
  readonly outbound: Pick<Outbound, "fetch">;
  readonly profile: Pick<Profile, "issuer" | "clientId" | "clientSecret">;
  readonly metadata: ProviderMetadata;
  readonly now: () => number;
  readonly told: Told;
};

/** What an answer is checked against. */
type Known = {
  readonly skewSeconds: number;
  readonly keys: ExportedJWKSCache | undefined;
  /** The signature has been checked already. */
  readonly signed?: boolean;
};

/** Token requests and their checks, and what each answer teaches for the next: the provider's keys and its clock. */
export class TokenRequests {
  readonly #deps: TokenRequestDeps;
  /** Learned from the provider's own answers. */
  #learned: Known = { skewSeconds: 0, keys: undefined };

  constructor(deps: TokenRequestDeps) {
    this.#deps = deps;
  }

  /** For a call that brings no tokens. */
  configuration(server: ServerMetadata, fetch: Fetch): Configuration {
    return this.#configured(server, fetch, this.#learned);
  }

  /**
   * One token request, checked; when a check fails, checked once more with freshly fetched keys and the clock of
   * the answer itself (reliability 11, 25). The second check reads the first answer again: code and refresh token
   * are good for one request only.
   */
  async grant(
    doing: "login" | "refresh",
    request: TokenRequest,
    keep: (rotated: string) => Promise<void>,
  ): Promise<Granted> {
    const server = await this.#deps.metadata.read();
    const wire = watch(this.#deps.outbound.fetch, server, keep);
    try {
      return await this.#checked(
        wire,
        this.#configured(server, wire.fetch, this.#learned),
        this.#learned,
        request,
      );
    } catch (first) {
      const tokens = wire.tokens();
      if (tokens === null) throw this.#failed(first, doing, wire, server);
      try {
        const signed = await this.#signedBefore(wire, server);
        const anew = { skewSeconds: skewOf(tokens, this.#deps.now()), keys: undefined, signed };
        return await this.#checked(wire, this.#configured(server, wire.replay, anew), anew, request);
      } catch (second) {
        throw this.#failed(second, doing, wire, server);
      }
    }
  }

  /** One look at an answer. Throws what the library or our own checks say. */
  async #checked(
    wire: Wire,
    configuration: Configuration,
    known: Known,
    request: TokenRequest,
  ): Promise<Granted> {
    const answer = await request(configuration);
    checkSubject(answer.claims());
    checkIssuedAt(answer.claims(), this.#deps.now(), known.skewSeconds);
    checkAuthorizedParty(answer.claims(), this.#deps.profile.clientId);
    this.#learned = { skewSeconds: known.skewSeconds, keys: getJwksCache(configuration) };
    return { answer, configuration, idToken: wire.idToken() };
  }

  #configured(server: ServerMetadata, fetch: Fetch, known: Known): Configuration {
    const { now, profile } = this.#deps;
    const { issuer, clientId } = identity(profile);
    // The library reads the machine's clock by itself; ours is the one that was given.
    const ours = Math.round((now() - Date.now()) / 1_000);
    const client = { [clockSkew]: known.skewSeconds + ours, [clockTolerance]: TOLERANCE_SECONDS };
    const authentication = clientAuthentication(server, profile.clientSecret);
    const configuration = new Configuration(server, clientId, client, authentication);
    configuration[customFetch] = fetch as CustomFetch;
    if (insecure(issuer)) allowInsecureRequests(configuration);
    if (known.signed !== true) enableNonRepudiationChecks(configuration); // reliability 11: not the library's default
    if (known.keys !== undefined) setJwksCache(configuration, known.keys);
    return configuration;
  }

  /** Checks the signature of an ID token that the library can't be given as it came; false where it checks it itself. */
  async #signedBefore(wire: Wire, server: ServerMetadata): Promise<boolean> {
    const idToken = wire.idToken();
    if (!wire.claimsLeftOut() || idToken === null) return false;
    const keySet = await wire.fetch(new URL(server.jwks_uri ?? "").href, {});
    if (!keySet.ok) throw answerError(keySet, this.#deps.now());
    await checkSignature(idToken, await keySet.text(), server.id_token_signing_alg_values_supported);
    return true;
  }

  #failed(thrown: unknown, doing: "login" | "refresh", wire: Wire, server: ServerMetadata) {
    const { metadata, now, profile, told } = this.#deps;
    const seen = wire.seen();
    const error = meantBy(providerError(thrown, seen, now()), doing);
    if (mayHaveMoved(error, wire.unanswered(), identity(profile).issuer)) metadata.doubt();
    return told(doing, error, seen === null ? server.authorization_endpoint : server.token_endpoint);
  }
}

/** RFC 8252 8.5: a secret that every copy of an app knows proves nothing, but some providers ask for one. */
function clientAuthentication(server: ServerMetadata, secret: string | null): ClientAuth {
  if (secret === null) return None();
  const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return methods.includes("client_secret_basic") ? ClientSecretBasic(secret) : ClientSecretPost(secret);
}

// At a login, a refused code is an error of the provider and doesn't end a session.
function meantBy(
  error: NetworkError | ProviderError,
  doing: "login" | "refresh",
): NetworkError | ProviderError {
  const refused = doing === "login" && error instanceof ProviderError && AT_REFRESH.has(error.finding);
  return refused ? new ProviderError("refused", String(error.cause), error.said) : error;
}

/** What only a refresh can be answered with. */
const AT_REFRESH: ReadonlySet<ProviderFinding> = new Set(["ended", "person"]);
