import { expect, test } from "vitest";
import type { ErrorCode } from "../src/core/errors.ts";
import { report } from "./report.ts";
import { textsIn } from "./texts.ts";
import type { World } from "./world.ts";

const printed = async (error: ErrorCode, language: "ja" | "en") => {
  let out = "";
  const world = { out: { write: (text: string) => (out += text) } } as unknown as World;
  await report({ exit: 1, error }, true, language, world);
  return out;
};

// PowerShell reads what a program prints in the console's code page: 932 on a Japanese Windows.
test.each(Object.keys(textsIn("ja").error) as ErrorCode[])(
  "%s as JSON is JSON in code page 932, too",
  async (code) => {
    for (const language of ["ja", "en"] as const) {
      const bytes = Buffer.from(await printed(code, language));
      const read = JSON.parse(new TextDecoder("shift_jis").decode(bytes));
      expect(read).toEqual(JSON.parse(bytes.toString("utf8")));
      expect(read.error.code).toBe(code);
      if (language === "ja") expect(read.error.message).toMatch(/[ぁ-ん]/u);
    }
  },
);

test("what stands outside the basic plane comes through", async () => {
  let out = "";
  const world = { out: { write: (text: string) => (out += text) } } as unknown as World;
  await report({ exit: 0, value: { name: "𠮷野家 🍣" }, text: "" }, true, "ja", world);
  expect(out).toMatch(/^[\x20-\x7e]+\n$/u);
  expect(JSON.parse(out).value.name).toBe("𠮷野家 🍣");
});
