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

const schemaShape = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

/** By the field's own schema, so that a new field needs nothing else. */
export function fieldForm(name: FieldName): FieldForm {
  const schema = schemaShape.parse(z.toJSONSchema(POLICY_FIELDS[name].schema, { io: "input" }));
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
