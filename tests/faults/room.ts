import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { ask } from "../../cli/connection.ts";
import { type Keyring, startKeyring } from "../../scripts/keyring.mjs";
import type { StatusValue } from "../../src/shared/command.ts";
import { type Office, openOffice, Person } from "../support/office.ts";
import type { RunningClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";
import type { Finding } from "./fault.ts";
import { readSecrets, type Searched } from "./leaks.ts";
import { type ServiceProcess, startServiceProcess } from "./service-process.ts";

/** Short enough that a refresh falls into every fault, long enough that a machine under load keeps up. */
const ACCESS_TOKEN_SECONDS = 4;

/**
 * An office PC for faults: the built client without anybody before it, the service in a process of its own, a
 * keychain of its own, and a session that was made by a real first login.
 */
export type Room = Searched & {
  readonly office: Office;
  readonly service: ServiceProcess;
  readonly keyring: Keyring;
  /** Where the keyring keeps its entries. */
  readonly keyringDir: string;
  /** A PC that nobody has logged in at yet: no file of the client is left. */
  newPc(): Promise<void>;
  /** The guide's first login in a real window, by a person with eyes and hands. */
  logInByHand(): Promise<void>;
  /** The client before somebody who sees its windows and its tray. */
  startSeen(): Promise<RunningClient>;
  /** The client, running and online; started, and logged in by hand, if it isn't. */
  online(): Promise<RunningClient>;
  /** Starts the client anew, whatever comes of it. */
  start(env?: Readonly<Record<string, string>>, inside?: readonly string[]): Promise<RunningClient>;
  /** Ends the client in order. */
  stop(): Promise<void>;
  close(): Promise<void>;
};

export async function openRoom(): Promise<Room> {
  const folder = mkdtempSync(join(tmpdir(), "drive-room-"));
  const serviceData = join(folder, "service.json");
  const secretsFile = join(folder, "secrets");
  const keyringDir = join(folder, "keyring");
  const formerPcs = join(folder, "former-pcs");
  const service = await startServiceProcess(["--service", "omakase", "--data", serviceData], secretsFile);
  const office = await openOffice({ service });
  const keyring = await startKeyring({ isolated: true, dataDir: keyringDir });
  mkdirSync(formerPcs);
  let client: RunningClient | null = null;
  const all: RunningClient[] = [];
  const started = (one: RunningClient): RunningClient => {
    client = one;
    all.push(one);
    return one;
  };

  const runs = () =>
    client !== null && client.process.exitCode === null && client.process.signalCode === null;
  const room: Room = {
    office,
    service,
    keyring,
    keyringDir,
    secrets: () => readSecrets(secretsFile),
    folders: () => [office.dataDir, ...readdirSync(formerPcs).map((name) => join(formerPcs, name))],
    said: () => all.map((one) => one.output()).join("\n"),
    async start(env = {}, inside = []) {
      await room.stop();
      return started(await office.startPc({ ...definedEnv(keyring.env), ...env }, { eyes: false, inside }));
    },
    async stop() {
      if (client !== null && runs()) await end(client);
      client = null;
    },
    async newPc() {
      await room.stop();
      const aside = mkdtempSync(join(formerPcs, "pc-"));
      for (const name of readdirSync(office.dataDir))
        renameSync(join(office.dataDir, name), join(aside, name));
    },
    logInByHand: () => logInByHand(room),
    async startSeen() {
      await room.stop();
      return started(await office.startPc(definedEnv(keyring.env)));
    },
    async online() {
      const now = runs() && client !== null ? client : await room.start();
      const resumed = await now
        .statusWhere("online", (status) => status.state === "online", 8_000)
        .catch(() => null);
      if (resumed !== null) return now;
      await logInByHand(room);
      return room.start().then(async (fresh) => {
        await fresh.statusWhere("online", (status) => status.state === "online");
        return fresh;
      });
    },
    async close() {
      await room.stop();
      await office.close();
      await service.close();
      await keyring.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await service.admin.setContract({ service: office.id, accessTokenSeconds: ACCESS_TOKEN_SECONDS });
  return room;
}

async function logInByHand(room: Room): Promise<void> {
  await room.stop();
  const client = await room.office.startPc(definedEnv(room.keyring.env));
  const online = client.statusWhere("online", (status) => status.state === "online", 40_000);
  const typed = new Person(client).logInFirstTime(room.office.account);
  // Cookies of an earlier login may make the person's part needless.
  await Promise.race([online, typed]);
  typed.catch(() => {});
  await online;
  await client.quit();
}

export function definedEnv(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

async function end(client: RunningClient): Promise<void> {
  await ask(client.dataDir, { command: "quit" }, 5_000);
  await until(
    "the client has ended",
    () => client.process.exitCode !== null || client.process.signalCode !== null,
  );
}

/** What is watched while a fault is there: nothing of it may be anything else than a fault of the surroundings. */
export type Watch = {
  /** Every state that `status` showed, in order. */
  readonly states: readonly string[];
  /** Ends the watch and asserts what holds for every fault: no logout, no window, no crash, nothing lost. */
  done(): Promise<void>;
  stop(): Promise<void>;
};

export async function watch(room: Room, client: RunningClient): Promise<Watch> {
  const states: string[] = [];
  let most = 0;
  let over = false;
  const sessionBefore = sessionLog(client.dataDir).length;
  await room.office.mark();
  const looking = (async () => {
    while (!over) {
      const status = await client.status().catch(() => null);
      if (status !== null) {
        most = Math.max(most, status.windows.filter(({ kind }) => kind === "login").length);
        const said = shownAs(status);
        if (states.at(-1) !== said) states.push(said);
      }
      await new Promise((again) => setTimeout(again, 40));
    }
  })();
  const stop = async () => {
    over = true;
    await looking;
  };
  return {
    states,
    stop,
    async done() {
      await stop();
      const gone = sessionLog(client.dataDir)
        .slice(sessionBefore)
        .filter(({ to }) => to === "signed-out" || to === "logging-in");
      expect(gone, "no logout, and no login instead of it").toEqual([]);
      expect(states.join(" → "), "never shown as logged out").not.toContain("signed-out");
      expect(most, "no login window").toBe(0);
      expect(await logins(room), "nobody had to log in").toBe(0);
      sane(client);
    },
  };
}

/** Alive, and nothing on the terminal: no unhandled rejection, no stack trace. */
export function sane(client: RunningClient): void {
  expect(client.process.exitCode, client.output()).toBeNull();
  // The log's library complains line by line about a full disk.
  const said = client.output().replaceAll(/^.*electron-log\.transports\.file: .*\n(?: {4}at .*\n)*/gmu, "");
  expect(said).not.toMatch(/unhandled|\bat .*:\d+:\d+|Error:/iu);
}

/** Authorization requests of the drive since `mark()`. */
async function logins(room: Room): Promise<number> {
  const events = await room.office.events({ type: "authorize" }).catch(() => []);
  return events.length;
}

export function shownAs({ state, reason }: Pick<StatusValue, "state" | "reason">): string {
  return reason === null ? state : `${state} ${reason}`;
}

type SessionLine = { readonly event: string; readonly from: string; readonly to: string };

/** What the session machine did, as the log on the disk tells it. */
export function sessionLog(dataDir: string): SessionLine[] {
  const folder = join(dataDir, "logs");
  const files = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  );
  // client.4.log is the oldest, client.log the newest.
  return files
    .toSorted()
    .reverse()
    .toSorted((a, b) => Number(a === "client.log") - Number(b === "client.log"))
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"))
    .flatMap((line) => {
      try {
        const entry = JSON.parse(line) as SessionLine & { area: string };
        return entry.area === "session" ? [entry] : [];
      } catch {
        return [];
      }
    });
}

export type Outage = {
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
  /** What `status` has to show meanwhile. */
  readonly shown: Pick<StatusValue, "state" | "reason">;
  /** How long until it shows, ms. */
  readonly showsWithinMs?: number;
  readonly recoversWithinMs?: number;
};

/** A fault that comes while the client is online and goes again; the client has to be online again by itself. */
export async function outage(room: Room, { begin, end: over, ...want }: Outage): Promise<Finding> {
  const client = await room.online();
  const seen = await watch(room, client);
  let recovered = 0;
  try {
    await begin();
    await client.statusWhere(
      `shown as ${shownAs(want.shown)}`,
      (status) => shownAs(status) === shownAs(want.shown),
      want.showsWithinMs ?? 30_000,
    );
    await over();
    const ended = performance.now();
    await client.statusWhere(
      "online again",
      (status) => status.state === "online",
      want.recoversWithinMs ?? 30_000,
    );
    recovered = performance.now() - ended;
  } finally {
    await seen.stop();
    await over().catch(() => {});
  }
  await seen.done();
  return { shown: shownAs(want.shown), lost: "nothing", recovered: byItself(recovered) };
}

export function byItself(ms: number): string {
  return `by itself after ${(ms / 1_000).toFixed(1)} s`;
}

/** A fault that the client has to get over without showing anything. */
export async function unnoticed(room: Room, begin: () => Promise<unknown>): Promise<Finding> {
  const client = await room.online();
  const seen = await watch(room, client);
  try {
    await begin();
    await nextRefresh(room);
    await client.statusWhere("online", (status) => status.state === "online");
  } finally {
    await seen.stop();
  }
  await seen.done();
  expect(seen.states).toEqual(["online"]);
  return { shown: "online", lost: "nothing", recovered: "not noticed" };
}

/** Waits until the provider has granted a refresh that began after now. */
export async function nextRefresh(room: Room): Promise<void> {
  const events = room.office.service.admin;
  const last = (await events.events()).at(-1)?.seq ?? 0;
  await until("a refresh was granted", async () =>
    (await events.events({ type: "token", outcome: "success", grant_type: "refresh_token" })).some(
      ({ seq }) => seq > last,
    ),
  );
}
