// The client's bundles for an Electron that takes no ES modules in its main process: the same sources as CommonJS for
// Node 18 and Chrome 114. Everything that 25 lacks of the current Electron is made up for in this folder.
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { InlineConfig } from "vite";
import { oldApp } from "../electron/client-command.mjs";
import { optionalModulesPlugin } from "../optional-modules-plugin.ts";
import { pageScriptPlugin } from "../page-script-plugin.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const fromRoot = (path: string) => join(root, path);
const node = "node18";
const chrome = "chrome114";
/** What isn't part of the bundle: native code. */
const native = ["keytar", "native-reg"];
const external = ["electron", ...native, ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/**
 * @param input names of the output files, and what each is made of
 * @param folder where they go, in the app
 */
function nodeBundle(input: Readonly<Record<string, string>>, folder: string): InlineConfig {
  const outDir = join(oldApp, folder);
  return {
    configFile: false,
    root,
    publicDir: false,
    logLevel: "warn",
    plugins: [pageScriptPlugin(), optionalModulesPlugin()],
    ssr: { noExternal: true, external, target: "node" },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: node,
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        external,
        platform: "node",
        input,
        output: {
          format: "cjs",
          // Its `import()` finds no package in an asar (ENOTDIR); its `require` does.
          dynamicImportInCjs: false,
          entryFileNames: "[name].js",
          chunkFileNames: "[name]-[hash].js",
          banner: (chunk) =>
            chunk.isEntry ? `require(${JSON.stringify(relative(outDir, join(oldApp, "node-18.cjs")))});` : "",
        },
      },
    },
  };
}

export const oldBundles: Readonly<Record<"main" | "preload" | "renderer", InlineConfig>> = {
  main: nodeBundle(
    {
      index: fromRoot("src/main/index.ts"),
      "keychain-process": fromRoot("src/main/keychain/process.ts"),
    },
    "main",
  ),
  preload: {
    configFile: fromRoot("vite.preload.config.ts"),
    logLevel: "warn",
    build: { outDir: join(oldApp, "preload"), target: chrome },
  },
  renderer: {
    configFile: false,
    root: fromRoot("src/renderer"),
    base: "./",
    publicDir: false,
    logLevel: "warn",
    plugins: [react()],
    build: {
      outDir: join(oldApp, "renderer"),
      emptyOutDir: true,
      target: chrome,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
    },
  },
};

/** What the bundles take from beside them: package.json, icons, the native keychain library, what Node 18 lacks. */
export function completeOldApp(): void {
  mkdirSync(oldApp, { recursive: true });
  const { name, productName, desktopName, version } = JSON.parse(
    readFileSync(fromRoot("package.json"), "utf8"),
  );
  const described = { name, productName, desktopName, version, type: "commonjs", main: "main/index.js" };
  copyFileSync(new URL("node-18.cjs", import.meta.url), join(oldApp, "node-18.cjs"));
  cpSync(fromRoot("out/assets"), join(oldApp, "assets"), { recursive: true });
  const keytar = "node_modules/keytar";
  for (const part of ["package.json", "lib", "prebuilds/linux-x64"])
    cpSync(fromRoot(`${keytar}/${part}`), join(oldApp, keytar, part), { recursive: true });
  writeFileSync(join(oldApp, "package.json"), JSON.stringify(described, null, 2)); // last: then it is whole
}

/** A main of its own, e.g. of a test: `mains/NAME/index.js` in the app. */
export const oldMain = (entry: string, name: string): InlineConfig =>
  nodeBundle({ index: entry }, join("mains", name));
