import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * What each command takes of the processor, in milliseconds: on a machine that is busy otherwise, waiting says nothing.
 * By turns, so that all of them meet the same machine.
 */
export function processorTimes(rounds: number, commands: readonly (readonly string[])[]): number[] {
  const spent = commands.map(() => 0);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, [program = "", ...args]] of commands.entries()) {
      const before = childrensTime();
      spawnSync(program, args, { stdio: "ignore" });
      spent[index] = (spent[index] ?? 0) + childrensTime() - before;
    }
  return spent.map((ticks) => (ticks * MS_PER_TICK) / rounds);
}

/** The kernel's unit for it (proc_pid_stat(5), sysconf(_SC_CLK_TCK)): 100 a second on every Linux in use. */
const MS_PER_TICK = 10;

/** Of children that have ended: `cutime` and `cstime`. */
function childrensTime(): number {
  const [, fields = ""] = readFileSync("/proc/self/stat", "utf8").split(") ");
  const [cutime, cstime] = fields.split(" ").slice(13, 15).map(Number);
  return (cutime ?? 0) + (cstime ?? 0);
}
