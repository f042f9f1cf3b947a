import { createHash } from "node:crypto";
import { copyFile, readdir, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import type { RecordFile, RecordRead } from "../../core/ports.ts";
import { isDiskFull } from "./disk-full.ts";
import { patiently, removeFile, removeWithTemporaries, replaceFile } from "./patient-files.ts";
import { isLink, NotAFile, readRegularFile, TooLarge } from "./regular-file.ts";

/** How many corrupt files are kept for whoever wants to look at them. */
const CORRUPT_KEPT = 3;

const envelope = z.strictObject({ value: z.unknown(), check: z.string() });
const versioned = z.looseObject({ version: z.int() });

export type RecordFormat<T> = {
  /** Reads the newest version of the format and every older one, and answers the newest. */
  readonly schema: z.ZodType<T>;
  /** The `version` that is written; a file with a greater one is a later client's. */
  readonly newest: number;
};

/**
 * A small JSON file kept whole (reliability 29): written as temporary file → fsync → rename, readable by this user
 * only, with a second copy (`.bak`) and a checksum that finds a single changed byte. A corrupt one is set aside as
 * `.corrupt-<time>` and the copy takes its place. A file without checksum is read too: somebody wrote it by hand.
 * A later client's file isn't understood and isn't lost: it is set aside as `.newer-<time>`.
 *
 * Rejects with `STORE_FULL` when the disk has no room, with `APP_UNEXPECTED` when the file system refuses otherwise.
 */
export function createRecordFile<T>(
  path: string,
  format: RecordFormat<T>,
  now: () => number = Date.now,
): RecordFile<T> {
  const copy = `${path}.bak`;
  const aside = filesAside(path, now);
  let queue: Promise<unknown> = Promise.resolve();

  function inTurn<R>(task: () => Promise<R>): Promise<R> {
    const turn = queue.then(task).catch((cause: unknown) => {
      throw new AppError(isDiskFull(cause) ? "STORE_FULL" : "APP_UNEXPECTED", cause);
    });
    queue = turn.catch(() => {});
    return turn;
  }

  async function store(value: T): Promise<void> {
    const text = JSON.stringify({ value, check: checksum(value) }, null, 2);
    for (const file of [path, copy]) await replaceFile(file, text);
  }

  /** There is nothing in a pipe that could be copied. */
  async function setAside(main: Loaded<T>): Promise<void> {
    if (main.is === "pipe") await patiently(() => rename(path, aside.next("corrupt")));
    else await aside.copyCorrupt();
  }

  async function recover(main: Loaded<T>): Promise<RecordRead<T>> {
    const second = await load(copy, format);
    if (second.is !== "whole") {
      await setAside(main);
      await removeFile(path);
      return { value: null, recovered: true };
    }
    const { value } = second;
    // Replaced in one step, so that stopping here loses nothing. To be read, the copy needs no disk that takes anything.
    await setAside(main).then(
      () => store(value).catch(() => {}),
      () => {},
    );
    return { value, recovered: true };
  }

  async function read(): Promise<RecordRead<T>> {
    const main = await load(path, format);
    if (main.is === "newer") {
      await patiently(() => rename(path, aside.next("newer")));
      await removeFile(copy);
      return { value: null, recovered: true, newer: true };
    }
    if (main.is === "whole") return { value: main.value, recovered: false };
    if (main.is === "absent") return { value: null, recovered: false };
    return recover(main);
  }

  return {
    read: () => inTurn(read),
    write: (value) => inTurn(() => store(value)),
    remove: () =>
      inTurn(async () => {
        // The copies first: should this stop half-way, the record is still there and nothing has come back to life.
        for (const file of await aside.all()) await removeFile(file);
        for (const file of [copy, path]) await removeWithTemporaries(file);
      }),
  };
}

/** What was set aside of a file: `NAME.corrupt-<time>`, `NAME.newer-<time>`, the oldest first. */
function filesAside(path: string, now: () => number) {
  const prefix = (why: "corrupt" | "newer") => `${basename(path)}.${why}-`;
  const next = (why: "corrupt" | "newer") =>
    join(dirname(path), `${prefix(why)}${String(now()).padStart(14, "0")}`);

  async function those(why: "corrupt" | "newer"): Promise<string[]> {
    const names = await readdir(dirname(path)).catch(() => []);
    return names
      .filter((name) => name.startsWith(prefix(why)))
      .sort()
      .map((name) => join(dirname(path), name));
  }

  async function copyCorrupt(): Promise<void> {
    await copyFile(path, next("corrupt"));
    for (const old of (await those("corrupt")).slice(0, -CORRUPT_KEPT)) await removeFile(old);
  }

  return { next, copyCorrupt, all: async () => [...(await those("corrupt")), ...(await those("newer"))] };
}

type Loaded<T> =
  | { readonly is: "whole"; readonly value: T }
  | { readonly is: "corrupt" | "newer" | "absent" | "pipe" };

async function load<T>(path: string, { schema, newest }: RecordFormat<T>): Promise<Loaded<T>> {
  let bytes: Buffer;
  try {
    bytes = await patiently(() => readRegularFile(path));
  } catch (thrown) {
    if (await isNoFile(path, thrown)) return { is: "pipe" };
    if (isAbsent(thrown)) return { is: "absent" };
    throw thrown;
  }
  try {
    const content: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const sealed = envelope.safeParse(content);
    if (sealed.success && sealed.data.check !== checksum(sealed.data.value)) return { is: "corrupt" };
    const value = sealed.success ? sealed.data.value : content;
    const { data } = versioned.safeParse(value);
    if (data !== undefined && data.version > newest) return { is: "newer" };
    return { is: "whole", value: schema.parse(value) };
  } catch {
    return { is: "corrupt" };
  }
}

const isAbsent = (thrown: unknown) => thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT";

/**
 * A pipe, a device, a socket (open(2), ENXIO), what is too large to be ours, or a link to a folder, to nothing or in a
 * circle. A folder itself isn't ours to move.
 */
async function isNoFile(path: string, thrown: unknown): Promise<boolean> {
  if (thrown instanceof TooLarge) return true;
  if (isAbsent(thrown)) return isLink(path);
  if (thrown instanceof NotAFile) return !thrown.isFolder || (await isLink(path));
  return thrown instanceof Error && "code" in thrown && ["ENXIO", "ELOOP"].includes(String(thrown.code));
}

/** What lies there, looked at only: nothing is set aside. Rejects as the file system does. */
export async function lookAtRecord<T>(path: string, format: RecordFormat<T>): Promise<Loaded<T>["is"]> {
  return (await load(path, format)).is;
}

/** What lies there, without setting anything aside: null where nothing whole does. Never rejects. */
export async function readOnly<T>(path: string, format: RecordFormat<T>): Promise<T | null> {
  const loaded = await load(path, format).catch(() => null);
  return loaded?.is === "whole" ? loaded.value : null;
}

function checksum(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
