import { describe, expect, test } from "vitest";
import { FIELD_NAMES, type FieldName, POLICY_FIELDS } from "../../src/main/config/policy-fields.ts";
import { fieldForm } from "../../src/main/config/policy-form.ts";
import { guideDoc } from "../guide-doc.ts";
import { policyFiles } from "./policy-files.ts";

// What administrators' tools take of a policy: all of them know the same fields, and are whole by their formats' rules.

const files = policyFiles();
const fileOf = (name: string): string => files[name] ?? "";
const ADMX = fileOf("windows/storage-service-drive.admx");
const ADML = { ja: "windows/ja-JP", en: "windows/en-US" } as const;
const adml = (language: "ja" | "en") => fileOf(`${ADML[language]}/storage-service-drive.adml`);
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = ""]) => found);

/** The elements of an XML file, each ended in its turn. @throws where it isn't well-formed */
function elementsOf(xml: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  const body = xml.replace(/^<\?xml[^>]*\?>\s*|<!DOCTYPE[^>]*>\s*|<!--(?:(?!--)[\s\S])*-->/gu, "");
  const rest = body.replace(
    /<(\/?)([a-zA-Z]+)((?:\s+[\w:]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*)\s*(\/?)>/gu,
    (_, end, name, _attributes, empty) => {
      if (end === "/") {
        if (open.pop() !== name) throw new Error(`</${name}> ends nothing`);
      } else {
        seen.push(name);
        if (empty !== "/") open.push(name);
      }
      return "";
    },
  );
  if (open.length > 0) throw new Error(`<${open.at(-1)}> has no end`);
  if (/[<>]|&(?!(?:amp|lt|gt|quot);)/u.test(rest)) throw new Error("a character that has to be escaped");
  return seen;
}

/** The property list of a profile whose comments are taken off its values. */
const filledIn = fileOf("macos/storage-service-drive.mobileconfig").replace(
  / *<!--\n([\s\S]*?) *-->/gu,
  "$1",
);

describe("the same fields", () => {
  const properties = (name: string) => Object.keys(JSON.parse(fileOf(name)).properties);
  test.each([
    ["ADMX", all(ADMX, /<policy name="(\w+)"/gu)],
    ["ADML ja", all(adml("ja"), /<string id="(\w+)_Explain"/gu)],
    ["ADML en", all(adml("en"), /<string id="(\w+)_Explain"/gu)],
    ["JSON schema ja", properties("json/ja/policy.schema.json")],
    ["JSON schema en", properties("json/en/policy.schema.json")],
    [
      "manifest ja",
      all(fileOf("macos/ja/storage-service-drive.plist"), /<key>pfm_name<\/key>\s*<string>(\w+)/gu),
    ],
    [
      "manifest en",
      all(fileOf("macos/en/storage-service-drive.plist"), /<key>pfm_name<\/key>\s*<string>(\w+)/gu),
    ],
    ["mobileconfig", all(filledIn, /^ {6}<key>(?!Payload)(\w+)<\/key>$/gmu)],
    [
      "guide",
      all(
        guideDoc(
          "<!-- policy -->\n<!-- /policy -->\n<!-- commands -->\n<!-- /commands -->\n<!-- exits -->\n<!-- /exits -->\n",
        ).split("<!-- /policy -->")[0] ?? "",
        /^\| `(\w+)` \|/gmu,
      ),
    ],
  ])("%s", (_name, fields) => {
    expect(fields).toEqual([...FIELD_NAMES]);
  });

  test("and the same words", () => {
    for (const name of FIELD_NAMES)
      for (const language of ["ja", "en"] as const) {
        const { title } = POLICY_FIELDS[name][language];
        const schema = JSON.parse(fileOf(`json/${language}/policy.schema.json`));
        expect(schema.properties[name].title).toBe(title);
        expect(adml(language)).toContain(`<string id="${name}">${title}</string>`);
        expect(fileOf(`macos/${language}/storage-service-drive.plist`)).toContain(
          `<string>${title}</string>`,
        );
      }
  });
});

describe("well-formed", () => {
  test.each(Object.keys(files).filter((name) => !name.endsWith(".json")))("%s", (name) => {
    expect(elementsOf(fileOf(name)).length).toBeGreaterThan(10);
  });
  test("the profile with its comments taken off, too", () => {
    expect(elementsOf(filledIn)).toContain("true");
  });
  test("what isn't, is seen", () => {
    expect(() => elementsOf(ADMX.replace("</elements>", ""))).toThrow("ends nothing");
    expect(() => elementsOf(ADMX.replace("<enabledValue>", "<enabledValue>&"))).toThrow("escaped");
  });
});

// Rules of our own: Microsoft's schema isn't ours to pass on. What `xmllint --schema` says of them: docs/release-checklist.md.
describe("ADMX and ADML", () => {
  const policy = (name: FieldName) =>
    new RegExp(`<policy name="${name}"[\\s\\S]*?</policy>`, "u").exec(ADMX)?.[0] ?? "";
  const ELEMENT = {
    choice: "enum",
    number: "decimal",
    text: "text",
    list: "list",
    json: "multiText",
  } as const;
  const BOX = {
    choice: "dropdownList",
    number: "decimalTextBox",
    text: "textBox",
    list: "listBox",
    json: "multiTextBox",
  } as const;

  test.each([...FIELD_NAMES])(
    "%s is written where the client reads it, by an element of its kind",
    (name) => {
      const { kind } = fieldForm(name);
      const text = policy(name);
      expect(text).toContain('class="Both"');
      expect(text).toContain('key="Software\\Policies\\storage-service-drive"');
      if (kind === "switch") {
        expect(text).toContain(`valueName="${name}"`);
        expect(text).toMatch(/enabledValue><decimal value="1"[\s\S]*disabledValue><decimal value="0"/u);
        return;
      }
      expect(text).toContain(`<${ELEMENT[kind]} id="${name}" `);
      expect(text).toContain(
        kind === "list" ? `key="Software\\Policies\\storage-service-drive\\${name}"` : `valueName="${name}"`,
      );
      for (const language of ["ja", "en"] as const)
        expect(adml(language)).toMatch(
          new RegExp(`<presentation id="${name}">\\s*<${BOX[kind]} refId="${name}"`, "u"),
        );
    },
  );

  test("every text and presentation that the template names is there once in each language, and no other", () => {
    const named = new Set(all(ADMX, /\$\(string\.(\w+)\)/gu));
    const shown = new Set(all(ADMX, /\$\(presentation\.(\w+)\)/gu));
    for (const language of ["ja", "en"] as const) {
      expect(all(adml(language), /<string id="(\w+)"/gu).sort()).toEqual([...named].sort());
      expect(all(adml(language), /<presentation id="(\w+)"/gu).sort()).toEqual([...shown].sort());
    }
  });

  test("every reference leads to something, and both files are of one namespace and revision", () => {
    for (const name of all(ADMX, /<parentCategory ref="(\w+)"/gu))
      expect(ADMX).toContain(`<category name="${name}"`);
    for (const name of all(ADMX, /<supportedOn ref="(\w+)"/gu))
      expect(ADMX).toContain(`<definition name="${name}"`);
    const head = (text: string) =>
      all(text, /(xmlns="[^"]*"|(?<!min\w+)revision="[^"]*"|schemaVersion="[^"]*")/gu);
    expect(head(ADMX)).toHaveLength(3);
    for (const language of ["ja", "en"] as const) expect(head(adml(language))).toEqual(head(ADMX));
  });

  test("the parts stand in the order that their schema wants", () => {
    const children = (text: string, parts: readonly string[]) =>
      parts.map((part) => text.indexOf(`<${part}`));
    const sorted = (places: number[]) => expect(places).toEqual([...places].sort((a, b) => a - b));
    sorted(children(ADMX, ["policyNamespaces", "resources", "supportedOn>", "categories", "policies>"]));
    sorted(
      children(adml("ja"), ["displayName", "description", "resources", "stringTable", "presentationTable"]),
    );
    for (const name of FIELD_NAMES) sorted(children(policy(name), ["parentCategory", "supportedOn"]));
  });
});
