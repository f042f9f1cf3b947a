import type { ErrorCode } from "../src/core/errors.ts";
import type { Configuration, Described } from "../src/main/config/configuration.ts";
import { EXIT, type ExitOf } from "../src/shared/command-line.ts";
import type { CliWords } from "../src/shared/locales/cli-words.ts";
import type { Language } from "../src/shared/view.ts";
import { table } from "./columns.ts";
import { configurationFor, detailsOf, faultOf } from "./configured.ts";
import type { Result } from "./report.ts";
import { plain, textsIn, wordsIn } from "./words.ts";
import type { World } from "./world.ts";

/**
 * Every value in effect with who decided it, worked out here: it is wanted most where the client doesn't start. A
 * policy or profile that can't be read is a fault; one that leaves something unsaid is shown, with the problem.
 */
export async function policyShow(world: World, language: Language): Promise<Result<ExitOf<"policy-show">>> {
  const words = wordsIn(language);
  const configuration = await configurationFor(world);
  const fault = faultOf(configuration, language);
  if (fault !== null) return fault;
  const { problems, service } = configuration;
  const values = configuration.describe();
  return {
    exit: EXIT.asAsked,
    value: { service, problems, values },
    text:
      policyText(values, words) + problems.map((code) => problemText(code, configuration, language)).join(""),
  };
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

function problemText(code: ErrorCode, configuration: Configuration, language: Language): string {
  const { policy } = wordsIn(language);
  const details = detailsOf(configuration, code, language).map((detail) => `${policy.detail}: ${detail}\n`);
  return `\n${policy.problem}: ${textsIn(language).error[code].title} (${code})\n${details.join("")}`;
}

function valueText(value: unknown, words: CliWords): string {
  if (value === null) return words.none;
  return plain(typeof value === "string" ? value : JSON.stringify(value));
}
