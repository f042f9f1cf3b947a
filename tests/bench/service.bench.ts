import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logIn, perSecond } from "../../scripts/load-capacity.ts";
import type { Seed } from "../../service/state/organisation-schema.ts";
import { type ServiceProcess, startServiceProcess } from "../faults/service-process.ts";
import type { Bench, Figure } from "./bench.ts";

const USERS = 10_000;
const MEASURED_MS = 5_000;

export const benches: readonly Bench[] = [];

/** What the reference service carries on one core, so that load tests of the client know their measure. */
export async function figures(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "service-bench-"));
  try {
    const seed: Seed = {
      omakase: {
        users: Array.from({ length: USERS }, (_, n) => ({
          mail: `user${n}@omakase.example`,
          password: "Riyousha-2025",
        })),
      },
    };
    writeFileSync(join(folder, "seed.json"), JSON.stringify(seed));
    const few = await carried([], "the start's users");
    const many = await carried(["--seed", join(folder, "seed.json")], `${USERS.toLocaleString("en")} users`);
    return [...few, ...many];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function carried(args: readonly string[], what: string): Promise<Figure[]> {
  const service = await startServiceProcess(["--service", "omakase", ...args]);
  try {
    const group = `reference service, ${onOneCore(service) ? "one core" : "all cores"}, ${what}`;
    const { issuer = "", internet = "" } = service.ready.origins.omakase ?? {};
    const rest = memory(service);
    const logins = await perSecond(async () => {
      await logIn(service, issuer, internet);
    }, MEASURED_MS);
    return [
      { group, name: "logins", value: logins, unit: "a second" },
      ...(rest === null ? [] : [{ group, name: "memory at rest", value: rest, unit: "MB" } as const]),
      ...memoryAfter(service, group),
    ];
  } finally {
    await service.close();
  }
}

function memoryAfter(service: ServiceProcess, group: string): Figure[] {
  const value = memory(service);
  return value === null ? [] : [{ group, name: "memory after these logins", value, unit: "MB" }];
}

/** Resident memory in MB; null where the system doesn't tell it in /proc. */
function memory({ pid }: ServiceProcess): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1_024;
  } catch {
    return null;
  }
}

function onOneCore({ pid }: ServiceProcess): boolean {
  return spawnSync("taskset", ["-a", "-c", "-p", "0", String(pid)]).status === 0;
}
