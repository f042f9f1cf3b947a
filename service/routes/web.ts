import { createHash } from "node:crypto";
import { z } from "zod";
import { plainPage } from "../pages/layout.ts";
import { webMainPage } from "../pages/web-main.ts";
import { mayUseConsole } from "../people/membership.ts";
import { WEB_CLIENT } from "../provider/clients.ts";
import type { WebSession } from "../state/state-schema.ts";
import type { Entry } from "../visit/route.ts";
import { goTo, notFound, show, type Visit } from "../visit/visit.ts";
import { setCookie } from "../web/http.ts";
import { loopbackRequest } from "../web/loopback-request.ts";
import { loginUrlPath } from "../web/origins.ts";
import { secret } from "../web/secret.ts";

const startQuery = z.object({
  door: z.enum(["internet", "line"]).default("internet"),
  connection: z.string().max(100).optional().describe("接続ID of a contract's own address (facts A50)"),
  duplicates: z.coerce.number().int().min(0).max(10).optional(),
  delay: z.coerce.number().int().min(0).max(120_000).default(0),
});

const tokenAnswer = z.object({ id_token: z.string() });
const identity = z.object({ sub: z.string(), email: z.string() });

/** The browser version: an ordinary client of the provider that runs on the service's side. */
export const webRoutes: readonly Entry[] = [
  { at: "/", fault: "web", handle: main },
  { at: "/start", fault: "web", handle: start },
  { at: "/callback", fault: "web", handle: callback },
  { at: "/logout", fault: "web", handle: logout },
  { at: "/*", fault: "web", handle: notFound },
];

/** Who is logged in to the browser version, if anyone. */
export function webSession(visit: Visit): WebSession | undefined {
  const session = visit.state.webSessions.get(visit.cookies.get("web") ?? "");
  return session?.service === visit.service ? session : undefined;
}

function main(visit: Visit): void {
  const session = webSession(visit);
  if (session === undefined) {
    goTo(visit, `${visit.origins.internet}${loginUrlPath(visit.service)}`);
    return;
  }
  const { service, origins } = visit;
  const { duplicates, mail, sub } = session;
  const user = visit.state.userBySub(service, sub);
  session.duplicates = null; // 図2 comes once, not at every reload
  const page = webMainPage({
    service,
    mail: user?.mail ?? mail,
    console: user !== undefined && mayUseConsole(visit, user),
    duplicates: duplicates === null ? null : { url: `${origins.line}/drive-login`, ...duplicates },
  });
  show(visit, "web-main", page, 200, { duplicates: duplicates?.count ?? 0 });
}

function start(visit: Visit): void {
  const query = startQuery.safeParse(Object.fromEntries(visit.url.searchParams));
  if (!query.success) {
    notFound(visit);
    return;
  }
  const { door, duplicates, delay, connection } = query.data;
  const state = secret();
  const verifier = secret() + secret();
  visit.state.webLogins.set(state, {
    verifier,
    duplicates: duplicates === undefined || duplicates === 0 ? null : { count: duplicates, delayMs: delay },
  });
  setCookie(visit, "web_state", state);
  const request = new URLSearchParams({
    client_id: WEB_CLIENT,
    response_type: "code",
    redirect_uri: `${visit.origins.web}/callback`,
    scope: "openid",
    state,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    door,
    ...(connection === undefined ? {} : { connection }),
    // After a broken return it is the line host that says who it is, whoever was logged in before.
    ...(duplicates === undefined ? {} : { prompt: "login" }),
  });
  goTo(visit, `${visit.origins.issuer}/auth?${request}`);
}

async function callback(visit: Visit): Promise<void> {
  const { origins, service, url } = visit;
  const state = url.searchParams.get("state") ?? "";
  const code = url.searchParams.get("code");
  const pending = visit.state.webLogins.get(state);
  if (pending === undefined || code === null || visit.cookies.get("web_state") !== state)
    return failed(visit);
  visit.state.webLogins.delete(state);
  const answer = await loopbackRequest(`${origins.issuer}/token`, {
    method: "POST",
    ca: visit.tenant.ca,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: WEB_CLIENT,
      code,
      redirect_uri: `${origins.web}/callback`,
      code_verifier: pending.verifier,
    }).toString(),
  }).catch(() => null);
  const idToken = answer?.status === 200 ? readIdToken(answer.body) : null;
  if (idToken === null) return failed(visit);
  const id = secret();
  visit.state.webSessions.set(id, { service, ...idToken, duplicates: pending.duplicates });
  setCookie(visit, "web", id);
  goTo(visit, `${origins.web}/`);
}

function failed(visit: Visit): void {
  const back = { href: `${visit.origins.internet}${loginUrlPath(visit.service)}`, label: "ログイン画面へ" };
  show(
    visit,
    "web-error",
    plainPage(visit.service, "ログインできませんでした", ["もう一度お試しください。"], back),
    400,
  );
}

function logout(visit: Visit): void {
  const { origins } = visit;
  const session = webSession(visit);
  if (session === undefined) {
    goTo(visit, `${origins.web}/`);
    return;
  }
  visit.state.webSessions.delete(visit.cookies.get("web") ?? "");
  setCookie(visit, "web", "", 0);
  const query = new URLSearchParams({
    id_token_hint: session.idToken,
    post_logout_redirect_uri: `${origins.web}/`,
  });
  goTo(visit, `${origins.issuer}/session/end?${query}`);
}

/** Straight from the token endpoint: the claims are read without a signature check (OpenID Connect Core 3.1.3.7, 6). */
function readIdToken(body: string): Pick<WebSession, "idToken" | "sub" | "mail"> | null {
  try {
    const { id_token: idToken } = tokenAnswer.parse(JSON.parse(body));
    const payload = Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8");
    const { sub, email } = identity.parse(JSON.parse(payload));
    return { idToken, sub, mail: email };
  } catch {
    return null; // a fault on the token route, or no JSON
  }
}
