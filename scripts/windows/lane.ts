// The repository's own tests on Node for Windows, under Wine.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { type Count, countOf, failure, none, type Report } from "../count-results.ts";
import { missingWindowsPackages } from "../debian-packages.mjs";
import { type Outcome, root } from "../run-command.ts";
import { modules, prepareWindows, programs } from "./prepare.ts";
import { type CodePage, nodeExe, place, runOnWine, windowsPath } from "./wine.ts";

/** The short form, which `npm test` has: what meets files, keychain and command line, on a Japanese Windows. */
const shortFiles = ["tests/windows/", "tests/contract/", "tests/integration/command-line"];

export const codePages = (short: boolean): readonly CodePage[] => (short ? [932] : [932, 1252]);

const keepAlive = fileURLToPath(new URL("keep-alive.cjs", import.meta.url));

/** What a run came to: as a whole, and by folder. */
export type WindowsResult = { readonly count: Count; readonly folders: ReadonlyMap<string, Count> };

/** @param show what the run prints, told at its end */
export async function testOnWindows(
  codePage: CodePage,
  { short, timeLimit, show }: { short: boolean; timeLimit: number; show: (output: string) => void },
): Promise<WindowsResult> {
  const suite = `windows ${codePage}`;
  const why = whyNotHere();
  if (why !== null)
    return { count: { ...none, skipped: [`${suite}: all of it (${why})`] }, folders: new Map() };
  try {
    await prepareWindows();
  } catch (thrown) {
    return { count: failure(`${suite}: can't be prepared: ${thrown}`), folders: new Map() };
  }
  const report = join(place, `report-${codePage}.json`);
  rmSync(report, { force: true });
  const outcome = await runVitest(codePage, report, timeLimit, short ? shortFiles : []);
  show(stripVTControlCharacters(outcome.output));
  return resultOf(suite, outcome, readReport(report));
}

function whyNotHere(): string | null {
  if (process.platform !== "linux" || process.arch !== "x64") return "Wine runs it on Linux x64 only";
  const missing = missingWindowsPackages();
  return missing.length === 0 ? null : `missing on this system: ${missing.join(" ")}`;
}

function runVitest(codePage: CodePage, report: string, timeLimit: number, files: readonly string[]) {
  const args = [
    nodeExe,
    "node_modules/vitest/vitest.mjs",
    "run",
    "--project=windows",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${windowsPath(report)}`,
    ...files,
  ];
  const env = {
    NODE_SKIP_PLATFORM_CHECK: "1",
    NODE_PATH: windowsPath(modules),
    NODE_OPTIONS: `--require "Z:${keepAlive}"`,
    STORAGE_DRIVE_CODE_PAGE: String(codePage),
    STORAGE_DRIVE_WINDOWS_PROGRAMS: windowsPath(programs),
  };
  return runOnWine(args, { codePage, timeLimit, log: join(place, `tests-${codePage}.log`), env });
}

/** Wine's Node names files by their Windows paths. */
function readReport(path: string): Report | null {
  try {
    const report = JSON.parse(readFileSync(path, "utf8")) as Report;
    const onLinux = (name: string) => name.replace(/^Z:/iu, "").replaceAll("\\", "/");
    return { testResults: report.testResults.map((file) => ({ ...file, name: onLinux(file.name) })) };
  } catch {
    return null;
  }
}

function resultOf(suite: string, outcome: Outcome, report: Report | null): WindowsResult {
  const byFolder = Map.groupBy(report?.testResults ?? [], ({ name }) => folderOf(name.slice(root.length)));
  const folders = [...byFolder].map(([folder, testResults]): [string, Count] => [
    folder,
    countOf(suite, { ...outcome, code: 0, timedOut: false }, { testResults }, root),
  ]);
  return {
    count: countOf(suite, outcome, report, root),
    folders: new Map(folders.sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

function folderOf(file: string): string {
  const [top = "", folder = "", name = ""] = file.split("/");
  if (name.startsWith("command-line")) return `${top}/${folder}/command-line*`;
  return top === "src" || top === "tests" ? `${top}/${folder}` : top;
}
