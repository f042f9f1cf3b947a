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
