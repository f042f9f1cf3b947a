import { createHash } from "node:crypto";
import { z } from "zod";
import { RETURN_PATH, SERVICE_CLIENT } from "../provider/upstream.ts";
import type { OutsideLogin } from "../state/state-schema.ts";
import { goTo, showStale, type Visit } from "../visit/visit.ts";
import { setCookie } from "../web/http.ts";
import { loopbackRequest } from "../web/loopback-request.ts";
import type { UpstreamMethod } from "../web/origins.ts";
import { secret } from "../web/secret.ts";

export type OutsideAnswer = NonNullable<OutsideLogin["answer"]>;

/** Providers that let a person choose among the accounts that are signed in. */
const CHOOSERS: readonly UpstreamMethod[] = ["google", "microsoft"];

/**
 * Sends the browser to an outside provider, as a client of its own: code, PKCE, state, nonce (OpenID Connect Core 3.1).
 * @param back the path of this host that takes the answer (`takeOutsideAnswer`); its query is kept
 */
export function askOutside(visit: Visit, method: UpstreamMethod, back: string): void {
  const { state, service, role, origins, tenant } = visit;
  const [id, verifier, nonce] = [secret(), secret() + secret(), secret()];
  state.outsideLogins.set(id, { service, method, host: role, verifier, nonce, back, answer: null });
  setCookie(visit, "outside", id);
  const request = new URLSearchParams({
    client_id: SERVICE_CLIENT,
    response_type: "code",
    redirect_uri: `${origins[role === "line" || role === "contract" ? role : "internet"]}${RETURN_PATH}`,
    scope: "openid",
    state: id,
    nonce,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...(CHOOSERS.includes(method) ? { prompt: "select_account" } : {}),
  });
  state.record({ service, type: "login", outcome: "outside-asked", host: role, method });
  goTo(visit, `${tenant.upstream(method).origin}/auth?${request}`);
}

/** The provider's answer arrives: it is looked into, kept for `takeOutsideAnswer`, and its page opened. */
export async function outsideCallbackRoute(visit: Visit): Promise<void> {
  const query = visit.url.searchParams;
  const asked = askedBy(visit, query.get("state"));
  if (asked === null || asked.answer !== null) return showStale(visit);
  // RFC 9207: an answer of another provider is no answer.
  const own = query.get("iss") === visit.tenant.upstream(asked.method).origin;
  if (!own) asked.answer = { kind: "not-reached" };
  else if (query.get("error") === "access_denied") asked.answer = { kind: "denied" };
  else asked.answer = await redeem(visit, asked, query.get("code"));
  goTo(visit, asked.back);
}

/** What this browser has brought back from an outside provider, once; null = it wasn't there. */
export function takeOutsideAnswer(visit: Visit, method: UpstreamMethod): OutsideAnswer | null {
  const id = visit.cookies.get("outside") ?? "";
  const asked = askedBy(visit, id);
  if (asked === null || asked.answer === null || asked.method !== method) return null;
  if (`${visit.url.pathname}${visit.url.search}` !== asked.back) return null;
  visit.state.outsideLogins.delete(id);
  setCookie(visit, "outside", "", 0);
  return asked.answer;
}

function askedBy(visit: Visit, id: string | null): OutsideLogin | null {
  if (id === null || visit.cookies.get("outside") !== id) return null;
  const asked = visit.state.outsideLogins.get(id);
  return asked?.service === visit.service && asked.host === visit.role ? asked : null;
}

const tokenAnswer = z.object({ id_token: z.string() });
const identity = z.object({
  iss: z.string(),
  aud: z.string(),
  nonce: z.string(),
  exp: z.number(),
  sub: z.string(),
  preferred_username: z.string(),
});

/** Straight from the token endpoint, so without a signature check (OpenID Connect Core 3.1.3.7, 6); all else is checked. */
async function redeem(visit: Visit, asked: OutsideLogin, code: string | null): Promise<OutsideAnswer> {
  const { origin } = visit.tenant.upstream(asked.method);
  const answer = await loopbackRequest(`${origin}/token`, {
    method: "POST",
    ca: visit.tenant.ca,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: SERVICE_CLIENT,
      code: code ?? "",
      redirect_uri: `${visit.url.origin}${RETURN_PATH}`,
      code_verifier: asked.verifier,
    }).toString(),
  }).catch(() => null);
  const claims = answer?.status === 200 ? claimsOf(answer.body) : null;
  const right =
    claims !== null &&
    claims.iss === origin &&
    claims.aud === SERVICE_CLIENT &&
    claims.nonce === asked.nonce &&
    claims.exp * 1000 > Date.now();
  return right
    ? { kind: "account", sub: claims.sub, login: claims.preferred_username }
    : { kind: "not-reached" };
}

function claimsOf(body: string): z.infer<typeof identity> | null {
  try {
    const { id_token: idToken } = tokenAnswer.parse(JSON.parse(body));
    const payload = Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8");
    return identity.parse(JSON.parse(payload));
  } catch {
    return null; // a fault on the way, or no JSON
  }
}
