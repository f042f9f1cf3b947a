import type { ErrorCode } from "../src/core/errors.ts";
import type { Configuration, Described } from "../src/main/config/configuration.ts";
import { policyJsonSchema, profileJsonSchema } from "../src/main/config/policy-json-schema.ts";
import { table } from "../src/shared/columns.ts";
import { EXIT, type ExitOf } from "../src/shared/command-line.ts";
import type { CliWords } from "../src/shared/locales/cli-words.ts";
import { plain } from "../src/shared/plain.ts";
import type { Language } from "../src/shared/view.ts";
import { configurationFor, detailsOf, faultOf } from "./configured.ts";
import type { Result } from "./report.ts";
import { textsIn } from "./texts.ts";
import { wordsIn } from "./words.ts";
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
      policyText(values, words) +
      problems.map((code) => problemText(configuration, code, words, language)).join(""),
  };
}

/** For whoever writes a policy file, and their editor: JSON, however it is asked for. */
export function policySchema(language: Language): Result<ExitOf<"policy-schema">> {
  return asJson(policyJsonSchema(language));
}

export function profileSchema(): Result<ExitOf<"profile-schema">> {
  return asJson(profileJsonSchema());
}

function asJson(value: unknown): Result<0> {
  return { exit: EXIT.asAsked, value, text: `${JSON.stringify(value, null, 2)}\n` };
}

function policyText(values: readonly Described[], words: CliWords): string {
  const { policy } = words;
  const rows = [
    [policy.key, policy.value, policy.origin, policy.beat],
    ...values.map(({ key, value, origin, certainty, beat = [] }) => [
      key,
      valueText(value, words),
      policy.layer[origin] + (certainty === undefined ? "" : ` [${policy.certainty[certainty]}]`),
      beat.map((one) => `${policy.layer[one.origin]}: ${valueText(one.value, words)}`).join(" / "),
    ]),
  ];
  return table(rows);
}

function problemText(
  configuration: Configuration,
  code: ErrorCode,
  words: CliWords,
  language: Language,
): string {
  const { policy } = words;
  const details = detailsOf(configuration, code, language).map((detail) => `${policy.detail}: ${detail}\n`);
  return `\n${policy.problem}: ${textsIn(language).error[code].title} (${code})\n${details.join("")}`;
}

function valueText(value: unknown, words: CliWords): string {
  if (value === null) return words.none;
  return plain(typeof value === "string" ? value : JSON.stringify(value));
}
