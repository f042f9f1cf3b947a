import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startDisplay } from "../../scripts/display.mjs";
import { bundleMain } from "../../scripts/electron/bundle-main.ts";
import { type Command, electronCommand } from "../../scripts/electron/client-command.mjs";
import { startKeyring } from "../../scripts/keyring.mjs";
import { closeDesktops, desktopOf } from "../support/desktop.ts";
import { type Office, openOffice, Person } from "../support/office.ts";
import { until } from "../support/wait.ts";
import { type Bench, type Figure, median } from "./bench.ts";

const ROUNDS = 5;
/** Until what a start needed has been given back, the keychain's process last. */
const SETTLED_MS = 75_000;

export const benches: readonly Bench[] = [];

/** What the client costs that an Electron app with a tray icon and nothing else doesn't, in turns within one run. */
export async function figures(): Promise<readonly Figure[]> {
  if (process.platform !== "linux") return [];
  const [display, keyring] = await Promise.all([startDisplay(), startKeyring({ isolated: true })]);
  Object.assign(process.env, display.env, keyring.env);
  const office = await openOffice();
  try {
    await logInOnce(office);
    const main = await bundleMain(fileURLToPath(new URL("bare-tray.ts", import.meta.url)));
    const bare = electronCommand(main);
    const asking = electronCommand(main, [office.service.ready.admin]);
    const starts = { bare: [] as number[], client: [] as number[], online: [] as number[] };
    for (let round = 0; round < ROUNDS; round += 1) {
      starts.bare.push((await startOnce(() => startBare(bare))).tray);
      const { tray, online } = await startOnce(() => startClient(office));
      starts.client.push(tray);
      starts.online.push(online);
    }
    const [bareIdle, clientIdle] = await idleMemory(
      () => startBare(bare),
      () => startClient(office),
    );
    const [alone, asked] = await idleMemory(
      () => startBare(bare),
      () => startBare(asking),
    );
    return [
      told("bare tray app", "start to tray", median(starts.bare), "ms"),
      told("bare tray app", IDLE, bareIdle, "MB"),
      told("bare tray app", "idle, what one request to a server adds", asked - alone, "MB"),
      told("client, logged in, no window", "start to tray", median(starts.client), "ms"),
      told("client, logged in, no window", "start to online", median(starts.online), "ms"),
      told("client, logged in, no window", IDLE, clientIdle, "MB"),
    ];
  } finally {
    await office.close();
    await closeDesktops();
    await Promise.all([display.stop(), keyring.stop()]);
  }
}

const IDLE = "idle, all its processes";
const told = (group: string, name: string, value: number, unit: Figure["unit"]): Figure => ({
  group,
  name,
  value,
  unit,
});

async function logInOnce(office: Office): Promise<void> {
  const client = await office.startPc();
  await new Person(client).logInFirstTime(office.account);
  await client.quit();
}

type Started = {
  readonly process: ChildProcess;
  readonly tray: number;
  readonly end: () => Promise<unknown>;
};

async function startClient(office: Office): Promise<Started & { readonly online: number }> {
  const client = await office.startPc({}, { eyes: false });
  const tray = await trayShown(client.process, client.startedAt);
  await client.statusWhere("online", ({ state }) => state === "online");
  const online = performance.now() - client.startedAt;
  return { process: client.process, tray, online, end: () => client.quit() };
}

async function startBare({ command, args, cwd, env }: Command): Promise<Started> {
  const desktop = await desktopOf(process.env);
  const began = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env, ...desktop.env },
    stdio: "ignore",
  });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const tray = await trayShown(child, began);
  const end = () => {
    child.kill("SIGKILL");
    return gone;
  };
  return { process: child, tray, end };
}

async function startOnce<T extends Started>(start: () => Promise<T>): Promise<T> {
  const started = await start();
  await started.end();
  return started;
}

/** Of both at the same time: what they share of Electron's file is halved for both (proportional set size). */
async function idleMemory(
  one: () => Promise<Started>,
  other: () => Promise<Started>,
): Promise<readonly [number, number]> {
  const [left, right] = [await one(), await other()];
  await new Promise((settled) => setTimeout(settled, SETTLED_MS));
  const memory = [memoryOf(left.process), memoryOf(right.process)] as const;
  await Promise.all([left.end(), right.end()]);
  return memory;
}

async function trayShown({ pid = 0 }: ChildProcess, began: number): Promise<number> {
  const desktop = await desktopOf(process.env);
  await until("the icon in the tray", () => desktop.tray(pid), 20_000, 5);
  return performance.now() - began;
}

function memoryOf({ pid = 0 }: ChildProcess): number {
  const kilobytes = familyOf(pid).map(
    (one) => /^Pss:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${one}/smaps_rollup`, "utf8"))?.[1],
  );
  return kilobytes.reduce((sum, one) => sum + Number(one ?? 0), 0) / 1_024;
}

/** A process and all that it started. */
function familyOf(pid: number): number[] {
  const parentOf = (one: number) =>
    Number(/^PPid:\s+(\d+)$/mu.exec(readFileSync(`/proc/${one}/status`, "utf8"))?.[1]);
  const all = readdirSync("/proc").map(Number).filter(Number.isInteger);
  const children = all.filter((one) => {
    try {
      return parentOf(one) === pid;
    } catch {
      return false; // ended meanwhile
    }
  });
  return [pid, ...children.flatMap(familyOf)];
}
