import { parseArgs } from "node:util";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { SERVICE_IDS } from "../../src/core/service/profiles.ts";
import { COMMON_OPTIONS } from "../../src/shared/command-line.ts";
import type { CheckName } from "../../src/shared/locales/check-words.ts";
import type { Check } from "./check.ts";
import { CHECKS, isCheckName } from "./checks.ts";
import { type Moment, maybe, moment, type Option, one } from "./options.ts";

/** What was asked of `storage-drive check`. */
export type AskedCheck =
  | { readonly kind: "list" }
  | { readonly kind: "help"; readonly name: CheckName }
  | {
      readonly kind: "check";
      readonly name: CheckName;
      readonly service: ServiceId | null;
      readonly now: Moment | null;
      readonly values: Readonly<Record<string, unknown>>;
      /** Values from the command line; null = none, look elsewhere. */
      readonly typed: readonly string[] | null;
      readonly file: string | null;
      /** Options whose time came without a zone. */
      readonly readAsJapan: readonly string[];
    }
  | { readonly kind: "fault"; readonly name: CheckName | null; readonly fault: Fault };

/** What is wrong with the command line. What a secret could stand in is never part of it. */
export type Fault =
  | { readonly code: "unknownCheck" | "secretAsArgument" | "tooMany" }
  | { readonly code: "option"; readonly option: string }
  | { readonly code: "value" | "missing"; readonly option: string; readonly allowed: string };

const [first = "omakase", ...others] = SERVICE_IDS;
const service = maybe(one(first, ...others));
const now = maybe(moment);
const lang = maybe(one("ja", "en"));

type Parsed = Readonly<Record<string, string | boolean | undefined>>;

/** Options of the command line as such, read before this (arguments.ts). */
const EVERYWHERE = Object.keys(COMMON_OPTIONS);

/** Reads what follows `check` on the command line; `argv` is all of it. Never throws. */
export function readCheck(argv: readonly string[]): AskedCheck {
  const { values, positionals, options } = loosely(argv);
  const [, name, ...typed] = positionals;
  if (name === undefined) {
    const [unknown] = Object.keys(values).filter((option) => !EVERYWHERE.includes(option));
    return unknown === undefined ? { kind: "list" } : fault(null, { code: "option", option: `--${unknown}` });
  }
  // Not even the name is repeated: `check <password> …` is a slip that people make.
  if (!isCheckName(name)) return fault(null, { code: "unknownCheck" });
  const check = CHECKS[name];
  if (values.help === true) return { kind: "help", name };
  const wrong = wrongUse(check, values, typed, options);
  return wrong === null ? asked(name, check, values, typed) : fault(name, wrong);
}

function wrongUse(
  check: Check,
  values: Parsed,
  typed: readonly string[],
  written: readonly string[],
): Fault | null {
  const own = [...Object.keys(check.options), "service", "now", ...EVERYWHERE];
  if (check.input.kind === "lines") own.push("file");
  const unknown = [...Object.keys(values), ...written].find((option) => !own.includes(option));
  if (check.input.kind === "secret" && (typed.length > 0 || unknown !== undefined))
    return { code: "secretAsArgument" };
  if (unknown !== undefined) return { code: "option", option: `--${unknown}` };
  const most = { none: 0, text: 1, secret: 0, lines: Number.POSITIVE_INFINITY }[check.input.kind];
  return typed.length > most ? { code: "tooMany" } : null;
}

function asked(name: CheckName, check: Check, values: Parsed, typed: readonly string[]): AskedCheck {
  const read: Record<string, unknown> = {};
  const all: Readonly<Record<string, Option<unknown>>> = { ...check.options, service, now, lang };
  for (const [option, { allowed, required, read: schema }] of Object.entries(all)) {
    const value = values[option];
    if (value === undefined && required)
      return fault(name, { code: "missing", option: `--${option}`, allowed });
    const parsed = schema.safeParse(value);
    if (!parsed.success) return fault(name, { code: "value", option: `--${option}`, allowed });
    read[option] = parsed.data;
  }
  const file = values.file;
  if (file !== undefined && typeof file !== "string")
    return fault(name, { code: "value", option: "--file", allowed: "FILE" });
  if (file !== undefined && typed.length > 0) return fault(name, { code: "tooMany" });
  const times = Object.entries(read).filter(([, value]) => isMoment(value) && !value.zoneSaid);
  return {
    kind: "check",
    name,
    service: service.read.parse(values.service),
    now: now.read.parse(values.now),
    values: read,
    typed: typed.length > 0 ? typed : null,
    file: file ?? null,
    readAsJapan: times.map(([option]) => `--${option}`),
  };
}

function isMoment(value: unknown): value is Moment {
  return typeof value === "object" && value !== null && "zoneSaid" in value;
}

function fault(name: CheckName | null, found: Fault): AskedCheck {
  return { kind: "fault", name, fault: found };
}

/**
 * All options of all checks, so that values aren't taken for the check's name; an option that none has is seen in
 * `options`, by its name alone.
 */
function loosely(argv: readonly string[]) {
  const known = Object.values(CHECKS).flatMap(({ options }) => Object.entries(options));
  const types = known.map(
    ([name, { hint }]) => [name, { type: hint === "" ? "boolean" : "string" }] as const,
  );
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: {
      ...Object.fromEntries(types),
      service: { type: "string" },
      now: { type: "string" },
      file: { type: "string" },
      ...COMMON_OPTIONS,
    },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const options = tokens.flatMap((token) => (token.kind === "option" ? [token.name] : []));
  return { values: values as Parsed, positionals, options };
}
