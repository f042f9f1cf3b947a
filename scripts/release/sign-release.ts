import { createHash, randomUUID } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { CompactSign, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import type { PackageForm, ReleaseFile } from "../../src/core/update/release.ts";
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

/** How a file has to be called to be run, or to be taken for what it is. */
const ENDINGS: Readonly<Record<string, string>> = { nsis: ".exe", appimage: ".AppImage" } satisfies Record<
  PackageForm,
  string
>;

/** @throws Error for what would be signed and could then not be installed */
function checkFiles(files: readonly ReleaseFile[]): void {
  for (const [at, { form, architecture, name, sha512 }] of files.entries()) {
    if (!name.endsWith(ENDINGS[form] ?? "")) throw new Error(`${name}: ${form} ends in ${ENDINGS[form]}`);
    for (const before of files.slice(0, at)) {
      if (before.form === form && before.architecture === architecture)
        throw new Error(`${name}: ${before.name} is ${form} for ${architecture} already`);
      // Windows' file names have no case.
      if (before.name.toLowerCase() === name.toLowerCase() && before.sha512 !== sha512)
        throw new Error(`${name}: two files of that name`);
    }
  }
}

/**
 * Puts a release and its files into a folder, to be served as it is: whoever reads meanwhile finds the one before or this
 * one, as a whole. Rejects for files that no client could install.
 */
export async function writeRelease(
  folder: string,
  release: SignedRelease,
  files: readonly string[],
  key: JWK,
): Promise<void> {
  checkFiles(release.files);
  const payload = new TextEncoder().encode(JSON.stringify(releaseSchema.parse(release)));
  const header = {
    alg: RELEASE_ALGORITHM,
    typ: RELEASE_TYPE,
    ...(key.kid === undefined ? {} : { kid: key.kid }),
  };
  const signer = new CompactSign(payload).setProtectedHeader(header);
  const jws = await signer.sign(await importJWK(key, RELEASE_ALGORITHM));
  mkdirSync(folder, { recursive: true });
  const placed = (name: string, write: (to: string) => void) => {
    write(join(folder, `${name}.new`));
    renameSync(join(folder, `${name}.new`), join(folder, name));
  };
  for (const file of files)
    if (resolve(file) !== resolve(folder, basename(file)))
      placed(basename(file), (to) => copyFileSync(file, to));
  // The last: whoever reads it finds what it names.
  placed(`${release.channel}.jws`, (to) => writeFileSync(to, `${jws}\n`));
}
