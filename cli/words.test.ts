import { expect, test } from "vitest";
import { table, width } from "../src/shared/columns.ts";
import { plain, repeated } from "../src/shared/plain.ts";
import { languageOf, wordsIn } from "./words.ts";

test.each([
  [{}, "ja"],
  [{ LANG: "ja_JP.UTF-8" }, "ja"],
  [{ LANG: "en_US.UTF-8" }, "en"],
  [{ LANG: "C.UTF-8" }, "en"],
  [{ LANG: "ja_JP.UTF-8", LC_ALL: "C" }, "en"],
  [{ LANG: "en_US.UTF-8", LC_MESSAGES: "ja_JP.UTF-8" }, "ja"],
  [{ LANG: "ja_JP.UTF-8", LC_ALL: "" }, "ja"],
])("%j speaks %s", (env, language) => {
  expect(languageOf(env)).toBe(language);
});

test("columns line up where Japanese stands beside Latin", () => {
  expect(width("状態A")).toBe(5);
  expect(
    table([
      ["状態", "x"],
      ["state", "y"],
    ]),
  ).toBe("状態   x\nstate  y\n");
});

test("a value longer than a line pushes nothing out of sight", () => {
  const long = "x".repeat(500);
  expect(
    table([
      ["key", "value", "origin"],
      ["screens", long, "default"],
    ]),
  ).toBe(`key      value  origin\nscreens  ${long}  default\n`);
});

test("a stranger's text can't steer the terminal", () => {
  expect(plain("a\u001b[2Jb\u202ec\n")).toBe("a\ufffd[2Jb\ufffdc\ufffd");
});

test("an argument is repeated as far as somebody reads it", () => {
  expect(repeated("a\u001b".repeat(50))).toBe("a\ufffd".repeat(50));
  expect(repeated("a".repeat(100_000))).toBe(`${"a".repeat(100)}…`);
});

test("both languages say every word, and name every command", () => {
  const leaves = (value: unknown): string[] =>
    typeof value === "string" ? [value] : Object.values(value as object).flatMap(leaves);
  for (const language of ["ja", "en"] as const) {
    const words = leaves(wordsIn(language));
    expect(words.filter((word) => word.trim() === "")).toEqual([]);
    for (const command of [
      "status",
      "doctor",
      "guide",
      "login [--timeout",
      "logout [--forget]",
      "check [",
      "support-code",
      "settings",
      "settings set ",
      "settings reset ",
      "policy show",
      "policy schema",
      "profile schema",
      "bundle [",
      "quit",
      "--json",
    ]) {
      expect(wordsIn(language).usage).toContain(command);
    }
  }
});
