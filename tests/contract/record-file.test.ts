import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { RecordFile } from "../../src/core/ports.ts";
import { createRecordFile } from "../../src/main/files/record-file.ts";
import { createMemoryRecordFile } from "../support/memory-record-file.ts";

const schema = z.strictObject({ version: z.literal(1), name: z.string(), lists: z.array(z.number()) });
type Value = z.infer<typeof schema>;

const SOCKET =
  'require("node:net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))';

const first: Value = { version: 1, name: "おまかせ “1”\n", lists: [1, 2.5] };
const second: Value = { version: 1, name: "second", lists: [] };

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "record-"));
  path = join(dir, "folder", "record.json");
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const onDisk = (now?: () => number) => createRecordFile(path, { schema, newest: 1 }, now);
const corruptFiles = async () =>
  (await readdir(join(dir, "folder"))).filter((name) => name.includes(".corrupt-")).sort();

const implementations: readonly { name: string; create: () => RecordFile<Value> }[] = [
  { name: "in memory", create: () => createMemoryRecordFile<Value>() },
  { name: "on disk", create: onDisk },
];

describe.each(implementations)("record file: $name", ({ create }) => {
  test("is null before the first write", async () => {
    expect(await create().read()).toEqual({ value: null, recovered: false });
  });

  test("gives back what was written last", async () => {
    const file = create();
    await file.write(first);
    expect(await file.read()).toEqual({ value: first, recovered: false });
    await file.write(second);
    expect(await file.read()).toEqual({ value: second, recovered: false });
  });

  test("is null after removal, also when there was nothing", async () => {
    const file = create();
    await file.remove();
    await file.write(first);
    await file.remove();
    expect(await file.read()).toEqual({ value: null, recovered: false });
  });

  test("calls take effect in their order", async () => {
    const file = create();
    const names = Array.from({ length: 12 }, (_, at) => `write ${at}`);
    await Promise.all(names.map((name) => file.write({ ...first, name })));
    expect((await file.read()).value?.name).toBe("write 11");
    const [read] = await Promise.all([file.read(), file.remove(), file.write(second)]);
    expect(read.value?.name).toBe("write 11");
    expect((await file.read()).value).toEqual(second);
  });

  test("what is read is not what was written, but its like", async () => {
    const file = create();
    const mine = { ...first, lists: [1] };
    await file.write(mine);
    mine.lists.push(2);
    expect((await file.read()).value?.lists).toEqual([1]);
  });
});

