import type { IncomingMessage, ServerResponse } from "node:http";
import { plainPage } from "../pages/layout.ts";
import type { Fault } from "../state/fault-schema.ts";
import type { Tenant } from "./tenant.ts";
import { rewriteIdToken, type TokenFaultKind } from "./token-rewrite.ts";

/** What to do with a request after its fault: handle it as usual, or nothing more. */
export type FaultOutcome = "go-on" | "done";

/** Carries out a fault in front of a request's handler. The provider behind it isn't patched. */
export async function applyFault(
  fault: Fault,
  tenant: Tenant,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<FaultOutcome> {
  switch (fault.kind) {
    case "status":
    case "html":
    case "invalid_grant":
      answerInstead(fault, res);
      return "done";
    case "announcement":
      answer(res, 200, HTML_TYPE, announcement(tenant, req.url ?? "/"));
      return "done";
    case "disconnect":
      req.socket.destroy();
      return "done";
    case "delay":
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs).unref());
      return req.socket.destroyed ? "done" : "go-on";
    case "key-rotation":
      tenant.rotateKeys();
      return "go-on";
    case "late-answer":
      onBody(res, (body) => ({ body, cut: false, afterMs: fault.delayMs }));
      return "go-on";
    case "cut":
      onBody(res, (body) => ({ body, cut: true }));
      return "go-on";
    case "wrong-issuer":
    case "wrong-audience":
    case "wrong-signature":
    case "wrong-nonce":
    case "wrong-sub":
      onBody(res, (body) => ({ body: rewritten(body, fault.kind, tenant), cut: false }));
      return "go-on";
    default:
      return "go-on"; // consent and duplicates are the pages' own
  }
}

type AnsweredFault = Extract<Fault, { kind: "status" | "html" | "invalid_grant" }>;

/** The answer of a proxy in front of the provider, or of a provider that refuses. */
function answerInstead(fault: AnsweredFault, res: ServerResponse): void {
  switch (fault.kind) {
    case "status":
      answer(res, fault.status, JSON_TYPE, JSON.stringify({ error: "temporarily_unavailable" }), {
        ...(fault.retryAfter === undefined ? {} : { "Retry-After": String(fault.retryAfter) }),
        ...(fault.location === undefined ? {} : { Location: fault.location }),
      });
      break;
    case "html":
      answer(res, fault.status, HTML_TYPE, PORTAL);
      break;
    case "invalid_grant":
      answer(res, 400, JSON_TYPE, INVALID_GRANT);
      break;
  }
}

const JSON_TYPE = "application/json";
const HTML_TYPE = "text/html; charset=utf-8";
const PORTAL = "<!doctype html><title>portal</title><h1>Welcome to the network</h1>";
const INVALID_GRANT = JSON.stringify({
  error: "invalid_grant",
  error_description: "grant request is invalid",
});

function announcement({ service }: Tenant, asked: string): string {
  const said = ["システムメンテナンスを予定しています。ご不便をおかけします。"];
  return plainPage(service, "重要なお知らせ", said, { href: asked, label: "確認しました" });
}

function rewritten(body: Buffer, kind: TokenFaultKind, tenant: Tenant): Buffer {
  return Buffer.from(rewriteIdToken(body.toString("utf8"), kind, tenant.signingKey.key));
}

function answer(
  res: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  res.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store", ...headers });
  res.end(body);
}

/** Holds the answer back until it is whole, then sends what `change` makes of it; `cut` breaks off half-way. */
function onBody(
  res: ServerResponse,
  change: (body: Buffer) => { readonly body: Buffer; readonly cut: boolean; readonly afterMs?: number },
): void {
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown) => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const end = res.end.bind(res);
  res.write = (chunk: unknown) => {
    keep(chunk);
    return true;
  };
  res.end = (chunk?: unknown) => {
    keep(chunk);
    const { body, cut, afterMs } = change(Buffer.concat(chunks));
    res.setHeader("Content-Length", body.length);
    if (afterMs !== undefined) {
      setTimeout(() => end(body), afterMs).unref();
      return res;
    }
    if (!cut) return end(body);
    res.flushHeaders();
    res.socket?.write(body.subarray(0, Math.floor(body.length / 2)), () => res.socket?.destroySoon());
    return res;
  };
}
