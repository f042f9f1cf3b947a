import { type CompactVerifyResult, compactVerify, decodeProtectedHeader, importJWK } from "jose";
import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import { CHANNELS, type Channel, type Release } from "../../core/update/release.ts";
import type { ReleaseKey } from "./package-setup.ts";

/** `typ` of a release's JWS (RFC 7515 4.1.9): nothing else that the key signs counts as one. */
export const RELEASE_TYPE = "storage-service-drive-release+jws";
export const RELEASE_ALGORITHM = "ES256";

const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/u);
const word = z.string().regex(/^[a-z0-9-]{1,20}$/u);
/** Without leading zeros, which electron-updater doesn't take (Semantic Versioning 2.0.0, 2). */
const version = z.string().regex(/^(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}$/u);
const notes = z.array(z.string().trim().min(1).max(200)).min(1).max(8);

export const releaseSchema = z.object({
  channel: z.enum(CHANNELS),
  version,
  notes: z.object({ ja: notes, en: notes }),
  stages: z
    .array(z.object({ from: z.iso.datetime(), percent: z.number().min(0).max(100) }))
    .max(20)
    .default([]),
  files: z
    .array(
      z.object({
        form: word,
        architecture: word,
        name: fileName,
        size: z.int().positive(),
        sha512: z.base64().length(88),
      }),
    )
    .max(20),
});

export type SignedRelease = z.output<typeof releaseSchema>;

/**
 * A release of this channel as one of the keys signed it (JWS compact, RFC 7515 7.1).
 * Rejects with `UPDATE_REFUSED` for anything else.
 */
export async function readRelease(
  text: string,
  keys: readonly ReleaseKey[],
  channel: Channel,
): Promise<Release> {
  try {
    const { payload, protectedHeader } = await verified(text.trim(), keys);
    if (protectedHeader.typ !== RELEASE_TYPE) throw new Error("it is no release");
    const { channel: signedFor, ...release } = releaseSchema.parse(
      JSON.parse(new TextDecoder().decode(payload)),
    );
    if (signedFor !== channel) throw new Error(`signed for ${signedFor}`);
    return release;
  } catch (cause) {
    throw new AppError("UPDATE_REFUSED", cause);
  }
}

async function verified(text: string, keys: readonly ReleaseKey[]): Promise<CompactVerifyResult> {
  const { kid } = decodeProtectedHeader(text);
  const key = keys.find((one) => one.kid === kid);
  if (key === undefined) throw new Error("signed by somebody else");
  return compactVerify(text, await importJWK(key, RELEASE_ALGORITHM), { algorithms: [RELEASE_ALGORITHM] });
}
