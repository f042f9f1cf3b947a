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

// Every branch of the guide is one that somebody was led through end to end (tests/e2e/recovery-*.test.ts), or is named
// here with the reason why not.

const NOT_BROKEN: Partial<Readonly<Record<BranchId, string>>> = {
  "proxy-unreachable": "no office with proxies stands in the recovery scenes yet",
  "proxy-login-needed": "the same",
  "proxy-login-refused": "the same",
  "proxy-ticket-refused": "the same",
  "pac-missing": "the same",
  "certificate-wrong": "the network's TLS server has no certificate of a wrong name yet",
};

const breakages = [
  ...accountBreakages,
  ...browserBreakages,
  ...clockBreakages,
  ...filesBreakages,
  ...lineBreakages,
  ...networkBreakages,
  ...pcBreakages,
];
const branchesOf = (all: Readonly<Record<string, unknown>>) => Object.keys(all).sort();

test("somebody was led through every branch, but for those that are named with a reason", () => {
  const through = new Set(breakages.flatMap(({ branches, fleeting = [] }) => [...branches, ...fleeting]));
  const left = branchesOf(BRANCHES).filter((branch) => !through.has(branch as BranchId));
  expect(left).toEqual(branchesOf(NOT_BROKEN));
});

test("no two breakages have one name", () => {
  const names = breakages.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
