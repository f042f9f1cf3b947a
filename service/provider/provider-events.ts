import type { KoaContextWithOIDC, Provider } from "oidc-provider";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { ServiceEvent } from "../state/event-schema.ts";
import type { State } from "../state/state.ts";

/** Notes in the service's events what its OpenID provider answers (`GET /__admin/events`). */
export function recordProviderEvents(provider: Provider, service: ServiceId, state: State): void {
  const record = (type: ServiceEvent["type"], outcome: string, detail: object = {}) =>
    state.record({ service, type, outcome, ...detail });
  provider.on("interaction.started", (ctx, prompt) =>
    record("authorize", "interaction", { reason: prompt.name, ...request(ctx) }),
  );
  provider.on("authorization.success", (ctx) =>
    record("authorize", "code", { resumed: ctx.oidc.route === "resume", ...request(ctx) }),
  );
  provider.on("authorization.error", (ctx, error) => record("authorize", error.error, request(ctx)));
  provider.on("grant.success", (ctx) => record("token", "success", grant(ctx)));
  provider.on("grant.error", (ctx, error) => record("token", error.error, grant(ctx)));
  provider.on("grant.revoked", (ctx) => record("revoked", "success", client(ctx)));
  provider.on("end_session.success", (ctx) => record("end-session", "success", client(ctx)));
  provider.on("revocation.error", (_ctx, error) => record("revocation", error.error));
  provider.on("server_error", (_ctx, error) => record("error", error.name));
}

// A request that failed early has no `oidc` yet, or no client.
const client = (ctx: KoaContextWithOIDC) => ({ client: ctx.oidc?.client?.clientId ?? null });

const request = (ctx: KoaContextWithOIDC) => ({
  ...client(ctx),
  door: ctx.oidc?.params?.door ?? null,
  prompt: ctx.oidc?.params?.prompt ?? null,
});

const grant = (ctx: KoaContextWithOIDC) => ({
  ...client(ctx),
  grant_type: ctx.oidc?.params?.grant_type ?? null,
});
