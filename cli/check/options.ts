import { z } from "zod";
import type { LoginMethod } from "../../src/core/service/profile.ts";
import { PROFILES, SERVICE_IDS } from "../../src/core/service/profiles.ts";

/** A moment as somebody typed it. `zoneSaid`: false = they didn't say where, so it was read as Japan's. */
export type Moment = { readonly at: number; readonly zoneSaid: boolean };

/** One option of a check: how it is told in the usage, and how its value is read. */
export type Option<T> = {
  /** `a|b`, `TIME`; empty = it is there or not. */
  readonly hint: string;
  /** What it may be, where the hint is only a name for it. */
  readonly allowed: string;
  readonly required: boolean;
  readonly read: z.ZodType<T>;
};

/** One of these words. */
export function one<const W extends readonly [string, ...string[]]>(...words: W): Option<W[number]> {
  const hint = words.join("|");
  return { hint, allowed: hint, required: true, read: z.enum(words) };
}

/** May be left out; null then. */
export function maybe<T>(option: Option<T>): Option<T | null> {
  return otherwise<T | null>(option, null);
}

/** May be left out; then it is this. */
export function otherwise<T>(option: Option<T>, fallback: T): Option<T> {
  const absent = z.undefined().transform(() => fallback);
  return { ...option, required: false, read: z.union([absent, option.read]) };
}

/** Is it there? */
export const flag: Option<boolean> = {
  hint: "",
  allowed: "",
  required: false,
  read: z
    .boolean()
    .optional()
    .transform((value) => value === true),
};

/** A whole number, as people count. */
export const count: Option<number> = {
  hint: "N",
  allowed: "0, 1, 2 …",
  required: true,
  read: z
    .string()
    .regex(/^-?\d{1,6}$/u)
    .transform(Number),
};

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}))?)?(Z|[+-]\d{2}:\d{2})?$/u;

/**
 * ISO 8601, to the day, minute or second. Without a zone it is Asia/Tokyo's (+09:00, without summer time), where the
 * services count their days; a day alone is its first moment.
 */
export const moment: Option<Moment> = {
  hint: "TIME",
  allowed: "2025-01-10, 2025-01-10T09:30, 2025-01-10T09:30+09:00",
  required: true,
  read: z.string().transform((text, context): Moment => {
    const [, day = "", minute = "00:00", second = "00", zone] = MOMENT.exec(text) ?? [];
    const plain = Date.parse(`${day}T${minute}:${second}Z`);
    // A day that there isn't (30 February) would be read as another one.
    const exists =
      !Number.isNaN(plain) && new Date(plain).toISOString().startsWith(`${day}T${minute}:${second}`);
    const at = Date.parse(`${day}T${minute}:${second}${zone ?? "+09:00"}`);
    if (exists && !Number.isNaN(at)) return { at, zoneSaid: zone !== undefined };
    context.addIssue({ code: "custom", message: "not a time" });
    return z.NEVER;
  }),
};

const [firstMethod = "password", ...otherMethods] = new Set(
  SERVICE_IDS.flatMap((id) => PROFILES[id].methods),
);

/** The login methods of all services (facts A6); whether one has it is the rule's to say. */
export const method: Option<LoginMethod> = { ...one(firstMethod, ...otherMethods), hint: "METHOD" };

export const passwordOrOther = one("password", "other");
export const accessPath = one("line-and-internet", "line-only");
export const role = one("holder", "other");
export const plan = one("basic", "trial");
