import type { IDToken } from "openid-client";
import { AppError } from "../../core/errors.ts";
import { isLoopback } from "../../core/loopback-host.ts";
import type { Profile } from "../../core/service/profile.ts";
import { answerDate } from "../network/answer-date.ts";
import type { NetworkError } from "../network/network-error.ts";
import { ProviderError } from "./provider-error.ts";

// Checks beyond those of openid-client, one small function a rule.

export const TOLERANCE_SECONDS = 30;

/** Throws `POLICY_PROFILE_INCOMPLETE` when issuer or client id is unknown, `POLICY_PROFILE_INVALID` for plain http elsewhere than on loopback. */
export function identity(profile: Pick<Profile, "issuer" | "clientId">): { issuer: URL; clientId: string } {
  if (profile.issuer === null || profile.clientId === null) throw new AppError("POLICY_PROFILE_INCOMPLETE");
  const issuer = URL.canParse(profile.issuer) ? new URL(profile.issuer) : null;
  if (issuer === null || (issuer.protocol !== "https:" && !insecure(issuer)))
    throw new AppError("POLICY_PROFILE_INVALID");
  return { issuer, clientId: profile.clientId };
}

// reliability 10: nothing accepts plain http but loopback.
export function insecure(issuer: URL): boolean {
  return issuer.protocol === "http:" && isLoopback(issuer.hostname);
}

/**
 * Keys or endpoints that aren't where the description said, after months without a restart.
 * @param unanswered the address that gave no answer: where that is the issuer's own host, the description can't be had either
 */
export function mayHaveMoved(
  error: NetworkError | ProviderError,
  unanswered: string | null,
  issuer: URL,
): boolean {
  if (unanswered !== null) return new URL(unanswered).host !== issuer.host;
  return error.code === "NET_UNEXPECTED_ANSWER" || ("finding" in error && error.finding === "unproven");
}

/** How far the PC's clock is behind the provider's, in seconds; 0 when its `Date` says nothing or about the same. */
export function skewOf(answer: Response, now: number): number {
  const date = answerDate(answer.headers);
  const seconds = date === null ? 0 : Math.round((date - now) / 1_000);
  return Math.abs(seconds) <= 2 ? 0 : seconds;
}

// reliability 12: the library accepts an `iat` from the future.
export function checkIssuedAt(claims: IDToken | undefined, now: number, skewSeconds: number): void {
  const issuedAt = claims?.iat;
  if (issuedAt === undefined || issuedAt <= now / 1_000 + skewSeconds + TOLERANCE_SECONDS) return;
  throw new ProviderError("unproven", "iat in the future");
}

// OpenID Connect Core 2: the library takes an empty subject, which is nobody's.
export function checkSubject(claims: IDToken | undefined): void {
  if (claims?.sub === "") throw new ProviderError("invalid", "no subject");
}

// OpenID Connect Core 3.1.3.7 (5): the library compares `azp` only where there are several audiences.
export function checkAuthorizedParty(claims: IDToken | undefined, clientId: string | null): void {
  const azp = claims?.azp;
  if (azp !== undefined && azp !== clientId) throw new ProviderError("invalid", "azp is another client");
}
