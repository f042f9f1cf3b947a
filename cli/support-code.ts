import { PROFILES } from "../src/core/service/profiles.ts";
import { decodeSupportCode, type SupportFacts } from "../src/core/support/support-code.ts";
import { table } from "../src/shared/columns.ts";
import { EXIT, type ExitOf } from "../src/shared/command-line.ts";
import { SUPPORT_WORDS } from "../src/shared/locales/support-words.ts";
import type { Language } from "../src/shared/view.ts";
import type { Result } from "./report.ts";
import { textsIn } from "./texts.ts";

/** What somebody read out on the phone. Needs neither network nor client. */
export async function readSupportCode(
  typed: string,
  language: Language,
): Promise<Result<ExitOf<"support-code-read">>> {
  const words = SUPPORT_WORDS[language];
  const read = decodeSupportCode(typed);
  if (!read.ok) {
    const next = read.group === null ? words.instead[read.why] : words.group(read.group);
    return { exit: EXIT.usage, error: "CLI_USAGE", note: words.wrong[read.why].trim(), next };
  }
  return { exit: EXIT.asAsked, value: read.facts, text: table(rows(read.facts, language)) };
}

function rows({ service, version, doing, error, finding, os, age }: SupportFacts, language: Language) {
  const words = SUPPORT_WORDS[language];
  const texts = textsIn(language);
  return [
    [words.service, service === null ? words.ownProfile : PROFILES[service].name],
    [words.doing, texts.doing[doing]],
    [words.since, words.age[age]],
    [words.error, error === null ? words.none : `${error} ${texts.error[error].title}`],
    [words.finding, words.found(finding)],
    [words.version, `${version.major}.${version.minor}.${version.patch}, ${words.os[os]}`],
  ];
}
