// Writes the tables of docs/ja/it-guide.md that come from the policy's fields and the command line's entries, between
// their marks; `--check` only says whether they are up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { commandForm } from "../cli/usage.ts";
import { FIELD_NAMES, POLICY_FIELDS } from "../src/main/config/policy-fields.ts";
import { COMMAND_NAMES, commandEntry, EXIT, EXIT_NAMES } from "../src/shared/command-line.ts";
import { COMMAND_WORDS } from "../src/shared/locales/command-words.ts";

export const GUIDE = fileURLToPath(new URL("../docs/ja/it-guide.md", import.meta.url));

const CLIENT = { needed: "必要", started: "なければ起動", asked: "不要", none: "不要" } as const;

/** Each table by the name that its marks have: `<!-- policy -->` … `<!-- /policy -->`. */
const TABLES: Readonly<Record<string, () => string>> = {
  policy: () =>
    table(
      ["項目", "値", "意味"],
      FIELD_NAMES.map((name) => {
        const { values, meaning } = POLICY_FIELDS[name].ja;
        return [`\`${name}\``, values, meaning];
      }),
    ),
  commands: () =>
    table(
      ["コマンド", "内容", "アプリの起動", "終了コード"],
      COMMAND_NAMES.map((name) => {
        const { client, exits } = commandEntry(name);
        const numbers = exits.map((exit) => EXIT[exit]).join("、");
        return [
          `\`${commandForm(name, COMMAND_WORDS.ja)}\``,
          COMMAND_WORDS.ja.does[name].join(""),
          CLIENT[client],
          numbers,
        ];
      }),
    ),
  exits: () =>
    table(
      ["終了コード", "意味"],
      EXIT_NAMES.map((name) => [String(EXIT[name]), COMMAND_WORDS.ja.exit[name]]),
    ),
};

/** The whole guide with its tables as they should be. */
export function guideDoc(written: string): string {
  return Object.entries(TABLES).reduce((text, [name, content]) => {
    const [before, rest] = halves(text, `<!-- ${name} -->\n`);
    const [, after] = halves(rest, `<!-- /${name} -->\n`);
    return `${before}<!-- ${name} -->\n\n${content()}\n<!-- /${name} -->\n${after}`;
  }, written);
}

export function halves(text: string, mark: string): readonly [string, string] {
  const [before, after, ...more] = text.split(mark);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${mark.trim()} has to stand there once`);
  return [before, after];
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  return `${line(head)}|${"---|".repeat(head.length)}\n${rows.map(line).join("")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const written = readFileSync(GUIDE, "utf8");
  if (!process.argv.includes("--check")) writeFileSync(GUIDE, guideDoc(written));
  else if (written !== guideDoc(written)) {
    console.error("docs/ja/it-guide.md is out of date: run node scripts/guide-doc.ts");
    process.exitCode = 1;
  }
}
