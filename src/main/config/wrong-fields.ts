import type { z } from "zod";
import type { ConfigFault, WrongField } from "../../shared/config-fault.ts";
import { isRuleName, RULE_WORDS } from "../../shared/locales/config-fault-words.ts";
import {
  atLeast,
  atMost,
  type BothWords,
  KIND_WORDS,
  MISSING,
  NOT_TOGETHER,
  oneOf,
  UNUSABLE,
  unknownField,
} from "../../shared/locales/value-words.ts";
import { nearName } from "../../shared/near-name.ts";
import { namesAt } from "./names-at.ts";

const MOST_FIELDS = 5;
const LONGEST_PART = 60;

type Issue = z.core.$ZodIssue;

/**
 * What a schema found wrong, in both languages, and no longer than somebody reads. Holds none of the file's values.
 * @param error of a `safeParse` that reports its input
 */
export function wrongFields(error: z.ZodError, schema: z.ZodType): Extract<ConfigFault, { what: "fields" }> {
  const found = error.issues.flatMap((issue) => fieldsOf(issue, [], schema));
  // Each field once: a rule of the whole says more than one of the field alone.
  const fields = [...new Map(found.map((field) => [field.at, field])).values()];
  return {
    what: "fields",
    fields: fields.slice(0, MOST_FIELDS),
    more: Math.max(0, fields.length - MOST_FIELDS),
  };
}

function fieldsOf(issue: Issue, above: readonly PropertyKey[], schema: z.ZodType): WrongField[] {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    const names = namesAt(schema, path);
    return issue.keys.map((key, index) => {
      // Of those alone that are shown: a file may hold thousands.
      const meant = index < MOST_FIELDS ? nearName(key, names) : null;
      return { at: dotted([...path, key]), ...(names.includes(key) ? NOT_TOGETHER : unknownField(meant)) };
    });
  }
  if (issue.code === "invalid_union") {
    // The one form of several whose kind is right is the one that was meant.
    const meant = issue.errors.find((errors) => errors.length > 0 && !errors.some(isOfAnotherKind));
    if (meant !== undefined) return meant.flatMap((one) => fieldsOf(one, path, schema));
  }
  return [{ at: dotted(path), ...wordsFor(issue) }];
}

function wordsFor(issue: Issue): BothWords {
  if (isRuleName(issue.message)) return RULE_WORDS[issue.message];
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? MISSING : (KIND_WORDS[issue.expected] ?? UNUSABLE);
    case "invalid_value":
      return oneOf(issue.values);
    case "too_small":
      return atLeast(issue.origin, Number(issue.minimum));
    case "too_big":
      return atMost(issue.origin, Number(issue.maximum));
    default:
      return UNUSABLE;
  }
}

function isOfAnotherKind(issue: Issue): boolean {
  if (issue.code === "invalid_union") return issue.errors.length === 0; // told apart by a field that isn't right
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
