import { createHash, randomBytes } from "node:crypto";
import { DRIVE_CLIENT } from "../../service/provider/clients.ts";
import { loopbackRequest } from "../../service/web/loopback-request.ts";

/** Where a chain of redirects ended: a page, or a URL outside the service. */
export type Landing = {
  readonly url: URL;
  readonly status: number;
  readonly body: string;
  readonly hops: readonly string[];
};

/** A person with a browser, as far as plain HTTP goes: cookies by host, redirects, forms; no script. */
export class Visitor {
  readonly #jar = new Map<string, Map<string, { readonly value: string; readonly lasts: boolean }>>();

  readonly #ca: string | null;

  /** @param ca PEM of the CA of a service with `--tls` */
  constructor(ca: string | null = null) {
    this.#ca = ca;
  }

  /** @param from the origin that a form says it comes from; absent = its own */
  async open(url: string, form?: Readonly<Record<string, string>>, from?: string): Promise<Landing> {
    let at = new URL(url);
    let body = form === undefined ? undefined : new URLSearchParams(form).toString();
    const hops: string[] = [];
    for (let hop = 0; hop < 20; hop += 1) {
      if (!at.hostname.endsWith(".localhost")) return { url: at, status: 0, body: "", hops };
      const answer = await loopbackRequest(at.href, {
        ca: this.#ca,
        method: body === undefined ? "GET" : "POST",
        headers: {
          cookie: this.#cookies(at),
          ...(body === undefined
            ? {}
            : { "content-type": "application/x-www-form-urlencoded", origin: from ?? at.origin }),
        },
        ...(body === undefined ? {} : { body }),
      });
      this.#keep(at, answer.headers["set-cookie"]);
      const { location } = answer.headers;
      if (typeof location !== "string") return { url: at, status: answer.status, body: answer.body, hops };
      at = new URL(location, at);
      hops.push(at.href);
      body = undefined;
    }
    throw new Error(`too many redirects: ${at.href}`);
  }

  /** Fills in the page's form (the first one, or the first whose action contains `form`) and presses its button. */
  async submit(page: Landing, values: Readonly<Record<string, string>>, form = ""): Promise<Landing> {
    const { action, hidden } = formOf(page, form);
    return this.open(action, { ...hidden, ...values });
  }

  forget(): void {
    this.#jar.clear();
  }

  /** Loses what one origin has set: logged out there, and nowhere else. */
  dropSession(origin: string): void {
    this.#jar.delete(new URL(origin).host);
  }

  /** The browser ends and starts again: only cookies with a lifetime are still there. */
  restart(): void {
    for (const cookies of this.#jar.values())
      for (const [key, { lasts }] of cookies) if (!lasts) cookies.delete(key);
  }

  #cookies(url: URL): string {
    return [...(this.#jar.get(url.host) ?? [])]
      .filter(([key]) => url.pathname.startsWith(key.slice(key.indexOf(" ") + 1)))
      .map(([key, { value }]) => `${key.slice(0, key.indexOf(" "))}=${value}`)
      .join("; ");
  }

  #keep(url: URL, lines: string | string[] | undefined): void {
    const jar = this.#jar.get(url.host) ?? new Map<string, { value: string; lasts: boolean }>();
    this.#jar.set(url.host, jar);
    for (const line of typeof lines === "string" ? [lines] : (lines ?? [])) {
      const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
      const [name = "", value = ""] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
      const path =
        attributes.find((attribute) => attribute.toLowerCase().startsWith("path="))?.slice(5) ?? "/";
      const dead = attributes.some((attribute) => /^max-age=0$|^expires=.*1970/iu.test(attribute));
      if (dead) jar.delete(`${name} ${path}`);
      else
        jar.set(`${name} ${path}`, {
          value,
          lasts: attributes.some((attribute) => /^(max-age|expires)=/iu.test(attribute)),
        });
    }
  }
}

/** A form of a page: where it goes and what it carries along. */
export function formOf(
  page: Landing,
  form = "",
): { readonly action: string; readonly hidden: Readonly<Record<string, string>> } {
  const found = [...page.body.matchAll(/<form[^>]* action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/gu)].find(
    ([, action = ""]) => action.includes(form),
  );
  if (found === undefined) throw new Error(`no form ${form} at ${page.url.href}`);
  const hidden = [...(found[2] ?? "").matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/gu)].map(
    ([, name = "", value = ""]) => [name, value] as const,
  );
  return { action: new URL(found[1] ?? "", page.url).href, hidden: Object.fromEntries(hidden) };
}

/** An authorization request of the drive, with what it needs to finish. */
export type DriveRequest = {
  readonly query: string;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
};

export const REDIRECT = "http://127.0.0.1:45678/callback";

export function driveRequest(extra: Readonly<Record<string, string>> = {}): DriveRequest {
  const [verifier, state, nonce] = [random(), random(), random()];
  const query = new URLSearchParams({
    client_id: DRIVE_CLIENT,
    response_type: "code",
    redirect_uri: REDIRECT,
    scope: "openid offline_access",
    state,
    nonce,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...extra,
  });
  return { query: query.toString(), verifier, state, nonce };
}

const random = () => randomBytes(32).toString("base64url");

export type TokenAnswer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

export async function token(
  issuer: string,
  form: Readonly<Record<string, string>>,
  ca: string | null = null,
): Promise<TokenAnswer> {
  const answer = await loopbackRequest(`${issuer}/token`, {
    method: "POST",
    ca,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ client_id: DRIVE_CLIENT, ...form }).toString(),
  });
  return { status: answer.status, body: JSON.parse(answer.body) as Record<string, unknown> };
}

export function redeem(
  issuer: string,
  landing: Landing,
  request: DriveRequest,
  ca: string | null = null,
): Promise<TokenAnswer> {
  const code = landing.url.searchParams.get("code") ?? "";
  const form = {
    grant_type: "authorization_code",
    code,
    redirect_uri: REDIRECT,
    code_verifier: request.verifier,
  };
  return token(issuer, form, ca);
}

export function refresh(
  issuer: string,
  refreshToken: unknown,
  ca: string | null = null,
): Promise<TokenAnswer> {
  return token(issuer, { grant_type: "refresh_token", refresh_token: String(refreshToken) }, ca);
}

export function claimsOf(idToken: unknown): Record<string, unknown> {
  return JSON.parse(Buffer.from(String(idToken).split(".")[1] ?? "", "base64url").toString("utf8")) as Record<
    string,
    unknown
  >;
}
