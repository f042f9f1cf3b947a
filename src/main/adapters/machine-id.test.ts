import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fromFiles, fromIoRegistry, fromRegistry, machineId } from "./machine-id.ts";

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

  test("is asked for again where the system's tool failed, and not for ever", async () => {
    let asked = 0;
    const failing = (times: number) => async () => {
      asked += 1;
      if (asked <= times) throw new Error("timed out");
      return ID;
    };
    expect(await machineId(failing(2))).toBe(await machineId(async () => ID));
    asked = 0;
    expect(await machineId(failing(100))).toBeNull();
    expect(asked).toBe(3);
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

test("a Windows PC's id, as reg.exe prints it", () => {
  const guid = "6F1D2A34-9c1b-4d0e-8a77-0123456789ab";
  const output = `\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography\r\n    MachineGuid    REG_SZ    ${guid}\r\n\r\n`;
  expect(fromRegistry(output)).toBe(guid.toLowerCase());
  expect(
    fromRegistry("ERROR: The system was unable to find the specified registry key or value."),
  ).toBeNull();
});

test("a Mac's id, as ioreg prints it", () => {
  const uuid = "12345678-ABCD-4321-ABCD-1234567890AB";
  const output = `+-o J316  <class IOPlatformExpertDevice>\n    {\n      "IOPlatformUUID" = "${uuid}"\n      "x" = "y"\n    }\n`;
  expect(fromIoRegistry(output)).toBe(uuid.toLowerCase());
  expect(fromIoRegistry("{}")).toBeNull();
});

test("a PC that can't tell which it is says so instead of failing", async () => {
  expect(await machineId(() => Promise.reject(new Error("no such program")))).toBeNull();
  expect(await machineId(async () => null)).toBeNull();
});

test.skipIf(process.platform !== "linux")("this PC can be asked twice", async () => {
  expect(await machineId()).toBe(await machineId());
});
