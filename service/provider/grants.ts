import type { Grant, KoaContextWithOIDC } from "oidc-provider";

/** For clients that are of the provider's own house: what they may see is granted without a question. */
export async function existingOrNewGrant(ctx: KoaContextWithOIDC, scope: string): Promise<Grant | undefined> {
  const { client, session, provider } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const known = session.grantIdFor(client.clientId);
  const existing = known === undefined ? undefined : await provider.Grant.find(known);
  if (existing !== undefined && existing.accountId === session.accountId) return existing;
  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
  grant.addOIDCScope(scope);
  await grant.save();
  return grant;
}
