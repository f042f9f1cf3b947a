// Writes what docs/ja/helpdesk.md has of the code, between marks: the recovery guide's branches as a decision tree, and the
// table of the doctor's checks. `--check` only says whether it is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CHECK_IDS, checkEntry } from "../src/core/doctor/checks.ts";
import { DOCTOR_WORDS } from "../src/shared/locales/doctor-words.ts";
import { halves, table } from "./guide-doc.ts";
import { sayings, trees } from "./helpdesk-tree.ts";

export const HELPDESK = fileURLToPath(new URL("../docs/ja/helpdesk.md", import.meta.url));

/** Each part by the name that its marks have: `<!-- doctor -->` … `<!-- /doctor -->`. */
const PARTS: Readonly<Record<string, () => string>> = {
  trees,
  sayings,
  doctor: checksTable,
};

/** The whole guide with its parts as they should be. */
export function helpdeskDoc(written: string): string {
  return Object.entries(PARTS).reduce((text, [name, content]) => {
    const [before, rest] = halves(text, `<!-- ${name} -->\n`);
    const [, after] = halves(rest, `<!-- /${name} -->\n`);
    return `${before}<!-- ${name} -->\n\n${content()}\n<!-- /${name} -->\n${after}`;
  }, written);
}

function checksTable(): string {
  return table(
    ["番号", "確認", "見るもの", "見つかるコード"],
    CHECK_IDS.map((id) => {
      const { number, causes } = checkEntry(id);
      const { title, looksAt } = DOCTOR_WORDS.ja.check[id];
      return [String(number), title, looksAt, causes.map((code) => `\`${code}\``).join("、") || "なし"];
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const written = readFileSync(HELPDESK, "utf8");
  if (!process.argv.includes("--check")) writeFileSync(HELPDESK, helpdeskDoc(written));
  else if (written !== helpdeskDoc(written)) {
    console.error("docs/ja/helpdesk.md is out of date: run node scripts/helpdesk-doc.ts");
    process.exitCode = 1;
  }
}
