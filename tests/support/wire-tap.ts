import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

// What a login hands out and takes in, as it stands in requests and answers (RFC 6749 4.1, 6; RFC 7636 4.5; RFC 6265 4.1).
const SHAPES = {
  password: /(?:^|&)password=([^&\s]+)/gu,
  "refresh token": /(?:"refresh_token":"|\brefresh_token=)([\w.~-]{16,})/gu,
  "access token": /"access_token":"([\w.~-]{16,})/gu,
  "ID token": /(?:"id_token":"|\bid_token_hint=)([\w.-]{16,})/gu,
  "authorization code": /(?:^|[?&])code=([\w.~-]{16,})/gu,
  "code verifier": /\bcode_verifier=([\w.~-]{43,128})/gu,
  cookie: /^set-cookie: [^=;\s]+=([^;\s]{16,})/gimu,
} as const;

export type SecretKind = keyof typeof SHAPES;
export const SECRET_KINDS = Object.keys(SHAPES) as SecretKind[];

/**
 * Tells every secret that goes through this process's HTTP servers from now on, each once. It reads what is really
 * received and sent, half answers too; servers and their handlers are left as they are.
 */
export function tapWire(found: (kind: SecretKind, secret: string) => void): void {
  const known = new Set<string>();
  const look = (text: string) => {
    for (const kind of SECRET_KINDS)
      for (const [, raw = ""] of text.matchAll(SHAPES[kind])) {
        const secret = kind === "password" ? decodeURIComponent(raw.replaceAll("+", " ")) : raw;
        if (known.has(secret)) continue;
        known.add(secret);
        found(kind, secret);
      }
  };
  const tapped = new WeakSet<Socket>();
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { readonly request: IncomingMessage };
    look(request.url ?? "");
    const { socket } = request;
    const received: Buffer[] = [];
    const push = request.push.bind(request);
    request.push = (chunk: Buffer | null, ...rest) => {
      if (chunk === null) look(Buffer.concat(received).toString("latin1"));
      else received.push(chunk);
      return push(chunk, ...rest);
    };
    if (tapped.has(socket)) return;
    tapped.add(socket);
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
    socket.write = (...args: unknown[]) => {
      const [chunk] = args;
      look(typeof chunk === "string" ? chunk : Buffer.from(chunk as Uint8Array).toString("latin1"));
      return write(...args);
    };
  });
}
