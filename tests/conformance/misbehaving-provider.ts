import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Jwk, makeKey, published, type Signature, type SigningKey, signed } from "./signing.ts";

/**
 * An OpenID provider that does everything right until it is told what to do wrong: each of its answers can be bent by
 * itself. It asks nobody anything: whoever comes to its authorization endpoint is Hanako, who agrees.
 */
export type MisbehavingProvider = {
  readonly issuer: string;
  readonly clientId: string;
  /** Every request, in order. */
  readonly requests: Received[];
  /** From now on; what isn't named stays as it was. */
  misbehave(bends: Bends): void;
  /** Signs with this key from now on; the former one is published no more. */
  rotateTo(key: SigningKey): void;
  readonly key: () => SigningKey;
  /** Token endpoint and key set go elsewhere; the former places answer 404. */
  move(): void;
  close(): Promise<void>;
};

export type Received = {
  readonly path: string;
  readonly authorization: string | null;
  /** Of the query or the form. */
  readonly parameters: URLSearchParams;
};

export type Grant = "code" | "refresh";

export type Bends = {
  readonly description?: (document: Jwk) => Jwk;
  readonly keySet?: (keys: Jwk[]) => Jwk[];
  /** Parameters of the authorization response. */
  readonly response?: (parameters: URLSearchParams) => void;
  /** Called when the token request has been found good. */
  readonly beforeSigning?: () => void;
  readonly claims?: (claims: Jwk, grant: Grant) => Jwk;
  readonly signature?: Signature;
  readonly answer?: (answer: Jwk, grant: Grant) => Jwk;
  /** Of the answer with tokens; 200. */
  readonly answerStatus?: number;
  readonly userInfo?: (claims: Jwk) => Jwk;
  /** Parameters of the return from its logout. */
  readonly loggedOut?: (parameters: URLSearchParams) => void;
  /** Wants its clients to say this secret (RFC 6749 2.3.1). */
  readonly clientSecret?: string;
};

const CLIENT = "conformance-client";
const SUBJECT = "hanako";
const MAIL = "hanako@conformance.example";
const FIRST_KEY = makeKey();

type Code = { readonly challenge: string; readonly redirectUri: string; readonly nonce: string };

