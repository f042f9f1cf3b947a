import { parseArgs } from "node:util";
import { z } from "zod";
import { LONGEST_LOGIN_WAIT } from "../src/shared/command.ts";
import type { Language } from "../src/shared/view.ts";
import { type AskedCheck, readCheck } from "./check/read-check.ts";

/** Seconds that `login` waits for its outcome unless told otherwise. */
const LOGIN_WAIT = 120;

/** What was asked for. */
export type Asked =
  | { readonly command: "help" | "version" | "status" | "quit" | "policy-show" }
  | { readonly command: "login"; readonly timeoutSeconds: number }
  | { readonly command: "logout"; readonly forget: boolean }
  | { readonly command: "check"; readonly asked: AskedCheck }
  /** Not understood: the argument that wasn't, null when there was none. */
  | { readonly command: "usage"; readonly about: string | null };

type Arguments = {
  readonly asked: Asked;
  readonly json: boolean;
  /** Null = as the environment says. */
  readonly language: Language | null;
};

const OPTIONS = {
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
  lang: { type: "string" },
  timeout: { type: "string" },
  forget: { type: "boolean" },
} as const;

/** Which command takes which option of its own; every other pairing is bad usage. */
const OWN_OPTIONS = { timeout: "login", forget: "logout" } as const;

const COMMANDS: ReadonlySet<string> = new Set(["status", "quit", "policy show", "logout", "login"]);

const languageSchema = z.enum(["ja", "en"]);

const secondsSchema = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number)
  .pipe(z.number().max(LONGEST_LOGIN_WAIT));

/** Reads the command line, without the program's own name. Never throws. */
export function readArguments(argv: readonly string[]): Arguments {
  // Loosely first, so that a complaint about the rest comes in the form and language asked for.
  const { values: loose, positionals } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
  });
  const json = loose.json !== undefined;
  const language = languageSchema.safeParse(loose.lang).data ?? null;
  // A check's options are its own, and what is wrong with them is told without repeating a password.
  const isCheck = positionals[0] === "check";
  return { asked: isCheck ? { command: "check", asked: readCheck(argv) } : asked(argv), json, language };
}

function asked(argv: readonly string[]): Asked {
  let parsed: ReturnType<typeof strictly>;
  try {
    parsed = strictly(argv);
  } catch (error) {
    return usage(blamed(argv, error));
  }
  const { values, positionals } = parsed;
  if (!languageSchema.optional().safeParse(values.lang).success) return usage(`--lang ${values.lang}`);
  if (values.help) return { command: "help" };
  if (values.version) return { command: "version" };

  const words = positionals.join(" ");
  for (const [option, command] of Object.entries(OWN_OPTIONS)) {
    if (option in values && command !== words && COMMANDS.has(words)) return usage(`--${option}`);
  }
  switch (words) {
    case "":
      return usage(null);
    case "status":
    case "quit":
      return { command: words };
    case "policy show":
      return { command: "policy-show" };
    case "logout":
      return { command: "logout", forget: values.forget ?? false };
    case "login": {
      const seconds = secondsSchema.safeParse(values.timeout ?? String(LOGIN_WAIT));
      if (!seconds.success) return usage(`--timeout ${values.timeout}`);
      return { command: "login", timeoutSeconds: seconds.data };
    }
    default:
      return usage(words);
  }
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
