import type { ClientMetadata } from "oidc-provider";
import type { Origins } from "../web/origins.ts";

/** The clients that every tenant knows. */
export const DRIVE_CLIENT = "storage-drive";
export const WEB_CLIENT = "storage-web";

export function clientsOf(origins: Origins): ClientMetadata[] {
  return [
    {
      client_id: DRIVE_CLIENT,
      application_type: "native", // any loopback port (RFC 8252 7.3)
      token_endpoint_auth_method: "none",
      redirect_uris: ["http://127.0.0.1/callback"],
      post_logout_redirect_uris: ["http://127.0.0.1/callback", "http://127.0.0.1/logged-out"],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
    },
    {
      client_id: WEB_CLIENT,
      application_type: "web",
      token_endpoint_auth_method: "none",
      redirect_uris: [`${origins.web}/callback`],
      post_logout_redirect_uris: [`${origins.web}/`],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ];
}
