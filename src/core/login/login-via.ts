import type { LoginMethod } from "../service/profile.ts";
import type { Via } from "./attempt-state.ts";

/** External accounts refuse a window of ours; the contract's Active Directory is a page of the service's (facts A6). */
const IN_WINDOW: ReadonlySet<LoginMethod> = new Set(["password", "active-directory"]);

/** What policy says of it. */
export type ViaWanted = {
  readonly loginBrowser: "auto" | "system";
  readonly externalAccounts: "allow" | "refuse";
};

/**
 * Where a login begins. A refusal of external accounts holds in the window alone, where every way out of the profile's
 * own pages is seen; so it is stronger than a wish for the browser. Otherwise a window of ours is opened only where one
 * of the methods works in it (reliability 6).
 */
export function loginVia(
  methods: readonly LoginMethod[],
  { loginBrowser, externalAccounts }: ViaWanted,
): Via {
  if (externalAccounts === "refuse") return "window-only";
  if (loginBrowser === "system") return "browser";
  return methods.some((method) => IN_WINDOW.has(method)) ? "window" : "browser";
}
