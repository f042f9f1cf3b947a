import { cpSync, existsSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type InlineConfig } from "vite";
import { pageScriptPlugin } from "../page-script-plugin.ts";
import { oldApp } from "./client-command.mjs";
import { reachable } from "./ordinary-user.mjs";
import { whichElectron } from "./which-electron.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const done = new Map<string, Promise<string>>();

/**
 * Bundles any main (a contract case, a probe) for the Electron that is here, as the client is bundled. It must not await
 * the app's `ready` at its top level: Electron is ready only once it has been loaded (electron#40719), and as CommonJS it
 * has no top-level await.
 * @param entry absolute path of a TypeScript file
 * @param beside files that it finds beside itself by `new URL(NAME, import.meta.url)`
 * @returns what to hand to `electronCommand`
 */
export function bundleMain(entry: string, beside: readonly string[] = []): Promise<string> {
  const known = done.get(entry) ?? bundle(entry, beside);
  done.set(entry, known);
  return known;
}

async function bundle(entry: string, beside: readonly string[]): Promise<string> {
  // Another process may bundle the same one at the same time.
  const name = `${basename(entry, ".ts")}-${process.pid}`;
  const { old } = whichElectron();
  const folder = old ? join(oldApp, "mains", name) : join(root, "out", "mains", name);
  if (old) {
    const { completeOldApp, oldMain } = await import("../electron-25/bundle.ts");
    if (!existsSync(join(oldApp, "package.json"))) completeOldApp();
    await build(oldMain(entry, name));
  } else await build(moduleMain(entry, folder));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const file of beside) cpSync(file, join(folder, basename(file)));
  const file = join(folder, old ? "index.js" : "index.mjs");
  return old ? join(reachable(dirname(file)), basename(file)) : file;
}

const moduleMain = (entry: string, outDir: string): InlineConfig => ({
  configFile: false,
  root,
  publicDir: false,
  plugins: [pageScriptPlugin()],
  logLevel: "warn",
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    target: "node24",
    minify: false,
    rolldownOptions: { input: { index: entry }, output: { format: "es", entryFileNames: "[name].mjs" } },
  },
});
