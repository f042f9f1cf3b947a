import { z } from "zod";
import { PROFILES } from "../../core/service/profiles.ts";
import type { RuleName } from "../../shared/locales/config-fault-words.ts";
import { ConfigFileError } from "./config-file-error.ts";
import { FIELD_NAMES, type FieldName, mapped, POLICY_FIELDS } from "./policy-fields.ts";
import { wrongFields } from "./wrong-fields.ts";

type Shape = { readonly [K in FieldName]: (typeof POLICY_FIELDS)[K]["schema"] };

/** What IT fixes. `service` names a built-in profile, `profile` a file; overrides belong to the one named. */
export const policySchema = z
  .strictObject(mapped<FieldName, Shape>(FIELD_NAMES, (name) => POLICY_FIELDS[name].schema))
  .partial()
  .refine((policy) => policy.service === undefined || isBuiltIn(policy.service), {
    path: ["service"],
    error: "no-such-service" satisfies RuleName,
  })
  .refine((policy) => policy.service === undefined || policy.profile === undefined, {
    error: "service-or-profile" satisfies RuleName,
  })
  .refine(
    (policy) =>
      policy.overrides === undefined || policy.service !== undefined || policy.profile !== undefined,
    { error: "overrides-of-nothing" satisfies RuleName },
  );
export type Policy = z.infer<typeof policySchema>;

/** Whether the client has a profile of this id itself. */
export function isBuiltIn(id: string): boolean {
  return Object.hasOwn(PROFILES, id);
}

/** Where to log in is said by these together: if one can't be read, the others don't hold by themselves. */
const WHERE = ["service", "profile", "overrides"] as const satisfies readonly FieldName[];

/** What holds of a policy that can't be read any more: what somebody agreed to isn't taken from one of yesterday. */
export function heldOf({ consentApproval: _, ...held }: Policy): Policy {
  return held;
}

export type UsablePolicy = {
  readonly policy: Policy;
  /** What was wrong; null for nothing. */
  readonly wrong: ConfigFileError | null;
  /** Where to log in was said, and can't be read; nor was it said before. */
  readonly whereUnknown: boolean;
};

const named = z.record(z.string(), z.unknown());

/**
 * A policy as far as it can be used: a field that is wrong keeps its last good value, one that isn't known is passed over.
 * @param written anything
 * @param before what held last
 * @throws ConfigFileError for what has no fields at all
 */
export function usablePolicy(written: unknown, before: Policy): UsablePolicy {
  const whole = policySchema.safeParse(written, { reportInput: true });
  if (whole.success) return { policy: whole.data, wrong: null, whereUnknown: false };
  const wrong = new ConfigFileError(wrongFields(whole.error, policySchema));
  const fields = named.safeParse(written).data;
  if (fields === undefined) throw wrong;
  const broken = new Set<string>(
    FIELD_NAMES.filter((name) => !POLICY_FIELDS[name].schema.optional().safeParse(fields[name]).success),
  );
  const { service, profile, overrides } = fields;
  // A later version's, maybe.
  if (typeof service === "string" && !isBuiltIn(service)) broken.add("service");
  const both = service !== undefined && profile !== undefined;
  const ofNothing = overrides !== undefined && service === undefined && profile === undefined;
  if (both || ofNothing || WHERE.some((name) => broken.has(name))) for (const name of WHERE) broken.add(name);
  const last = heldOf(before);
  const held = FIELD_NAMES.map((name) => [name, broken.has(name) ? last[name] : fields[name]] as const);
  return {
    policy: policySchema.parse(Object.fromEntries(held.filter(([, value]) => value !== undefined))),
    wrong,
    whereUnknown: broken.has("service") && before.service === undefined && before.profile === undefined,
  };
}
