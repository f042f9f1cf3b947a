import { expect, test } from "vitest";
import { routeOf } from "./route.ts";

test.each([
  ["", "status"],
  ["#/status", "status"],
  ["#/consent", "consent"],
  ["#/settings", "settings"],
  ["#/about", "about"],
  ["#/bundle", "bundle"],
  ["#/checks", "checks"],
  ["#/checks/second-factor", "checks/second-factor"],
  ["#/checks/elsewhere", "status"],
  ["#/elsewhere", "status"],
  ["#/consent/../about", "status"],
])("%s shows %s", (hash, route) => {
  expect(routeOf(hash)).toBe(route);
});
