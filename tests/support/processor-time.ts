import { spawnSync } from "node:child_process";

/**
 * What each command takes of the processor, in milliseconds, in the middle of all rounds: on a machine that is busy
 * otherwise, waiting says nothing, and a few runs say more of the others than of themselves. By turns, so that all of
 * them meet the same machine.
 */
export function processorTimes(rounds: number, commands: readonly (readonly string[])[]): number[] {
  const spent = commands.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, command] of commands.entries()) spent[index]?.push(processorTime(command));
  return spent.map((times) => times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN);
}

/** As bash has it of the kernel, in thousandths; what Node can read of children is in hundredths (proc_pid_stat(5)). */
function processorTime(command: readonly string[]): number {
  const timed = 'TIMEFORMAT="%3U %3S"; time "$@" </dev/null >/dev/null 2>&1';
  const { stderr } = spawnSync("bash", ["-c", timed, "bash", ...command], { encoding: "utf8" });
  const last = stderr.trim().split("\n").at(-1) ?? ""; // behind what bash says of a locale that isn't here
  const [user = Number.NaN, system = Number.NaN] = last.replaceAll(",", ".").split(" ").map(Number);
  return (user + system) * 1_000;
}
