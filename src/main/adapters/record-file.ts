import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import type { RecordFile } from "../../core/ports.ts";

/** How many corrupt files are kept for whoever wants to look at them. */
const CORRUPT_KEPT = 3;

const envelope = z.strictObject({ value: z.unknown(), check: z.string() });

/**
 * A small JSON file kept whole (reliability 29): written as temporary file → fsync → rename, readable by this user
 * only, with a second copy (`.bak`) and a checksum that finds a single changed byte. A corrupt one is set aside as
 * `.corrupt-<time>` and the copy takes its place. A file without checksum is read too: somebody wrote it by hand.
 *
 * Rejects with `APP_UNEXPECTED` when the file system refuses.
 */
export function createRecordFile<T>(
  path: string,
  schema: z.ZodType<T>,
  now: () => number = Date.now,
): RecordFile<T> {
  const copy = `${path}.bak`;
  const corruptPrefix = `${basename(path)}.corrupt-`;
  let queue: Promise<unknown> = Promise.resolve();

  function inTurn<R>(task: () => Promise<R>): Promise<R> {
    const turn = queue.then(task).catch((cause: unknown) => {
      throw new AppError("APP_UNEXPECTED", cause);
    });
    queue = turn.catch(() => {});
    return turn;
  }

  async function store(value: T): Promise<void> {
    const text = JSON.stringify({ value, check: checksum(value) }, null, 2);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    for (const file of [path, copy]) await writeFileAtomic(file, text, { mode: 0o600, fsync: true });
  }

  async function setAside(): Promise<void> {
    await copyFile(path, join(dirname(path), `${corruptPrefix}${String(now()).padStart(14, "0")}`));
    for (const old of (await corruptFiles()).slice(0, -CORRUPT_KEPT)) await rm(old, { force: true });
  }

  async function corruptFiles(): Promise<string[]> {
    const names = await readdir(dirname(path)).catch(() => []);
    return names
      .filter((name) => name.startsWith(corruptPrefix))
      .sort()
      .map((name) => join(dirname(path), name));
  }

  return {
    read: () =>
      inTurn(async () => {
        const main = await load(path, schema);
        if (main.is !== "corrupt")
          return { value: main.is === "whole" ? main.value : null, recovered: false };
        await setAside();
        const second = await load(copy, schema);
        // Replaced in one step, so that stopping here loses nothing.
        if (second.is === "whole") await store(second.value);
        else await rm(path, { force: true });
        return { value: second.is === "whole" ? second.value : null, recovered: true };
      }),
    write: (value) => inTurn(() => store(value)),
    remove: () =>
      inTurn(async () => {
        // The copies first: should this stop half-way, the record is still there and nothing has come back to life.
        for (const file of [...(await corruptFiles()), copy, path]) await rm(file, { force: true });
      }),
  };
}

type Loaded<T> = { readonly is: "whole"; readonly value: T } | { readonly is: "corrupt" | "absent" };

async function load<T>(path: string, schema: z.ZodType<T>): Promise<Loaded<T>> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return { is: "absent" };
    throw thrown;
  }
  try {
    const content: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const sealed = envelope.safeParse(content);
    if (sealed.success && sealed.data.check !== checksum(sealed.data.value)) return { is: "corrupt" };
    return { is: "whole", value: schema.parse(sealed.success ? sealed.data.value : content) };
  } catch {
    return { is: "corrupt" };
  }
}

function checksum(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
