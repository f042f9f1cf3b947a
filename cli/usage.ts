import { padded, width } from "../src/shared/columns.ts";
import {
  COMMAND_NAMES,
  COMMON_NAMES,
  COMMON_OPTIONS,
  type CommandName,
  type CommonOption,
  commandEntry,
  EXIT,
  EXIT_NAMES,
  operandsOf,
  optionsOf,
  typed,
} from "../src/shared/command-line.ts";
import { COMMAND_WORDS, type CommandWords } from "../src/shared/locales/command-words.ts";
import { nearName } from "../src/shared/near-name.ts";
import type { Language } from "../src/shared/view.ts";

/** Columns before what is said of a command or an option, and that a line of exit codes takes at most. */
const SAID_AT = 26;
const LONGEST_LINE = 82;

/** The help. */
export function usageText(language: Language): string {
  const words = COMMAND_WORDS[language];
  const commands = COMMAND_NAMES.flatMap((name) =>
    words.does[name].map((line, index) => [index === 0 ? commandForm(name, words) : "", line] as const),
  );
  const options = COMMON_NAMES.map((name) => [commonForm(name), words.common[name]] as const);
  return [
    `${words.usage}\n`,
    `${words.commands}\n${columns(commands)}`,
    `${words.options}\n${columns(options)}`,
    `${words.exits}\n${exitLines(words)}`,
  ].join("\n");
}

/** What to read where something wasn't understood: of the command that was meant, else the help. */
export function usageFor(argv: readonly string[], language: Language): string {
  const words = COMMAND_WORDS[language];
  const meant = meantCommands(argv.filter((one) => !one.startsWith("-")));
  if (meant.length === 0) return usageText(language);
  return meant
    .map((name) => {
      const does = words.does[name].map((line) => `  ${line}\n`);
      return `${words.usageOf}${commandForm(name, words)}\n${does.join("")}`;
    })
    .join("");
}

/** The one whose name is typed, with the longest name; else those that begin so, else one a slip of the fingers away. */
function meantCommands(words: readonly string[]): readonly CommandName[] {
  const begun = (count: number) => words.slice(0, count).join(" ");
  const named = [2, 1].map((count) => COMMAND_NAMES.filter((name) => typed(name) === begun(count)));
  const found = named.find((names) => names.length > 0);
  if (found !== undefined) return found;
  const near = (count: number) => {
    const meant = nearName(begun(count), COMMAND_NAMES.map(typed));
    return COMMAND_NAMES.filter((name) => typed(name) === meant);
  };
  const begin = COMMAND_NAMES.filter((name) => typed(name).startsWith(`${words[0]} `));
  return [near(2), begin, near(1)].find((names) => names.length > 0) ?? [];
}

/** A command as it is typed: `login [--timeout S]`. */
export function commandForm(name: CommandName, { argument }: CommandWords): string {
  const { values: others = [] } = commandEntry(name);
  const values = [
    ...operandsOf(name).map((one) => argument[one]),
    ...others.map((value) => `[${argument[value]}]`),
  ];
  const options = optionsOf(name).map(([, { kind, option }]) =>
    kind === "flag" ? `[--${option}]` : `[--${option} ${argument[kind]}]`,
  );
  return [typed(name), ...values, ...options].join(" ");
}

function commonForm(name: CommonOption): string {
  const { short, hint }: { readonly type: string; readonly short?: string; readonly hint?: string } =
    COMMON_OPTIONS[name];
  return `${short === undefined ? "" : `-${short}, `}--${name}${hint === undefined ? "" : ` ${hint}`}`;
}

function columns(rows: readonly (readonly [form: string, said: string])[]): string {
  return rows.map(([form, said]) => `${beginning(`  ${form}  `)}${said}\n`).join("");
}

/** A form that takes more than its columns has a line of its own. */
function beginning(form: string): string {
  return width(form) > SAID_AT ? `${form.trimEnd()}\n${" ".repeat(SAID_AT)}` : padded(form, SAID_AT);
}

function exitLines({ exit, gap }: CommandWords): string {
  const lines: string[] = [];
  for (const name of EXIT_NAMES) {
    const one = `${EXIT[name]} ${exit[name]}`;
    const longer = `${lines.at(-1)}${gap}${one}`;
    if (lines.length > 0 && width(longer) <= LONGEST_LINE) lines.splice(-1, 1, longer);
    else lines.push(`  ${one}`);
  }
  return lines.map((line) => `${line}\n`).join("");
}
