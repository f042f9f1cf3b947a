import { z } from "zod";

/** When the provider doesn't say how long its token lives (RFC 6749 5.1 only recommends it), or says nothing that can be. */
const UNSTATED_LIFETIME_SECONDS = 300;
/** A shorter lifetime isn't believed: it would mean a refresh every second. */
const SHORTEST_LIFETIME_SECONDS = 3;
/** Longer than any session goes without a refresh, and within the range of dates. */
const LONGEST_LIFETIME_SECONDS = 365 * 86_400;

/** Nothing but blanks counts as empty: as a token it would take the place of one that is good. */
const text = z.string().regex(/\S/u);
const optionalText = text.optional().catch(undefined);

/** As a number (RFC 6749 5.1), or as the text that some providers write. */
const lifetime = z
  .union([z.number(), z.string().trim().min(1).pipe(z.coerce.number())])
  .catch(0)
  .transform((seconds) =>
    seconds < SHORTEST_LIFETIME_SECONDS
      ? UNSTATED_LIFETIME_SECONDS
      : Math.min(LONGEST_LIFETIME_SECONDS, seconds),
  );

/** Seconds that the access token lives, bounded (reliability 33). */
export function lifetimeOf({ expires_in }: { readonly expires_in?: unknown }): number {
  return lifetime.parse(expires_in);
}

const rotation = z.looseObject({ refresh_token: text });

/** RFC 6749 5.1. What is null, empty or of another type counts as absent; only the access token is required. */
const tokenAnswer = z.looseObject({
  access_token: text,
  token_type: z.string().trim().min(1).catch("Bearer"),
  expires_in: lifetime,
  refresh_token: optionalText,
  id_token: text.trim().optional().catch(undefined),
  scope: optionalText,
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;

/** @returns null when it holds no tokens */
export function tokenAnswerOf(body: unknown): TokenAnswer | null {
  return tokenAnswer.safeParse(body).data ?? null;
}

/** The rotated refresh token, whatever else of the answer may be wrong (reliability 14). */
export function rotatedIn(body: unknown): string | null {
  return rotation.safeParse(body).data?.refresh_token ?? null;
}
