import { expect, test } from "vitest";
import { CHECK_WORDS, type CheckName } from "../../src/shared/locales/check-words.ts";
import { CHECKS } from "./checks.ts";
import { readCheck } from "./read-check.ts";

const read = (line: string) => readCheck(["check", ...line.split(" ").filter((word) => word !== "")]);

test.each([
  ["", { kind: "list" }],
  ["--json --lang en", { kind: "list" }],
  ["link --help", { kind: "help", name: "link" }],
  ["password -h", { kind: "help", name: "password" }],
  ["code 123456 --kind totp", { kind: "check", name: "code", values: { kind: "totp" }, typed: ["123456"] }],
  ["--kind sms code 12", { kind: "check", name: "code", values: { kind: "sms" }, typed: ["12"] }],
  ["code --kind=sms", { kind: "check", typed: null }],
  ["line-number CAF1 CAF2", { kind: "check", typed: ["CAF1", "CAF2"], file: null }],
  ["line-number --file lines.txt", { kind: "check", typed: null, file: "lines.txt" }],
  ["sms --service codec", { kind: "check", service: "codec", now: null }],
  ["who-may --role other", { values: { operation: null, plan: "basic", "days-since-trial": null } }],
  ["who-may --role other --days-since-trial=-3", { values: { "days-since-trial": -3 } }],
  ["change --role holder --mail", { values: { from: "password", to: null, mail: true } }],
])("check %s is understood", (line, asked) => {
  expect(read(line)).toMatchObject(asked);
});

test.each([
  ["nonsense", { name: null, fault: { code: "unknownCheck" } }],
  ["toString", { name: null, fault: { code: "unknownCheck" } }],
  ["--kind reset", { name: null, fault: { code: "option", option: "--kind" } }],
  ["code --kind", { fault: { code: "value", option: "--kind", allowed: "sms|totp" } }],
  ["code --kind mail 123456", { fault: { code: "value", option: "--kind" } }],
  ["code 123456", { fault: { code: "missing", option: "--kind", allowed: "sms|totp" } }],
  ["code 123 456 --kind sms", { fault: { code: "tooMany" } }],
  ["sms now", { fault: { code: "tooMany" } }],
  ["sms --kind totp", { fault: { code: "option", option: "--kind" } }],
  ["sms --nonsense", { fault: { code: "option", option: "--nonsense" } }],
  ["sms --service vx4", { fault: { code: "value", option: "--service" } }],
  ["sms --lang fr", { fault: { code: "value", option: "--lang", allowed: "ja|en" } }],
  ["sms --file x", { fault: { code: "option", option: "--file" } }],
  ["line-number CAF1 --file x", { fault: { code: "tooMany" } }],
  ["tries-left --failures ８", { fault: { code: "value", option: "--failures" } }],
])("check %s is bad usage", (line, asked) => {
  expect(read(line)).toMatchObject({ kind: "fault", ...asked });
});

test.each([
  "password Secret1!",
  "password --password Secret1!",
  "password --password=Secret1!",
  "password --Secret1!",
  "password -Secret1!",
  "password -- Secret1!",
  "Secret1! password",
  "password-change --method password Secret1! Secret1! Secret1!",
  "recovery-code Secret1!",
  "password --file Secret1!",
  "--lang Secret1! password",
])("check %s: a secret in an argument is refused and not repeated", (line) => {
  const asked = read(line);
  expect(asked.kind).toBe("fault");
  expect(JSON.stringify(asked)).not.toContain("Secret1");
});

// Without a zone a time is Japan's, and it is said which ones were.
test.each([
  ["2025-01-10", "2025-01-10T00:00:00+09:00", false],
  ["2025-01-10T09:30", "2025-01-10T09:30:00+09:00", false],
  ["2025-01-10T09:30:15Z", "2025-01-10T09:30:15Z", true],
  ["2025-01-10T09:30+09:00", "2025-01-10T09:30:00+09:00", true],
  ["2025-01-10T09:30:00-08:00", "2025-01-10T09:30:00-08:00", true],
  ["2024-02-29", "2024-02-29T00:00:00+09:00", false],
])("--at %s is %s", (typed, meant, zoneSaid) => {
  expect(read(`trial --at ${typed}`)).toMatchObject({
    values: { at: { at: Date.parse(meant), zoneSaid } },
    readAsJapan: zoneSaid ? [] : ["--at"],
  });
});

test.each([
  "2025-02-30",
  "2025-02-29",
  "2025-13-01",
  "2025-01-10T24:30",
  "10.1.2025",
  "yesterday",
  "1736478000",
])("--at %s is no time", (typed) => {
  expect(read(`trial --at ${typed}`)).toMatchObject({ fault: { code: "value", option: "--at" } });
});

test("an option has one shape in all checks, so that its value is never taken for a check's name", () => {
  const shapes = new Map<string, Set<boolean>>();
  for (const { options } of Object.values(CHECKS))
    for (const [name, { hint }] of Object.entries(options))
      shapes.set(name, (shapes.get(name) ?? new Set()).add(hint === ""));
  expect([...shapes].filter(([, takesValue]) => takesValue.size > 1)).toEqual([]);
});

test.each(Object.entries(CHECKS))("the example of %s is understood as it stands", (name, { example }) => {
  const [, call = ""] = example.split("storage-drive check ");
  const words = [...(call.split(" <")[0] ?? "").matchAll(/'([^']*)'|(\S+)/gu)];
  const asked = readCheck(["check", ...words.map(([, quoted, bare]) => quoted ?? bare ?? "")]);
  expect(asked).toMatchObject({ kind: "check", name });
});

test("every check has a question in both languages, in the order of the list", () => {
  const names = Object.keys(CHECK_WORDS.ja.question) as CheckName[];
  expect(Object.keys(CHECK_WORDS.en.question)).toEqual(names);
  expect(new Set(names)).toEqual(new Set(Object.keys(CHECKS)));
});