export async function startMisbehavingProvider(): Promise<MisbehavingProvider> {
  let bends: Bends = {};
  let key = FIRST_KEY;
  let folder = "";
  const requests: Received[] = [];
  const codes = new Map<string, Code>();
  const refreshTokens = new Set<string>();
  const accessTokens = new Set<string>();

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://conformance.localhost:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", issuer);
    const parameters = request.method === "POST" ? await formOf(request) : url.searchParams;
    const received = {
      path: url.pathname,
      authorization: request.headers.authorization ?? null,
      parameters,
    };
    requests.push(received);
    const route = routes[url.pathname];
    if (route === undefined) response.writeHead(404).end();
    else route(response, received);
  }

  const routes: Record<string, (response: ServerResponse, received: Received) => void> = {
    "/.well-known/openid-configuration": (response) => {
      const document = description(issuer, folder);
      json(response, 200, bends.description?.(document) ?? document);
    },
    "/jwks": (response) => {
      const keys = [published(key)];
      json(response, 200, { keys: bends.keySet?.(keys) ?? keys });
    },
    "/authorize": (response, { parameters }) => {
      const wanted = (name: string) => parameters.get(name) ?? "";
      const code = randomUUID();
      const redirectUri = wanted("redirect_uri");
      codes.set(code, { challenge: wanted("code_challenge"), redirectUri, nonce: wanted("nonce") });
      const back = new URL(redirectUri);
      back.search = new URLSearchParams({ code, state: wanted("state"), iss: issuer }).toString();
      bends.response?.(back.searchParams);
      response.writeHead(303, { location: back.href }).end();
    },
    "/token": (response, received) => {
      const refused = clientRefused(received, bends.clientSecret);
      const grant = refused === null ? redeem(received.parameters) : null;
      if (grant === null) {
        json(response, refused === null ? 400 : 401, { error: refused ?? "invalid_grant" });
        return;
      }
      bends.beforeSigning?.();
      const issued = { access_token: randomUUID(), refresh_token: randomUUID() };
      accessTokens.add(issued.access_token);
      refreshTokens.add(issued.refresh_token);
      const claims = idTokenClaims(issuer, grant.nonce);
      const idToken = signed(bends.claims?.(claims, grant.kind) ?? claims, key, bends.signature);
      const tokens = { ...issued, token_type: "Bearer", expires_in: 600, id_token: idToken };
      json(response, bends.answerStatus ?? 200, bends.answer?.(tokens, grant.kind) ?? tokens);
    },
    "/userinfo": (response, { authorization }) => {
      if (!accessTokens.has((authorization ?? "").replace(/^Bearer /u, ""))) {
        response.writeHead(401, { "www-authenticate": 'Bearer error="invalid_token"' }).end();
        return;
      }
      const claims = { sub: SUBJECT, email: MAIL };
      json(response, 200, bends.userInfo?.(claims) ?? claims);
    },
    // RFC 7009 2.2: also for a token that isn't known.
    "/revoke": (response, { parameters }) => {
      refreshTokens.delete(parameters.get("token") ?? "");
      response.writeHead(200).end();
    },
    "/end-session": (response, { parameters }) => {
      const target = parameters.get("post_logout_redirect_uri");
      if (target === null) {
        response.writeHead(200, { "content-type": "text/plain" }).end("logged out");
        return;
      }
      const back = new URL(target);
      const state = parameters.get("state");
      if (state !== null) back.searchParams.set("state", state);
      bends.loggedOut?.(back.searchParams);
      response.writeHead(303, { location: back.href }).end();
    },
  };

  /** A code once, with its verifier (RFC 7636 4.6); a refresh token once, for a new one (RFC 9700 4.14.2). */
  function redeem(form: URLSearchParams): { readonly kind: Grant; readonly nonce: string | null } | null {
    if (form.get("grant_type") === "refresh_token") {
      const known = refreshTokens.delete(form.get("refresh_token") ?? "");
      return known ? { kind: "refresh", nonce: null } : null;
    }
    const code = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const good = code?.challenge === challenge && code.redirectUri === form.get("redirect_uri");
    return good ? { kind: "code", nonce: code.nonce } : null;
  }

  return {
    issuer,
    clientId: CLIENT,
    requests,
    misbehave: (further) => {
      bends = { ...bends, ...further };
    },
    rotateTo: (next) => {
      key = next;
    },
    key: () => key,
    move: () => {
      folder = "/moved";
      for (const path of ["/token", "/jwks"]) {
        const route = routes[path];
        if (route !== undefined) routes[`${path}${folder}`] = route;
        delete routes[path];
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function description(issuer: string, folder: string): Jwk {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token${folder}`,
    jwks_uri: `${issuer}/jwks${folder}`,
    userinfo_endpoint: `${issuer}/userinfo`,
    revocation_endpoint: `${issuer}/revoke`,
    end_session_endpoint: `${issuer}/end-session`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
  };
}

function idTokenClaims(issuer: string, nonce: string | null): Jwk {
  const now = Math.floor(Date.now() / 1_000);
  return {
    iss: issuer,
    aud: CLIENT,
    sub: SUBJECT,
    iat: now,
    exp: now + 600,
    ...(nonce !== null && { nonce }),
  };
}

/** A public client names itself in the form; one with a secret says both, in the header or there (RFC 6749 2.3.1). */
function clientRefused({ authorization, parameters }: Received, secret: string | undefined): string | null {
  const [id, said] = basicOf(authorization) ?? [parameters.get("client_id"), parameters.get("client_secret")];
  return id === CLIENT && said === (secret ?? null) ? null : "invalid_client";
}

function basicOf(header: string | null): string[] | null {
  if (header?.startsWith("Basic ") !== true) return null;
  const said = Buffer.from(header.slice("Basic ".length), "base64").toString("utf8");
  return said.split(":").map((part) => decodeURIComponent(part.replaceAll("+", " ")));
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
