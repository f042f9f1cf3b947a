import { readFileSync } from "node:fs";
import { errorCode } from "../src/core/errors.ts";
import { type CommandName, EXIT, type ExitCode, type ExitOf } from "../src/shared/command-line.ts";
import { repeated } from "../src/shared/plain.ts";
import type { Language } from "../src/shared/view.ts";
import { type Asked, type AskedOf, readArguments } from "./arguments.ts";
import { exitCodeOfError } from "./exit-code.ts";
import { type Result, report } from "./report.ts";
import { usageFor } from "./usage.ts";
import { languageOf, wordsIn } from "./words.ts";
import type { World } from "./world.ts";

/**
 * Carries out one command line (without the program's own name) and prints what came of it.
 * @returns the exit code; never rejects
 */
export async function run(argv: readonly string[], world: World): Promise<ExitCode> {
  const { asked, json, language: wanted } = await readArguments(argv);
  const language = wanted ?? languageOf(world.env);
  let result: Result;
  try {
    result = await carryOut(asked, world, language);
  } catch (thrown) {
    const error = errorCode(thrown);
    result = { exit: exitCodeOfError(error), error };
  }
  await report(result, json, language, world);
  if (asked.command === "usage" && !json) world.err.write(`\n${usageFor(argv, language)}`);
  return result.exit;
}

/** One for each command; how it may end is in its entry. What it needs is loaded for it alone: most of a start is that. */
const CARRY_OUT: {
  readonly [C in CommandName]: (
    asked: AskedOf[C],
    world: World,
    language: Language,
  ) => Promise<Result<ExitOf<C>>>;
} = {
  status: async (_asked, world, language) => (await commands()).status(world, language),
  login: async ({ timeoutSeconds }, world, language) =>
    (await commands()).login(timeoutSeconds, world, language),
  logout: async ({ forget }, world, language) => (await commands()).logout(forget, world, language),
  "support-code": async (_asked, world, language) => (await commands()).supportCode(world, language),
  "support-code-read": async ({ code }, _world, language) =>
    (await import("./support-code.ts")).readSupportCode(code, language),
  guide: async (_asked, world, language) => (await commands()).guide(world, language),
  bundle: async (asked, world, language) =>
    (await import("./bundle.ts")).bundle(asked, await ownVersion(), world, language),
  doctor: async (_asked, world, language) => (await import("./doctor.ts")).doctor(world, language),
  settings: async (_asked, world, language) => (await import("./settings.ts")).settings(world, language),
  "settings-set": async (asked, world, language) =>
    (await import("./settings.ts")).settingsSet(asked, world, language),
  "settings-reset": async ({ setting }, world, language) =>
    (await import("./settings.ts")).settingsReset(setting, world, language),
  "policy-show": async (_asked, world, language) =>
    (await import("./policy-show.ts")).policyShow(world, language),
  "policy-schema": async (_asked, _world, language) =>
    (await import("./policy-show.ts")).policySchema(language),
  "profile-schema": async () => (await import("./policy-show.ts")).profileSchema(),
  "profile-try": async ({ snapshot }, world, language) =>
    (await import("./profile-try.ts")).profileTry(snapshot, world, language),
  check: async ({ argv }, world, language) =>
    (await import("./check/run-check.ts")).runCheck(argv, world, language),
  quit: async (_asked, world, language) => (await commands()).quit(world, language),
};

const commands = () => import("./commands.ts");

async function carryOut(asked: Asked, world: World, language: Language): Promise<Result> {
  const words = wordsIn(language);
  switch (asked.command) {
    case "usage": {
      const note = asked.about === null ? words.noCommand : words.notUnderstood + repeated(asked.about);
      return { exit: EXIT.usage, error: "CLI_USAGE", note };
    }
    case "help":
      return { exit: EXIT.asAsked, value: { usage: words.usage }, text: words.usage };
    case "version": {
      const version = await ownVersion();
      return { exit: EXIT.asAsked, value: { version }, text: `${version}\n` };
    }
    default:
      return carriedOut(asked.command, asked, world, language);
  }
}

function carriedOut<C extends CommandName>(command: C, asked: AskedOf[C], world: World, language: Language) {
  return CARRY_OUT[command](asked, world, language);
}

/** Put into the program that is installed (`scripts/package/command-line.ts`). */
declare const __INSTALLED_VERSION__: string | undefined;

async function ownVersion(): Promise<string> {
  if (typeof __INSTALLED_VERSION__ === "string") return __INSTALLED_VERSION__;
  const { z } = await import("zod");
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
