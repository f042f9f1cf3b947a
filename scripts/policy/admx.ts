import { FIELD_NAMES, type FieldName, POLICY_FIELDS } from "../../src/main/config/policy-fields.ts";
import { fieldForm } from "../../src/main/config/policy-form.ts";
import { withoutMarks } from "../../src/main/config/policy-json-schema.ts";
import type { Language } from "../../src/shared/view.ts";
import { escaped, indented } from "./xml.ts";

/*
 * A group policy template: ADMX (what is written where in the registry) and ADML (its words), as in Microsoft's "Group Policy
 * ADMX Syntax Reference Guide". What is read of it: src/main/config/registry-policy.ts.
 */

const KEY = "Software\\Policies\\storage-service-drive";
const NAMESPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions";
const CATEGORY = "StorageServiceDrive";
/** Longer than any of our texts has to be; the editor's own limit is 1,023 otherwise. */
const LONGEST_TEXT = 32_000;

const ROOT_WORDS = {
  ja: { product: "ストレージサービスドライブ", supported: "Windows 10以降" },
  en: { product: "Storage Service Drive", supported: "Windows 10 or later" },
} as const satisfies Record<Language, { product: string; supported: string }>;

/** What a policy's editor asks for; a switch is on where the policy is enabled. */
function elements(name: FieldName): string {
  const form = fieldForm(name);
  const at = `id="${name}" valueName="${name}"`;
  switch (form.kind) {
    case "switch":
      return "";
    case "choice":
      return `<enum ${at} required="true">\n${form.values
        .map(
          (value) =>
            `  <item displayName="$(string.${name}_${value})">\n    <value><string>${escaped(value)}</string></value>\n  </item>\n`,
        )
        .join("")}</enum>\n`;
    case "number":
      return `<decimal ${at} minValue="${form.least}" maxValue="${form.most}" required="true" />\n`;
    case "text":
      return `<text ${at} maxLength="${LONGEST_TEXT}" required="true" />\n`;
    case "list":
      return `<list id="${name}" key="${KEY}\\${name}" valuePrefix="" />\n`;
    case "json":
      return `<multiText ${at} maxLength="${LONGEST_TEXT}" required="true" />\n`;
  }
}

function policy(name: FieldName): string {
  const isSwitch = fieldForm(name).kind === "switch";
  const value = isSwitch ? ` valueName="${name}"` : ` presentation="$(presentation.${name})"`;
  const inside = isSwitch
    ? '  <enabledValue><decimal value="1" /></enabledValue>\n  <disabledValue><decimal value="0" /></disabledValue>\n'
    : `  <elements>\n${indented(elements(name), "    ")}  </elements>\n`;
  return `<policy name="${name}" class="Both" displayName="$(string.${name})" explainText="$(string.${name}_Explain)" key="${KEY}"${value}>
  <parentCategory ref="${CATEGORY}" />
  <supportedOn ref="SUPPORTED_Windows10" />
${inside}</policy>
`;
}

const HEAD = `<?xml version="1.0" encoding="utf-8"?>\n`;
const SCHEMA = `xmlns="${NAMESPACE}" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" revision="1.0" schemaVersion="1.0"`;

export function admx(): string {
  return `${HEAD}<policyDefinitions ${SCHEMA}>
  <policyNamespaces>
    <target prefix="storageservicedrive" namespace="StorageServiceDrive.Policies" />
  </policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <supportedOn>
    <definitions>
      <definition name="SUPPORTED_Windows10" displayName="$(string.SUPPORTED_Windows10)" />
    </definitions>
  </supportedOn>
  <categories>
    <category name="${CATEGORY}" displayName="$(string.${CATEGORY})" />
  </categories>
  <policies>
${indented(FIELD_NAMES.map(policy).join(""), "    ")}  </policies>
</policyDefinitions>
`;
}

/** What the editor shows beside its fields. */
function presentation(name: FieldName, language: Language): string {
  const label = escaped(POLICY_FIELDS[name][language].title);
  switch (fieldForm(name).kind) {
    case "switch":
      return "";
    case "choice":
      return inPresentation(
        name,
        `<dropdownList refId="${name}" noSort="true" defaultItem="0">${label}</dropdownList>`,
      );
    case "number":
      return inPresentation(name, `<decimalTextBox refId="${name}">${label}</decimalTextBox>`);
    case "text":
      return inPresentation(name, `<textBox refId="${name}">\n    <label>${label}</label>\n  </textBox>`);
    case "list":
      return inPresentation(name, `<listBox refId="${name}">${label}</listBox>`);
    case "json":
      return inPresentation(name, `<multiTextBox refId="${name}">${label}</multiTextBox>`);
  }
}

function inPresentation(name: string, inside: string): string {
  return `<presentation id="${name}">\n  ${inside}\n</presentation>\n`;
}

function strings(name: FieldName, language: Language): (readonly [id: string, text: string])[] {
  const { title, meaning, values } = POLICY_FIELDS[name][language];
  const form = fieldForm(name);
  const choices = form.kind === "choice" ? form.values : [];
  return [
    [name, title],
    [`${name}_Explain`, withoutMarks(`${meaning}\n\n${values}`)],
    ...choices.map((value) => [`${name}_${value}`, value] as const),
  ];
}

export function adml(language: Language): string {
  const { product, supported } = ROOT_WORDS[language];
  const table = [
    [CATEGORY, product] as const,
    ["SUPPORTED_Windows10", supported] as const,
    ...FIELD_NAMES.flatMap((name) => strings(name, language)),
  ];
  const lines = table.map(([id, text]) => `<string id="${id}">${escaped(text)}</string>\n`).join("");
  const presentations = FIELD_NAMES.map((name) => presentation(name, language)).join("");
  return `${HEAD}<policyDefinitionResources ${SCHEMA}>
  <displayName>${escaped(product)}</displayName>
  <description>${escaped(product)}</description>
  <resources>
    <stringTable>
${lines.replace(/^(?=<string )/gmu, "      ")}    </stringTable>
    <presentationTable>
${indented(presentations, "      ")}    </presentationTable>
  </resources>
</policyDefinitionResources>
`;
}
