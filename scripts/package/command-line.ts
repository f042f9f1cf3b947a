import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import { build, type Plugin } from "vite";
import { node24Path } from "../node24.mjs";
import { run } from "../pinned-package.mjs";
import { root } from "../run-command.ts";

/** Marks the place in Node that tells whether it carries a program (nodejs.org/api/single-executable-applications.html). */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** Which Node carries it. */
export type Carrier = {
  readonly node: string;
  readonly platform: "linux" | "win32" | "darwin";
};

/**
 * What a start doesn't need waits: Node's own modules until something of them is used, which a bundle loads at its top.
 * And a text in ASCII alone is read in a single byte a letter.
 */
const quickToStart: Plugin = {
  name: "quick-to-start",
  renderChunk: (code) =>
    `const lazily = (name) => new Proxy({}, { get: (_, key) => require(name)[key] });\n${code
      .replace(/^let (\w+) = require\("(node:[^"]+)"\);$/gmu, 'const $1 = lazily("$2");')
      .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)}`,
};

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
  await bundle(work, version, windows);
  const config = join(work, "sea.json");
  const blob = join(work, "storage-drive.blob");
  writeFileSync(
    config,
    JSON.stringify({
      main: join(work, "storage-drive.cjs"),
      output: blob,
      disableExperimentalSEAWarning: true,
      useCodeCache: platform === "linux", // made by the Node that runs here
      execArgvExtension: "none",
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

/** The command line with its packages, as one CommonJS file. */
async function bundle(work: string, version: string, windows: boolean): Promise<void> {
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
      minify: false,
      rolldownOptions: {
        platform: "node",
        input: join(root, "cli/main.ts"),
        output: { format: "cjs", entryFileNames: "storage-drive.cjs", codeSplitting: false },
      },
    },
  });
}
