// Writes the table of the doctor's checks in docs/ja/helpdesk.md, between its marks; `--check` only says whether it is up
// to date.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CHECK_IDS, checkEntry } from "../src/core/doctor/checks.ts";
import { DOCTOR_WORDS } from "../src/shared/locales/doctor-words.ts";
import { halves, table } from "./guide-doc.ts";

export const HELPDESK = fileURLToPath(new URL("../docs/ja/helpdesk.md", import.meta.url));

/** The whole guide with its table as it should be. */
export function doctorDoc(written: string): string {
  const [before, rest] = halves(written, "<!-- doctor -->\n");
  const [, after] = halves(rest, "<!-- /doctor -->\n");
  return `${before}<!-- doctor -->\n\n${checksTable()}\n<!-- /doctor -->\n${after}`;
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
  if (!process.argv.includes("--check")) writeFileSync(HELPDESK, doctorDoc(written));
  else if (written !== doctorDoc(written)) {
    console.error("docs/ja/helpdesk.md is out of date: run node scripts/doctor-doc.ts");
    process.exitCode = 1;
  }
}
