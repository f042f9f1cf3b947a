import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from "openid-client";
import { AppError, type ErrorCode } from "../../core/errors.ts";
import { answerError, describe, NetworkError, networkError } from "./network-error.ts";

/**
 * What a provider's answer says about the session.
 * - `ended`: `invalid_grant`, proven: JSON, status 400, from the token endpoint (RFC 6749 5.2; reliability 16)
 * - `denied`: `access_denied` at the authorization endpoint: the person or the provider said no
 * - `embedded`: it takes no login from a window inside an app (`disallowed_useragent`; reliability 6)
 * - `refused`: any other OAuth error; a fault of configuration, which says nothing about the token
 * - `invalid`: an answer that contradicts itself or the request (issuer, audience, nonce, signature …): discarded
 * - `unproven`: couldn't be checked for now (unknown key, clocks that disagree): its token is kept (reliability 15)
 */
export type ProviderFinding = "ended" | "denied" | "embedded" | "refused" | "invalid" | "unproven";

/** Everything a provider's answer can be but good; what the network did is a `NetworkError`. */
export class ProviderError extends AppError {
  readonly finding: ProviderFinding;

  constructor(finding: ProviderFinding, detail: string) {
    super(CODES[finding], detail);
    this.name = "ProviderError";
    this.finding = finding;
  }
}

const CODES: Readonly<Record<ProviderFinding, ErrorCode>> = {
  ended: "SESSION_ENDED",
  denied: "AUTH_DENIED",
  embedded: "AUTH_EMBEDDED_REFUSED",
  refused: "AUTH_PROVIDER_ERROR",
  invalid: "AUTH_RESPONSE_INVALID",
  unproven: "AUTH_RESPONSE_INVALID",
};

/** What an error of the authorization response says; any other is a refusal. */
const AT_AUTHORIZATION: Readonly<Record<string, ProviderFinding>> = {
  access_denied: "denied",
  disallowed_useragent: "embedded",
};

/** The last answer that came over the wire while the library worked, and whether tokens have come by then (RFC 6749 5.1). */
export type SeenAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly tokens: boolean;
};

/** Translates whatever openid-client threw, by code. */
export function providerError(
  thrown: unknown,
  seen: SeenAnswer | null,
  now: number,
): NetworkError | ProviderError {
  if (thrown instanceof ProviderError) return thrown;
  const network = networkError(thrown);
  if (network !== null) return network;
  if (thrown instanceof AuthorizationResponseError)
    return new ProviderError(AT_AUTHORIZATION[thrown.error] ?? "refused", describe(thrown));
  if (seen !== null && !isOAuthStatus(seen.status)) return answerError(seen, now);
  if (thrown instanceof ResponseBodyError) return bodyError(thrown);
  if (thrown instanceof WWWAuthenticateChallengeError) return new ProviderError("refused", describe(thrown));
  return checkFailed(thrown, seen, now);
}

// A good answer, or one that RFC 6749 5.2 knows; all others come from something in between or a server in trouble.
function isOAuthStatus(status: number): boolean {
  return status === 200 || status === 400 || status === 401;
}

function bodyError(thrown: ResponseBodyError): NetworkError | ProviderError {
  if (thrown.error === "invalid_grant" && thrown.status === 400)
    return new ProviderError("ended", describe(thrown));
  if (thrown.error === "temporarily_unavailable" || thrown.error === "server_error")
    return new NetworkError("NET_SERVER", describe(thrown));
  return new ProviderError("refused", describe(thrown));
}

function checkFailed(thrown: unknown, seen: SeenAnswer | null, now: number): NetworkError | ProviderError {
  const code = thrown instanceof ClientError ? thrown.code : undefined;
  // Before there are tokens, a good status with wrong contents is some page in between; afterwards it is the key set's.
  const unusable = code === "OAUTH_RESPONSE_IS_NOT_JSON" || code === "OAUTH_RESPONSE_IS_NOT_CONFORM";
  if (seen !== null && (unusable || !seen.tokens)) return answerError(seen, now);
  if (code === "OAUTH_KEY_SELECTION_FAILED" || code === "OAUTH_JWT_TIMESTAMP_CHECK_FAILED")
    return new ProviderError("unproven", describe(thrown));
  return new ProviderError("invalid", describe(thrown));
}
