import { z } from "zod";
import { NetworkError } from "./network-error.ts";
import type { SeenAnswer } from "./provider-error.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export type Wire = {
  readonly fetch: Fetch;
  seen(): SeenAnswer | null;
  /** What was answered with tokens; null when nothing was. */
  tokens(): Response | null;
  /** A fetch that answers the token endpoint from memory. */
  replay: Fetch;
};

const tokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  token_type: z.string(),
  refresh_token: z.string().min(1).optional().catch(undefined),
});

/** What the library itself asks of a key set before it looks for a key (RFC 7517 5). */
const keySet = z.looseObject({ keys: z.array(z.looseObject({})) });

/** The provider's endpoints that matter here, as its description spells them. */
type Endpoints = { readonly token_endpoint?: string | undefined; readonly jwks_uri?: string | undefined };

/** Watches what comes over the wire, so that nothing the library throws can lose it (reliability 14). */
export function watch(
  fetch: Fetch,
  { token_endpoint, jwks_uri }: Endpoints = {},
  keep?: (rotated: string) => Promise<void>,
): Wire {
  // As the library writes them when it asks: metadata may spell the same URL otherwise.
  const endpoint = hrefOf(token_endpoint);
  const keys = hrefOf(jwks_uri);
  let seen: SeenAnswer | null = null;
  let tokens: Response | null = null;

  async function watched(url: string, init: RequestInit): Promise<Response> {
    const response = await fetch(url, init);
    seen = { status: response.status, headers: response.headers, tokens: tokens !== null };
    // The library calls a damaged key set and a forged token by the same name; only one of them is the token's fault.
    if (url === keys && response.status === 200 && !(await isKeySet(response)))
      throw new NetworkError("NET_UNEXPECTED_ANSWER", "the key set can't be read");
    if (url !== endpoint || response.status !== 200) return response;
    const parsed = tokenAnswer.safeParse(json(await response.clone().text()));
    if (!parsed.success) return response;
    tokens = response.clone();
    seen = { ...seen, tokens: true };
    if (parsed.data.refresh_token !== undefined) await keep?.(parsed.data.refresh_token);
    return response;
  }

  return {
    fetch: watched,
    seen: () => seen,
    tokens: () => tokens,
    replay: async (url, init) => (url === endpoint && tokens !== null ? tokens.clone() : watched(url, init)),
  };
}

function hrefOf(url: string | undefined): string | null {
  return URL.parse(url ?? "")?.href ?? null;
}

async function isKeySet(response: Response): Promise<boolean> {
  return keySet.safeParse(json(await response.clone().text())).success;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
