import { expect, test } from "vitest";
import { BRANCHES } from "../../src/core/recovery/branches.ts";
import type { BranchId } from "../../src/core/recovery/known.ts";
import { accountBreakages } from "../recovery/account-breakages.ts";
import { browserBreakages } from "../recovery/browser-breakages.ts";
import { clockBreakages } from "../recovery/clock-breakages.ts";
import { filesBreakages } from "../recovery/files-breakages.ts";
import { lineBreakages } from "../recovery/line-breakages.ts";
import { networkBreakages } from "../recovery/network-breakages.ts";
import { pcBreakages } from "../recovery/pc-breakages.ts";
import { proxyBreakages } from "../recovery/proxy-breakages.ts";

// The logins that are broken and mended end to end (tests/e2e/recovery-*.test.ts). Each of them holds there that the
// guide led through the branches that it names.

const breakages = [
  ...accountBreakages,
  ...browserBreakages,
  ...clockBreakages,
  ...filesBreakages,
  ...lineBreakages,
  ...networkBreakages,
  ...pcBreakages,
  ...proxyBreakages,
];

test("no branch of the guide is one that nobody was ever led through", () => {
  const through = new Set(breakages.flatMap(({ branches }) => branches));
  const left = (Object.keys(BRANCHES) as BranchId[]).filter((branch) => !through.has(branch));
  expect(left).toEqual([]);
});

test("no two breakages have one name", () => {
  const names = breakages.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