describe("record file: damage (reliability 29)", () => {
  test("cut at every byte: the last good copy is read, and nothing rejects", async () => {
    const file = onDisk();
    await file.write(first);
    const whole = await readFile(path);
    for (let length = 0; length < whole.length; length++) {
      await writeFile(path, whole.subarray(0, length));
      expect(await file.read(), `cut at ${length}`).toEqual({ value: first, recovered: true });
    }
    expect(await readFile(path)).toEqual(whole);
  });

  test("one bit flipped in any byte: the written value or nothing, never another one", async () => {
    const file = onDisk();
    await file.write(first);
    const whole = await readFile(path);
    let recovered = 0;
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes[at] = (whole[at] ?? 0) ^ (1 << (at % 8));
      await writeFile(path, bytes);
      const answer = await file.read();
      expect(answer.value, `byte ${at}`).toEqual(first);
      if (answer.recovered) recovered++;
    }
    // White space may change without harm; the rest is found.
    expect(recovered).toBeGreaterThan(whole.length / 2);
  });

  test("both copies damaged: null, set aside, and the next write is good", async () => {
    const file = onDisk();
    await file.write(first);
    await writeFile(path, "{");
    await writeFile(`${path}.bak`, "{");
    expect(await file.read()).toEqual({ value: null, recovered: true });
    expect(await file.read()).toEqual({ value: null, recovered: false });
    expect(await corruptFiles()).toHaveLength(1);
    await file.write(second);
    expect(await file.read()).toEqual({ value: second, recovered: false });
  });

  test("the newest three corrupt files are kept as they were", async () => {
    let time = 1_000;
    const file = onDisk(() => time);
    await file.write(first);
    for (; time <= 5_000; time += 1_000) {
      await writeFile(path, `damaged at ${time}`);
      await file.read();
    }
    const names = await corruptFiles();
    const contents = await Promise.all(names.map((name) => readFile(join(dir, "folder", name), "utf8")));
    expect(contents).toEqual(["damaged at 3000", "damaged at 4000", "damaged at 5000"]);
  });

  test("a whole file of another shape is corrupt", async () => {
    const file = onDisk();
    await file.write(first);
    await writeFile(path, JSON.stringify({ version: 1, title: "another", lists: [] }));
    expect(await file.read()).toEqual({ value: first, recovered: true });
  });

  test("a later client's file is set aside as it was, and its copy isn't taken for ours", async () => {
    const later = { schema: z.looseObject({ version: z.literal(2) }), newest: 2 };
    await createRecordFile(path, later).write({ version: 2, name: "later" });
    const whole = await readFile(path);
    const file = onDisk(() => 7);
    expect(await file.read()).toEqual({ value: null, recovered: true, newer: true });
    expect(await file.read()).toEqual({ value: null, recovered: false });
    await file.write(first);
    expect(await file.read()).toEqual({ value: first, recovered: false });
    expect(await readFile(`${path}.newer-00000000000007`)).toEqual(whole);
    await file.remove();
    expect(await readdir(join(dir, "folder"))).toEqual([]);
  });

  test("a damaged file isn't taken for a later client's", async () => {
    const file = onDisk();
    await file.write(first);
    await writeFile(path, (await readFile(path, "utf8")).replace('"version": 1', '"version": 9'));
    expect(await file.read()).toEqual({ value: first, recovered: true });
  });

  test("a disk without room says so, and the record stays as it was", async ({ skip }) => {
    const small = join(dir, "small");
    await mkdir(small);
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", small]).status !== 0)
      return skip("a disk of its own can't be mounted here");
    try {
      const file = createRecordFile(join(small, "record.json"), { schema, newest: 1 });
      await file.write(first);
      spawnSync("dd", ["if=/dev/zero", `of=${join(small, "fill")}`, "bs=1k"]);
      await expect(file.write({ ...second, name: "x".repeat(8_192) })).rejects.toMatchObject({
        code: "STORE_FULL",
      });
      expect(await file.read()).toEqual({ value: first, recovered: false });
      await writeFile(join(small, "record.json"), "{");
      expect(await file.read()).toEqual({ value: first, recovered: true });
    } finally {
      spawnSync("umount", [small]);
    }
  });

  test("where nothing can be set aside or written, the good copy is read all the same", async () => {
    const file = onDisk(() => 7);
    await file.write(first);
    await writeFile(path, "{");
    await mkdir(`${path}.corrupt-00000000000007`);
    expect(await file.read()).toEqual({ value: first, recovered: true });
    expect(await readFile(path, "utf8")).toBe("{");
  });

  test("a file written by hand is read", async () => {
    await onDisk().write(first);
    await writeFile(path, JSON.stringify(second));
    expect(await onDisk().read()).toEqual({ value: second, recovered: false });
  });

  // Windows has no modes: there the folder's access list says who may read it.
  test.skipIf(process.platform === "win32")("is readable by its owner only", async () => {
    const file = onDisk();
    await file.write(first);
    await appendFile(path, "damage");
    await file.read();
    for (const name of [path, `${path}.bak`]) expect((await stat(name)).mode & 0o777).toBe(0o600);
    expect((await stat(join(dir, "folder"))).mode & 0o777).toBe(0o700);
  });

  test("leaves no temporary file", async () => {
    const file = onDisk();
    await file.write(first);
    await appendFile(path, "damage");
    await file.read();
    const others = (await readdir(join(dir, "folder"))).filter((name) => !name.includes(".corrupt-"));
    expect(others.sort()).toEqual(["record.json", "record.json.bak"]);
  });

  test("removal leaves no copy behind, corrupt ones neither", async () => {
    const file = onDisk();
    await file.write(first);
    await writeFile(path, "{");
    await file.read();
    await file.remove();
    expect(await readdir(join(dir, "folder"))).toEqual([]);
  });

  test("a folder in its place: rejects with a code", async () => {
    await expect(createRecordFile(dir, { schema, newest: 1 }).read()).rejects.toMatchObject({
      code: "APP_UNEXPECTED",
    });
  });
});

test.skipIf(process.platform === "win32").each<readonly [string, () => unknown]>([
  ["a pipe that nobody writes to", () => execFileSync("mkfifo", [path])],
  ["a link in a circle", () => symlink(path, path)],
  ["a link to a folder", () => symlink(dir, path)],
  ["a link to nothing", () => symlink(join(dir, "gone"), path)],
  ["a device", () => symlink("/dev/zero", path)],
  ["a file of three gigabytes", () => writeFile(path, "").then(() => truncate(path, 3e9))],
  // It closes with its server, and stays as a name where that was killed.
  ["a socket that nobody has", () => spawnSync(process.execPath, ["-e", SOCKET, path])],
])("%s in its place is set aside, and the good copy holds", async (_what, put) => {
  await onDisk().write(first);
  await rm(path);
  await put();
  expect(await onDisk().read()).toEqual({ value: first, recovered: true });
  expect(await corruptFiles()).toHaveLength(1);
  await onDisk().remove();
  expect(await readdir(join(dir, "folder"))).toEqual([]);
});
