// The packages made, installed, used as a person does, and taken away. All of that on a system of its own over this
// machine's: nothing of it stays, and whatever else runs here sees nothing of it.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Count, countOf, failure, none, type Report } from "../count-results.ts";
import { type Outcome, type RunOptions, root, runNode, runProgram } from "../run-command.ts";
import { NAME } from "./linux.ts";

const ownSystem = fileURLToPath(new URL("own-system.sh", import.meta.url));
const report = join(root, "out/test/deploy.json");
/** The second is for the update alone. */
const VERSIONS = ["0.1.0", "0.1.1"] as const;

/** `tell`: gets what a part of it printed, at its end, where it isn't shown at once. */
export type LaneOptions = RunOptions & { readonly tell: (output: string) => void };

export async function testPackages({ timeLimit, show, tell }: LaneOptions): Promise<Count> {
  const place = mkdtempSync("/var/tmp/drive-deploy-");
  // Empty: what lies in it is mounted for its own processes alone.
  const tidy = () => rmSync(place, { recursive: true, force: true });
  process.once("exit", tidy);
  chmodSync(place, 0o755);
  const why = whyNotHere(place);
  if (why !== null) return { ...none, skipped: [`deploy: all of it (${why})`] };
  const end = performance.now() + timeLimit;
  const told = async (run: (options: RunOptions) => Promise<Outcome>) => {
    const outcome = await run({ timeLimit: end - performance.now(), show });
    if (!show) tell(outcome.output);
    return outcome;
  };
  for (const version of VERSIONS) {
    const args = ["scripts/package.ts", "--fast", "--version", version];
    const { code } = await told((options) => runNode(args, options));
    if (code !== 0) return failure(`deploy: no package ${version}`);
  }
  rmSync(report, { force: true });
  const tests = [
    ...[process.execPath, "node_modules/vitest/vitest.mjs", "run", "--project=deploy"],
    ...["--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
  ];
  const outcome = await told((options) => runProgram("unshare", inside(place, tests), options));
  tidy();
  return countOf("deploy", outcome, readReport(), root);
}

/** Processes of its own, too: the packages find these clients alone, and all of them end with the first. */
function inside(place: string, command: readonly string[]): string[] {
  return [
    ...["--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "--mount-proc"],
    ...["sh", ownSystem, place, ...command],
  ];
}

function whyNotHere(place: string): string | null {
  if (process.platform !== "linux" || process.arch !== "x64")
    return "packages are for Linux x64 only, by now";
  if (process.getuid?.() !== 0) return "only root installs packages";
  for (const tool of ["dpkg", "rpmbuild", "rpm"])
    if (!existsSync(join("/usr/bin", tool))) return `${tool} isn't here`;
  if (existsSync(`/usr/lib/${NAME}`)) return "the client is installed on this machine";
  const { status } = spawnSync("unshare", inside(place, []), { stdio: "ignore" });
  return status === 0 ? null : "this system gives root no mounts and processes of its own";
}

function readReport(): Report | null {
  try {
    return JSON.parse(readFileSync(report, "utf8")) as Report;
  } catch {
    return null;
  }
}
