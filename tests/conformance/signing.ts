import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";

/** A key that a provider signs with, and the name it publishes it under. */
export type SigningKey = {
  readonly kid: string;
  readonly alg: "RS256" | "ES256";
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
};

export type Jwk = Record<string, unknown>;

export function makeKey(alg: SigningKey["alg"] = "RS256"): SigningKey {
  const pair =
    alg === "RS256"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 })
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { kid: randomUUID(), alg, ...pair };
}

export function published(key: SigningKey): Jwk {
  return { ...key.publicKey.export({ format: "jwk" }), kid: key.kid, alg: key.alg, use: "sig" };
}

/** How a token is signed where it isn't signed as it should be. */
export type Signature = {
  /** `null` leaves it away. */
  readonly kid?: string | null;
  /** HS256 with a secret (RFC 7518 3.2), or none at all (RFC 7518 3.6). */
  readonly alg?: { readonly name: "HS256"; readonly secret: string | Buffer } | { readonly name: "none" };
  /** Another key than the one that is named. */
  readonly key?: SigningKey;
  /** One bit of the signature is turned over. */
  readonly broken?: boolean;
};

/** A JWT in compact form (RFC 7515 7.1). */
export function signed(claims: Jwk, key: SigningKey, how: Signature = {}): string {
  const { kid = key.kid, alg, broken = false } = how;
  const signing = how.key ?? key;
  const name = alg?.name ?? signing.alg;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = `${part({ alg: name, typ: "JWT", ...(kid !== null && { kid }) })}.${part(claims)}`;
  const signature = signatureOf(content, signing, alg);
  if (broken && signature[0] !== undefined) signature[0] ^= 1;
  return `${content}.${signature.toString("base64url")}`;
}

function signatureOf(content: string, key: SigningKey, alg: Signature["alg"]): Buffer {
  if (alg?.name === "none") return Buffer.alloc(0);
  if (alg?.name === "HS256") return createHmac("sha256", alg.secret).update(content).digest();
  const dsaEncoding = "ieee-p1363"; // what a JWS wants of ECDSA (RFC 7518 3.4); RSA doesn't look at it
  return sign("sha256", Buffer.from(content), { key: key.privateKey, dsaEncoding });
}
