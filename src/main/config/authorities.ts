import { X509Certificate } from "node:crypto";
import { AppError } from "../../core/errors.ts";
import { readBytes } from "./config-file.ts";
import { ConfigFileError, placed } from "./config-file-error.ts";
import { textOf } from "./text-encoding.ts";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;

/**
 * The certificate authorities of a file that the policy names (reliability 30): PEM, or one certificate as DER, which is
 * what Windows exports.
 * @throws AppError `POLICY_INVALID` when it can't be read or holds none
 */
export async function readAuthorities(
  path: string,
  options: { readonly rootOnly: boolean },
): Promise<readonly string[]> {
  try {
    const bytes = await readBytes(path, options.rootOnly);
    if (bytes === null) throw new ConfigFileError({ what: "absent" });
    const found = derIn(bytes) ?? pemIn(bytes).match(CERTIFICATE) ?? [];
    if (found.length === 0) throw new ConfigFileError({ what: "no-certificate" });
    for (const one of found) if (!isAuthority(one)) throw new ConfigFileError({ what: "not-an-authority" });
    return found;
  } catch (cause) {
    throw new AppError("POLICY_INVALID", placed(cause, path));
  }
}

/** DER begins with a sequence (X.690 8.1); no text does. */
function derIn(bytes: Buffer): [string] | null {
  if (bytes[0] !== 0x30) return null;
  try {
    return [new X509Certificate(bytes).toString()];
  } catch {
    return null;
  }
}

/** What stands between the certificates may be in any letters. */
function pemIn(bytes: Buffer): string {
  try {
    return textOf(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

/** Also a root of X.509's first version, which has no field that says so (RFC 5280 6.1: a trust anchor needs none). */
function isAuthority(pem: string): boolean {
  try {
    const certificate = new X509Certificate(pem);
    return (
      certificate.ca || (certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey))
    );
  } catch {
    throw new ConfigFileError({ what: "damaged-certificate" });
  }
}
