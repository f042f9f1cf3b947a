import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { errors, type KoaContextWithOIDC, Provider } from "oidc-provider";
import { z } from "zod";
import type { ServiceId } from "../src/core/service/profile.ts";
import { existingOrNewGrant } from "./grants.ts";
import { loginPolicy } from "./login-policy.ts";
import type { Door, Origins, UpstreamMethod } from "./origins.ts";
import { logoutPage, providerErrorPage } from "./pages/provider-pages.ts";
import { Records } from "./records.ts";
import { type State, secret } from "./state.ts";
import { Upstream } from "./upstream.ts";

/** The clients that every tenant knows. */
export const DRIVE_CLIENT = "storage-drive";
export const WEB_CLIENT = "storage-web";

const SCOPES = ["openid", "offline_access"];
const DAY = 86_400;
const SESSION_SECONDS = 14 * DAY; // the login survives a restart of the browser profile for that long

type SigningKey = { readonly kid: string; readonly key: KeyObject };

export const tenantSnapshot = z.strictObject({
  kid: z.string(),
  key: z.record(z.string(), z.unknown()).describe("the private signing key, a JWK (RFC 7517)"),
  cookieKeys: z.array(z.string()),
  records: z.array(z.unknown()),
});
export type TenantSnapshot = z.infer<typeof tenantSnapshot>;

function newKey(): SigningKey {
  return { kid: randomUUID(), key: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey };
}

/** One service's OpenID provider with its keys and records. The provider itself isn't patched. */
export class Tenant {
  readonly service: ServiceId;
  readonly origins: Origins;
  readonly #state: State;
  readonly #records = new Records();
  readonly #upstreams = new Map<UpstreamMethod, Upstream>();
  #cookieKeys = [secret()];
  #key = newKey();
  #provider: Provider;
  #handle: (req: IncomingMessage, res: ServerResponse) => void;

  /** PEM of the CA that this service's own requests trust; null = plain http. */
  readonly ca: string | null;

  constructor(service: ServiceId, origins: Origins, state: State, ca: string | null = null) {
    this.service = service;
    this.ca = ca;
    this.origins = origins;
    this.#state = state;
    this.#provider = this.#build();
    this.#handle = this.#provider.callback();
  }

  get provider(): Provider {
    return this.#provider;
  }

  get signingKey(): SigningKey {
    return this.#key;
  }

  handle(req: IncomingMessage, res: ServerResponse): void {
    this.#handle(req, res);
  }

  /** An outside provider that this service sends people to; made when it is first asked for. */
  upstream(method: UpstreamMethod): Upstream {
    const known = this.#upstreams.get(method);
    if (known !== undefined) return known;
    const made = new Upstream(this.service, method, this.origins, this.#state);
    this.#upstreams.set(method, made);
    return made;
  }

  /** A new signing key, the old one forgotten at once; sessions and tokens stay. */
  rotateKeys(): void {
    this.#key = newKey();
    this.#renew();
  }

  #renew(): void {
    this.#provider = this.#build();
    this.#handle = this.#provider.callback();
  }

