// Loads the core anew for every break, with the one thing broken. In the child only.
import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";
import { another, type Break, valueAt, withValue } from "./breaks.ts";

const CORE = new URL("../../../src/core/", import.meta.url).href;
const COLLECTOR = new URL("collector.ts", import.meta.url).href;
const TABLES: Readonly<Record<string, string>> = {
  "service/links.ts": "LINKS",
  "service/manuals.ts": "MANUALS",
  "service/permissions.ts": "PERMISSIONS",
  "service/profiles.ts": "PROFILES",
  "service/steps.ts": "STEPS",
};

type Answer = (...args: readonly unknown[]) => unknown;
type Table = Record<string, unknown>;

/** What the loaded modules call back: they are told apart by the round they were loaded in. */
export type Round = {
  readonly table: (name: string, table: Table) => void;
  readonly constant: (where: string, value: object) => void;
  readonly answer: (where: string, real: Answer) => Answer;
};

declare global {
  var breaking: Round | undefined;
}

/** Functions and constants of the rows, as `file#name`; others are loaded as they are. */
export function installHooks(wheres: ReadonlySet<string>): void {
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === "vitest" && context.parentURL?.startsWith(CORE))
        return { url: COLLECTOR, shortCircuit: true };
      const found = next(specifier, context);
      const round = context.parentURL?.startsWith(CORE) ? new URL(context.parentURL).search : "";
      return found.url.startsWith(CORE) ? { ...found, url: found.url + round } : found;
    },
    load(url, context, next) {
      if (!url.startsWith(CORE) || !url.includes("?")) return next(url, context);
      const [plain = ""] = url.split("?");
      return { format: "module", source: sourceOf(plain, wheres), shortCircuit: true };
    },
  });
}

const sources = new Map<string, string>();

function sourceOf(url: string, wheres: ReadonlySet<string>): string {
  const known = sources.get(url);
  if (known !== undefined) return known;
  const path = url.slice(CORE.length);
  let source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), "utf8"));
  const table = TABLES[path];
  if (table !== undefined) source += `\nglobalThis.breaking.table("${table}", ${table});`;
  for (const where of wheres) {
    const [file, name] = where.split("#");
    if (file !== path) continue;
    if (new RegExp(`^export const ${name}\\b`, "mu").test(source)) {
      source += `\nglobalThis.breaking.constant("${where}", ${name});`;
      continue;
    }
    const plain = source.replace(new RegExp(`^export function ${name}\\b`, "mu"), `function ${name}`);
    if (plain === source) throw new Error(`${where}: neither a function nor a constant`);
    source = `${plain}\nconst broken_${name} = globalThis.breaking.answer("${where}", ${name});`;
    source += `\nexport { broken_${name} as ${name} };`;
  }
  sources.set(url, source);
  return source;
}

/** A round in which this one thing is broken. `broke` counts how often it made a difference. */
export function roundOf(one: Break): Round & { readonly broke: () => number } {
  let broke = 0;
  return {
    broke: () => broke,
    table(name, table) {
      if (one.kind !== "datum" || one.table !== name) return;
      broke += 1;
      table[one.service] = withValue(table[one.service], one.keys, one.value);
    },
    constant(where, value) {
      if (one.kind !== "constant" || one.where !== where) return;
      broke += 1;
      const [first = "", ...rest] = one.keys;
      const changed = another(valueAt(value, one.keys));
      Reflect.set(value, first, withValue(Reflect.get(value, first), rest, changed));
    },
    answer(where, real) {
      if (one.kind !== "answer" || one.where !== where) return real;
      return (...args) => {
        const answer = real(...args);
        if (!concerns(one.fact, answer)) return answer;
        const changed = another(valueAt(answer, one.keys));
        if (changed === undefined) return answer;
        broke += 1;
        return withValue(answer, one.keys, changed);
      };
    },
  };
}

/** A round in which nothing is broken and it is written down what each function answers. */
export function watchingRound(seen: (where: string, answer: unknown) => void): Round {
  return {
    table: () => {},
    constant: (where, value) => seen(where, value),
    answer:
      (where, real) =>
      (...args) => {
        const answer = real(...args);
        seen(where, answer);
        return answer;
      },
  };
}

/** Verdicts name their rows; what the recogniser says concerns the lock text where it says locked (facts A35). */
export function concerns(fact: string, answer: unknown): boolean {
  const facts = valueAt(answer, ["facts"]);
  if (Array.isArray(facts)) return facts.includes(fact);
  return fact !== "A35" || valueAt(answer, ["screen"]) === "login-locked";
}
