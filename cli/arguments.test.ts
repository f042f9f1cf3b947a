import { expect, test } from "vitest";
import { readArguments } from "./arguments.ts";

test.each([
  ["status", { command: "status" }],
  ["quit", { command: "quit" }],
  ["policy show", { command: "policy-show" }],
  ["profile try page.json", { command: "profile-try", snapshot: "page.json" }],
  ["--lang en profile try ./a/b.json --json", { command: "profile-try", snapshot: "./a/b.json" }],
  ["login", { command: "login", timeoutSeconds: 120 }],
  ["login --timeout 5", { command: "login", timeoutSeconds: 5 }],
  ["--timeout=0 login", { command: "login", timeoutSeconds: 0 }],
  ["login --timeout 86400", { command: "login", timeoutSeconds: 86_400 }],
  ["logout", { command: "logout", forget: false }],
  ["logout --forget", { command: "logout", forget: true }],
  ["policy schema", { command: "policy-schema" }],
  ["profile schema", { command: "profile-schema" }],
  ["--help", { command: "help" }],
  ["-h status", { command: "help" }],
  ["--version", { command: "version" }],
])("%s is understood", async (line, asked) => {
  expect((await readArguments(line.split(" "))).asked).toEqual(asked);
});

test.each([
  ["", null],
  ["stats", "stats"],
  ["status now", "status now"],
  ["policy", "policy"],
  ["policy schema now", "policy schema now"],
  ["guide now", "guide now"],
  ["profile", "profile"],
  ["profile try", "profile try"],
  ["profile try a.json b.json", "profile try a.json b.json"],
  ["profile try a.json --timeout 5", "--timeout"],
  ["status --verbose", "--verbose"],
  ["status -x", "-x"],
  ["status --forget", "--forget"],
  ["logout --timeout 5", "--timeout"],
  ["login --timeout", "--timeout"],
  ["login --timeout=", "--timeout "],
  ["login --timeout -5", "--timeout"],
  ["login --timeout=-5", "--timeout -5"],
  ["login --timeout 1.5", "--timeout 1.5"],
  ["login --timeout 1e3", "--timeout 1e3"],
  ["login --timeout 86401", "--timeout 86401"],
  ["login --timeout ５", "--timeout ５"],
  ["logout --forget=yes", "--forget=yes"],
  ["status --lang fr", "--lang fr"],
])("%s is bad usage and says what wasn't understood", async (line, about) => {
  expect((await readArguments(line === "" ? [] : line.split(" "))).asked).toEqual({
    command: "usage",
    about,
  });
});

test("form and language are read also where the rest isn't understood", async () => {
  expect(await readArguments(["stats", "--json", "--lang", "en"])).toMatchObject({
    json: true,
    language: "en",
  });
  expect(await readArguments(["--nonsense", "--json", "--lang=en"])).toMatchObject({
    json: true,
    language: "en",
  });
  expect(await readArguments(["status", "--", "--json"])).toMatchObject({ json: false });
});
