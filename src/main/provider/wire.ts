import { z } from "zod";
import { NetworkError } from "../network/network-error.ts";
import { withoutAbsentClaims } from "./absent-claims.ts";
import { usableKeys } from "./key-set.ts";
import { ProviderError, type Refusal, type SeenAnswer } from "./provider-error.ts";
import { rotatedIn, type TokenAnswer, tokenAnswerOf } from "./token-answer.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export type Wire = {
  readonly fetch: Fetch;
  seen(): SeenAnswer | null;
  /** The address that gave no answer at all, if it was the last that was asked. */
  unanswered(): string | null;
  /** What was answered with tokens, in the form that the library takes; null when nothing was. */
  tokens(): Response | null;
  /** The ID token as it came. */
  idToken(): string | null;
  /** Whether the library has been given an ID token without the claims that mean absent. */
  claimsLeftOut(): boolean;
  /** A fetch that answers the token endpoint from memory. */
  replay: Fetch;
};

/** The provider's endpoints that matter here, as its description spells them. */
type Endpoints = { readonly token_endpoint?: string | undefined; readonly jwks_uri?: string | undefined };

/** Records the answers, so that no error of the library can lose a token (reliability 14). */
export function watch(
  fetch: Fetch,
  { token_endpoint, jwks_uri }: Endpoints = {},
  keep?: (rotated: string) => Promise<void>,
): Wire {
  // As the library writes them when it asks: the metadata may spell the same URL differently.
  const endpoint = hrefOf(token_endpoint);
  const keys = hrefOf(jwks_uri);
  let seen: SeenAnswer | null = null;
  let unanswered: string | null = null;
  let tokens: Response | null = null;
  let idToken: string | null = null;
  let left: string | null = null;

  /** The library takes an answer only as RFC 6749 5.1 spells it. */
  function understood(response: Response, answer: TokenAnswer): Response {
    idToken = answer.id_token ?? null;
    left = idToken === null ? null : withoutAbsentClaims(idToken);
    tokens = answered(response, { ...answer, id_token: left ?? answer.id_token });
    return tokens.clone();
  }

  async function watched(url: string, init: RequestInit): Promise<Response> {
    unanswered = url;
    const response = await fetch(url, init);
    unanswered = null;
    const { status, headers } = response;
    const refusal = response.ok ? null : await refusalOf(response);
    seen = { status, headers, tokens: tokens !== null, refusal };
    if (refusal !== null) return asJson(response);
    if (url === keys && response.ok) return keysIn(response);
    if (url !== endpoint || !response.ok) return response;
    const body = json(await response.clone().text());
    const rotated = rotatedIn(body);
    if (rotated !== null) await keep?.(rotated);
    const answer = tokenAnswerOf(body);
    if (answer === null) return response;
    // RFC 6749 7.1: a token of an unknown type isn't used. The refresh token beside it is valid all the same.
    if (!/^(?:bearer|dpop)$/iu.test(answer.token_type))
      throw new ProviderError("unproven", "the token's type");
    seen = { ...seen, status: 200, tokens: true };
    return understood(response, answer);
  }

  return {
    fetch: watched,
    seen: () => seen,
    unanswered: () => unanswered,
    tokens: () => tokens,
    idToken: () => idToken,
    claimsLeftOut: () => left !== null,
    replay: async (url, init) => (url === endpoint && tokens !== null ? tokens.clone() : watched(url, init)),
  };
}

/** The same answer with another body. */
export function answered(response: Response, body: object): Response {
  const headers = new Headers(response.headers);
  for (const name of ["content-length", "content-encoding"]) headers.delete(name);
  headers.set("content-type", "application/json");
  return new Response(JSON.stringify(body), { status: 200, headers });
}

const refusal = z.looseObject({
  error: z.string().min(1),
  error_description: z.string().min(1).nullable().catch(null),
});

async function refusalOf(response: Response): Promise<Refusal | null> {
  if (!/^application\/json\b/iu.test(response.headers.get("content-type") ?? "")) return null;
  const { data } = refusal.safeParse(json(await response.clone().text()));
  return data === undefined ? null : { error: data.error, description: data.error_description };
}

function hrefOf(url: string | undefined): string | null {
  return URL.parse(url ?? "")?.href ?? null;
}

/** The library has one error for a damaged key set and a forged token; only the second is the token's fault. */
async function keysIn(response: Response): Promise<Response> {
  const set = usableKeys(json(await response.clone().text()));
  if (set === null) throw new NetworkError("NET_UNEXPECTED_ANSWER", "the key set can't be read");
  return answered(response, set);
}

/** The library knows the type in small letters alone; in any others it is the same (RFC 9110 8.3.1). */
function asJson({ body, status, headers: given }: Response): Response {
  const headers = new Headers(given);
  headers.set("content-type", "application/json");
  return new Response(body, { status, headers });
}

export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
