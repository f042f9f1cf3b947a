import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fromFiles, fromIoRegistry, guidOf, machineId } from "./machine-id.ts";

const ID = "0123456789abcdef0123456789abcdef";

describe("a Linux PC's id (machine-id(5))", () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "machine-"));
  });
  afterEach(() => rm(dir, { recursive: true }));

  const holding = async (text: string) => {
    const path = join(dir, "machine-id");
    await writeFile(path, text);
    return fromFiles([join(dir, "absent"), path])();
  };

  test.each([
    ["as systemd writes it", `${ID}\n`, ID],
    ["in capitals", ID.toUpperCase(), ID],
    ["empty, as in an image that is to be cloned", "", null],
    ["not initialised yet", "uninitialized\n", null],
    ["all zeros", `${"0".repeat(32)}\n`, null],
    ["something else", "my-pc", null],
  ])("%s", async (_how, text, id) => expect(await holding(text)).toBe(id));

  test("that can't be read isn't taken for none, nor for the next file's", async () => {
    const [path, next] = [join(dir, "machine-id"), join(dir, "next")];
    await mkdir(path); // there, and no file that can be read: also for root
    await writeFile(next, ID);
    await expect(machineId(fromFiles([path, next]))).rejects.toThrow();
  });

  test("is told apart from another's, and isn't what is kept", async () => {
    const of = async (text: string) => machineId(async () => holding(text));
    const [mine, again, other] = [await of(ID), await of(`${ID}\n`), await of(ID.replace("0", "1"))];
    expect(mine).toMatch(/^[0-9a-f]{32}$/u);
    expect(again).toBe(mine);
    expect(other).not.toBe(mine);
    expect(mine).not.toContain(ID);
  });
});

test("a Windows PC's id, as the registry has it", () => {
  const guid = "6F1D2A34-9c1b-4d0e-8a77-0123456789ab";
  expect(guidOf(guid)).toBe(guid.toLowerCase());
  for (const other of [null, 1, "", "unknown"]) expect(guidOf(other)).toBeNull();
});

test("a Mac's id, as ioreg prints it", () => {
  const uuid = "12345678-ABCD-4321-ABCD-1234567890AB";
  const output = `+-o J316  <class IOPlatformExpertDevice>\n    {\n      "IOPlatformUUID" = "${uuid}"\n      "x" = "y"\n    }\n`;
  expect(fromIoRegistry(output)).toBe(uuid.toLowerCase());
  expect(fromIoRegistry("{}")).toBeNull();
});

test("a PC without an id says so; one whose id can't be read now says that", async () => {
  expect(await machineId(async () => null)).toBeNull();
  await expect(machineId(() => Promise.reject(new Error("timed out")))).rejects.toThrow("timed out");
});

test.skipIf(process.platform === "darwin")("this PC can be asked twice", async () => {
  expect(await machineId()).toBe(await machineId());
});
