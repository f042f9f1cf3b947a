import { ClientError } from "openid-client";
import { z } from "zod";
import type { NetworkError } from "../network/network-error.ts";
import { insecure } from "./checks.ts";
import { ProviderError, type SeenAnswer } from "./provider-error.ts";
import { answered, type Fetch, json } from "./wire.ts";

/**
 * Discovery 3, as the library and this client use it. Null and empty mean absent, and an optional member that can't be
 * used counts as absent (reliability 33). Plain http only where the issuer itself is on loopback (reliability 10).
 */
function descriptionAt(issuer: URL) {
  const address = z.string().refine((text) => {
    const url = URL.parse(text);
    return url?.protocol === "https:" || (url !== null && insecure(url) && insecure(issuer));
  });
  const optional = address.optional().catch(undefined);
  const names = z.array(z.string()).min(1).optional().catch(undefined);
  return z.looseObject({
    issuer: z.string(),
    authorization_endpoint: address,
    token_endpoint: address,
    jwks_uri: address,
    userinfo_endpoint: optional,
    revocation_endpoint: optional,
    end_session_endpoint: optional,
    id_token_signing_alg_values_supported: names,
    token_endpoint_auth_methods_supported: names,
    authorization_response_iss_parameter_supported: z.boolean().optional().catch(undefined),
  });
}

/** Parses the metadata document. Throws ProviderError `misplaced` where it lacks what a login needs. */
export function described(fetch: Fetch, issuer: URL): Fetch {
  const schema = descriptionAt(issuer);
  return async (url, init) => {
    const response = await fetch(url, init);
    const body = response.ok ? json(await response.clone().text()) : null;
    if (typeof body !== "object" || body === null) return response;
    const { data, error } = schema.safeParse(body);
    if (error !== undefined) {
      const members = error.issues.map(({ path }) => path.join("."));
      throw misplaced(issuer, `the description has no usable ${members.join(", ")}`);
    }
    return answered(response, data);
  };
}

/**
 * Whether an answer that wasn't understood points to the network or to the configured issuer. Over TLS only the issuer's
 * host can have answered, with a document or status of its own.
 */
export function misplacedOr(
  error: NetworkError | ProviderError,
  thrown: unknown,
  seen: SeenAnswer | null,
  issuer: URL,
): NetworkError | ProviderError {
  if (error instanceof ProviderError)
    return error.finding === "misplaced" ? error : misplaced(issuer, String(error.cause));
  if (error.code !== "NET_UNEXPECTED_ANSWER" || seen === null) return error;
  if (thrown instanceof ClientError && thrown.code === "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED")
    return misplaced(issuer, "it describes another issuer");
  return issuer.protocol === "https:" || seen.status >= 400 ? misplaced(issuer, String(error.cause)) : error;
}

export function misplaced(issuer: URL, detail: string): ProviderError {
  return new ProviderError("misplaced", detail, { word: null, place: issuer.href });
}
