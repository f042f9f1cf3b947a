import { resolve } from "node:path";
import { z } from "zod";
import { type Configuration, type Described, loadConfiguration } from "../src/main/config/configuration.ts";
import type { ErrorCode } from "../src/shared/command.ts";
import type { CliWords } from "../src/shared/locales/cli-words.ts";
import type { Language } from "../src/shared/view.ts";
import { EXIT } from "./exit-code.ts";
import type { Result } from "./report.ts";
import { languageOf, plain, table, textsIn, wordsIn } from "./words.ts";
import type { World } from "./world.ts";

const policyPathSchema = z.string().min(1).max(4_096);

/**
 * Every value in effect with who decided it, worked out here: it is wanted most where the client doesn't start. A
 * policy or profile that can't be read is a fault; one that leaves something unsaid is shown, with the problem.
 */
export async function policyShow(world: World, language: Language): Promise<Result> {
  const words = wordsIn(language);
  const policyPath = policyPathSchema.safeParse(world.env.STORAGE_DRIVE_POLICY).data ?? null;
  const configuration = await loadConfiguration({
    dataDir: world.dataDir,
    policyPath: policyPath === null ? null : resolve(policyPath),
    packaged: false,
    systemLanguage: languageOf(world.env),
  });
  const { problems, service } = configuration;
  const fault = problems.find((code) => code === "POLICY_INVALID" || code === "POLICY_PROFILE_INVALID");
  if (fault !== undefined) {
    const detail = detailOf(configuration, fault);
    const note = detail === null ? {} : { note: `${words.policy.detail}: ${detail}` };
    return { exit: EXIT.refused, error: fault, ...note };
  }
  const values = configuration.describe();
  return {
    exit: EXIT.asAsked,
    value: { service, problems, values },
    text: policyText(values, words) + problems.map((code) => problemText(code, words, language)).join(""),
  };
}

/** Which field is wrong, for the administrator whose file it is. */
function detailOf({ causes }: Configuration, fault: string): string | null {
  const behind = causes.find(({ code }) => code === fault)?.cause;
  return behind instanceof Error ? plain(behind.message.replace(/\s*\n\s*/g, " ")) : null;
}

function policyText(values: readonly Described[], words: CliWords): string {
  const { policy } = words;
  return table([
    [policy.key, policy.value, policy.origin],
    ...values.map(({ key, value, origin, certainty }) => [
      key,
      valueText(value, words),
      policy.layer[origin] + (certainty === undefined ? "" : ` [${policy.certainty[certainty]}]`),
    ]),
  ]);
}

function problemText(code: ErrorCode, words: CliWords, language: Language): string {
  return `\n${words.policy.problem}: ${textsIn(language).error[code].title} (${code})\n`;
}

function valueText(value: unknown, words: CliWords): string {
  if (value === null) return words.none;
  return plain(typeof value === "string" ? value : JSON.stringify(value));
}
