import { compactVerify, createLocalJWKSet, errors } from "jose";
import { z } from "zod";
import { ProviderError } from "./provider-error.ts";

// Claims that are null or empty count as absent (reliability 33), but openid-client refuses an ID token that has them. It
// gets the token without them and then can't check its signature: the original token's signature is checked here.

const isNothing = (value: unknown) => value === null || value === "";

const ABSENT: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ["azp", isNothing],
  ["nbf", isNothing],
  // Not asked for and not used, so it may be anything but a time.
  ["auth_time", (value: unknown) => typeof value !== "number" || value < 0],
]);

/** @returns the ID token without the optional claims that mean absent; null when it has none of them */
export function withoutAbsentClaims(idToken: string): string | null {
  const [header, payload = "", signature, ...more] = idToken.split(".");
  if (header === undefined || signature === undefined || more.length > 0) return null;
  const claims = claimsIn(payload);
  if (claims === null) return null;
  const kept = Object.entries(claims).filter(([name, value]) => ABSENT.get(name)?.(value) !== true);
  if (kept.length === Object.keys(claims).length) return null;
  const rest = Buffer.from(JSON.stringify(Object.fromEntries(kept))).toString("base64url");
  return `${header}.${rest}.${signature}`;
}

function claimsIn(payload: string): Record<string, unknown> | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return z.record(z.string(), z.unknown()).parse(claims);
  } catch {
    return null;
  }
}

/**
 * The signature over the ID token as it came (reliability 11).
 * @param keySet the provider's (RFC 7517 5), read anew
 * @param listed what the provider signs with (Discovery 3); RS256 where it doesn't say (OpenID Connect Registration 2)
 * @throws ProviderError `unproven` when no key fits, else `invalid`
 */
export async function checkSignature(
  idToken: string,
  keySet: string,
  listed: readonly string[] = ["RS256"],
): Promise<void> {
  // HMAC with a secret that every copy of the client knows, or `none`, proves nothing.
  const algorithms = listed.filter((name) => name !== "none" && !name.startsWith("HS"));
  try {
    await compactVerify(idToken, createLocalJWKSet(JSON.parse(keySet)), { algorithms });
  } catch (thrown) {
    const unknown = thrown instanceof errors.JWKSNoMatchingKey;
    throw new ProviderError(unknown ? "unproven" : "invalid", "the signature of an ID token with odd claims");
  }
}
