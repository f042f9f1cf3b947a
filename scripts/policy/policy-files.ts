import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { policyJsonSchema, profileJsonSchema } from "../../src/main/config/policy-json-schema.ts";
import { adml, admx } from "./admx.ts";
import { manifest, mobileconfig } from "./macos.ts";

const NAME = "storage-service-drive";
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** What administrators' tools take of a policy, all of it from `src/main/config/policy-fields.ts`, by its file's name. */
export function policyFiles(): Readonly<Record<string, string>> {
  return {
    [`windows/${NAME}.admx`]: admx(),
    [`windows/ja-JP/${NAME}.adml`]: adml("ja"),
    [`windows/en-US/${NAME}.adml`]: adml("en"),
    [`macos/${NAME}.mobileconfig`]: mobileconfig(),
    [`macos/ja/${NAME}.plist`]: manifest("ja"),
    [`macos/en/${NAME}.plist`]: manifest("en"),
    "json/ja/policy.schema.json": json(policyJsonSchema("ja")),
    "json/en/policy.schema.json": json(policyJsonSchema("en")),
    "json/profile.schema.json": json(profileJsonSchema()),
  };
}

/** @param folder where they go, e.g. `out/policy` */
export function writePolicyFiles(folder: string): void {
  for (const [name, text] of Object.entries(policyFiles())) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
