import { readFile } from "node:fs/promises";
import type { LoginUrls } from "../../src/core/rules/login-url.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { SERVICE_IDS } from "../../src/core/service/profiles.ts";
import type { Configuration } from "../../src/main/config/configuration.ts";
import { EXIT, type ExitOf } from "../../src/shared/command-line.ts";
import { CHECK_WORDS, type CheckName, type CheckWords } from "../../src/shared/locales/check-words.ts";
import { repeated } from "../../src/shared/plain.ts";
import type { Language } from "../../src/shared/view.ts";
import { absolutePath } from "../absolute-path.ts";
import { configurationFor, faultOf } from "../configured.ts";
import type { Result } from "../report.ts";
import { textOf } from "../standard-input.ts";
import type { World } from "../world.ts";
import { resultOf } from "./answer.ts";
import type { Check } from "./check.ts";
import { CHECKS } from "./checks.ts";
import { helpOf, listOf } from "./list.ts";
import { type AskedCheck, type Fault, readCheck } from "./read-check.ts";

/** Answers one check, asked for by the whole command line. Needs neither network nor client; policy and settings only say which service is meant. */
export async function runCheck(
  argv: readonly string[],
  world: World,
  language: Language,
): Promise<Result<ExitOf<"check">>> {
  const asked = readCheck(argv);
  const words = CHECK_WORDS[language];
  if (asked.kind === "list") return listOf(words);
  if (asked.kind === "help") return helpOf(asked.name, words);
  if (asked.kind === "fault") return usage(faultText(asked.fault, words), asked.name, words);

  const check = CHECKS[asked.name];
  const place = await placeOf(asked.service, world, language);
  if ("exit" in place) return place;
  const input = await inputOf(asked, check, world, words);
  if ("fault" in input) return usage(input.fault, asked.name, words);
  const now = asked.now?.at ?? Date.now();
  const asArgument = asked.typed !== null;
  const answer = check.ask(asked.values, { ...place, now, typed: input.typed, asArgument });
  const context = {
    name: asked.name,
    service: place.service,
    // Said when somebody chose the moment; the clock's own is no news.
    now: asked.now === null ? null : now,
    readAsJapan: asked.readAsJapan,
  };
  return resultOf(answer, context, language);
}

type AskedService = { readonly service: ServiceId; readonly known: Partial<LoginUrls> };

/** Which service is meant, and what policy says of its addresses. A broken policy matters only where it is asked. */
async function placeOf(
  wanted: ServiceId | null,
  world: World,
  language: Language,
): Promise<AskedService | Result<never>> {
  const configuration = await configurationFor(world);
  const fault = faultOf(configuration, language);
  const service = SERVICE_IDS.find((id) => id === (wanted ?? configuration.service));
  if (wanted === null && fault !== null) return fault;
  if (service === undefined)
    return usage(CHECK_WORDS[language].fault.serviceNeeded, null, CHECK_WORDS[language]);
  const isItsOwn = fault === null && configuration.service === service;
  return { service, known: isItsOwn ? knownUrls(configuration) : {} };
}

/** Addresses that policy put in place of the manual's (facts A2: ot's line address is doubtful until it does). */
function knownUrls(configuration: Configuration): Partial<LoginUrls> {
  const fixed = (key: string): string | null => {
    const found = configuration.describe().find((one) => one.key === key);
    const byPolicy = found?.origin === "machine-policy" || found?.origin === "user-policy";
    return byPolicy && typeof found.value === "string" ? found.value : null;
  };
  const lineLogin = fixed("profile.loginUrl");
  const internetLogin = fixed("profile.webUrl");
  return { ...(lineLogin !== null && { lineLogin }), ...(internetLogin !== null && { internetLogin }) };
}

type Typed = { readonly typed: readonly string[] } | { readonly fault: string };

async function inputOf(
  asked: Extract<AskedCheck, { kind: "check" }>,
  { input }: Check,
  world: World,
  words: CheckWords,
): Promise<Typed> {
  if (input.kind === "none") return { typed: [] };
  if (asked.typed !== null) return { typed: asked.typed };
  const text =
    asked.file === null
      ? await world.readInput(input.kind, promptsOf(input, words))
      : await readFile(absolutePath(asked.file)).then(textOf, () => undefined);
  if (text === undefined) return { fault: words.fault.file };
  if (text === null) return { fault: words.fault.notText };
  // The last line end is the shell's; every other character is what was typed.
  const whole = text.replace(/\r?\n$/u, "");
  if (input.kind !== "secret") return { typed: [whole] };
  const lines = whole.split(/\r?\n/u);
  return lines.length > input.mostLines
    ? { fault: words.fault.tooManyLines(input.mostLines) }
    : { typed: lines };
}

/** What is asked at a terminal, one after the other. */
function promptsOf(input: Exclude<Check["input"], { kind: "none" }>, words: CheckWords): readonly string[] {
  const prompt = words.prompt[input.kind];
  if (input.kind !== "secret" || input.askedFor === 1) return [prompt];
  return Array.from({ length: input.askedFor }, (_, at) => `[${at + 1}/${input.askedFor}] ${prompt}`);
}

function usage(note: string, name: CheckName | null, words: CheckWords): Result<never> {
  return { exit: EXIT.usage, error: "CLI_USAGE", note, next: words.faultNext(name) };
}

function faultText(fault: Fault, { fault: words }: CheckWords): string {
  if (fault.code === "option") return words.option(repeated(fault.option));
  if (fault.code === "value" || fault.code === "missing")
    return words[fault.code](fault.option, fault.allowed);
  return words[fault.code];
}
