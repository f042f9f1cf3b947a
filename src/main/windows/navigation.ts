import { isLoopback } from "../../core/loopback-host.ts";
import type { Profile } from "../../core/service/profile.ts";

/**
 * Exact origins that the login windows may show: the profile's own, those of the provider's pages as its description
 * names them (large providers have them on other hosts than the issuer's), and the pending redirect (reliability 3).
 */
export function allowedOrigins(
  profile: Profile,
  pages: readonly string[],
  redirectOrigin: string | null,
): ReadonlySet<string> {
  const origins = new Set<string>();
  const own = [profile.issuer, profile.loginUrl, ...Object.values(profile.origins)];
  for (const url of [...own, ...pages, redirectOrigin]) {
    const origin = url === null || url === undefined ? null : secureOrigin(url);
    if (origin !== null) origins.add(origin);
  }
  return origins;
}

/** Whether a window may go there: by parsed origin, never by string tests. */
export function mayNavigate(url: string, allowed: ReadonlySet<string>): boolean {
  const origin = secureOrigin(url);
  return origin !== null && allowed.has(origin);
}

/**
 * Whether the person's browser may be sent there: the profile's and its provider's own pages alone (reliability 4). Plain http only on
 * loopback, where the reference service lives (reliability 10).
 */
export function mayOpenExternally(url: string, profile: Profile, pages: readonly string[]): boolean {
  const links = [profile.webUrl, profile.lineAuthentication?.disclaimerUrl ?? null];
  const allowed = new Set(allowedOrigins(profile, pages, null));
  for (const link of links) {
    const origin = link === null ? null : secureOrigin(link);
    if (origin !== null) allowed.add(origin);
  }
  return mayNavigate(url, allowed);
}

/** The origin of an https URL, or of an http one on loopback; null for everything else, user-info included. */
function secureOrigin(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== "" || parsed.password !== "") return null;
  if (parsed.protocol === "https:") return parsed.origin;
  return parsed.protocol === "http:" && isLoopback(parsed.hostname) ? parsed.origin : null;
}
