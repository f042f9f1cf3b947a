import { expect, test } from "vitest";
import { knownIn } from "./account.ts";

test("people know an account by its mail address and its name", () => {
  const claims = { email: " hanako@example.co.jp\n", preferred_username: "花子👩‍💻" };
  expect(knownIn(claims)).toEqual({ mail: "hanako@example.co.jp", name: "花子👩‍💻" });
});

test.each<[string, string]>([
  ["a line of its own", "hanako\nonline"],
  ["an escape of a terminal", "\u001b[2Jhanako"],
  ["an end of text", "hanako\u0000@example.co.jp"],
  ["another direction", "\u202eokanah"],
  ["a direction of its own", "\u2067hanako\u2069"],
])("and never by %s", (_what, odd) => {
  expect(knownIn({ email: odd, preferred_username: odd, name: odd })).toEqual({ mail: null });
  expect(knownIn({ preferred_username: odd, name: "花子" })).toEqual({ mail: null, name: "花子" });
});
