import { randomUUID } from "node:crypto";
import { open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { diskFinding } from "../../../core/doctor/pc-findings.ts";
import { makeFolder } from "../../config/data-folder.ts";
import { isDiskFull } from "../../files/disk-full.ts";
import type { Check } from "../check.ts";

/** Whether a file can be written where the client writes, and how much room there is. */
export const disk: Check = async ({ folders }) => {
  const refusals = await Promise.all(folders.map(refusal));
  const rooms = await Promise.all(folders.map(freeBytes));
  const known = rooms.filter((room) => room !== null);
  return diskFinding(
    refusals.find((refused) => refused !== null) ?? null,
    known.length === 0 ? null : Math.min(...known),
  );
};

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
