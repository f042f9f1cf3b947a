import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { AppError } from "../../core/errors.ts";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;

/**
 * The certificate authorities of a PEM file that the policy names (reliability 30).
 * @throws AppError `POLICY_INVALID` when it can't be read or holds none
 */
export async function readAuthorities(path: string): Promise<readonly string[]> {
  try {
    const found = (await readFile(path, "utf8")).match(CERTIFICATE) ?? [];
    if (found.length === 0) throw new Error("caFile: no certificate in it");
    for (const one of found) if (!new X509Certificate(one).ca) throw new Error("caFile: not an authority's");
    return found;
  } catch (cause) {
    throw new AppError("POLICY_INVALID", cause);
  }
}
