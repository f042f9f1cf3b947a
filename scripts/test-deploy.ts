// `npm run test:deploy`: makes the packages, installs them, uses them as a person does, and takes them away. All of that
// on a system of its own over this machine's: nothing of it stays, and whatever else runs here sees nothing of it.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NAME } from "./package/linux.ts";
import { root, runNode } from "./run-command.ts";

const minute = 60_000;
const place = join(root, "out/own-system");
const ownSystem = fileURLToPath(new URL("package/own-system.sh", import.meta.url));
const inside = (...command: string[]) => [
  ...["--mount", "--propagation", "private", "sh", ownSystem, place],
  ...command,
];

const report = join(root, "out/test/deploy.json");
rmSync(report, { force: true });
const why = whyNotHere();
if (why === null) {
  // Two versions, for the update.
  await must(["scripts/package.ts", "--fast", "--version", "0.1.0"]);
  await must(["scripts/package.ts", "--fast", "--deb", "--version", "0.1.1"]);
  const tests = [
    ...[process.execPath, "node_modules/vitest/vitest.mjs", "run", "--project=deploy"],
    ...["--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
  ];
  const { status } = spawnSync("unshare", inside(...tests), {
    cwd: root,
    stdio: "inherit",
    timeout: 8 * minute,
  });
  process.exitCode = status ?? 1;
} else console.log(`deploy: skipped, ${why}`);

function whyNotHere(): string | null {
  if (process.platform !== "linux" || process.arch !== "x64")
    return "packages are for Linux x64 only, by now";
  if (process.getuid?.() !== 0) return "only root installs packages";
  for (const tool of ["dpkg", "rpmbuild", "rpm"])
    if (!existsSync(join("/usr/bin", tool))) return `${tool} isn't here`;
  if (existsSync(`/usr/lib/${NAME}`)) return "the client is installed on this machine";
  const { status } = spawnSync("unshare", inside(), { stdio: "ignore" });
  return status === 0 ? null : "this system gives root no mounts of its own";
}

async function must(args: string[]): Promise<void> {
  const { code } = await runNode(args, { timeLimit: 5 * minute, show: true });
  if (code !== 0) process.exit(code ?? 1);
}
