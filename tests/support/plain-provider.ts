import { createHmac, createSign, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import { Records } from "../../service/provider/records.ts";

/**
 * A plain OpenID provider of the tests' own making: `oidc-provider` with its own development pages, which knows
 * nothing of line authentication. A layer before it can answer in its place or bend its answers; the provider
 * itself isn't patched.
 */
export type PlainProvider = {
  readonly issuer: string;
  readonly clientId: string;
  /** Method and path of every request, in order. */
  readonly requests: string[];
  /** How many requests reached the token endpoint, counted before any bending. */
  tokenRequests(): number;
  /** Successful grants by type, as the provider counts them. */
  readonly grants: string[];
  /** Answers the next matching requests instead of the provider. */
  answer(path: string, times: number, answer: Canned): void;
  /** No answer but the provider's own any more. */
  passAll(): void;
  /** Bends the next token answers after the provider made (and rotated) them; `date` is what their header says. */
  bend(times: number, bend: Bend, date?: string): void;
  /** A new signing key, the old one forgotten at once. */
  rotateKeys(): void;
  /** Signs a JWT as the provider does. */
  sign(claims: object, header?: object): string;
  /** Where it listens itself. */
  readonly address: string;
  /** A refresh token as a login of that person leaves it. */
  loggedIn(sub: string): Promise<string>;
  /** Nobody listens any more, until `back`. */
  goAway(): Promise<void>;
  back(): Promise<void>;
  close(): Promise<void>;
};

export type Canned = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds. */
  readonly delay?: number;
  /** Passed on to the provider after the delay. */
  readonly pass?: boolean;
  readonly cut?: boolean;
};

/** Gets the token answer and its ID token's claims; answers what is sent instead. */
export type Bend = (answer: TokenBody, claims: Record<string, unknown>) => TokenBody;
export type TokenBody = Record<string, unknown> & { id_token: string };

const newKey = () => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const FIRST_KEY = newKey();

/** Longer than any day that is played. */
const LONG_SECONDS = 14 * 86_400;

export const CLIENT = "plain-client";

/** Served over TLS under a name that only the test's own DNS knows. */
export type SecureName = { readonly host: string; readonly key: string; readonly cert: string };

export type PlainProviderOptions = {
  /** Where clients reach it, when something stands before it. */
  readonly issuer?: string;
  readonly accessTokenSeconds?: number;
};

export async function startPlainProvider(
  secure?: SecureName,
  options: PlainProviderOptions = {},
): Promise<PlainProvider> {
  let handle: (req: IncomingMessage, res: ServerResponse) => void = (_req, res) => res.writeHead(503).end();
  const requests: string[] = [];
  const grants: string[] = [];
  const canned: { path: string; times: number; answer: Canned }[] = [];
  const bends: { times: number; bend: Bend; date: string | undefined }[] = [];

  const listen = (listener: RequestListener): Server =>
    secure === undefined ? createServer(listener) : createSecureServer(secure, listener);
  const server = listen((req, res) => {
    const path = (req.url ?? "").split("?")[0] ?? "";
    requests.push(`${req.method} ${path}`);
    const match = canned.find((one) => one.times > 0 && one.path === path);
    if (match !== undefined) {
      match.times -= 1;
      respond(req, res, match.answer, handle);
      return;
    }
    const bending = path === "/token" ? bends.find((one) => one.times > 0) : undefined;
    if (bending !== undefined) {
      bending.times -= 1;
      bendAnswer(res, bending.bend);
      if (bending.date !== undefined) res.setHeader("date", bending.date);
    }
    handle(req, res);
  });
  const listenOn = (at: number) => new Promise<void>((resolve) => server.listen(at, "127.0.0.1", resolve));
  await listenOn(0);
  const { port } = server.address() as AddressInfo;
  const address = secure === undefined ? `http://plain.localhost:${port}` : `https://${secure.host}:${port}`;
  const issuer = options.issuer ?? address;

  const records = new Records();
  let key: KeyObject;
  let kid: string;
  let provider: Provider;
  const use = (next: KeyObject) => {
    key = next;
    kid = randomUUID();
    provider = build(issuer, records, key, kid, options.accessTokenSeconds ?? 600);
    provider.proxy = options.issuer !== undefined;
    provider.on("grant.success", (ctx) => grants.push(String(ctx.oidc.params?.grant_type)));
    handle = provider.callback();
  };
  use(FIRST_KEY);

  return {
    issuer,
    clientId: CLIENT,
    requests,
    grants,
    tokenRequests: () => requests.filter((one) => one === "POST /token").length,
    answer: (path, times, answer) => canned.push({ path, times, answer }),
    passAll: () => canned.splice(0),
    bend: (times, bend, date) => bends.push({ times, bend, date }),
    rotateKeys: () => use(newKey()),
    sign: (claims, header) => signJwt(claims, { alg: "RS256", kid, ...header }, key),
    address,
    async loggedIn(sub) {
      const scope = "openid email offline_access";
      const client = await provider.Client.find(CLIENT);
      const grant = new provider.Grant({ accountId: sub, clientId: CLIENT });
      grant.addOIDCScope(scope);
      const grantId = await grant.save();
      if (client === undefined) throw new Error("no client");
      return new provider.RefreshToken({
        accountId: sub,
        client,
        grantId,
        scope,
        gty: "authorization_code",
      }).save();
    },
    goAway: () => stop(server),
    back: () => listenOn(port),
    close: () => stop(server),
  };
}

