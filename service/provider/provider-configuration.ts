import type { KeyObject } from "node:crypto";
import { type Configuration, errors, type KoaContextWithOIDC } from "oidc-provider";
import { z } from "zod";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { State } from "../state/state.ts";
import type { Door, Origins } from "../web/origins.ts";
import { clientsOf, DRIVE_CLIENT } from "./clients.ts";
import { existingOrNewGrant } from "./grants.ts";
import { loginPolicy } from "./login-policy.ts";
import { logoutPage, providerErrorPage } from "./provider-pages.ts";
import type { Records } from "./records.ts";

export type SigningKey = { readonly kid: string; readonly key: KeyObject };

/** What a service's OpenID provider is made of. */
export type ProviderParts = {
  readonly service: ServiceId;
  readonly origins: Origins;
  readonly state: State;
  readonly records: Records;
  readonly signingKey: SigningKey;
  readonly cookieKeys: readonly string[];
};

const SCOPES = ["openid", "offline_access"];
const DAY = 86_400;
const SESSION_SECONDS = 14 * DAY; // the login survives a restart of the browser profile for that long

/** What the OpenID provider of a service is told, in the words of oidc-provider. */
export function providerConfiguration(parts: ProviderParts): Configuration {
  const { service, origins, state } = parts;
  return {
    adapter: adapter(parts),
    clients: clientsOf(origins),
    jwks: { keys: [signingJwk(parts.signingKey)] },
    cookies: signedCookies(parts.cookieKeys),
    // The drive asks for openid and offline_access only, and wants to say who is logged in.
    claims: { openid: ["sub", "email", "email_verified"] },
    conformIdTokenClaims: false,
    scopes: SCOPES,
    responseTypes: ["code"],
    pkce: { required: () => true },
    features: features(service),
    ttl: lifetimes(parts),
    findAccount: (_ctx, sub) => {
      const user = state.userBySub(service, sub);
      if (user === undefined) return undefined;
      return { accountId: sub, claims: () => ({ sub, email: user.mail, email_verified: true }) };
    },
    // Both clients are the service's own: nobody is asked for what they may see.
    loadExistingGrant: (ctx) => existingOrNewGrant(ctx, SCOPES.join(" ")),
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed("refresh_token"),
    expiresWithSession: async (ctx) => ctx.oidc.client?.clientId !== DRIVE_CLIENT,
    rotateRefreshToken: true, // with reuse detection, which the provider does by itself (RFC 9700 4.14.2)
    interactions: {
      policy: loginPolicy(state, service),
      url: (_ctx, interaction) => loginUrl(origins, interaction.params.door, interaction.uid),
    },
    extraParams: { door: checkDoor, connection: checkConnection },
    renderError: (ctx, out) => providerErrorPage(ctx, out, service),
  };
}

function adapter({ service, state, records }: ProviderParts) {
  const graceSeconds = () => state.contract(service).refreshGraceSeconds ?? 0;
  return (model: string) =>
    model === "RefreshToken" ? records.adapter(model, graceSeconds) : records.adapter(model);
}

function signingJwk({ kid, key }: SigningKey) {
  return { ...key.export({ format: "jwk" }), kty: "RSA", kid, use: "sig", alg: "RS256" };
}

/** @param keys they are signed with; the first signs, all are accepted */
export function signedCookies(keys: readonly string[]): NonNullable<Configuration["cookies"]> {
  const options = { httpOnly: true, sameSite: "lax", signed: true } as const;
  return { keys, long: options, short: options };
}

function features(service: ServiceId): NonNullable<Configuration["features"]> {
  return {
    devInteractions: { enabled: false },
    revocation: {
      enabled: true,
      allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId,
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => logoutPage(ctx, form, service, isUnambiguousLogout(ctx)),
      postLogoutSuccessSource: (ctx) => logoutPage(ctx, null, service, false),
    },
  };
}

/** A client with an ID token of this session asks: the person needn't confirm (RP-Initiated Logout 2). */
function isUnambiguousLogout(ctx: KoaContextWithOIDC): boolean {
  const hint = hintPayload.safeParse(ctx.oidc.entities.IdTokenHint?.payload);
  return hint.success && hint.data.sub === ctx.oidc.session?.accountId;
}
const hintPayload = z.object({ sub: z.string() });

/** In seconds; the contract's may change while the provider runs. */
function lifetimes({ service, state }: ProviderParts): NonNullable<Configuration["ttl"]> {
  const accessToken = () => state.contract(service).accessTokenSeconds;
  const refreshToken = () => state.contract(service).refreshTokenSeconds;
  return {
    AccessToken: accessToken,
    AuthorizationCode: 60,
    IdToken: accessToken,
    RefreshToken: refreshToken,
    Interaction: 3_600,
    Session: SESSION_SECONDS,
    Grant: 400 * DAY,
  };
}

const doorParam = z.enum(["internet", "line"]);

/** The login host that the person came through; if there is none, the Internet's. */
function loginUrl(origins: Origins, door: unknown, uid: string): string {
  const known = doorParam.safeParse(door);
  const role: Door = known.success ? known.data : "internet";
  return `${origins[role]}/login/${uid}`;
}

function checkDoor(_ctx: KoaContextWithOIDC, value: string | undefined): void {
  if (value !== undefined && !doorParam.safeParse(value).success)
    throw new errors.InvalidRequest("unknown door");
}

function checkConnection(_ctx: KoaContextWithOIDC, value: string | undefined): void {
  if (value !== undefined && value.length > 100) throw new errors.InvalidRequest("connection too long");
}
