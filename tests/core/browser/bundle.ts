import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";

const CORE = fileURLToPath(new URL("../../../src/core/", import.meta.url));
const ENTRY = "virtual:core";

/** Every module of the core below a folder, tests and what only they use apart. */
export function modulesOf(folder: string): readonly string[] {
  return readdirSync(CORE + folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter(
      (path) =>
        path.endsWith(".ts") && !path.endsWith(".test.ts") && !/(?:^|\/)sample-[a-z]+\.ts$/u.test(path),
    )
    .sort()
    .map((path) => CORE + folder + path);
}

/** Whole modules, whatever of them is used. */
export function reexport(modules: readonly string[]): string {
  return modules.map((path, index) => `export * as module${index} from ${JSON.stringify(path)};`).join("\n");
}

export type Bundle = {
  readonly code: string;
  readonly minified: number;
  readonly gzipped: number;
  readonly exports: readonly string[];
  /** What it would still have to load from elsewhere. */
  readonly imports: readonly string[];
  readonly warnings: readonly string[];
};

/** One file for the browser, made of the given module's text. */
export async function bundle(entry: string): Promise<Bundle> {
  const warnings: string[] = [];
  const result = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === ENTRY ? ENTRY : null),
        load: (id) => (id === ENTRY ? entry : null),
      },
    ],
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      target: "es2024",
      rolldownOptions: {
        input: ENTRY,
        preserveEntrySignatures: "strict",
        output: { format: "es" },
        onLog: (_level, log) => warnings.push(log.message),
      },
    },
  });
  const [output] = (Array.isArray(result) ? result : [result]) as Rolldown.RolldownOutput[];
  const [chunk, ...more] = output?.output ?? [];
  if (chunk?.type !== "chunk") throw new Error("nothing was bundled");
  return {
    code: chunk.code,
    minified: Buffer.byteLength(chunk.code),
    gzipped: gzipSync(chunk.code, { level: 9 }).length,
    exports: chunk.exports,
    imports: [...chunk.imports, ...chunk.dynamicImports, ...more.map(({ fileName }) => fileName)],
    warnings,
  };
}
