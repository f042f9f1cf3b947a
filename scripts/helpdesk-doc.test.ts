import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ERRORS } from "../src/core/errors.ts";
import { BRANCHES } from "../src/core/recovery/branches.ts";
import type { BranchId } from "../src/core/recovery/known.ts";
import { RECOVERY_WORDS } from "../src/shared/locales/recovery-text.ts";
import { HELPDESK, helpdeskDoc } from "./helpdesk-doc.ts";
import { sayings, trees } from "./helpdesk-tree.ts";

const guide = readFileSync(HELPDESK, "utf8");

test("what the helpdesk's guide has of the code is up to date (node scripts/helpdesk-doc.ts)", () => {
  expect(guide).toBe(helpdeskDoc(guide));
});

test("a check that is missing, or another's number, is seen; so is another question", () => {
  expect(helpdeskDoc(guide.replace(/^\| 8 \| 証明書 .*\n/mu, ""))).toBe(guide);
  expect(helpdeskDoc(guide.replace("| 8 | 証明書", "| 9 | 証明書"))).toBe(guide);
  expect(
    helpdeskDoc(guide.replace("アカウントロックのメールは届いていますか。", "メールはありますか。")),
  ).toBe(guide);
});

test("every branch of the recovery guide is in a diagram or in the table, and every code leads to one", () => {
  const all = trees() + sayings();
  const titles = (Object.keys(BRANCHES) as BranchId[]).map((id) => RECOVERY_WORDS.ja.branch[id].title);
  expect(titles.filter((title) => !all.includes(title))).toEqual([]);
  expect(Object.keys(ERRORS).filter((code) => !all.includes(code))).toEqual([]);
});

test("a diagram's arrows lead to boxes that are there, each of them drawn once", () => {
  for (const diagram of trees().split("### ").slice(1)) {
    const boxes = [...diagram.matchAll(/^ {2}([\w-]+)[[({]/gmu)].map(([, box]) => box);
    const ends = [...diagram.matchAll(/> ([\w-]+)$/gmu)].map(([, box]) => box);
    expect(new Set(boxes).size).toBe(boxes.length);
    expect(ends.length).toBeGreaterThan(0);
    expect(ends.filter((end) => !boxes.includes(end))).toEqual([]);
  }
});
