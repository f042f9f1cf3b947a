import { EXIT, type ExitOf } from "../../src/shared/command-line.ts";
import { CHECK_WORDS, type CheckName, type CheckWords } from "../../src/shared/locales/check-words.ts";
import type { Result } from "../report.ts";
import { CHECKS } from "./checks.ts";

/** Every check with its options, in the words' order. */
export function listOf(words: CheckWords): Result<ExitOf<"check">> {
  const names = Object.keys(CHECK_WORDS.ja.question) as CheckName[];
  const checks = names.map((name) => ({
    check: name,
    question: words.question[name],
    usage: usageOf(name, words),
    example: CHECKS[name].example,
  }));
  const text = checks.map(({ question, usage }) => `  ${usage}\n      ${question}\n`).join("");
  return { exit: EXIT.asAsked, value: { checks }, text: `${words.list}\n${text}\n${words.every}` };
}

/** One check: what it answers, how it is called, an example. */
export function helpOf(name: CheckName, words: CheckWords): Result<ExitOf<"check">> {
  const usage = `storage-drive check ${usageOf(name, words)}`;
  const { example } = CHECKS[name];
  const question = words.question[name];
  return {
    exit: EXIT.asAsked,
    value: { check: name, question, usage, example },
    text: `${usage}\n    ${question}\n\n${words.example}: ${example}\n\n${words.every}`,
  };
}

function usageOf(name: CheckName, words: CheckWords): string {
  const { input, options } = CHECKS[name];
  const told = Object.entries(options).map(([option, { hint, required }]) => {
    const text = hint === "" ? `--${option}` : `--${option} ${hint}`;
    return required ? text : `[${text}]`;
  });
  return [name, ...(input.kind === "none" ? [] : [words.input[input.kind]]), ...told].join(" ");
}
