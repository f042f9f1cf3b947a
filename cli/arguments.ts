import { parseArgs } from "node:util";
import {
  COMMAND_NAMES,
  COMMON_OPTIONS,
  type CommandName,
  type CommandOption,
  type CommandOptions,
  commandEntry,
  type OperandName,
  operandsOf,
  optionsOf,
  typed,
} from "../src/shared/command-line.ts";
import { LOCKABLE, type Lockable } from "../src/shared/locked.ts";
import type { Language } from "../src/shared/view.ts";

/** A check's options are its own: they are read by `cli/check`, which is loaded for it alone. */
type ReadHere = Exclude<CommandName, "check">;

/** What is asked of each command. */
export type AskedOf = { readonly [C in ReadHere]: { readonly command: C } & CommandOptions<C> } & {
  readonly check: { readonly command: "check"; readonly argv: readonly string[] };
};

/** What was asked for. */
export type Asked =
  | AskedOf[CommandName]
  | { readonly command: "help" | "version" }
  /** Not understood: the argument that wasn't, null when there was none. */
  | { readonly command: "usage"; readonly about: string | null };

type Arguments = {
  readonly asked: Asked;
  readonly json: boolean;
  /** Null = as the environment says. */
  readonly language: Language | null;
};

type Values = Readonly<Record<string, unknown>>;

const OPTIONS = { ...COMMON_OPTIONS, ...Object.fromEntries(COMMAND_NAMES.flatMap(optionsOf).map(asParsed)) };

function asParsed([, { kind, option }]: readonly [string, CommandOption]) {
  return [option, { type: kind === "flag" ? "boolean" : "string" }] as const;
}

const isLanguage = (written: unknown): written is Language => written === "ja" || written === "en";

/** Reads the command line, without the program's own name. Never rejects. */
export async function readArguments(written: readonly string[]): Promise<Arguments> {
  const argv = withWordAsOption(written);
  // Loosely first, so that a complaint about the rest comes in the form and language asked for.
  const { values: loose, positionals } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
  });
  const json = loose.json !== undefined;
  const language = isLanguage(loose.lang) ? loose.lang : null;
  // What is wrong with a check's options is told without repeating a password.
  const isCheck = positionals[0] === "check";
  return { asked: isCheck ? { command: "check", argv } : await asked(argv), json, language };
}

/** Many programs take `help` and `version` for commands; what follows the first is what somebody wants to know of. */
function withWordAsOption(argv: readonly string[]): readonly string[] {
  const { tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const first = tokens.find(({ kind }) => kind === "positional");
  if (first?.kind !== "positional" || !/^(?:help|version)$/u.test(first.value)) return argv;
  return [`--${first.value}`, ...argv.toSpliced(first.index, 1)];
}

async function asked(argv: readonly string[]): Promise<Asked> {
  let parsed: ReturnType<typeof strictly>;
  try {
    parsed = strictly(argv);
  } catch (error) {
    return usage(blamed(argv, error));
  }
  const { values, positionals } = parsed;
  if (values.lang !== undefined && !isLanguage(values.lang)) return usage(`--lang ${values.lang}`);
  if (values.help) return { command: "help" };
  if (values.version) return { command: "version" };

  const words = positionals.join(" ");
  for (const name of COMMAND_NAMES.filter(isReadHere)) {
    const own = typed(name).split(" ");
    if (positionals.slice(0, own.length).join(" ") !== typed(name)) continue;
    const operands = operandsRead(name, positionals.slice(own.length));
    if (operands === null) continue;
    if (operands.setting !== undefined && !isSetting(operands.setting)) return usage(operands.setting);
    return askedOf(name, values, operands);
  }
  return usage(words === "" ? null : words);
}

/** By their names; null where there are too few or too many. */
function operandsRead(
  name: ReadHere,
  written: readonly string[],
): { readonly [name in OperandName]?: string } | null {
  const names = operandsOf(name);
  const { spaced = false } = commandEntry(name);
  const last = names.length - 1;
  const isFit = written.length === names.length || (spaced && written.length > names.length);
  if (!isFit) return null;
  const read = names.map((one, index) => [
    one,
    index < last ? written[index] : written.slice(last).join(" "),
  ]);
  return Object.fromEntries(read);
}

function isSetting(written: string): written is Lockable {
  return LOCKABLE.some((one) => one === written);
}

function isReadHere(name: CommandName): name is ReadHere {
  return name !== "check";
}

/** A command with its options; another command's are bad usage. */
async function askedOf(command: ReadHere, values: Values, operands: Values): Promise<Asked> {
  const own = optionsOf(command);
  const names = [...Object.keys(COMMON_OPTIONS), ...own.map(([, { option }]) => option)];
  const stray = Object.keys(values).find((name) => !names.includes(name));
  if (stray !== undefined) return usage(`--${stray}`);
  const read: Record<string, unknown> = { ...operands };
  for (const [field, option] of own) {
    const { valueSchema } = await import("./option-value.ts");
    const written = values[option.option];
    const value = valueSchema(option).safeParse(written);
    if (!value.success) return usage(`--${option.option} ${written}`);
    read[field] = value.data;
  }
  // Read by the entry that the type is made of: the compiler can't follow fields through a loop.
  return { command, ...read } as AskedOf[ReadHere];
}

function usage(about: string | null): Asked {
  return { command: "usage", about };
}

function strictly(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
}

/** The option that parseArgs stumbled over, found by name: its message is English and not ours. */
function blamed(argv: readonly string[], error: unknown): string | null {
  const message = error instanceof Error ? error.message : "";
  return (
    argv.find((argument) => argument.startsWith("-") && message.includes(argument.split("=")[0] ?? "")) ??
    null
  );
}