function build(
  issuer: string,
  records: Records,
  key: KeyObject,
  kid: string,
  accessTokenSeconds: number,
): Provider {
  const { warn } = console;
  console.warn = () => {}; // that its development pages are for development
  const provider = new Provider(issuer, {
    adapter: (model: string) => records.adapter(model),
    clients: [
      {
        client_id: CLIENT,
        application_type: "native",
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code", "refresh_token"],
        redirect_uris: ["http://127.0.0.1/callback"],
      },
    ],
    jwks: { keys: [{ ...key.export({ format: "jwk" }), kty: "RSA", kid, use: "sig", alg: "RS256" }] },
    cookies: { keys: ["of the test"] },
    claims: { openid: ["sub"], email: ["email"] },
    scopes: ["openid", "email", "offline_access"],
    features: { revocation: { enabled: true, allowedPolicy: async () => true } },
    ttl: {
      AccessToken: accessTokenSeconds,
      IdToken: 600,
      RefreshToken: LONG_SECONDS,
      Interaction: 600,
      Session: LONG_SECONDS,
      Grant: LONG_SECONDS,
    },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, email: `${sub}@plain.example` }) }),
  });
  console.warn = warn;
  return provider;
}

function respond(
  req: IncomingMessage,
  res: ServerResponse,
  answer: Canned,
  handle: (req: IncomingMessage, res: ServerResponse) => void,
): void {
  const send = () => {
    if (answer.pass === true) handle(req, res);
    else if (answer.cut === true) {
      res.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
      res.write('{"access_token":"');
      setImmediate(() => res.destroy());
    } else res.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
  };
  if (answer.delay === undefined) send();
  else setTimeout(send, answer.delay);
}

/** Holds the answer back until it is whole, and sends the bent one. */
function bendAnswer(res: ServerResponse, bend: Bend): void {
  const end = res.end.bind(res) as (body: string) => ServerResponse;
  res.end = ((body: string | Buffer) => {
    const answer = JSON.parse(String(body)) as TokenBody;
    if (typeof answer.id_token !== "string") return end(String(body));
    const payload = answer.id_token.split(".")[1] ?? "";
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    const bent = JSON.stringify(bend(answer, claims));
    res.setHeader("content-length", Buffer.byteLength(bent));
    return end(bent);
  }) as typeof res.end;
}

export function signJwt(
  claims: object,
  header: { readonly alg: string; readonly kid?: string },
  key: KeyObject,
): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = `${part(header)}.${part(claims)}`;
  if (header.alg === "none") return `${content}.`;
  if (header.alg === "HS256")
    return `${content}.${createHmac("sha256", "guessed").update(content).digest("base64url")}`;
  return `${content}.${createSign("RSA-SHA256").update(content).sign(key).toString("base64url")}`;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
