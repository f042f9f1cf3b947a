import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ended, spawnBound } from "../../scripts/bound-process.mjs";
import { AdminClient } from "../../service/admin/client.ts";
import { type ReadyLine, readyLine } from "../../service/admin/schema.ts";
import type { ReferenceService } from "../../service/start.ts";

const main = fileURLToPath(new URL("../../service/main.ts", import.meta.url));
const SECRETS_KEPT = new URL("secrets-kept.ts", import.meta.url).href;

/** The reference service as a process of its own, so that it can die and so that its clock is its own. */
export type ServiceProcess = ReferenceService & {
  readonly pid: number | undefined;
  /** Ends it in order, until `start`: nothing answers at its port. */
  stop(): Promise<void>;
  /** Starts it again at the same port. */
  start(): Promise<void>;
};

/** @param secretsFile where it writes down every secret that goes through it, over all its starts */
export async function startServiceProcess(
  args: readonly string[],
  secretsFile?: string,
): Promise<ServiceProcess> {
  const env = secretsFile === undefined ? {} : { FAULT_SECRETS: secretsFile };
  const spawned = (...more: string[]) => spawnService([...args, ...more], env);
  let running = await spawned("--port", "0");
  const { ready } = running;
  const port = new URL(ready.admin).port;
  return {
    ready,
    get pid() {
      return running.child.pid;
    },
    admin: new AdminClient(ready.admin),
    stop: () => ended(running.child, 5_000),
    async start() {
      if (running.child.exitCode === null && running.child.signalCode === null) return;
      running = await spawned("--port", port);
    },
    close: () => ended(running.child),
  };
}

async function spawnService(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; ready: ReadyLine }> {
  const child: ChildProcess = spawnBound(process.execPath, [`--import=${SECRETS_KEPT}`, main, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  if (child.stdout === null) throw new Error("no output");
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([once(lines, "line"), once(child, "exit").then(() => [null])])) as [
    string | null,
  ];
  if (line === null) throw new Error("the reference service didn't start");
  return { child, ready: readyLine.parse(JSON.parse(line)) };
}
