import { generateKeyPairSync, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type ClientMetadata, type Configuration, interactionPolicy, Provider } from "oidc-provider";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { State } from "../state/state.ts";
import { type Origins, type UpstreamMethod, upstreamOrigin } from "../web/origins.ts";
import { secret } from "../web/secret.ts";
import { existingOrNewGrant } from "./grants.ts";
import { signedCookies } from "./provider-configuration.ts";
import { logoutPage, providerErrorPage } from "./provider-pages.ts";
import { Records } from "./records.ts";

/** What the service is called at an outside provider. */
export const SERVICE_CLIENT = "storage-service";
const SCOPE = "openid";
/** The service's own hosts that may be come back to, and where. */
const RETURNS = ["internet", "line", "contract"] as const;
export const RETURN_PATH = "/federated/callback";

/**
 * An outside provider (facts A6): somebody else's OpenID provider on a host of its own, with its own accounts and its
 * own remembered session. The service is one of its clients.
 */
export class Upstream {
  readonly origin: string;
  readonly provider: Provider;
  readonly #handle: (req: IncomingMessage, res: ServerResponse) => void;

  constructor(service: ServiceId, method: UpstreamMethod, origins: Origins, state: State) {
    this.origin = upstreamOrigin(service, method, origins);
    this.provider = new Provider(this.origin, configuration(this.origin, service, method, origins, state));
    this.#handle = this.provider.callback();
  }

  handle(req: IncomingMessage, res: ServerResponse): void {
    this.#handle(req, res);
  }

  /** Answers the sign-in: who it is, or that the person doesn't want to. @returns where the browser goes on */
  async answer(uid: string, answer: { readonly sub: string } | "denied"): Promise<string | null> {
    const interaction = await this.provider.Interaction.find(uid);
    if (interaction === undefined) return null;
    interaction.result =
      answer === "denied"
        ? { error: "access_denied", error_description: "the person cancelled" }
        : { login: { accountId: answer.sub, remember: true }, select_account: {} };
    await interaction.persist();
    return interaction.returnTo;
  }
}

function configuration(
  origin: string,
  service: ServiceId,
  method: UpstreamMethod,
  origins: Origins,
  state: State,
): Configuration {
  const records = new Records();
  return {
    adapter: (model: string) => records.adapter(model),
    clients: [serviceClient(origins)],
    jwks: { keys: [newSigningJwk()] },
    cookies: signedCookies([secret()]),
    claims: { openid: ["sub", "preferred_username"] },
    conformIdTokenClaims: false,
    enabledJWA: { idTokenSigningAlgValues: ["ES256"] },
    scopes: [SCOPE],
    responseTypes: ["code"],
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => logoutPage(ctx, form, null, true),
        postLogoutSuccessSource: (ctx) => logoutPage(ctx, null, null, false),
      },
    },
    findAccount: (_ctx, sub) => {
      const account = state.outsider(service, method, sub);
      if (account === undefined) return undefined;
      return { accountId: sub, claims: () => ({ sub, preferred_username: account.login }) };
    },
    loadExistingGrant: (ctx) => existingOrNewGrant(ctx, SCOPE),
    interactions: { policy: policy(), url: (_ctx, { uid }) => `${origin}/signin/${uid}` },
    ttl: LIFETIMES,
    renderError: (ctx, out) => providerErrorPage(ctx, out, null),
  };
}

const DAY = 86_400;
/** In seconds. */
const LIFETIMES = {
  AccessToken: 600,
  AuthorizationCode: 60,
  Grant: 14 * DAY,
  IdToken: 600,
  Interaction: 3_600,
  Session: 14 * DAY,
};

function serviceClient(origins: Origins): ClientMetadata {
  return {
    client_id: SERVICE_CLIENT,
    token_endpoint_auth_method: "none",
    id_token_signed_response_alg: "ES256",
    redirect_uris: RETURNS.map((role) => `${origins[role]}${RETURN_PATH}`),
    grant_types: ["authorization_code"],
    response_types: ["code"],
  };
}

function newSigningJwk() {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...privateKey.export({ format: "jwk" }), kty: "EC", kid: randomUUID(), use: "sig", alg: "ES256" };
}

function policy() {
  const prompts = interactionPolicy.base();
  prompts.get("consent")?.checks.clear();
  // prompt=select_account (OpenID Connect Core 3.1.2.1): the chooser, also with a living session.
  prompts.add(new interactionPolicy.Prompt({ name: "select_account", requestable: true }), 0);
  return prompts;
}
