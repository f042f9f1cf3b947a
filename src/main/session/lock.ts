import { randomUUID } from "node:crypto";
import { constants, copyFile, link, mkdir, rename, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { patiently, removeFile } from "../files/patient-files.ts";
import { isLink, readRegularFile } from "../files/regular-file.ts";

/**
 * A lock file between processes that survives a dead owner (reliability 18). The owner touches it regularly. A waiting
 * process takes it over when the owner's process is gone, or when it wasn't touched during a number of looks. Looks are
 * counted and not time, so that a sleep or a clock change takes nothing over.
 */
export type Lock = {
  /** True when another process held it first. */
  readonly waited: boolean;
  release(): Promise<void>;
};

const LOOK_EVERY_MS = 100;
const TOUCH_EVERY_MS = 1_000;
const LOOKS_UNTIL_ABANDONED = 100;
const SETTLE_MS = 150;

const owner = z.object({ id: z.string(), pid: z.int(), host: z.string() });
type Owner = z.infer<typeof owner>;

/** The locks of this process: a file with its process id may come from an earlier process of the same id. */
const held = new Set<string>();

/**
 * @param limitMs how long to wait; null is answered afterwards
 * @param looks so many looks without a touch mean that nobody holds it; more than fit between two touches
 * @throws Node's error when the file can't be written (disk full, folder not writable), or something else has its name
 */
export async function acquireLock(
  path: string,
  limitMs: number,
  looks = LOOKS_UNTIL_ABANDONED,
): Promise<Lock | null> {
  const mine: Owner = { id: randomUUID(), pid: process.pid, host: hostname() };
  await mkdir(dirname(path), { recursive: true });
  held.add(mine.id);
  let lock: Lock | null = null;
  try {
    lock = await waitFor(path, mine, limitMs, looks);
    return lock;
  } finally {
    if (lock === null) held.delete(mine.id);
  }
}

async function waitFor(path: string, mine: Owner, limitMs: number, patience: number): Promise<Lock | null> {
  let seen = "";
  let looks = 0;
  for (let waited = 0; waited <= limitMs; waited += LOOK_EVERY_MS) {
    if (await create(path, mine)) return hold(path, mine, waited > 0);
    const now = await look(path);
    if (now !== null) {
      looks = now.mark === seen ? looks + 1 : 0;
      seen = now.mark;
      const abandoned = isDead(now.owner) || looks >= patience;
      if (abandoned && (await takeOver(path, mine, now.mark))) return hold(path, mine, waited > 0);
    }
    await wait(LOOK_EVERY_MS);
  }
  return null;
}

// With its owner's name in it from the first moment: killed between making and writing it, nobody would know for long
// that its owner is gone.
async function create(path: string, mine: Owner): Promise<boolean> {
  const next = `${path}.${mine.id}`;
  try {
    await writeFile(next, JSON.stringify(mine), { mode: 0o600 });
    await link(next, path).catch((thrown: unknown) => {
      if (codeOf(thrown) === "EEXIST") throw thrown;
      return copyFile(next, path, constants.COPYFILE_EXCL); // a file system without hard links
    });
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === "EEXIST") return false;
    throw thrown;
  } finally {
    await removeFile(next).catch(() => {});
  }
}

type Look = { readonly owner: Owner | null; readonly mark: string };

async function look(path: string): Promise<Look | null> {
  try {
    const [bytes, { mtimeMs }] = await patiently(() => Promise.all([readRegularFile(path), stat(path)]));
    const text = bytes.toString("utf8");
    return { owner: parsed(text), mark: `${mtimeMs} ${text}` };
  } catch (thrown) {
    // A link to nothing is nobody's lock, and keeps others from making one.
    if (codeOf(thrown) === "ENOENT" && !(await isLink(path))) return null;
    throw thrown;
  }
}

// A half-written file has no owner yet; if nobody finishes it, the looks run out.
function parsed(text: string): Owner | null {
  try {
    return owner.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function isDead(one: Owner | null): boolean {
  if (one === null || one.host !== hostname()) return false;
  if (one.pid === process.pid) return !held.has(one.id);
  try {
    process.kill(one.pid, 0);
    return false;
  } catch (thrown) {
    return codeOf(thrown) === "ESRCH";
  }
}

// Of several that take over at once the last one's name stays in the file, and all see that after a moment.
async function takeOver(path: string, mine: Owner, mark: string): Promise<boolean> {
  const next = `${path}.${mine.id}`;
  await writeFile(next, JSON.stringify(mine), { mode: 0o600 });
  const still = await look(path);
  if (still?.mark !== mark) {
    await removeFile(next);
    return false;
  }
  await patiently(() => rename(next, path));
  await wait(SETTLE_MS);
  return (await look(path))?.owner?.id === mine.id;
}

function hold(path: string, mine: Owner, waited: boolean): Lock {
  const touching = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {}); // gone or disk full: the waiting process decides
  }, TOUCH_EVERY_MS);
  touching.unref();
  return {
    waited,
    async release() {
      clearInterval(touching);
      const still = await look(path).catch(() => null);
      if (still?.owner?.id === mine.id) await removeFile(path).catch(() => {});
      held.delete(mine.id);
    },
  };
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
}
