import type { IncomingMessage, ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import { secret } from "./secret.ts";

/** One request to one of our own pages. */
export type Exchange = {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly url: URL;
  readonly method: string;
  readonly cookies: ReadonlyMap<string, string>;
};

const MAX_BODY = 64 * 1024;

// No form-action: Chromium applies it to the redirects after a form too, and a login's end at the client's loopback port.
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; " +
  "frame-src http://*.localhost:* https://*.localhost:*";

/** Headers of every answer of ours: nothing is kept, nothing is told to the next site, nothing is framed. */
export function guard(res: ServerResponse, framedBy: string | null = null): void {
  res.setHeader("Content-Security-Policy", `${POLICY}; frame-ancestors ${framedBy ?? "'none'"}`);
  res.setHeader("Cache-Control", "no-store");
  res.setHeader("Referrer-Policy", "same-origin");
  res.setHeader("X-Content-Type-Options", "nosniff");
}

/**
 * What a request asks for, and whom (RFC 9112 3.2, 3.3): a path, which may begin with two slashes, at the host named beside
 * it, or a whole address. Null for what makes no address.
 */
export function targetOf({ socket, headers, url = "/" }: IncomingMessage): URL | null {
  const scheme = socket instanceof TLSSocket ? "https" : "http";
  return URL.parse(url.startsWith("/") ? `${scheme}://${headers.host ?? "localhost"}${url}` : url);
}

export function exchange(req: IncomingMessage, res: ServerResponse, url: URL): Exchange {
  const cookies = new Map<string, string>();
  for (const part of (req.headers.cookie ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0) cookies.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  return { req, res, url, method: req.method ?? "GET", cookies };
}

export function sendPage(x: Exchange, page: string, status = 200): void {
  x.res.statusCode = status;
  x.res.setHeader("Content-Type", "text/html; charset=utf-8");
  x.res.end(page);
}

export function sendJson(x: Exchange, value: unknown, status = 200): void {
  x.res.statusCode = status;
  x.res.setHeader("Content-Type", "application/json");
  x.res.end(JSON.stringify(value));
}

export function redirect(x: Exchange, location: string): void {
  x.res.statusCode = 303;
  x.res.setHeader("Location", location);
  x.res.end();
}

/** @param maxAge seconds; absent = until the browser ends, 0 = delete */
export function setCookie(x: Exchange, name: string, value: string, maxAge?: number): void {
  const secure = x.url.protocol === "https:" ? "; Secure" : "";
  const life = maxAge === undefined ? "" : `; Max-Age=${maxAge}`;
  x.res.appendHeader("Set-Cookie", `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}${life}`);
}

/** The token that a form of ours carries: the cookie's value, made when there is none (double submit). */
export function formToken(x: Exchange): string {
  const known = x.cookies.get("form");
  if (known !== undefined) return known;
  const made = secret();
  setCookie(x, "form", made);
  return made;
}

export async function readBody(x: Exchange): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of x.req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * The fields of a posted form; null when it isn't one of ours: other type, too big, sent from another origin, or
 * without the token of this browser.
 */
export async function readForm(x: Exchange): Promise<Readonly<Record<string, string>> | null> {
  const origin = x.req.headers.origin;
  if (origin !== undefined && origin !== x.url.origin) return null;
  if (!(x.req.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")) return null;
  const body = await readBody(x);
  if (body === null) return null;
  const { form, ...fields } = Object.fromEntries(new URLSearchParams(body));
  if (form === undefined || form !== x.cookies.get("form")) return null;
  return fields;
}
