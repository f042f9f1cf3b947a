import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DOCTOR_WORDS } from "../src/shared/locales/doctor-words.ts";
import { ja } from "../src/shared/locales/ja.ts";
import { RECOVERY_WORDS } from "../src/shared/locales/recovery-text.ts";
import { SUPPORT_WORDS } from "../src/shared/locales/support-words.ts";

// What stands in 「…」 in the manuals is what the product says, letter by letter.

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const product = [
  ...textsIn([ja, RECOVERY_WORDS.ja, SUPPORT_WORDS.ja, DOCTOR_WORDS.ja]),
  ...["index.html", "main.ts", "guide.ts"].map((file) => read(`src/helpdesk/${file}`)),
].join("\n");

/** Signs, what somebody asks, and what the product puts together: with a number, with a verdict. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  "docs/ja/user-guide.md": ["^", "!"],
  "docs/ja/helpdesk.md": ["このリンクはまだ使えますか", "○番のため、確認できません", "期限は過ぎています"],
};

test.each(Object.keys(OTHERS))("%s: every label is the product's own", (file) => {
  const labels = [...read(file).matchAll(/「([^「」]+)」/gu)].map(([, label = ""]) => label);
  expect(labels.length).toBeGreaterThan(20);
  const strange = labels.filter((label) => !product.includes(label) && !OTHERS[file]?.includes(label));
  expect([...new Set(strange)]).toEqual([]);
});
