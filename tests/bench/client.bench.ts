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

type Measured = { readonly tray: number; readonly memory: number | null };

/** What the client costs that an Electron app with a tray icon and nothing else doesn't, in turns within one run. */
export async function figures(): Promise<readonly Figure[]> {
  if (process.platform !== "linux") return [];
  const [display, keyring] = await Promise.all([startDisplay(), startKeyring({ isolated: true })]);
  Object.assign(process.env, display.env, keyring.env);
  const office = await openOffice();
  try {
    await logInOnce(office);
    const bare = electronCommand(await bundleMain(fileURLToPath(new URL("bare-tray.ts", import.meta.url))));
    const rounds = { client: [] as Measured[], bare: [] as Measured[] };
    for (let round = 0; round < ROUNDS; round += 1) {
      const last = round === ROUNDS - 1; // memory hardly differs, and takes a minute to settle
      rounds.bare.push(await measureBare(bare, last));
      rounds.client.push(await measureClient(office, last));
    }
    return [...told("bare tray app", rounds.bare), ...told("client, logged in, no window", rounds.client)];
  } finally {
    await office.close();
    await closeDesktops();
    await Promise.all([display.stop(), keyring.stop()]);
  }
}

const told = (group: string, all: readonly Measured[]): Figure[] => [
  { group, name: "start to tray", value: median(all.map(({ tray }) => tray)), unit: "ms" },
  { group, name: "idle, all its processes", value: all.at(-1)?.memory ?? 0, unit: "MB" },
];

async function logInOnce(office: Office): Promise<void> {
  const client = await office.startPc();
  await new Person(client).logInFirstTime(office.account);
  await client.quit();
}

async function measureClient(office: Office, withMemory: boolean): Promise<Measured> {
  const began = performance.now();
  const client = await office.startPc({}, { eyes: false });
  const tray = await trayShown(client.process, began);
  await client.statusWhere("online", ({ state }) => state === "online");
  const memory = withMemory ? await settledMemory(client.process) : null;
  await client.quit();
  return { tray, memory };
}

async function measureBare({ command, args, cwd, env }: Command, withMemory: boolean): Promise<Measured> {
  const desktop = await desktopOf(process.env);
  const began = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env, ...desktop.env },
    stdio: "ignore",
  });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const tray = await trayShown(child, began);
  const memory = withMemory ? await settledMemory(child) : null;
  child.kill("SIGKILL");
  await gone;
  return { tray, memory };
}

async function trayShown({ pid = 0 }: ChildProcess, began: number): Promise<number> {
  const desktop = await desktopOf(process.env);
  await until("the icon in the tray", () => desktop.tray(pid), 20_000, 5);
  return performance.now() - began;
}

async function settledMemory({ pid = 0 }: ChildProcess): Promise<number> {
  await new Promise((settled) => setTimeout(settled, SETTLED_MS));
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
