// The arrows of ARCHITECTURE.md as a check: who may import whom, and what the core may not touch.
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";

type Layer = {
  folder: string;
  /** Folders and files of this repository it may import, itself included. */
  imports: readonly string[];
  /** More of them, as `import type` only. */
  typeImports?: readonly string[];
  /** npm packages, or "any". */
  packages: readonly string[] | "any";
  /** May it use Node's own modules? */
  node: boolean;
};

const layers: readonly Layer[] = [
  { folder: "src/core", imports: ["src/core"], packages: [], node: false },
  {
    folder: "src/shared",
    imports: ["src/shared", "src/core/doctor", "src/core/errors.ts", "src/core/rules", "src/core/service"],
    typeImports: ["src/core"],
    packages: ["i18next"],
    node: false,
  },
  {
    folder: "src/renderer",
    imports: ["src/renderer", "src/shared", "src/core/rules"],
    typeImports: ["src/core"],
    packages: ["react", "react-dom", "zustand", "i18next", "react-i18next"],
    node: false,
  },
  { folder: "src/preload", imports: ["src/preload", "src/shared"], packages: ["electron"], node: false },
  { folder: "src/main", imports: ["src/main", "src/shared", "src/core"], packages: "any", node: true },
  { folder: "service", imports: ["service", "src/core", "scripts/node24.mjs"], packages: "any", node: true },
  {
    folder: "cli",
    imports: [
      "cli",
      "src/shared",
      "src/core/doctor",
      "src/core/rules",
      "src/core/service",
      "src/core/errors.ts",
      "src/core/provider-words.ts",
      "src/main/config",
      "scripts/node24.mjs",
    ],
    packages: ["zod"],
    node: true,
  },
];

/** Packages that only these files may import, whatever their layer allows; `import type` counts too. */
const confined: readonly { packages: readonly string[]; to: readonly string[] }[] = [
  { packages: ["electron"], to: ["src/main/electron.ts", "src/preload"] },
  {
    packages: ["write-file-atomic"],
    to: ["service/data-file.ts"],
  },
  {
    packages: ["openid-client", "jose", "keytar", "native-reg", "electron-log"],
    to: ["src/main/adapters", "src/main/keychain-process.ts"],
  },
  { packages: ["oidc-provider"], to: ["service"] },
];

/** What a browser, Node or the clock would hand the core behind its back. */
const outerGlobals = new Set(
  (
    "window document navigator location localStorage sessionStorage fetch XMLHttpRequest WebSocket crypto process " +
    "performance setTimeout setInterval setImmediate clearTimeout clearInterval queueMicrotask Buffer require module " +
    "console globalThis self global"
  ).split(" "),
);

/** A line that breaks a rule: `file: what it does`. */
export type Violation = { file: string; problem: string };

/** Every violation in the repository, in file order. */
export function checkLayers(root: string): Violation[] {
  return layers
    .flatMap((layer) => sourceFiles(join(root, layer.folder)))
    .flatMap((path) => checkFile(relative(root, path).split(sep).join("/"), readFileSync(path, "utf8")));
}

/**
 * The violations of one file. Unit tests may use what they like, but arrows to other folders hold for them too.
 * @param file path in the repository, with `/`
 */
export function checkFile(file: string, source: string): Violation[] {
  const layer = layers.find((one) => isWithin(file, one.folder));
  if (layer === undefined) return [];
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) return [{ file, problem: "can't be parsed" }];
  const isTest = /\.test\.tsx?$/.test(file);
  const nodes = [...walk(program)];
  const problems = nodes
    .flatMap((node) => importsOf(node))
    .flatMap((found) => importProblem(file, layer, found, isTest));
  if (layer.folder === "src/core" && !isTest) problems.push(...reachesOutward(nodes));
  return [...new Set(problems)].map((problem) => ({ file, problem }));
}

const computed = "(computed)";

type Import = { from: string; typeOnly: boolean };

