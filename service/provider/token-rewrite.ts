import { createSign, type KeyObject } from "node:crypto";
import { z } from "zod";
import type { Fault } from "../state/fault-schema.ts";

export type TokenFaultKind = Extract<Fault["kind"], `wrong-${string}`>;

const tokenBody = z.looseObject({ id_token: z.string() });
const claimsShape = z.record(z.string(), z.unknown());

/**
 * Changes the ID token of a token endpoint's answer and signs it again, so that the one thing named is wrong and
 * nothing else; `wrong-signature` leaves the claims and breaks the signature.
 * @returns the body as it was when it holds no ID token
 */
export function rewriteIdToken(body: string, kind: TokenFaultKind, key: KeyObject): string {
  const answer = parse(body);
  if (answer === null) return body;
  const [header = "", payload = "", signature = ""] = answer.id_token.split(".");
  if (kind === "wrong-signature") {
    const bytes = Buffer.from(signature, "base64url");
    bytes[0] = (bytes[0] ?? 0) ^ 0xff;
    return JSON.stringify({ ...answer, id_token: `${header}.${payload}.${bytes.toString("base64url")}` });
  }
  const claims = claimsShape.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
  const changed = Buffer.from(JSON.stringify({ ...claims, ...CHANGES[kind] })).toString("base64url");
  const signed = createSign("RSA-SHA256").update(`${header}.${changed}`).sign(key).toString("base64url");
  return JSON.stringify({ ...answer, id_token: `${header}.${changed}.${signed}` });
}

const CHANGES: Readonly<
  Record<Exclude<TokenFaultKind, "wrong-signature">, Readonly<Record<string, string>>>
> = {
  "wrong-issuer": { iss: "http://issuer.someone-else.example" },
  "wrong-audience": { aud: "someone-else" },
  "wrong-nonce": { nonce: "another-nonce" },
  "wrong-sub": { sub: "someone|else" },
};

function parse(body: string): z.infer<typeof tokenBody> | null {
  try {
    return tokenBody.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
