import { z } from "zod";
import { type FieldName, POLICY_FIELDS } from "./policy-fields.ts";

/** How a field is written where there is no JSON: in the registry, in a group policy editor, in a configuration profile. */
export type FieldForm =
  | { readonly kind: "switch" }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "number"; readonly least: number; readonly most: number }
  | { readonly kind: "text" }
  | { readonly kind: "list" }
  /** What has parts is written as JSON. */
  | { readonly kind: "json" };

const plainShape = z.looseObject({
  type: z.preprocess((type) => (Array.isArray(type) ? type[0] : type), z.string().optional()),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

type PlainSchema = z.infer<typeof plainShape>;

const schemaShape = plainShape.extend({ anyOf: z.array(plainShape).optional() });

/** What may be null is written as the rest of it: to say nothing, nothing is written. */
function unlessNull(schema: z.infer<typeof schemaShape>): PlainSchema {
  const [only, ...others] = schema.anyOf?.filter(({ type }) => type !== "null") ?? [];
  return only === undefined || others.length > 0 ? schema : only;
}

/** By the field's own schema, so that a new field needs nothing else. */
export function fieldForm(name: FieldName): FieldForm {
  const schema = unlessNull(schemaShape.parse(z.toJSONSchema(POLICY_FIELDS[name].schema, { io: "input" })));
  if (schema.enum !== undefined) return { kind: "choice", values: schema.enum };
  switch (schema.type) {
    case "boolean":
      return { kind: "switch" };
    case "number":
    case "integer":
      return { kind: "number", least: schema.minimum ?? 0, most: schema.maximum ?? 2 ** 32 - 1 };
    case "string":
      return { kind: "text" };
    case "array":
      return { kind: "list" };
    default:
      return { kind: "json" };
  }
}
