import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask } from "../../cli/connection.ts";
import { giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import { type Keyring, startKeyring } from "../../scripts/keyring.mjs";
import { type Office, openOffice, Person } from "../support/office.ts";
import type { ClientOptions, RunningClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";
import { readSecrets, type Searched } from "./leaks.ts";
import { type ServiceProcess, startServiceProcess } from "./service-process.ts";

type StartedHow = Pick<ClientOptions, "inside" | "preload">;

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
  start(env?: Readonly<Record<string, string>>, how?: StartedHow): Promise<RunningClient>;
  /** Ends the client in order. */
  stop(): Promise<void>;
  close(): Promise<void>;
};

export async function openRoom(): Promise<Room> {
  const folder = mkdtempSync(join(tmpdir(), "drive-room-"));
  giveToOrdinaryUser(folder);
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

  const runs = () => client !== null && !client.isGone();
  const room: Room = {
    office,
    service,
    keyring,
    keyringDir,
    secrets: () => readSecrets(secretsFile),
    folders: () => [office.dataDir, ...readdirSync(formerPcs).map((name) => join(formerPcs, name))],
    said: () => all.map((one) => one.output()).join("\n"),
    async start(env = {}, how = {}) {
      await room.stop();
      return started(await office.startPc({ ...definedEnv(keyring.env), ...env }, { eyes: false, ...how }));
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
  await until("the client has ended", client.isGone);
}
