import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/*
 * Files of ours on a PC on which others open them too: a virus scanner, an indexer or a sync client holds a file for
 * some milliseconds after it was written. Windows then refuses to rename, delete or open it (reliability 29); elsewhere
 * readers block nobody, and a refusal is final.
 */

const HELD_BY_ANOTHER: ReadonlySet<unknown> = new Set(["EPERM", "EBUSY", "EACCES"]);
const PATIENCE_MS = 2_000;
const LONGEST_PAUSE_MS = 100;

/** Retries for two seconds at most, as long as another program seems to have the file open. */
export async function patiently<T>(work: () => Promise<T>, platform = process.platform): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (let pause = 5; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (thrown) {
      if (!isHeld(thrown, platform) || performance.now() > end) throw thrown;
      await wait(pause);
    }
  }
}

/** Whether another program seems to have the file open, so that a retry may work in a moment. */
export function isHeld(thrown: unknown, platform = process.platform): boolean {
  return platform === "win32" && HELD_BY_ANOTHER.has(codeOf(thrown));
}

/**
 * Replaces a file in one step: temporary file beside it → fsync → rename; readable by this user only. The folder is made
 * where it isn't there. Rejects with Node's error; then the file is what it was.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}-${randomBytes(6).toString("hex")}${TEMPORARY}`;
  try {
    const file = await open(temporary, "wx", 0o600);
    await writtenTo(file, content);
    await patiently(() => rename(temporary, path));
  } catch (thrown) {
    await removeFile(temporary).catch(() => {}); // `removeWithTemporaries` finds it
    throw thrown;
  }
}

async function writtenTo(file: FileHandle, content: string | Uint8Array): Promise<void> {
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Deletes a file, if it is there. */
export async function removeFile(path: string): Promise<void> {
  await patiently(() => rm(path, { force: true }));
}

const TEMPORARY = ".tmp";

/** Deletes a file and what writing it may have left beside it: what is forgotten mustn't stay under another name. */
export async function removeWithTemporaries(path: string): Promise<void> {
  const beside = `${basename(path)}.`;
  const names = await readdir(dirname(path)).catch(() => []);
  // `.<number>`: as an earlier version called them.
  const isTemporary = (rest: string) => rest.endsWith(TEMPORARY) || /^\d+$/u.test(rest);
  for (const name of names)
    if (name.startsWith(beside) && isTemporary(name.slice(beside.length)))
      await removeFile(join(dirname(path), name));
  await removeFile(path);
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
}
