import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import { RULE_WORDS, type RuleName } from "../../shared/locales/config-fault-words.ts";
import { readConfigFile } from "./config-file.ts";
import { ConfigFileError } from "./config-file-error.ts";
import { FIELD_NAMES, type FieldName, mapped, POLICY_FIELDS } from "./policy-fields.ts";
import { profileFile } from "./profile-schema.ts";
import { wrongFields } from "./wrong-fields.ts";

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

/** What only saves people something: a login goes on without it, and without the policy it wouldn't. */
const dispensable = z.object({
  loginHint: POLICY_FIELDS.loginHint.schema.optional(),
  consentApproval: POLICY_FIELDS.consentApproval.schema.optional(),
});

/** A policy as far as it can be used, and what was left out of it (`POLICY_PART_IGNORED`). */
export type ReadPolicy = { readonly policy: Policy; readonly leftOut: AppError | null };

/** @returns null when there is no such file. @throws AppError `POLICY_INVALID`, its cause a `ConfigFileError` */
export async function readPolicyFile(
  path: string,
  options: { readonly rootOnly: boolean },
): Promise<ReadPolicy | null> {
  let leftOut: AppError | null = null;
  const usable = z.preprocess((written) => {
    const looked = dispensable.safeParse(written, { reportInput: true });
    if (looked.success || !isObject(written)) return written;
    const wrong = new Set(looked.error.issues.map(({ path: [name] }) => name));
    leftOut = new AppError("POLICY_PART_IGNORED", new ConfigFileError(wrongFields(looked.error)));
    return Object.fromEntries(Object.entries(written).filter(([name]) => !wrong.has(name)));
  }, policySchema);
  const policy = await readConfigFile(path, usable, "POLICY_INVALID", options);
  return policy === null ? null : { policy, leftOut };
}

/** A field that is written well and can't be used on this PC, or not now. */
export function leftOutOf(at: string, rule: RuleName): AppError {
  const fields = [{ at, ...RULE_WORDS[rule] }];
  return new AppError("POLICY_PART_IGNORED", new ConfigFileError({ what: "fields", fields, more: 0 }));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** For `policy schema` and `profile schema`. */
export function policyJsonSchema(): unknown {
  return z.toJSONSchema(policySchema, { io: "input" });
}

export function profileJsonSchema(): unknown {
  return z.toJSONSchema(profileFile, { io: "input" });
}
