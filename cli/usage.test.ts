import { expect, test } from "vitest";
import { usageFor, usageText } from "./usage.ts";

const forms = (line: string) =>
  usageFor(line.split(" "), "en")
    .split("\n")
    .flatMap((one) =>
      one.startsWith("Usage: storage-drive ") ? [one.slice("Usage: storage-drive ".length)] : [],
    );

test.each([
  ["statsu", ["status"]],
  ["Status --json", ["status"]],
  ["login --timeout soon", ["login [--timeout S]"]],
  ["settings set language", ["settings set SETTING VALUE"]],
  ["setings set language ja", ["settings set SETTING VALUE"]],
  ["policy shwo", ["policy show"]],
  ["policy", ["policy show", "policy schema"]],
  ["policy-show", ["policy show"]],
  ["support_code", ["support-code", "support-code CODE"]],
  ["quit now", ["quit"]],
])("%s: the usage of the command that was meant", (line, expected) => {
  expect(forms(line)).toEqual(expected);
});

test.each(["", "help", "--jsno", "\u30b9\u30c6\u30fc\u30bf\u30b9", "x".repeat(10_000)])(
  "%j: the help",
  (line) => {
    expect(usageFor([line], "ja")).toBe(usageText("ja"));
  },
);
