import { z } from "zod";
import type { Language } from "../../shared/view.ts";
import { policySchema } from "./policy.ts";
import { FIELD_NAMES, POLICY_FIELDS } from "./policy-fields.ts";
import { profileFile } from "./profile-schema.ts";

const withProperties = z.looseObject({ properties: z.record(z.string(), z.looseObject({})) });

/** JSON schema of a policy file (draft 2020-12), each field with its title and what it means. For `policy schema`. */
export function policyJsonSchema(language: Language): z.infer<typeof withProperties> {
  const schema = withProperties.parse(z.toJSONSchema(policySchema, { io: "input" }));
  const described = FIELD_NAMES.map((name) => [
    name,
    { ...worded(name, language), ...schema.properties[name] },
  ]);
  return { ...schema, properties: Object.fromEntries(described) };
}

function worded(name: (typeof FIELD_NAMES)[number], language: Language) {
  const { title, meaning } = POLICY_FIELDS[name][language];
  return { title, description: withoutMarks(meaning) };
}

/** JSON schema of a profile file. For `profile schema`. */
export function profileJsonSchema(): z.infer<typeof withProperties> {
  return withProperties.parse(z.toJSONSchema(profileFile, { io: "input" }));
}

/** Words that were written as Markdown, where nothing shows that. */
export function withoutMarks(text: string): string {
  return text.replaceAll("`", "");
}
