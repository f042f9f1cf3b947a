import { expect, test } from "vitest";
import type { LoginMethod } from "../service/profile.ts";
import { PROFILES } from "../service/profiles.ts";
import { loginVia } from "./login-via.ts";

test.each<[readonly LoginMethod[], ReturnType<typeof loginVia>]>([
  [["password"], "window"],
  [["google", "active-directory"], "window"],
  [["google"], "browser"],
  [["microsoft", "d-account", "ntt-east-business-id", "facebook"], "browser"],
])("%j begins in the %s", (methods, via) => {
  expect(loginVia(methods)).toBe(via);
});

test("all four services begin in a window of ours", () => {
  for (const profile of Object.values(PROFILES)) expect(loginVia(profile.methods)).toBe("window");
});
