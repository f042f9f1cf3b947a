import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import type { Certificate, Session } from "../electron.ts";

/** Chromium's verdict stands (Electron, `setCertificateVerifyProc`). */
const AS_FOUND = -3;
const TRUSTED = 0;
/** id-kp-serverAuth and anyExtendedKeyUsage (RFC 5280 4.2.1.12). */
const SERVING: readonly string[] = ["1.3.6.1.5.5.7.3.1", "2.5.29.37.0"];
/** The extension nameConstraints (RFC 5280 4.2.1.10), as DER has its name. */
const NAME_CONSTRAINTS = Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x1e]);
/** basicConstraints of an authority with a pathLenConstraint (RFC 5280 4.2.1.9), as DER has them, in hexadecimal. */
const PATH_LENGTH = /^(?:..)*?0603551d13(?:0101ff)?04..30..0101ff0201(..)/u;

/**
 * Trusts IT's own authorities (policy `caFile`) in pages and requests. Only where Chromium's one objection is an unknown
 * authority, and the whole chain up to one of these is valid: no other certificate error is lifted.
 */
export function trustAuthorities(
  one: Pick<Session, "setCertificateVerifyProc">,
  authorities: readonly string[],
): void {
  if (authorities.length === 0) {
    one.setCertificateVerifyProc(null); // a session that had some before
    return;
  }
  const roots = authorities.map((pem) => new X509Certificate(pem));
  /** Must not throw: the request would never end. */
  const isTrusted = (certificate: Certificate, hostname: string): boolean => {
    try {
      return leadsToOneOf(roots, chainOf(certificate), hostname, Date.now());
    } catch {
      return false;
    }
  };
  one.setCertificateVerifyProc(({ hostname, certificate, verificationResult }, callback) => {
    const unknown = verificationResult === "net::ERR_CERT_AUTHORITY_INVALID";
    callback(unknown && isTrusted(certificate, hostname) ? TRUSTED : AS_FOUND);
  });
}

/** As the server sent them, its own first. */
function chainOf(certificate: Certificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let next: Certificate | undefined = certificate; next && chain.length < 10; next = next.issuerCert)
    chain.push(new X509Certificate(next.data));
  return chain;
}

/**
 * RFC 5280 6.1 as far as a chain of an office needs it: host, dates, purpose, each signed by the next, which may sign.
 * @param at milliseconds since 1970
 */
export function leadsToOneOf(
  roots: readonly X509Certificate[],
  chain: readonly X509Certificate[],
  hostname: string,
  at: number,
): boolean {
  const [own] = chain;
  if (own === undefined || !isFor(own, hostname)) return false;
  for (const [index, one] of chain.entries()) {
    if (!isInTime(one, at) || !mayServe(one)) return false;
    if (index > 0 && !mayIssue(one, index - 1)) return false;
    if (roots.some((root) => isSignedBy(one, root) || one.fingerprint256 === root.fingerprint256))
      return true;
    const next = chain[index + 1];
    if (next === undefined || !isSignedBy(one, next)) return false;
  }
  return false;
}

const isSignedBy = (one: X509Certificate, other: X509Certificate) =>
  one.checkIssued(other) && one.verify(other.publicKey);

const isInTime = ({ validFrom, validTo }: X509Certificate, at: number) =>
  Date.parse(validFrom) <= at && at <= Date.parse(validTo);

/** By a subject alternative name: Chromium takes no other (RFC 9525 6.3). */
const isFor = (one: X509Certificate, host: string) =>
  (isIP(host) === 0 ? one.checkHost(host, { subject: "never" }) : one.checkIP(host)) !== undefined;

/** One that names no purpose may serve all. */
const mayServe = ({ keyUsage }: X509Certificate) =>
  keyUsage === undefined || keyUsage.some((purpose) => SERVING.includes(purpose));

/**
 * Whether its pathLenConstraint allows so many authorities below it. One with name constraints is refused.
 * @param below how many
 */
function mayIssue({ ca, raw }: X509Certificate, below: number): boolean {
  if (!ca || raw.includes(NAME_CONSTRAINTS)) return false;
  const most = PATH_LENGTH.exec(raw.toString("hex"))?.[1];
  return most === undefined || Number.parseInt(most, 16) >= below;
}
