import { compactVerify, createLocalJWKSet, errors } from "jose";
import { z } from "zod";
import { ProviderError } from "./provider-error.ts";

// Claims and header parameters that are null or empty count as absent (reliability 33), but openid-client refuses an ID
// token that has them. It gets the token without them and then can't check its signature: the original token's is checked
// here.

const isNothing = (value: unknown) => value === null || value === "";

type Absent = ReadonlyMap<string, (value: unknown) => boolean>;

const IN_HEADER: Absent = new Map([["kid", isNothing]]);
const IN_CLAIMS: Absent = new Map([
  ["azp", isNothing],
  // Neither is asked for, so that what is no time counts as absent.
  ["nbf", (value: unknown) => typeof value !== "number"],
  ["auth_time", (value: unknown) => typeof value !== "number" || value < 0],
]);

/** @returns the ID token without the optional members that mean absent; null when it has none of them */
export function withoutAbsentClaims(idToken: string): string | null {
  const [header = "", payload = "", signature, ...more] = idToken.split(".");
  if (signature === undefined || more.length > 0) return null;
  const rest = `${without(IN_HEADER, header)}.${without(IN_CLAIMS, payload)}.${signature}`;
  return rest === idToken ? null : rest;
}

/** The same part where it has none of them, or can't be read. */
function without(absent: Absent, part: string): string {
  const members = membersIn(part);
  const kept = Object.entries(members).filter(([name, value]) => absent.get(name)?.(value) !== true);
  if (kept.length === Object.keys(members).length) return part;
  return Buffer.from(JSON.stringify(Object.fromEntries(kept))).toString("base64url");
}

function membersIn(part: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return z.record(z.string(), z.unknown()).parse(found);
  } catch {
    return {};
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
    const keys = createLocalJWKSet(JSON.parse(keySet));
    await compactVerify(
      idToken,
      ({ kid, ...header }, token) => keys(isNothing(kid) ? header : { kid, ...header }, token),
      { algorithms },
    );
  } catch (thrown) {
    const unknown =
      thrown instanceof errors.JWKSNoMatchingKey || thrown instanceof errors.JWKSMultipleMatchingKeys;
    throw new ProviderError(unknown ? "unproven" : "invalid", "the signature of an ID token with odd claims");
  }
}
