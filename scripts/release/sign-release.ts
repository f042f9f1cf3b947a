import { createHash, randomUUID } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { CompactSign, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import type { ReleaseFile } from "../../src/core/update/release.ts";
import { type ReleaseKey, releaseKey } from "../../src/main/update/package-setup.ts";
import {
  RELEASE_ALGORITHM,
  RELEASE_TYPE,
  releaseSchema,
  type SignedRelease,
} from "../../src/main/update/signed-release.ts";

/** A pair of keys for releases; the private half is whoever's who signs, and nobody else's. */
export async function newReleaseKey(): Promise<{ readonly private: JWK; readonly public: ReleaseKey }> {
  const { privateKey, publicKey } = await generateKeyPair(RELEASE_ALGORITHM, { extractable: true });
  const kid = randomUUID();
  return {
    private: { ...(await exportJWK(privateKey)), kid },
    public: releaseKey.parse({ ...(await exportJWK(publicKey)), kid }),
  };
}

/** What a file is to those who fetch it. */
export function describeFile(
  path: string,
  form: ReleaseFile["form"],
  architecture: ReleaseFile["architecture"],
): ReleaseFile {
  const sha512 = createHash("sha512").update(readFileSync(path)).digest("base64");
  return { form, architecture, name: basename(path), size: statSync(path).size, sha512 };
}

/** Puts a release and its files into a folder, to be served as it is. */
export async function writeRelease(
  folder: string,
  release: SignedRelease,
  files: readonly string[],
  key: JWK,
): Promise<void> {
  const payload = new TextEncoder().encode(JSON.stringify(releaseSchema.parse(release)));
  const header = {
    alg: RELEASE_ALGORITHM,
    typ: RELEASE_TYPE,
    ...(key.kid === undefined ? {} : { kid: key.kid }),
  };
  const signer = new CompactSign(payload).setProtectedHeader(header);
  const jws = await signer.sign(await importJWK(key, RELEASE_ALGORITHM));
  mkdirSync(folder, { recursive: true });
  for (const file of files) copyFileSync(file, join(folder, basename(file)));
  // The last: whoever reads it finds what it names.
  writeFileSync(join(folder, `${release.channel}.jws`), `${jws}\n`);
}
