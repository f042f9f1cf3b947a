import { expect, test } from "vitest";
import type { LoginMethod } from "../service/profile.ts";
import { PROFILES } from "../service/profiles.ts";
import { loginVia, type ViaWanted } from "./login-via.ts";

/** Where policy says nothing. */
const UNSAID: ViaWanted = { loginBrowser: "auto", externalAccounts: "allow" };

test.each<[readonly LoginMethod[], ReturnType<typeof loginVia>]>([
  [["password"], "window"],
  [["google", "active-directory"], "window"],
  [["google"], "browser"],
  [["microsoft", "d-account", "ntt-east-business-id", "facebook"], "browser"],
])("%j begins in the %s", (methods, via) => {
  expect(loginVia(methods, UNSAID)).toBe(via);
});

test("all four services begin in a window of ours", () => {
  for (const profile of Object.values(PROFILES)) expect(loginVia(profile.methods, UNSAID)).toBe("window");
});

test("policy's wish for the browser holds, but not against its refusal of external accounts", () => {
  expect(loginVia(["password"], { ...UNSAID, loginBrowser: "system" })).toBe("browser");
  for (const loginBrowser of ["auto", "system"] as const)
    for (const methods of [["password"], ["google"]] as const)
      expect(loginVia(methods, { loginBrowser, externalAccounts: "refuse" })).toBe("window-only");
});
