import { generateKeyPairSync, randomBytes } from "node:crypto";
import forge from "node-forge";
import { z } from "zod";
import type { ServiceId } from "../../src/core/service/profile.ts";

const DAY = 86_400_000;
const LIFE_DAYS = 365; // browsers refuse leaf certificates of more than 398 days

export const certificate = z.strictObject({
  ca: z.string().describe("PEM: what a browser or client has to trust"),
  cert: z.string().describe("PEM"),
  key: z.string().describe("PEM, PKCS#8"),
  until: z.number().describe("ms since 1970"),
});
export type Certificate = z.infer<typeof certificate>;

/**
 * A certificate for the hosts of these services, under a test CA of its own. The CA's key is gone as soon as it has
 * signed this one: whoever trusts it trusts these names alone.
 * @param now ms since 1970
 */
export function issueCertificate(services: readonly ServiceId[], now: number): Certificate {
  const [authority, own] = [newKeys(), newKeys()];
  const until = now + LIFE_DAYS * DAY;
  const authorityName = [{ name: "commonName", value: "Storage service simulation CA" }];
  const ca = unsigned(authority.publicKey, authorityName, authorityName, { from: now - DAY, until });
  ca.setExtensions([
    { name: "basicConstraints", critical: true, cA: true, pathLenConstraint: 0 },
    { name: "keyUsage", critical: true, keyCertSign: true, cRLSign: true },
    { name: "subjectKeyIdentifier" },
  ]);
  ca.sign(authority.privateKey, forge.md.sha256.create());
  const ownName = [{ name: "commonName", value: "admin.localhost" }];
  const cert = unsigned(own.publicKey, ownName, authorityName, { from: now - DAY, until });
  cert.setExtensions([
    { name: "basicConstraints", critical: true, cA: false },
    { name: "keyUsage", critical: true, digitalSignature: true, keyEncipherment: true },
    { name: "extKeyUsage", serverAuth: true },
    { name: "subjectAltName", altNames: hostsOf(services).map((value) => ({ type: DNS_NAME, value })) },
  ]);
  cert.sign(authority.privateKey, forge.md.sha256.create());
  const { certificateToPem } = forge.pki;
  return { ca: certificateToPem(ca), cert: certificateToPem(cert), key: own.pem, until };
}

const DNS_NAME = 2; // RFC 5280 4.2.1.6

function unsigned(
  publicKey: forge.pki.PublicKey,
  subject: forge.pki.CertificateField[],
  issuer: forge.pki.CertificateField[],
  { from, until }: { readonly from: number; readonly until: number },
): forge.pki.Certificate {
  const made = forge.pki.createCertificate();
  made.publicKey = publicKey;
  made.serialNumber = `01${randomBytes(15).toString("hex")}`; // positive (RFC 5280 4.1.2.2)
  made.validity.notBefore = new Date(from);
  made.validity.notAfter = new Date(until);
  made.setSubject(subject);
  made.setIssuer(issuer);
  return made;
}

/** Node makes the keys: forge's own way is slow. */
function newKeys() {
  const made = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  return {
    pem: made.privateKey,
    privateKey: forge.pki.privateKeyFromPem(made.privateKey),
    publicKey: forge.pki.publicKeyFromPem(made.publicKey),
  };
}

/** Still good for the demonstration of a day. */
export function isFresh({ until }: Certificate, now: number): boolean {
  return until > now + 7 * DAY;
}

function hostsOf(services: readonly ServiceId[]): string[] {
  const own = services.flatMap((id) => [`*.${id}.localhost`, `operator.${id}.kaisen-tsuchi.localhost`]);
  return ["admin.localhost", ...own];
}
