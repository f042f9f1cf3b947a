// Writes the tables of docs/facts.md: what each row of the manuals says, with each service's values out of the data in
// src/core/service. The text around them is written by hand. `--check` only says whether they are up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type OperationRow, PERMISSIONS } from "../src/core/service/permissions.ts";
import type { ServiceId } from "../src/core/service/profile.ts";
import { FACTS } from "./facts.ts";
import { alike, dataOf, groupsOf } from "./rules-doc.ts";
import { TRACES, type Trace } from "./rules-traces.ts";

export const FACTS_DOC = fileURLToPath(new URL("../docs/facts.md", import.meta.url));

const BEGIN = "<!-- begin: written by scripts/facts-doc.ts -->";
const END = "<!-- end -->";

/** The whole document as it should be, out of the one that is there. */
export function factsDoc(document: string): string {
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/facts.md lacks ${BEGIN} … ${END}`);
  return [before + BEGIN, "", ...factRows(), "", ...permissionRows(), "", END + after].join("\n");
}

function factRows(): readonly string[] {
  return [
    "| Fact | About | What it says | In each service |",
    "|---|---|---|---|",
    ...TRACES.map((trace) => {
      const text = FACTS[trace.fact];
      return line([trace.fact.replaceAll("-", " "), text?.about ?? "", text?.says ?? "", valuesOf(trace)]);
    }),
  ];
}

/** What has a table of its own, only says how sure another datum is, or is a page's whole sentence. */
const UNSHOWN = /^PERMISSIONS$|^PROFILES\.unverified|\.certainty$|\.lockText$|\?$/u;

/** "omakase, cowork, ot: 14<br>codec: 7"; one value alone where all have the same. */
function valuesOf(trace: Trace): string {
  const paths = trace.data.filter((path) => !UNSHOWN.test(path));
  if (paths.length === 0) return "–";
  const groups = groupsOf({ ...trace, data: paths });
  return groups
    .map((group) => {
      const values = paths.map((path) => labelled(path, group[0] ?? "omakase", paths.length > 1)).join("; ");
      return groups.length === 1 ? values : `${group.join(", ")}: ${values}`;
    })
    .join("<br>");
}

function labelled(path: string, service: ServiceId, withLabel: boolean): string {
  const value = words(dataOf(path, service).value);
  return withLabel ? `\`${path.split(".").at(-1)}\` ${value}` : value;
}

/** A datum as a reader takes it; what is `stated` goes without saying. */
function words(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "object") return /^https?:/u.test(String(value)) ? `\`${value}\`` : String(value);
  if (Array.isArray(value)) return value.map(words).join(", ");
  const { certainty, ...members } = value as Readonly<Record<string, unknown>>;
  const doubt = certainty === undefined || certainty === "stated" ? "" : ` (${certainty})`;
  if ("value" in members) return words(members.value) + doubt;
  const said = Object.entries(members).filter(([, inner]) => inner !== null);
  if (said.length === 0) return "nothing";
  return said.map(([key, inner]) => `${key} ${inside(inner)}`).join(", ") + doubt;
}

function inside(value: unknown): string {
  return typeof value === "object" && !Array.isArray(value) ? `(${words(value)})` : words(value);
}

const COLUMNS = [
  ["basic", "holder"],
  ["basic", "other"],
  ["trial", "holder"],
  ["trial", "other"],
] as const;

function permissionRows(): readonly string[] {
  return [
    "| What | Services | basic plan: holder | basic plan: others | trial: holder | trial: others |",
    "|---|---|---|---|---|---|",
    ...Object.keys(PERMISSIONS.omakase).flatMap((operation) => {
      const rowOf = (service: ServiceId) =>
        PERMISSIONS[service][operation as keyof typeof PERMISSIONS.omakase];
      return alike((service) => mayOf(rowOf(service))).map((group) =>
        line([operation, group.join(", "), ...mayOf(rowOf(group[0] ?? "omakase"))]),
      );
    }),
  ];
}

function mayOf(row: OperationRow): readonly string[] {
  return COLUMNS.map(([plan, role]) => row[plan][role].may.replaceAll("-", " "));
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const document = readFileSync(FACTS_DOC, "utf8");
  if (!process.argv.includes("--check")) writeFileSync(FACTS_DOC, factsDoc(document));
  else if (factsDoc(document) !== document) {
    console.error("docs/facts.md is out of date: run node scripts/facts-doc.ts");
    process.exitCode = 1;
  }
}
