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
  ["settings", { command: "settings" }],
  ["settings set language en", { command: "settings-set", setting: "language", value: "en" }],
  [
    "settings set proxy proxy.example:8080 *.example <local>",
    { command: "settings-set", setting: "proxy", value: "proxy.example:8080 *.example <local>" },
  ],
  ["settings reset proxy", { command: "settings-reset", setting: "proxy" }],
  ["--help", { command: "help" }],
  ["-h status", { command: "help" }],
  ["help", { command: "help" }],
  ["version --json", { command: "version" }],
  ["--lang en help login --json", { command: "help" }],
  ["help check password", { command: "check", argv: ["--help", "check", "password"] }],
  ["-- help", { command: "help" }],
  ["--version", { command: "version" }],
])("%s is understood", async (line, asked) => {
  expect((await readArguments(line.split(" "))).asked).toEqual(asked);
});

test.each([
  ["", null],
  ["stats", "stats"],
  ["status help", "status help"],
  ["help --verbose", "--verbose"],
  ["--lang help", "--lang help"],
  ["status now", "status now"],
  ["policy", "policy"],
  ["policy schema now", "policy schema now"],
  ["guide now", "guide now"],
  ["settings set", "settings set"],
  ["settings set language", "settings set language"],
  ["settings set issuer https://evil.example", "issuer"],
  ["settings set toString x", "toString"],
  ["settings reset", "settings reset"],
  ["settings reset proxy language", "settings reset proxy language"],
  ["settings show", "settings show"],
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
