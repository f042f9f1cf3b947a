import { randomUUID } from "node:crypto";
import { open, rm, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { diskFinding } from "../../../core/doctor/pc-findings.ts";
import { makeFolder } from "../../config/data-folder.ts";
import { isDiskFull } from "../../files/disk-full.ts";
import type { Check } from "../check.ts";

/** Whether a file can be written where the client writes, and how much room there is. */
export const disk: Check = async ({ folders, profile, recordFile }) => {
  const own = profile === null ? [] : await made(dirname(recordFile(profile)));
  const refusals = await Promise.all([...folders, ...own].map(refusal));
  const rooms = await Promise.all(folders.map(freeBytes));
  const known = rooms.filter((room) => room !== null);
  return diskFinding(
    refusals.find((refused) => refused !== null) ?? null,
    known.length === 0 ? null : Math.min(...known),
  );
};

/** The folder, unless nobody has needed it yet. */
async function made(folder: string): Promise<readonly string[]> {
  const isThere = await stat(folder).then(
    () => true,
    (thrown: unknown) => !(thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT"),
  );
  return isThere ? [folder] : [];
}

/** Why a block of a file didn't get to the disk. */
async function refusal(folder: string): Promise<"STORE_FULL" | "APP_DATA_FOLDER" | null> {
  const path = join(folder, `.doctor-${randomUUID()}`);
  try {
    makeFolder(folder); // as a start of the client does
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(Buffer.alloc(4_096, 1));
      await file.sync();
    } finally {
      await file.close();
    }
    return null;
  } catch (thrown) {
    return isDiskFull(thrown) ? "STORE_FULL" : "APP_DATA_FOLDER";
  } finally {
    await rm(path, { force: true }).catch(() => {});
  }
}

async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