  /** What `--data` keeps: keys, sessions and tokens. */
  snapshot(): TenantSnapshot {
    const key = this.#key.key.export({ format: "jwk" }) as Record<string, unknown>;
    return { kid: this.#key.kid, key, cookieKeys: this.#cookieKeys, records: this.#records.snapshot() };
  }

  /** @throws for what isn't a snapshot */
  restore({ kid, key, cookieKeys, records }: TenantSnapshot): void {
    this.#key = { kid, key: createPrivateKey({ key, format: "jwk" }) };
    this.#cookieKeys = [...cookieKeys];
    this.#records.restore(records);
    this.#renew();
  }

  /** Ends every session and token of this tenant. */
  reset(): void {
    this.#records.clear();
    this.#upstreams.clear();
  }

  /** Answers the interaction: who logged in. @returns where the browser goes on */
  async finishLogin(uid: string, accountId: string, amr: readonly string[]): Promise<string | null> {
    const interaction = await this.provider.Interaction.find(uid);
    if (interaction === undefined) return null;
    interaction.result = {
      ...interaction.lastSubmission,
      login: { accountId, remember: true, amr: [...amr] },
    };
    await interaction.persist();
    return interaction.returnTo;
  }

  #build(): Provider {
    const { service, origins } = this;
    const contract = () => this.#state.contract(service);
    const provider = new Provider(origins.issuer, {
      adapter: (model: string) =>
        model === "RefreshToken"
          ? this.#records.adapter(model, () => contract().refreshGraceSeconds ?? 0)
          : this.#records.adapter(model),
      clients: clients(origins),
      jwks: {
        keys: [
          {
            ...this.#key.key.export({ format: "jwk" }),
            kty: "RSA",
            kid: this.#key.kid,
            use: "sig",
            alg: "RS256",
          },
        ],
      },
      cookies: {
        keys: this.#cookieKeys,
        long: { httpOnly: true, sameSite: "lax", signed: true },
        short: { httpOnly: true, sameSite: "lax", signed: true },
      },
      // The drive asks for openid and offline_access only, and wants to say who is logged in.
      claims: { openid: ["sub", "email", "email_verified"] },
      conformIdTokenClaims: false,
      scopes: SCOPES,
      responseTypes: ["code"],
      pkce: { required: () => true },
      features: {
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
      },
      ttl: {
        AccessToken: () => contract().accessTokenSeconds,
        AuthorizationCode: 60,
        IdToken: () => contract().accessTokenSeconds,
        RefreshToken: () => contract().refreshTokenSeconds,
        Interaction: 3_600,
        Session: SESSION_SECONDS,
        Grant: 400 * DAY,
      },
      findAccount: (_ctx, sub) => {
        const user = this.#state.userBySub(service, sub);
        if (user === undefined) return undefined;
        return { accountId: sub, claims: () => ({ sub, email: user.mail, email_verified: true }) };
      },
      // Both clients are the service's own: nobody is asked for what they may see.
      loadExistingGrant: (ctx) => existingOrNewGrant(ctx, SCOPES.join(" ")),
      issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed("refresh_token"),
      expiresWithSession: async (ctx) => ctx.oidc.client?.clientId !== DRIVE_CLIENT,
      rotateRefreshToken: true, // with reuse detection, which the provider does by itself (RFC 9700 4.14.2)
      interactions: {
        policy: loginPolicy(this.#state, service),
        url: (_ctx, interaction) => loginUrl(origins, interaction.params.door, interaction.uid),
      },
      extraParams: {
        door: (_ctx: KoaContextWithOIDC, value: string | undefined) => {
          if (value !== undefined && !doorParam.safeParse(value).success)
            throw new errors.InvalidRequest("unknown door");
        },
        connection: (_ctx: KoaContextWithOIDC, value: string | undefined) => {
          if (value !== undefined && value.length > 100)
            throw new errors.InvalidRequest("connection too long");
        },
      },
      renderError: (ctx, out) => providerErrorPage(ctx, out, service),
    });
    this.#listen(provider);
    return provider;
  }

  #listen(provider: Provider): void {
    const { service } = this;
    const record = this.#state.record.bind(this.#state);
    const about = (ctx: KoaContextWithOIDC) => ({
      service,
      client: ctx.oidc?.client?.clientId ?? null,
      door: ctx.oidc?.params?.door ?? null,
      prompt: ctx.oidc?.params?.prompt ?? null,
    });
    const grantType = (ctx: KoaContextWithOIDC) => ctx.oidc?.params?.grant_type ?? null;
    provider.on("interaction.started", (ctx, prompt) =>
      record({ type: "authorize", outcome: "interaction", reason: prompt.name, ...about(ctx) }),
    );
    provider.on("authorization.success", (ctx) =>
      record({ type: "authorize", outcome: "code", resumed: ctx.oidc.route === "resume", ...about(ctx) }),
    );
    provider.on("authorization.error", (ctx, error) =>
      record({ type: "authorize", outcome: error.error, ...about(ctx) }),
    );
    provider.on("grant.success", (ctx) =>
      record({
        type: "token",
        outcome: "success",
        grant_type: grantType(ctx),
        client: about(ctx).client,
        service,
      }),
    );
    provider.on("grant.error", (ctx, error) =>
      record({
        type: "token",
        outcome: error.error,
        grant_type: grantType(ctx),
        client: about(ctx).client,
        service,
      }),
    );
    provider.on("grant.revoked", (ctx) =>
      record({ type: "revoked", outcome: "success", client: about(ctx).client, service }),
    );
    provider.on("end_session.success", (ctx) =>
      record({ type: "end-session", outcome: "success", client: about(ctx).client, service }),
    );
    provider.on("revocation.error", (_ctx, error) =>
      record({ type: "revocation", outcome: error.error, service }),
    );
    provider.on("server_error", (_ctx, error) => record({ type: "error", outcome: error.name, service }));
  }
}

const doorParam = z.enum(["internet", "line"]);

/** Where a login is asked for: the door that the person came through; without one, the Internet's. */
function loginUrl(origins: Origins, door: unknown, uid: string): string {
  const known = doorParam.safeParse(door);
  const role: Door = known.success ? known.data : "internet";
  return `${origins[role]}/login/${uid}`;
}

function clients(origins: Origins) {
  return [
    {
      client_id: DRIVE_CLIENT,
      application_type: "native" as const, // any loopback port (RFC 8252 7.3)
      token_endpoint_auth_method: "none" as const,
      redirect_uris: ["http://127.0.0.1/callback"],
      post_logout_redirect_uris: ["http://127.0.0.1/callback", "http://127.0.0.1/logged-out"],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code" as const],
    },
    {
      client_id: WEB_CLIENT,
      application_type: "web" as const,
      token_endpoint_auth_method: "none" as const,
      redirect_uris: [`${origins.web}/callback`],
      post_logout_redirect_uris: [`${origins.web}/`],
      grant_types: ["authorization_code"],
      response_types: ["code" as const],
    },
  ];
}

/** The client that holds this very session's ID token asks: nothing is left to ask the person (RP-Initiated Logout 2). */
function isUnambiguousLogout(ctx: KoaContextWithOIDC): boolean {
  const hint = hintPayload.safeParse(ctx.oidc.entities.IdTokenHint?.payload);
  return hint.success && hint.data.sub === ctx.oidc.session?.accountId;
}
const hintPayload = z.object({ sub: z.string() });
