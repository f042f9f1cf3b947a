// Reads what source files import, without running them.
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Stands for a specifier that only running the code would tell. */
export const computed = "(computed)";

/** An import or re-export; `from` as it is written. */
export type Import = { from: string; typeOnly: boolean };

export function importsOf(node: Node): Import[] {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      return literal(node.source).map((from) => ({ from, typeOnly: isTypeOnly(node) }));
    case "ImportExpression":
      // A computed specifier can't be judged: named as such, and no layer without Node may have one.
      return literal(node.source, computed).map((from) => ({ from, typeOnly: false }));
    case "TSImportType":
      return literal(node.source).map((from) => ({ from, typeOnly: true }));
    case "CallExpression":
      return isNode(node.callee) && node.callee.name === "require" && Array.isArray(node.arguments)
        ? literal(node.arguments[0]).map((from) => ({ from, typeOnly: false }))
        : [];
    default:
      return [];
  }
}

function isTypeOnly(node: Node): boolean {
  if (node.importKind === "type" || node.exportKind === "type") return true;
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  return (
    specifiers.length > 0 && specifiers.every((one) => one.importKind === "type" || one.exportKind === "type")
  );
}

function literal(node: unknown, otherwise?: string): string[] {
  // A query says how the bundler takes the file.
  if (isNode(node) && typeof node.value === "string") return [node.value.replace(/\?.*$/u, "")];
  return node && otherwise ? [otherwise] : [];
}

/** A node of the syntax tree. */
export type Node = { type: string; [field: string]: unknown };

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

/** The nodes of a tree, each before what is in it. */
export function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item);
  } else if (isNode(value)) {
    yield value;
    for (const part of Object.values(value)) yield* walk(part);
  }
}

/** Every source file below a folder, sorted. @param folder absolute */
export function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts|cts|js|mjs|cjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
