/** A check that reads the sources. Each counts as one test of `npm test`. */
export type StaticCheck = { name: string; args: readonly string[] };

export const staticChecks: readonly StaticCheck[] = [
  {
    name: "format and lint",
    args: ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
  },
  { name: "types", args: ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "tsconfig.json"] },
  {
    name: "types of the core alone",
    args: ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "tsconfig.core.json"],
  },
  { name: "layers", args: ["scripts/layers.ts"] },
  { name: "unused code", args: ["node_modules/knip/bin/knip.js", "--no-progress"] },
];
