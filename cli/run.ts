import { readFileSync } from "node:fs";
import { z } from "zod";
import { errorCode } from "../src/shared/command.ts";
import type { Language } from "../src/shared/view.ts";
import { type Asked, readArguments } from "./arguments.ts";
import { runCheck } from "./check/run-check.ts";
import * as commands from "./commands.ts";
import { EXIT, type ExitCode, exitCodeOfError } from "./exit-code.ts";
import { policyShow } from "./policy-show.ts";
import { type Result, report } from "./report.ts";
import { languageOf, plain, wordsIn } from "./words.ts";
import type { World } from "./world.ts";

/**
 * Carries out one command line (without the program's own name) and prints what came of it.
 * @returns the exit code; never rejects
 */
export async function run(argv: readonly string[], world: World): Promise<ExitCode> {
  const { asked, json, language: wanted } = readArguments(argv);
  const language = wanted ?? languageOf(world.env);
  let result: Result;
  try {
    result = await carryOut(asked, world, language);
  } catch (thrown) {
    const error = errorCode(thrown);
    result = { exit: exitCodeOfError(error), error };
  }
  report(result, json, language, world);
  if (asked.command === "usage" && !json) world.err.write(`\n${wordsIn(language).usage}`);
  return result.exit;
}

async function carryOut(asked: Asked, world: World, language: Language): Promise<Result> {
  const words = wordsIn(language);
  switch (asked.command) {
    case "usage": {
      const note = asked.about === null ? words.noCommand : words.notUnderstood + plain(asked.about);
      return { exit: EXIT.usage, error: "CLI_USAGE", note };
    }
    case "help":
      return { exit: EXIT.asAsked, value: { usage: words.usage }, text: words.usage };
    case "version": {
      const version = ownVersion();
      return { exit: EXIT.asAsked, value: { version }, text: `${version}\n` };
    }
    case "status":
      return commands.status(world, language);
    case "login":
      return commands.login(asked.timeoutSeconds, world, language);
    case "logout":
      return commands.logout(asked.forget, world, language);
    case "quit":
      return commands.quit(world, language);
    case "check":
      return runCheck(asked.asked, world, language);
    case "policy-show":
      return policyShow(world, language);
  }
}

function ownVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
