import { z } from "zod";
import type { ConfigFault, WrongField } from "../../shared/config-fault.ts";
import { isRuleName, RULE_WORDS } from "../../shared/locales/config-fault-words.ts";

const MOST_FIELDS = 5;
const LONGEST_PART = 60;

type Issue = z.core.$ZodIssue;
const inJapanese = z.locales.ja().localeError;
const inEnglish = z.locales.en().localeError;

/** What a schema found wrong, in both languages, and no longer than somebody reads. Holds none of the file's values. */
export function wrongFields(error: z.ZodError): Extract<ConfigFault, { what: "fields" }> {
  const fields = error.issues.flatMap((issue) => fieldsOf(issue, []));
  return {
    what: "fields",
    fields: fields.slice(0, MOST_FIELDS),
    more: Math.max(0, fields.length - MOST_FIELDS),
  };
}

function fieldsOf(issue: Issue, above: readonly PropertyKey[]): WrongField[] {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      at: dotted([...path, key]),
      ja: "この項目はありません",
      en: "there is no such field",
    }));
  if (issue.code === "invalid_union") {
    // The one form of several whose kind is right is the one that was meant.
    const meant = issue.errors.find((errors) => !errors.some(isOfAnotherKind));
    if (meant !== undefined) return meant.flatMap((one) => fieldsOf(one, path));
  }
  const words = isRuleName(issue.message)
    ? RULE_WORDS[issue.message]
    : { ja: message(inJapanese(raw(issue))), en: message(inEnglish(raw(issue))) };
  return [{ at: dotted(path), ...words }];
}

/** As zod's languages take it: with its input, which the files' reader has zod report. */
function raw(issue: Issue): z.core.$ZodRawIssue {
  return issue as z.core.$ZodRawIssue;
}

function isOfAnotherKind(issue: Issue): boolean {
  const isWhole =
    issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value");
  return isWhole || (issue.code === "invalid_type" && issue.input === undefined);
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map((part) => shortened(String(part))).join(".");
}

function shortened(part: string): string {
  return part.length > LONGEST_PART ? `${part.slice(0, LONGEST_PART)}…` : part;
}

function message(said: string | { message: string } | undefined | null): string {
  return shortenedText(typeof said === "string" ? said : (said?.message ?? ""));
}

function shortenedText(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
