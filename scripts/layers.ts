// The arrows of ARCHITECTURE.md as a check: who may import whom, and what the core may not touch.
import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";
import { importCircles } from "./import-circles.ts";
import { computed, type Import, importsOf, isNode, type Node, sourceFiles, walk } from "./imports.ts";

type Layer = {
  folder: string;
  /** Folders and files of this repository it may import, itself included. */
  imports: readonly string[];
  /** More of them, as `import type` only. */
  typeImports?: readonly string[];
  /** More of them, for its unit tests. */
  testImports?: readonly string[];
  /** npm packages, or "any". */
  packages: readonly string[] | "any";
  /** May it use Node's own modules? */
  node: boolean;
};

/** A folder of the client's main process or of the reference service, from the ground up. */
export type Room = {
  readonly room: string;
  /** Rooms it may import. */
  readonly below: readonly string[];
  readonly packages: readonly string[];
  /** May it use Node's own modules? Unless said otherwise it may. */
  readonly node?: boolean;
  /** May it use Electron (`src/main/electron.ts`)? */
  readonly electron?: boolean;
};

/** What stands at the top of `src/main` puts them together. */
export const mainRooms: readonly Room[] = [
  { room: "files", below: [], packages: ["zod", "electron-log"] },
  { room: "bus", below: [], packages: [] },
  { room: "config", below: ["files"], packages: ["zod", "jsonc-parser", "native-reg"] },
  { room: "keychain", below: ["files", "bus"], packages: ["zod", "keytar"] },
  { room: "command", below: ["files"], packages: ["zod"] },
  { room: "network", below: ["config"], packages: ["zod"], electron: true },
  { room: "provider", below: ["network"], packages: ["zod", "jose", "openid-client"] },
  { room: "session", below: ["files", "config", "provider"], packages: ["zod"] },
  {
    room: "doctor",
    below: ["files", "bus", "config", "network", "provider", "session"],
    packages: ["zod"],
    electron: true,
  },
  { room: "support", below: ["files", "config"], packages: ["zod", "fflate"] },
  { room: "page", below: ["config"], packages: ["zod"], electron: true },
  { room: "windows", below: ["page", "files", "network", "provider"], packages: [], electron: true },
  {
    room: "update",
    below: ["files", "config", "network"],
    packages: ["zod", "jose", "electron-updater"],
  },
  { room: "client", below: ["files", "network", "provider"], packages: [] },
  { room: "guide", below: ["client", "doctor"], packages: [] },
  {
    room: "shell",
    below: ["client", "guide", "windows", "files", "bus", "config", "network", "support", "update"],
    packages: ["zod"],
    electron: true,
  },
];

/** What stands at the top of `service` puts them together. */
export const rooms: readonly Room[] = [
  { room: "web", below: [], packages: ["zod", "node-forge", "got"] },
  { room: "state", below: ["web"], packages: ["zod", "write-file-atomic"] },
  { room: "pages", below: ["web", "state"], packages: ["uqr"], node: false },
  { room: "provider", below: ["web", "state", "pages"], packages: ["zod", "oidc-provider"] },
  { room: "visit", below: ["web", "state", "pages", "provider"], packages: ["zod"] },
  { room: "people", below: ["web", "state", "pages", "provider", "visit"], packages: ["zod"] },
  { room: "routes", below: ["web", "state", "pages", "provider", "visit", "people"], packages: ["zod"] },
  { room: "admin", below: ["web", "state", "pages", "provider"], packages: ["zod"] },
];

function layersOf(place: string, all: readonly Room[], outside: readonly string[]): Layer[] {
  return all.map(({ room, below, packages, node = true, electron = false }) => ({
    folder: `${place}/${room}`,
    imports: [
      ...[room, ...below].map((other) => `${place}/${other}`),
      ...outside,
      ...(electron ? [`${place}/electron.ts`] : []),
    ],
    testImports: [place],
    packages,
    node,
  }));
}

/** The first one whose folder a file is in holds for it. */
const layers: readonly Layer[] = [
  { folder: "src/core", imports: ["src/core"], packages: [], node: false },
  {
    folder: "src/shared",
    imports: [
      "src/shared",
      ...["src/core/errors.ts", "src/core/rules", "src/core/service", "src/core/support", "src/core/doctor"],
    ],
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
  { folder: "src/helpdesk", imports: ["src/helpdesk", "src/shared", "src/core"], packages: [], node: false },
  { folder: "src/preload", imports: ["src/preload", "src/shared"], packages: ["electron"], node: false },
  ...layersOf("src/main", mainRooms, ["src/shared", "src/core"]),
  {
    folder: "src/main",
    imports: ["src/main", "src/shared", "src/core"],
    packages: ["electron"],
    node: true,
  },
  ...layersOf("service", rooms, ["src/core"]),
  {
    folder: "service",
    imports: ["service", "src/core", "scripts/node24.mjs"],
    packages: ["zod"],
    node: true,
  },
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
      "src/core/support",
      "src/main/config",
      "src/main/support",
      "src/main/page/try-profile.ts",
      "src/main/files/patient-files.ts",
      "src/main/files/regular-file.ts",
      "scripts/node24.mjs",
    ],
    packages: ["zod"],
    node: true,
  },
];

/** Packages that only these files may import, whatever their layer allows; `import type` counts too. */
const confined: readonly { packages: readonly string[]; to: readonly string[] }[] = [
  { packages: ["electron"], to: ["src/main/electron.ts", "src/preload"] },
  { packages: ["write-file-atomic"], to: ["service/state/data-file.ts"] },
  { packages: ["oidc-provider"], to: ["service/provider"] },
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
  const paths = new Set(layers.flatMap(({ folder }) => sourceFiles(join(root, folder))));
  const sources = new Map(
    [...paths].map((path) => [relative(root, path).split(sep).join("/"), readFileSync(path, "utf8")]),
  );
  return [...[...sources].flatMap(([file, source]) => checkFile(file, source)), ...checkCircles(sources)];
}

/**
 * Files that import each other in a circle, by types too: none of them can be read, moved or tested without the rest.
 * @param sources by path in the repository, with `/`
 */
export function checkCircles(sources: ReadonlyMap<string, string>): Violation[] {
  const imports = new Map([...sources].map(([file, source]) => [file, filesImported(file, source)]));
  return importCircles(imports).map(([file = "", ...way]) => ({
    file,
    problem: `imports itself: ${way.join(" → ")}`,
  }));
}

function filesImported(file: string, source: string): string[] {
  return [...walk(parseSync(file, source).program)]
    .flatMap(importsOf)
    .flatMap(({ from }) => (from.startsWith(".") ? [posix.join(dirname(file), from)] : []));
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

function importProblem(file: string, layer: Layer, { from, typeOnly }: Import, isTest: boolean): string[] {
  if (from.startsWith(".")) {
    const target = posix.join(dirname(file), from);
    const allowed = [
      ...layer.imports,
      ...(typeOnly || isTest ? (layer.typeImports ?? []) : []),
      ...(isTest ? (layer.testImports ?? []) : []),
    ];
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

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

if (import.meta.main) {
  const violations = checkLayers(fileURLToPath(new URL("..", import.meta.url)));
  for (const { file, problem } of violations) console.error(`${file}: ${problem}`);
  if (violations.length > 0) process.exitCode = 1;
}
