import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import { build, type Plugin } from "vite";
import { node24Path } from "../node24.mjs";
import { run } from "../pinned-package.mjs";
import { root } from "../run-command.ts";

/** Marks the place in Node that tells whether it carries a program (nodejs.org/api/single-executable-applications.html). */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** Known to `parts-of-program.cjs` by this name. */
const ENTRY = "storage-drive.cjs";

/** Which Node carries it. */
export type Carrier = {
  readonly node: string;
  readonly platform: "linux" | "win32" | "darwin";
};

/**
 * What a start doesn't need waits: the bundle's parts until something of them is used, and so do Node's own modules,
 * which a bundle loads at its top. And a text in ASCII alone is read in a single byte a letter.
 */
const quickToStart: Plugin = {
  name: "quick-to-start",
  // After everything else, which would write the letters out again.
  generateBundle(_options, made) {
    for (const part of Object.values(made)) if (part.type === "chunk") part.code = quick(part);
  },
};

function quick({ code, isEntry }: { readonly code: string; readonly isEntry: boolean }): string {
  return [
    "const lazily = (name) => new Proxy({}, { get: (_, key) => require(name)[key] });\n",
    isEntry ? readFileSync(join(import.meta.dirname, "parts-of-program.cjs"), "utf8") : "",
    code
      .replace(/(?<=[\w$]=)require(?=\("node:[^"]+"\)[,;])/gu, "lazily")
      .replace(/\brequire(?=\(["`]\.\/)/gu, isEntry ? "requirePart" : "$&"),
  ]
    .join("")
    .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * `storage-drive` as one program that needs no Node on the PC: the pinned Node with the command line in it.
 * @param work a folder for what comes between
 */
export async function makeCommandLine(
  program: string,
  work: string,
  version: string,
  { node, platform }: Carrier = { node: node24Path(), platform: "linux" },
): Promise<void> {
  const windows = platform === "win32";
  mkdirSync(work, { recursive: true });
  const parts = await bundle(work, version, windows);
  const config = join(work, "sea.json");
  const blob = join(work, "storage-drive.blob");
  writeFileSync(
    config,
    JSON.stringify({
      main: join(work, ENTRY),
      output: blob,
      disableExperimentalSEAWarning: true,
      useCodeCache: platform === "linux", // made by the Node that runs here
      execArgvExtension: "none",
      assets: Object.fromEntries(parts.map((part) => [`./${part}`, join(work, part)])),
    }),
  );
  await run(node24Path(), ["--experimental-sea-config", config]);
  copyFileSync(node, program);
  chmodSync(program, 0o755);
  const postject = join(root, "node_modules/postject/dist/cli.js");
  const segment = platform === "darwin" ? ["--macho-segment-name", "NODE_SEA"] : [];
  await run(node24Path(), [postject, program, "NODE_SEA_BLOB", blob, "--sentinel-fuse", FUSE, ...segment]);
  if (windows)
    copyFileSync(
      join(root, "node_modules/native-reg/prebuilds/win32-x64/node.napi.node"),
      join(dirname(program), "native-reg.node"),
    );
}

/** The command line with its packages, as CommonJS. @returns the names of the parts beside its entry */
async function bundle(work: string, version: string, windows: boolean): Promise<readonly string[]> {
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: "warn",
    plugins: [quickToStart],
    define: { __INSTALLED_VERSION__: JSON.stringify(version) },
    // A single executable finds no packages: the registry's native part lies beside it.
    resolve: {
      alias: windows ? { "node-gyp-build": join(root, "scripts/package/native-reg-beside.cjs") } : {},
    },
    ssr: {
      noExternal: true,
      external: [
        ...(windows ? [] : ["native-reg"]),
        ...builtinModules,
        ...builtinModules.map((name) => `node:${name}`),
      ],
      target: "node",
    },
    build: {
      ssr: true,
      outDir: work,
      emptyOutDir: true,
      target: "node24",
      minify: true, // what is shorter is read sooner
      rolldownOptions: {
        platform: "node",
        input: join(root, "cli/main.ts"),
        output: { format: "cjs", entryFileNames: ENTRY, chunkFileNames: "[name].cjs" },
      },
    },
  });
  return readdirSync(work).filter((name) => name.endsWith(".cjs") && name !== ENTRY);
}
