import { z } from "zod";
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

/** Watches what comes over the wire, so that nothing the library throws can lose it (reliability 14). */
export function watch(fetch: Fetch, tokenEndpoint?: string, keep?: (rotated: string) => Promise<void>): Wire {
  // As the library writes it when it asks: metadata may spell the same URL otherwise.
  const endpoint = tokenEndpoint === undefined ? null : (URL.parse(tokenEndpoint)?.href ?? null);
  let seen: SeenAnswer | null = null;
  let tokens: Response | null = null;

  async function watched(url: string, init: RequestInit): Promise<Response> {
    const response = await fetch(url, init);
    seen = { status: response.status, headers: response.headers, tokens: tokens !== null };
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

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
