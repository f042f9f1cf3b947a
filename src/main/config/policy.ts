import { z } from "zod";
import type { RuleName } from "../../shared/locales/config-fault-words.ts";
import { FIELD_NAMES, type FieldName, mapped, POLICY_FIELDS } from "./policy-fields.ts";
import { profileFile } from "./profile-schema.ts";

/** Where the system's administrator puts a policy. Windows (registry) and macOS (managed preferences) have none yet. */
export const MACHINE_POLICY: string | null =
  process.platform === "linux" ? "/etc/storage-service-drive/policy.json" : null;

type Shape = { readonly [K in FieldName]: (typeof POLICY_FIELDS)[K]["schema"] };

/** What IT fixes. `service` names a built-in profile, `profile` a file; overrides belong to the one named. */
export const policySchema = z
  .strictObject(mapped<FieldName, Shape>(FIELD_NAMES, (name) => POLICY_FIELDS[name].schema))
  .partial()
  .refine((policy) => policy.service === undefined || policy.profile === undefined, {
    error: "service-or-profile" satisfies RuleName,
  })
  .refine(
    (policy) =>
      policy.overrides === undefined || policy.service !== undefined || policy.profile !== undefined,
    { error: "overrides-of-nothing" satisfies RuleName },
  );
export type Policy = z.infer<typeof policySchema>;

/** For `policy schema` and `profile schema`. */
export function policyJsonSchema(): unknown {
  return z.toJSONSchema(policySchema, { io: "input" });
}

export function profileJsonSchema(): unknown {
  return z.toJSONSchema(profileFile, { io: "input" });
}
