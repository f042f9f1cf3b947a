// Stands in for `vitest` in the child that breaks things: the same `expect`, and a `test` that only collects.
export { expect } from "vitest";

export type Case = { readonly name: string; readonly run: () => unknown };
type Body = (...args: never[]) => unknown;

let collected: Case[] = [];
let groups: readonly string[] = [];

/** The cases that the given files define, in order. */
export async function casesOf(load: () => Promise<unknown>): Promise<readonly Case[]> {
  collected = [];
  await load();
  return collected;
}

function add(name: string, run: () => unknown): void {
  collected.push({ name: [...groups, name].join(" > "), run });
}

function group(name: string, body: () => unknown): void {
  const before = groups;
  groups = [...groups, name];
  body();
  groups = before;
}

/** As Vitest's `each`: a row that is a list is the arguments, anything else the one argument. */
function each(define: (name: string, run: () => unknown) => void) {
  return (rows: readonly unknown[]) => (name: string, body: Body) => {
    for (const row of rows) {
      const args = Array.isArray(row) ? row : [row];
      define(`${name} ${shown(args)}`, () => body(...(args as never[])));
    }
  };
}

function shown(args: readonly unknown[]): string {
  return JSON.stringify(args)?.slice(0, 80) ?? "";
}

export const test = Object.assign(add, { each: each(add) });
export const describe = Object.assign(group, { each: each(group) });
