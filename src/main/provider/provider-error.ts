import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from "openid-client";
import { AppError, type ErrorCode } from "../../core/errors.ts";
import { needsPerson, type ProviderWord, providerWord, type Said } from "../../core/provider-words.ts";
import { answerError, describe, NetworkError, networkError } from "../network/network-error.ts";

/**
 * What a provider's answer says about the session.
 * - `ended`: `invalid_grant`, proven: JSON, status 400, from the token endpoint (RFC 6749 5.2; reliability 16)
 * - `denied`: `access_denied` at the authorization endpoint: the person or the provider said no
 * - `embedded`: it takes no login from a window inside an app (`disallowed_useragent`; reliability 6)
 * - `person`: it keeps the session and wants somebody to log in, agree or choose (OpenID Connect Core 3.1.2.6)
 * - `misplaced`: what the issuer's address answers is no description that a login could go by
 * - `refused`: any other OAuth error; a fault of configuration, which says nothing about the token
 * - `invalid`: an answer that contradicts itself or the request (issuer, audience, nonce, signature …): discarded
 * - `unproven`: couldn't be checked for now (unknown key, clocks that disagree): its token is kept (reliability 15)
 */
export type ProviderFinding = keyof typeof CODES;

/** An answer of the provider that isn't a good one; failures of the network are `NetworkError`s. */
export class ProviderError extends AppError {
  readonly finding: ProviderFinding;

  constructor(finding: ProviderFinding, detail: string, said: Said | null = null) {
    super(CODES[finding], detail, null, said);
    this.name = "ProviderError";
    this.finding = finding;
  }
}

const CODES = {
  ended: "SESSION_ENDED",
  denied: "AUTH_DENIED",
  embedded: "AUTH_EMBEDDED_REFUSED",
  person: "SESSION_LOGIN_REQUIRED",
  misplaced: "AUTH_ISSUER_UNUSABLE",
  refused: "AUTH_PROVIDER_ERROR",
  invalid: "AUTH_RESPONSE_INVALID",
  unproven: "AUTH_RESPONSE_INVALID",
} as const satisfies Readonly<Record<string, ErrorCode>>;

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
  /** What it said in JSON when it was none of the good ones; null when it said nothing. */
  readonly refusal: Refusal | null;
};

/** RFC 6749 5.2. */
export type Refusal = { readonly error: string; readonly description: string | null };

/** Translates whatever openid-client threw, by code. */
export function providerError(
  thrown: unknown,
  seen: SeenAnswer | null,
  now: number,
): NetworkError | ProviderError {
  // The library wraps what its fetch threw.
  for (let one = thrown; one instanceof Error; one = one.cause) if (one instanceof ProviderError) return one;
  const network = networkError(thrown);
  if (network !== null) return network;
  if (thrown instanceof AuthorizationResponseError) {
    const refusal = { error: thrown.error, description: thrown.error_description ?? null };
    const [detail, said] = [detailOf(thrown, refusal), saidBy(refusal)];
    // Instead of a status 503, which can't be said in a redirect (RFC 6749 4.1.2.1).
    if (refusal.error === "temporarily_unavailable")
      return new NetworkError("NET_SERVER", detail, null, said);
    return new ProviderError(AT_AUTHORIZATION[refusal.error] ?? "refused", detail, said);
  }
  const refusal = refusalIn(thrown, seen);
  const status = seen?.status ?? 400;
  if (seen !== null && !isOAuthStatus(status) && !isSpoken(refusal, status))
    return answerError(seen, now, saidBy(seen.refusal));
  return refusal === null ? checkFailed(thrown, seen, now) : refused(thrown, refusal, status);
}

// A good answer, or one that RFC 6749 5.2 knows; all others come from something in between or a server in trouble.
function isOAuthStatus(status: number): boolean {
  return status === 200 || status === 400 || status === 401;
}

/** An OAuth error code at another status is the provider's refusal, too. */
function isSpoken(refusal: Refusal | null, status: number): boolean {
  const word = providerWord(refusal?.error);
  return status < 500 && status !== 429 && status !== 408 && word !== null && !NEED_STATUS.has(word);
}

/** To end a session, an error needs the right status; for a temporary one the status alone is enough. */
const NEED_STATUS: ReadonlySet<ProviderWord> = new Set<ProviderWord>([
  "invalid_grant",
  "server_error",
  "temporarily_unavailable",
]);

/** What the provider said, in JSON or in the challenge that the library looks at first. */
function refusalIn(thrown: unknown, seen: SeenAnswer | null): Refusal | null {
  if (thrown instanceof ResponseBodyError)
    return { error: thrown.error, description: thrown.error_description ?? null };
  if (!(thrown instanceof WWWAuthenticateChallengeError)) return null;
  const [challenge] = thrown.cause;
  const { error = "", error_description: description = null } = challenge?.parameters ?? {};
  return seen?.refusal ?? { error, description };
}

function refused(thrown: unknown, refusal: Refusal, status: number): NetworkError | ProviderError {
  const { error } = refusal;
  const [detail, said] = [detailOf(thrown, refusal), saidBy(refusal)];
  if (error === "invalid_grant" && status === 400) return new ProviderError("ended", detail, said);
  if (error === "temporarily_unavailable" || error === "server_error")
    return new NetworkError("NET_SERVER", detail, null, said);
  return new ProviderError(needsPerson(providerWord(error)) ? "person" : "refused", detail, said);
}

export function saidBy(refusal: Refusal | null): Said | null {
  const word = providerWord(refusal?.error);
  return word === null ? null : { word, place: null };
}

/** For the log, which redacts it: the error, and what the provider wrote beside it. */
function detailOf(thrown: unknown, { error, description }: Refusal): string {
  return `${error}${description === null ? "" : `: ${description}`} < ${describe(thrown)}`;
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

/** Tells the log of an answer that was none of the good ones, with the endpoint that was asked. @returns the same error */
export type Told = <E extends NetworkError | ProviderError>(doing: string, error: E, place?: string) => E;
