// Writes docs/rules.md: each row of the manuals, where it lives, what tests it and where the services differ;
// `--check` only says whether it is up to date.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { LINKS } from "../src/core/service/links.ts";
import { MANUALS } from "../src/core/service/manuals.ts";
import { PERMISSIONS } from "../src/core/service/permissions.ts";
import type { ServiceId } from "../src/core/service/profile.ts";
import { PROFILES, SERVICE_IDS } from "../src/core/service/profiles.ts";
import { STEPS } from "../src/core/service/steps.ts";
import { FACTS } from "./facts.ts";
import { TRACES, type Trace } from "./rules-traces.ts";

export const RULES_DOC = fileURLToPath(new URL("../docs/rules.md", import.meta.url));
const CORE = fileURLToPath(new URL("../src/core", import.meta.url));

const TABLES: Readonly<Record<string, Readonly<Record<ServiceId, unknown>>>> = {
  LINKS,
  MANUALS,
  PERMISSIONS,
  PROFILES,
  STEPS,
};

export type Datum = {
  /** Within the service's entry of the table. */
  readonly keys: readonly string[];
  /** null = nothing there. */
  readonly value: unknown;
  /** Nothing there because what would hold it isn't there. */
  readonly homeless: boolean;
};

/**
 * What a service has at `MANUALS.links.reset`. A key may have dots in it (`PROFILES.unverified.origins.line`). With `?`
 * at the end it is whether there is anything.
 */
export function dataOf(path: string, service: ServiceId): Datum {
  const [table = "", ...keys] = path.replace(/\?$/u, "").split(".");
  const found = at(TABLES[table]?.[service], keys.join("."));
  return path.endsWith("?") ? { ...found, value: found.value !== null } : found;
}

function at(value: unknown, path: string): Datum {
  if (path === "") return { keys: [], value, homeless: false };
  if (typeof value !== "object" || value === null) return { keys: [path], value: null, homeless: true };
  const [head = "", ...tail] = path in value ? [path] : path.split(".");
  const known: unknown = Reflect.get(value, head);
  if (known === undefined) return { keys: [path], value: null, homeless: false };
  const inner = at(known, tail.join("."));
  return { ...inner, keys: [head, ...inner.keys] };
}

/**
 * The services in groups that share the row's data: "omakase, cowork / ot / codec". Brand names and addresses that
 * differ everywhere make four groups; no data = the same everywhere.
 */
export function groupsOf(trace: Trace): readonly (readonly ServiceId[])[] {
  return alike((service) => trace.data.map((path) => dataOf(path, service).value));
}

/** The services in groups of which the same is said. */
export function alike(said: (service: ServiceId) => unknown): readonly (readonly ServiceId[])[] {
  const groups: ServiceId[][] = [];
  for (const service of SERVICE_IDS) {
    const same = groups.find(
      ([first]) => first !== undefined && isDeepStrictEqual(said(first), said(service)),
    );
    if (same === undefined) groups.push([service]);
    else same.push(service);
  }
  return groups;
}

/** Test files of the core that name the row and import the place it lives in, or its data. */
export function testsOf(trace: Trace): readonly string[] {
  const files = trace.where.map((where) => (where.split("#")[0] ?? "").split("/").at(-1) ?? "");
  const tables = trace.data.map((path) => `${path.split(".")[0]}`);
  return coreTests()
    .filter(({ text }) => names(text, trace.fact))
    .filter(({ text }) => [...files, ...tables].some((one) => text.includes(one)))
    .map(({ path }) => path);
}

/** Does a text cite the row, alone or within `A3–A5` or `A39–A42`? */
function names(text: string, fact: string): boolean {
  if (text.includes(fact.replaceAll("-", " ")) && fact.includes("-")) return true;
  const number = Number(fact.slice(1));
  return [...text.matchAll(/A(\d+)(?:[–-]A(\d+))?/gu)].some(([, from, to]) => {
    return number >= Number(from) && number <= Number(to ?? from);
  });
}

function coreTests(): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(CORE, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".test.ts"))
    .sort()
    .map((path) => ({ path, text: readFileSync(`${CORE}/${path}`, "utf8") }));
}

/** The whole document, as it should be on the disk. */
export function rulesDoc(): string {
  return [
    "# Rules",
    "",
    "Generated from `scripts/rules-traces.ts`, the data in `src/core/service/` and the tests by `scripts/rules-doc.ts`; don't edit by hand.",
    "",
    "Each row of the manuals is a rule, data that a rule reads, or a screen. Paths are below `src/core`.",
    "Services that share the row's data stand together; ` / ` parts those that differ. `tests/core/rows-broken.test.ts`",
    "breaks each function and each datum of a row in turn, for each service, and sees a case of the row's tests fail.",
    "What each row says, and each service's values: [facts.md](facts.md).",
    "",
    "| Fact | About | Kind | Where | Data | Tests | Services |",
    "|---|---|---|---|---|---|---|",
    ...TRACES.map(row),
    "",
  ].join("\n");
}

function row(trace: Trace): string {
  const code = (items: readonly string[]) => items.map((item) => `\`${item}\``).join("<br>") || "–";
  const groups = groupsOf(trace);
  const services = groups.length === 1 ? "the same" : groups.map((group) => group.join(", ")).join(" / ");
  return `| ${[
    trace.fact.replaceAll("-", " "),
    FACTS[trace.fact]?.about ?? "",
    trace.kind,
    code(trace.where),
    code(trace.data),
    code(testsOf(trace)),
    services,
  ].join(" | ")} |`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes("--check")) writeFileSync(RULES_DOC, rulesDoc());
  else if (readFileSync(RULES_DOC, "utf8") !== rulesDoc()) {
    console.error("docs/rules.md is out of date: run node scripts/rules-doc.ts");
    process.exitCode = 1;
  }
}
