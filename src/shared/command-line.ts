import type { Lockable } from "./locked.ts";

/**
 * The command line as data, each command once. From its entry come the request's type, what the client's socket takes
 * (`main/command/messages.ts`), what is read of the arguments (`cli/arguments.ts`), the help and the guide for IT; by its
 * name the compiler asks for its words (`locales/command-words.ts`), what carries it out (`cli/run.ts`) and, where it
 * asks the client, the answer (`command.ts`, `cli/answers.ts`) and who gives it (`main/command/server.ts`).
 */

/** What scripts read off the command line, in the order in which it is told; the numbers are fixed. */
export const EXIT = {
  asAsked: 0,
  usage: 2,
  signedOut: 3,
  personNeeded: 4,
  offline: 5,
  storeClosed: 6,
  notRunning: 7,
  refused: 8,
  cannotTell: 9,
  anythingElse: 1,
} as const;

export type ExitName = keyof typeof EXIT;
export type ExitCode = (typeof EXIT)[ExitName];
export const EXIT_NAMES = namesOf(EXIT);

/** Seconds that `login` waits for its outcome unless told otherwise, and at most. */
export const LOGIN_WAIT = 120;
const LONGEST_LOGIN_WAIT = 86_400;

/** What an option's value is in the request. */
type OptionValues = { readonly flag: boolean; readonly seconds: number; readonly file: string | null };

/** `option`: its name on the command line, without `--`. */
export type CommandOption =
  /** There or not. */
  | { readonly kind: "flag"; readonly option: string }
  /** A path; null where it isn't there. */
  | { readonly kind: "file"; readonly option: string }
  /** Whole seconds, 0 … `most`; `unless` where it isn't there. */
  | { readonly kind: "seconds"; readonly option: string; readonly unless: number; readonly most: number };

/** What a value that has to follow a command is in the request. */
type OperandValues = {
  readonly snapshot: string;
  readonly code: string;
  readonly setting: Lockable;
  readonly value: string;
};
export type OperandName = keyof OperandValues;

/** What a value is called in the help. */
export type ArgumentName = Exclude<CommandOption["kind"], "flag"> | "check" | OperandName;

type CommandEntry = {
  /** As it is typed, where that isn't its name. */
  readonly typed?: string;
  /** Whether a client has to run: `started` when it doesn't; `asked` when it does, and else the command does without. */
  readonly client: "needed" | "started" | "asked" | "none";
  /** Its own, by the request's field. */
  readonly options: Readonly<Record<string, CommandOption>>;
  /** What may follow its name. */
  readonly values?: readonly ArgumentName[];
  /** The values that have to follow its name; fields of the request, too. */
  readonly operands?: readonly OperandName[];
  /** The last of them may be written with spaces. */
  readonly spaced?: true;
  /** How it may end when it was carried out; what stood in its way brings its own (`ERRORS`). */
  readonly exits: readonly ExitName[];
};

const BY_STATE = ["asAsked", "signedOut", "personNeeded", "offline", "storeClosed", "cannotTell"] as const;

/** In the order of the help. */
export const COMMANDS = {
  status: { client: "needed", options: {}, exits: BY_STATE },
  login: {
    client: "started",
    options: {
      timeoutSeconds: { kind: "seconds", option: "timeout", unless: LOGIN_WAIT, most: LONGEST_LOGIN_WAIT },
    },
    exits: BY_STATE,
  },
  logout: {
    client: "needed",
    options: { forget: { kind: "flag", option: "forget" } },
    exits: ["asAsked"],
  },
  guide: { client: "started", options: {}, exits: ["asAsked"] },
  doctor: { client: "asked", options: {}, exits: ["asAsked", "refused"] },
  /** Client and doctor are asked as far as there are any. */
  bundle: {
    client: "none",
    options: {
      out: { kind: "file", option: "out" },
      overwrite: { kind: "flag", option: "overwrite" },
    },
    exits: ["asAsked"],
  },
  "support-code": { client: "needed", options: {}, exits: ["asAsked"] },
  "support-code-read": {
    typed: "support-code",
    client: "none",
    options: {},
    operands: ["code"],
    spaced: true,
    exits: ["asAsked"],
  },
  settings: { client: "needed", options: {}, exits: ["asAsked"] },
  "settings-set": {
    typed: "settings set",
    client: "needed",
    options: {},
    operands: ["setting", "value"],
    spaced: true,
    exits: ["asAsked"],
  },
  "settings-reset": {
    typed: "settings reset",
    client: "needed",
    options: {},
    operands: ["setting"],
    exits: ["asAsked"],
  },
  "policy-show": { typed: "policy show", client: "none", options: {}, exits: ["asAsked"] },
  "policy-schema": { typed: "policy schema", client: "none", options: {}, exits: ["asAsked"] },
  "profile-schema": { typed: "profile schema", client: "none", options: {}, exits: ["asAsked"] },
  /** Exits 0 where the page is recognised for certain. */
  "profile-try": {
    typed: "profile try",
    client: "none",
    options: {},
    operands: ["snapshot"],
    exits: ["asAsked", "cannotTell"],
  },
  /** Each check has options of its own (`cli/check`). */
  check: {
    client: "none",
    options: {},
    values: ["check", "value"],
    exits: ["asAsked", "refused", "cannotTell"],
  },
  quit: { client: "needed", options: {}, exits: ["asAsked"] },
} as const satisfies Readonly<Record<string, CommandEntry>>;

type Commands = typeof COMMANDS;
export type CommandName = keyof Commands;

/** Those that ask the running client. */
export type ClientCommand = {
  [C in CommandName]: Commands[C]["client"] extends "none" ? never : C;
}[CommandName];

/** The values of a command's options, and of its operands. */
export type CommandOptions<C extends CommandName> = {
  readonly [F in keyof Commands[C]["options"]]: Commands[C]["options"][F] extends CommandOption
    ? OptionValues[Commands[C]["options"][F]["kind"]]
    : never;
} & Operands<Commands[C]>;

type Operands<Entry> = Entry extends { readonly operands: readonly (infer Name extends OperandName)[] }
  ? { readonly [F in Name]: OperandValues[F] }
  : unknown;

export type ExitOf<C extends CommandName> = (typeof EXIT)[Commands[C]["exits"][number]];

export const COMMAND_NAMES = namesOf(COMMANDS);

export function isClientCommand(name: CommandName): name is ClientCommand {
  return COMMANDS[name].client !== "none";
}

export function commandEntry(name: CommandName): CommandEntry {
  return COMMANDS[name];
}

/** A command's own options by the request's field. */
export function optionsOf(name: CommandName): readonly (readonly [field: string, option: CommandOption])[] {
  return Object.entries(commandEntry(name).options);
}

export function operandsOf(name: CommandName): readonly OperandName[] {
  return commandEntry(name).operands ?? [];
}

/** As it is typed. */
export function typed(name: CommandName): string {
  return commandEntry(name).typed ?? name;
}

/** What every command takes, as `parseArgs` reads it, in the order of the help. */
export const COMMON_OPTIONS = {
  json: { type: "boolean" },
  lang: { type: "string", hint: "ja|en" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

export type CommonOption = keyof typeof COMMON_OPTIONS;

export const COMMON_NAMES = namesOf(COMMON_OPTIONS);

/** A table's keys: these tables have no others than their types say. */
function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(table) as Name[];
}
