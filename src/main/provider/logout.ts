import { buildEndSessionUrl, type Configuration, randomState } from "openid-client";

/** A page that ends the provider's session (OpenID Connect RP-Initiated Logout 1.0). */
export type EndSession = {
  readonly url: string;
  /** Whether a URL is the way back that shows it was done (`state`, 1.0 3); null when no way back is registered. */
  readonly confirms: ((url: string) => boolean) | null;
};

/** @param back registered for the return */
export function endSessionAt(
  configuration: Configuration,
  idToken: string | null,
  back: string | null,
): EndSession {
  const state = randomState();
  const { href: url } = buildEndSessionUrl(configuration, {
    ...(idToken !== null && { id_token_hint: idToken }),
    ...(back !== null && { post_logout_redirect_uri: back, state }),
  });
  return { url, confirms: back === null ? null : (arrived) => isReturn(arrived, back, state) };
}

function isReturn(arrived: string, registered: string, state: string): boolean {
  const [url, back] = [URL.parse(arrived), new URL(registered)];
  if (url === null || url.origin !== back.origin || url.pathname !== back.pathname) return false;
  const states = url.searchParams.getAll("state");
  return states.length === 1 && states[0] === state;
}
