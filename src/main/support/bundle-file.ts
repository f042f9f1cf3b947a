import { lstat, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { zipSync } from "fflate";
import { AppError } from "../../core/errors.ts";
import type { BundleFile } from "../../shared/bundle.ts";
import { isDiskFull } from "../files/disk-full.ts";
import { replaceFile } from "../files/patient-files.ts";

/** One ZIP of the files, in their order; the same bytes for the same files. */
export function zipOf(files: readonly BundleFile[]): Uint8Array {
  const encoder = new TextEncoder();
  // Times in a ZIP begin in 1980 and have no zone (APPNOTE 4.4.6). Of the zone as it is now: people travel.
  const mtime = new Date(1980, 0, 2, 12);
  return zipSync(Object.fromEntries(files.map(({ name, text }) => [name, encoder.encode(text)])), {
    mtime,
  });
}

/**
 * Writes the bundle, whole or not at all, readable by this user only. What is already there is kept unless told: any
 * thing of that name, a link that leads nowhere too. What isn't a file is never replaced.
 * @param path absolute
 * @throws AppError `APP_FILE_EXISTS | APP_FILE_UNWRITABLE | APP_DISK_LOW`
 */
export async function writeBundle(
  path: string,
  files: readonly BundleFile[],
  { overwrite }: { readonly overwrite: boolean },
): Promise<void> {
  const there = await lstat(path).catch((thrown: unknown) => {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return null;
    throw new AppError("APP_FILE_UNWRITABLE", thrown);
  });
  if (there !== null && !there.isFile() && !there.isSymbolicLink())
    throw new AppError("APP_FILE_UNWRITABLE", new Error("there is something that isn't a file"));
  if (there !== null && !overwrite) throw new AppError("APP_FILE_EXISTS");
  if (!(await isFolder(dirname(path))))
    throw new AppError("APP_FILE_UNWRITABLE", new Error("there is no such folder"));
  try {
    await replaceFile(path, zipOf(files));
  } catch (thrown) {
    throw new AppError(isDiskFull(thrown) ? "APP_DISK_LOW" : "APP_FILE_UNWRITABLE", thrown);
  }
}

/** No folder is made for it: a mistyped one would hold what nobody finds. */
async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
