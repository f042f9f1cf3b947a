import type { ErrorCode } from "../src/core/errors.ts";
import type { ExitCode } from "../src/shared/command-line.ts";
import type { Language } from "../src/shared/view.ts";
import { wordsIn } from "./words.ts";
import type { World } from "./world.ts";

/** What a command came to. `text` is what a person reads of it, made where nobody asked for JSON; `note` and `next` say more than the error's own words, `said` what is behind it. */
export type Result<Exit extends ExitCode = ExitCode> =
  | { readonly exit: Exit; readonly value: unknown; readonly text: string | (() => Promise<string>) }
  | {
      readonly exit: ExitCode;
      readonly error: ErrorCode;
      readonly note?: string;
      readonly next?: string;
      readonly said?: string;
    };

/** Prints the result in the form asked for: with `--json` one object on one line and nothing else. */
export async function report(result: Result, json: boolean, language: Language, world: World): Promise<void> {
  if (json) {
    world.out.write(`${asciiJson(await jsonOf(result, language))}\n`);
  } else if ("error" in result) {
    world.err.write(await errorText(result, language));
  } else {
    world.out.write(typeof result.text === "string" ? result.text : await result.text());
  }
}

/**
 * In ASCII alone (RFC 8259 7): PowerShell on a Japanese Windows reads it as code page 932, in which the last byte of `。`
 * takes the quote after it along.
 */
function asciiJson(value: object): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[^ -~]+/gu, (other) => other.split("").map(escaped).join(""));
}

async function jsonOf(result: Result, language: Language): Promise<object> {
  if (!("error" in result)) return { ok: true, value: result.value };
  const { title, cause, next } = await textsOf(result.error, language);
  const message = [title, result.note ?? cause].join(language === "ja" ? "。" : ". ") + (result.said ?? "");
  return { ok: false, error: { code: result.error, message, nextStep: result.next ?? next } };
}

async function errorText(result: Extract<Result, { error: ErrorCode }>, language: Language): Promise<string> {
  const words = wordsIn(language);
  const { title, cause, next } = await textsOf(result.error, language);
  const lines = [`${title} (${result.error})${result.said ?? ""}`, result.note ?? `${words.cause}: ${cause}`];
  lines.push(`${words.next}: ${result.next ?? next}`);
  return `${lines.join("\n")}\n`;
}

/** Loaded where something went wrong, in the one language: they are many words. */
async function textsOf(code: ErrorCode, language: Language) {
  if (language === "ja") return (await import("../src/shared/locales/ja-errors.ts")).jaErrors[code];
  return (await import("../src/shared/locales/en-errors.ts")).enErrors[code];
}
