import { createHash } from "node:crypto";
import { FIELD_NAMES, type FieldName, POLICY_FIELDS } from "../../src/main/config/policy-fields.ts";
import { fieldForm } from "../../src/main/config/policy-form.ts";
import { withoutMarks } from "../../src/main/config/policy-json-schema.ts";
import type { Language } from "../../src/shared/view.ts";
import { escaped, indented } from "./xml.ts";

/*
 * For macOS: a configuration profile to fill in, and a manifest that profile editors read (ProfileManifests' format). What is
 * read of it: src/main/config/policy-sources.ts.
 */

const DOMAIN = "storage-service-drive";
const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
`;

function plist(value: unknown): string {
  return `${HEAD}<plist version="1.0">\n${element(value)}</plist>\n`;
}

/** A value as a property list has it. */
function element(value: unknown): string {
  if (typeof value === "boolean") return `<${value} />\n`;
  if (typeof value === "number")
    return Number.isInteger(value) ? `<integer>${value}</integer>\n` : `<real>${value}</real>\n`;
  if (Array.isArray(value)) return `<array>\n${indented(value.map(element).join(""), "  ")}</array>\n`;
  if (typeof value === "object" && value !== null)
    return `<dict>\n${indented(Object.entries(value).map(pair).join(""), "  ")}</dict>\n`;
  return `<string>${escaped(String(value))}</string>\n`;
}

function pair([key, value]: readonly [string, unknown]): string {
  return `<key>${escaped(key)}</key>\n${element(value)}`;
}

/** Something that may stand there. */
function example(name: FieldName): unknown {
  const field = POLICY_FIELDS[name];
  return "example" in field ? field.example : field.unless("ja");
}

/** Every field is there and none holds: an administrator takes the comment signs off those that should. */
export function mobileconfig(): string {
  const fields = FIELD_NAMES.map((name) => {
    const { title, meaning } = POLICY_FIELDS[name].ja;
    // "--" would end a comment (XML 1.0 2.5).
    return `<!-- ${escaped(withoutMarks(`${title}: ${meaning}`)).replaceAll("--", "- -")} -->\n<!--\n${pair([name, example(name)])}-->\n`;
  }).join("");
  const payload = {
    PayloadType: DOMAIN,
    PayloadVersion: 1,
    PayloadIdentifier: `${DOMAIN}.policy.settings`,
    PayloadUUID: uuid("settings"),
  };
  const head = {
    PayloadType: "Configuration",
    PayloadVersion: 1,
    PayloadIdentifier: `${DOMAIN}.policy`,
    PayloadUUID: uuid("profile"),
    PayloadScope: "System",
    PayloadDisplayName: "ストレージサービスドライブ",
  };
  const inner = `<dict>\n${indented(Object.entries(payload).map(pair).join("") + fields, "  ")}</dict>\n`;
  const content = `<key>PayloadContent</key>\n<array>\n${indented(inner, "  ")}</array>\n`;
  return `${HEAD}<plist version="1.0">\n<dict>\n${indented(Object.entries(head).map(pair).join("") + content, "  ")}</dict>\n</plist>\n`;
}

const TYPES = {
  switch: "boolean",
  choice: "string",
  number: "real",
  text: "string",
  list: "array",
  json: "dictionary",
} as const;

export function manifest(language: Language): string {
  const subkeys = FIELD_NAMES.map((name) => {
    const { title, meaning, values } = POLICY_FIELDS[name][language];
    const form = fieldForm(name);
    return {
      pfm_name: name,
      pfm_title: title,
      pfm_description: withoutMarks(meaning),
      pfm_description_reference: withoutMarks(values),
      pfm_type: TYPES[form.kind],
      ...(form.kind === "choice" && { pfm_range_list: form.values }),
      ...(form.kind === "number" && { pfm_range_min: form.least, pfm_range_max: form.most }),
      ...(form.kind === "list" && { pfm_subkeys: [{ pfm_type: "string" }] }),
    };
  });
  return plist({
    pfm_domain: DOMAIN,
    pfm_title: language === "ja" ? "ストレージサービスドライブ" : "Storage Service Drive",
    pfm_description: language === "ja" ? "ポリシー" : "Policy",
    pfm_format_version: 1,
    pfm_version: 1,
    pfm_platforms: ["macOS"],
    pfm_targets: ["system", "user"],
    pfm_subkeys: subkeys,
  });
}

/** The same each time it is made: a profile takes the place of the one with its identifier. */
function uuid(name: string): string {
  const hex = createHash("sha256").update(`${DOMAIN} ${name}`).digest("hex").toUpperCase();
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
