import type { LoginMethod } from "../service/profile.ts";

/** External accounts refuse a window of ours; the contract's Active Directory is a page of the service's (facts A6). */
const IN_WINDOW: ReadonlySet<LoginMethod> = new Set(["password", "active-directory"]);

/** Where a login begins: a window of ours is opened only where one of the methods works in it (reliability 6). */
export function loginVia(methods: readonly LoginMethod[]): "window" | "browser" {
  return methods.some((method) => IN_WINDOW.has(method)) ? "window" : "browser";
}
