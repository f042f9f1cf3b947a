import { jsonOf } from "./config-file.ts";
import { FIELD_NAMES } from "./policy-fields.ts";
import { fieldForm } from "./policy-form.ts";
import type { RegistryValue } from "./windows-registry.ts";

/** A policy as a file would hold it. What doesn't fit its field stays as it is, for the schema to name. */
export function policyInRegistry(
  values: Readonly<Record<string, RegistryValue>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).map(([called, value]) => {
      // Names of the registry have no case.
      const name = FIELD_NAMES.find((one) => one.toLowerCase() === called.toLowerCase());
      return name === undefined ? [called, value] : [name, written(fieldForm(name).kind, value)];
    }),
  );
}

function written(kind: ReturnType<typeof fieldForm>["kind"], value: RegistryValue): unknown {
  switch (kind) {
    case "switch":
      return value === 1 ? true : value === 0 ? false : value;
    case "json":
      return jsonIn(typeof value === "object" ? value.join("\n") : value);
    default:
      return value;
  }
}

/** A word such as `direct` stands there by itself. */
function jsonIn(value: string | number): unknown {
  if (typeof value === "number" || !/^\s*[[{"]/u.test(value)) return value;
  try {
    return jsonOf(value);
  } catch {
    return value;
  }
}