function importsOf(node: Node): Import[] {
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
  if (isNode(node) && typeof node.value === "string") return [node.value];
  return node && otherwise ? [otherwise] : [];
}

function importProblem(file: string, layer: Layer, { from, typeOnly }: Import, isTest: boolean): string[] {
  if (from.startsWith(".")) {
    const target = posix.join(dirname(file), from);
    const allowed = [...layer.imports, ...(typeOnly || isTest ? (layer.typeImports ?? []) : [])];
    return allowed.some((one) => isWithin(target, one)) ? [] : [`imports ${target}`];
  }
  if (isTest) return [];
  if (from === computed || from.startsWith("node:") || builtinModules.includes(from))
    return layer.node ? [] : [`imports ${from}`];
  const name = packageName(from);
  const home = confined.find((one) => one.packages.includes(name));
  if (home !== undefined && !home.to.some((one) => isWithin(file, one))) {
    return [`imports ${name}, which only ${home.to.join(", ")} may`];
  }
  return layer.packages === "any" || layer.packages.includes(name) ? [] : [`imports ${from}`];
}

function packageName(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** Clock, randomness and globals of the surroundings. */
function reachesOutward(nodes: Node[]): string[] {
  const ownNames = new Set(nodes.flatMap(declaredNames));
  const keys = new Set(nodes.flatMap(keyPositions));
  return nodes.flatMap((node) => {
    if (isMember(node, "Math", "random")) return ["uses Math.random"];
    if (isMember(node, "Date", "now")) return ["uses Date.now"];
    if (isNode(node.callee) && node.callee.name === "Date") {
      const without = !Array.isArray(node.arguments) || node.arguments.length === 0;
      if (node.type === "CallExpression" || without) return ["reads the clock by Date()"];
    }
    if (node.type !== "Identifier" || typeof node.name !== "string" || keys.has(node)) return [];
    return outerGlobals.has(node.name) && !ownNames.has(node.name) ? [`uses the global ${node.name}`] : [];
  });
}

function isMember(node: Node, object: string, property: string): boolean {
  return (
    node.type === "MemberExpression" &&
    isNode(node.object) &&
    node.object.name === object &&
    isNode(node.property) &&
    (node.property.name === property || node.property.value === property)
  );
}

/** Names that a declaration, parameter or import of this file gives a meaning of its own. */
function declaredNames(node: Node): string[] {
  switch (node.type) {
    case "VariableDeclarator":
    case "FunctionDeclaration":
    case "ImportSpecifier":
      return [...namesIn(node.id), ...namesIn(node.local), ...namesIn(node.params)];
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return namesIn(node.params);
    default:
      return [];
  }
}

function namesIn(pattern: unknown): string[] {
  if (Array.isArray(pattern)) return pattern.flatMap(namesIn);
  if (!isNode(pattern)) return [];
  if (pattern.type === "Identifier") return [String(pattern.name)];
  return [pattern.properties, pattern.elements, pattern.argument, pattern.left]
    .flatMap((part) => namesIn(part))
    .concat(pattern.type === "Property" ? namesIn(pattern.value) : []);
}

/** Identifiers that only name a property, a parameter of a type or a label. */
function keyPositions(node: Node): Node[] {
  const plainKey = node.computed === true ? [] : [node.key, node.property, node.label, node.id];
  const isType = node.type.startsWith("TS");
  const parameters = isType && Array.isArray(node.params) ? node.params : [];
  return [...plainKey, ...parameters].filter(isNode).filter((one) => one.type === "Identifier");
}

type Node = { type: string; [field: string]: unknown };

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item);
  } else if (isNode(value)) {
    yield value;
    for (const part of Object.values(value)) yield* walk(part);
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts|cts|js|mjs|cjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

if (import.meta.main) {
  const violations = checkLayers(fileURLToPath(new URL("..", import.meta.url)));
  for (const { file, problem } of violations) console.error(`${file}: ${problem}`);
  if (violations.length > 0) process.exitCode = 1;
}
