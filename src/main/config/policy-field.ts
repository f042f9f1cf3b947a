import { z } from "zod";
import type { Language } from "../../shared/view.ts";

/** What an entry of `policy-fields.ts` is made of. */

/** Its name for an administrator; what may be written, as Markdown, and what it means. */
type FieldWords = Readonly<
  Record<Language, { readonly title: string; readonly values: string; readonly meaning: string }>
>;

/** Where nobody says anything; the language is a BCP 47 tag, empty = unknown. */
type Unless<Value> = { readonly unless: (systemLanguage: string) => Value };

/** Something that may stand there, where what holds otherwise says little. */
type Example<S extends z.ZodType> = { readonly example: z.input<S> };

/** IT's alone to say. */
export function value<S extends z.ZodType, const V extends z.output<S>>(
  schema: S,
  field: FieldWords & Unless<V> & Partial<Example<S>>,
) {
  return { ...field, schema, kind: "value" } as const;
}

/** The person's to say where IT doesn't. `chosen`: as the settings hold it, null = nothing. */
export function choice<S extends z.ZodType, const V extends z.output<S>>(
  schema: S,
  field: FieldWords & Unless<V>,
) {
  // A choice that the version which wrote the settings didn't know wasn't made, nor is one that this version doesn't know.
  const chosen = z.nullable(schema).default(null).catch(null);
  return { ...field, schema, chosen, kind: "choice" } as const;
}

/** Leads to what is read elsewhere. `shown`: `policy show` tells it by itself, not by what it leads to. */
export function source<S extends z.ZodType>(
  schema: S,
  field: FieldWords & { readonly shown: boolean } & Example<S>,
) {
  return { ...field, schema, kind: "source" } as const;
}
