// Builds what changed: the client's three bundles, the icons, and what administrators' tools take of a policy. Output goes to out/.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { InlineConfig } from "vite";
import { electronHere } from "./electron/which-electron.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

type Target = {
  name: string;
  /** Files and folders it is made of. */
  inputs: string[];
  /** A file that is there when it was built. */
  output: string;
  run: () => Promise<void>;
};

/** What is shipped; it is built wherever something is, also where another Electron has to run the client. */
const targets: Target[] = [
  {
    name: "main",
    inputs: ["src/main", "src/core", "src/shared", "vite.main.config.ts"],
    output: "out/main/index.js",
    run: () => bundle("vite.main.config.ts"),
  },
  {
    name: "preload",
    inputs: ["src/preload", "src/shared", "vite.preload.config.ts"],
    output: "out/preload/index.cjs",
    run: () => bundle("vite.preload.config.ts"),
  },
  {
    name: "renderer",
    inputs: ["src/renderer", "src/shared", "src/core", "assets", "vite.config.ts"],
    output: "out/renderer/index.html",
    run: () => bundle("vite.config.ts"),
  },
  {
    name: "helpdesk's page",
    inputs: [
      "src/helpdesk",
      "src/renderer/style/base.css",
      "src/shared",
      "src/core",
      "vite.helpdesk.config.ts",
    ],
    output: "out/helpdesk/index.html",
    run: () => bundle("vite.helpdesk.config.ts"),
  },
  {
    name: "icons",
    inputs: ["assets", "scripts/icons.ts"],
    output: "out/assets/app.ico",
    run: async () => (await import("./icons.ts")).renderIcons(join(root, "out/assets")),
  },
  {
    name: "policy files",
    inputs: ["src/main/config", "src/core/service", "src/shared", "scripts/policy"],
    output: "out/policy/json/profile.schema.json",
    run: async () => (await import("./policy/policy-files.ts")).writePolicyFiles(join(root, "out/policy")),
  },
];

/** The same for an Electron that takes no ES modules, where none other is here. */
async function oldTargets(): Promise<Target[]> {
  if (!electronHere()?.old) return [];
  const { oldBundles, completeOldApp } = await import("./electron-25/bundle.ts");
  const vite = await import("vite");
  const whole: Target = {
    name: "app for Electron 25",
    inputs: ["scripts/electron-25", "assets", "scripts/icons.ts"],
    output: "out/electron-25/package.json",
    run: async () => completeOldApp(),
  };
  const bundles = (["main", "preload", "renderer"] as const).map((name) => ({
    name: `${name} for Electron 25`,
    inputs: ["scripts/electron-25", ...(targets.find((target) => target.name === name)?.inputs ?? [])],
    output: targets.find((target) => target.name === name)?.output.replace("out/", "out/electron-25/") ?? "",
    run: async () => void (await vite.build(oldBundles[name])),
  }));
  return [...bundles, whole];
}

/** The bundles that the Electron which is here runs. */
export async function bundles(): Promise<InlineConfig[]> {
  if (electronHere()?.old) return Object.values((await import("./electron-25/bundle.ts")).oldBundles);
  const files = ["vite.main.config.ts", "vite.preload.config.ts", "vite.config.ts"];
  return files.map((file) => ({ configFile: join(root, file) }));
}

/** Builds every target whose inputs differ from the last build. Prints one line for each that was built. */
export async function build(): Promise<void> {
  for (const target of [...targets, ...(await oldTargets())]) {
    const stamp = join(root, "out/.setup", `built-${target.name.replaceAll(" ", "-")}`);
    const inputs = fingerprint([...target.inputs, "package-lock.json"]);
    if (existsSync(join(root, target.output)) && readOrNull(stamp) === inputs) continue;
    const started = performance.now();
    await target.run();
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, inputs);
    console.log(`build: ${target.name} … ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
}

async function bundle(configFile: string): Promise<void> {
  const vite = await import("vite");
  await vite.build({ configFile: join(root, configFile), logLevel: "warn" });
}

/** One hash over names and contents; tests don't count. */
function fingerprint(paths: string[]): string {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesOf(join(root, path)))) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  const entries = entriesOf(path);
  if (entries === null) return [path];
  return entries
    .flatMap((name) => filesOf(join(path, name)))
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .sort();
}

/** Names in a folder; null for a file. */
function entriesOf(path: string): string[] | null {
  try {
    return readdirSync(path);
  } catch {
    return null;
  }
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

if (import.meta.main) {
  await build().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
