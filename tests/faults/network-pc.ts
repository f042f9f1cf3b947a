import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "vitest";
import { doctorSchema } from "../../cli/answers.ts";
import { ask } from "../../cli/connection.ts";
import { clientCommand } from "../../scripts/electron/client-command.mjs";
import { giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import { type Keyring, startKeyring } from "../../scripts/keyring.mjs";
import type { DoctorReport } from "../../src/core/doctor/report.ts";
import type { ErrorCode } from "../../src/core/errors.ts";
import { createKeychain } from "../../src/main/keychain/keychain.ts";
import { entryOf } from "../../src/main/session/entries.ts";
import { DOCTOR_SWITCH, doctorReportOf } from "../../src/shared/command.ts";
import { KEYCHAIN_SERVICE } from "../../src/shared/keychain-service.ts";
import { desktopOf } from "../support/desktop.ts";
import { forkKeychain } from "../support/keychain-child.ts";
import { CLIENT } from "../support/plain-provider.ts";
import { type RunningClient, startClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";
import { type SecretKind, tapWire } from "../support/wire-tap.ts";
import type { Finding } from "./fault.ts";
import type { Searched, Secret } from "./leaks.ts";
import { type NetworkWorld, openNetworkWorld } from "./network-world.ts";
import { definedEnv } from "./room.ts";
import { byItself, sane, sessionLog, shownAs } from "./watch.ts";

/** The built client in a network of its own, with a kept session at a provider whose name isn't loopback's. */
export type NetworkPc = Searched & {
  readonly world: NetworkWorld;
  readonly keyring: Keyring;
  /** A report of a client started for it alone; `env` on top of what the PC has. */
  examined(env?: Readonly<Record<string, string>>, preload?: readonly string[]): Promise<DoctorReport>;
  /** The client's environment where IT's policy says this, too. */
  policyWith(more: object): Readonly<Record<string, string>>;
  /** Starts the client anew; `env` on top of what the PC has. */
  start(env?: Readonly<Record<string, string>>): Promise<RunningClient>;
  /** The same before somebody who sees its windows. */
  startSeen(env?: Readonly<Record<string, string>>): Promise<RunningClient>;
  /** The client of another user of this PC, whom nobody has logged in. */
  startWithoutSession(): Promise<RunningClient>;
  /** The client, running and online. */
  online(): Promise<RunningClient>;
  stop(): Promise<void>;
  /** A fault that comes while the client is online, and once more when the PC starts. */
  between(fault: Between, env?: Readonly<Record<string, string>>): Promise<Finding>;
  close(): Promise<void>;
};

export type Between = {
  readonly begin: () => unknown;
  readonly end: () => unknown;
  readonly reason: ErrorCode;
};

/** The session is left there, nobody logs in: what a refresh hands out. */
export const KINDS_OF_REFRESH = ["refresh token", "access token", "ID token"] as const satisfies SecretKind[];

const ID = "faults";
const ACCESS_TOKEN_SECONDS = 4;
/** Chromium knows a name for a minute (net/dns/host_resolver_manager.cc), also where nobody answers for it any more. */
const OFFLINE_LIMIT_MS = 100_000;

export async function openNetworkPc(): Promise<NetworkPc> {
  // The provider runs in this process.
  const secrets: Secret[] = [];
  tapWire((kind, secret) => secrets.push({ kind, secret }));
  const world = await openNetworkWorld(ACCESS_TOKEN_SECONDS);
  const keyring = await startKeyring({ isolated: true });
  const dataDir = mkdtempSync(join(tmpdir(), "drive-faults-"));
  const profile = await leaveSession(world, keyring, dataDir);
  const folders = [dataDir];
  const policy = { profile, startupSpreadSeconds: 0, language: "ja" };
  writeFileSync(join(dataDir, "policy.json"), JSON.stringify(policy));
  let client: RunningClient | null = null;
  const all: RunningClient[] = [];

  const startAt = async (folder: string, env: Readonly<Record<string, string>>, eyes = false) => {
    const started = await startClient({
      dataDir: folder,
      policy,
      env: { ...definedEnv(keyring.env), ...world.env, ...env },
      eyes,
      inside: world.inside,
    });
    all.push(started);
    return started;
  };
  const pc: NetworkPc = {
    world,
    keyring,
    examined: (env = {}, preload = []) =>
      examined(dataDir, { ...definedEnv(keyring.env), ...world.env, ...env }, world.inside, preload),
    policyWith(more) {
      const file = join(dataDir, "policy-with-more.json");
      writeFileSync(file, JSON.stringify({ ...policy, ...more }));
      return { STORAGE_DRIVE_POLICY: file };
    },
    secrets: () => secrets,
    folders: () => folders,
    said: () => all.map((one) => one.output()).join("\n"),
    async start(env = {}) {
      await pc.stop();
      client = await startAt(dataDir, env);
      return client;
    },
    async startSeen(env = {}) {
      await pc.stop();
      client = await startAt(dataDir, env, true);
      return client;
    },
    startWithoutSession() {
      const folder = mkdtempSync(join(tmpdir(), "drive-faults-"));
      folders.push(folder);
      return startAt(folder, {});
    },
    async stop() {
      const running = client;
      client = null;
      if (running === null || running.isGone()) return;
      await ask(running.dataDir, { command: "quit" }, 5_000);
      await until("the client has ended", running.isGone);
    },
    async online() {
      const running = client === null || client.isGone() ? await pc.start() : client;
      await running.statusWhere("online", ({ state }) => state === "online");
      return running;
    },
    async between({ begin, end, reason }, env = {}) {
      const first = await (client === null ? pc.start(env) : pc.online());
      await pc.online();
      const logBefore = sessionLog(dataDir).length;
      const shown = new Set<string>();
      const recovered: number[] = [];
      try {
        for (const running of [first, null]) {
          if (running === null) await pc.stop();
          await world.answered();
          await begin();
          const now = running ?? (await pc.start(env));
          const status = await now.statusWhere(
            `offline ${reason}`,
            ({ state, reason: why }) => state === "offline" && why === reason,
            OFFLINE_LIMIT_MS,
          );
          expect(status.windows).toEqual([]);
          shown.add(shownAs(status));
          await end();
          const ended = performance.now();
          const back = await now.statusWhere("online", ({ state }) => state === "online", 60_000);
          recovered.push(performance.now() - ended);
          expect(back.windows).toEqual([]);
          sane(now);
        }
      } finally {
        await end();
      }
      const gone = sessionLog(dataDir)
        .slice(logBefore)
        .filter(({ to }) => to === "signed-out" || to === "logging-in");
      expect(gone, "no logout").toEqual([]);
      expect(world.provider.grants.filter((one) => one !== "refresh_token")).toEqual([]);
      const [running = 0, atStart = 0] = recovered;
      return {
        shown: [...shown].join(", "),
        lost: "nothing",
        recovered: `${byItself(running)}; at the start of the PC after ${(atStart / 1_000).toFixed(1)} s`,
      };
    },
    async close() {
      await pc.stop();
      await world.close();
      await keyring.stop();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
  return pc;
}

async function examined(
  dataDir: string,
  env: Readonly<Record<string, string>>,
  inside: readonly string[],
  preload: readonly string[],
): Promise<DoctorReport> {
  const run = clientCommand([DOCTOR_SWITCH], preload);
  giveToOrdinaryUser(dataDir);
  const given = { ...process.env, ...run.env };
  const desktop = await desktopOf({ ...given, ...env });
  const here = { STORAGE_DRIVE_DATA_DIR: dataDir, STORAGE_DRIVE_POLICY: join(dataDir, "policy.json") };
  const [program = "", ...args] = [...inside, run.command, ...run.args];
  const child = spawn(program, args, {
    cwd: run.cwd,
    env: { ...given, ...desktop.env, ...here, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 30_000,
    killSignal: "SIGKILL",
  });
  let errors = "";
  child.stderr.on("data", (data) => (errors += data));
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const report = doctorReportOf(line);
      if (report !== null) return doctorSchema.parse(JSON.parse(report));
    }
    throw new Error(`no report: ${errors.slice(-2_000)}`);
  } finally {
    // Electron 25 now and then doesn't get to its end; the command line waits for it no longer either.
    setTimeout(() => child.kill("SIGKILL"), 2_000).unref();
  }
}

/** A session as an earlier client of this PC left it: its record, and its token in the keychain. @returns the profile's file */
async function leaveSession(world: NetworkWorld, keyring: Keyring, dataDir: string): Promise<string> {
  const { issuer, line } = world;
  const folder = join(dataDir, "services", ID);
  mkdirSync(folder, { recursive: true });
  const account = { sub: "hanako", mail: null };
  const savedAt = new Date().toISOString();
  const record = { version: 1, service: ID, issuer, clientId: CLIENT, account, rested: false, savedAt };
  writeFileSync(join(folder, "session.json"), JSON.stringify(record));
  const profile = {
    ...{ id: ID, name: "Faults", issuer, clientId: CLIENT, scope: "openid email offline_access" },
    loginUrl: `${line}/auth`,
    origins: { internet: issuer, line },
  };
  const file = join(dataDir, "profile.json");
  writeFileSync(file, JSON.stringify(profile));
  const keychain = createKeychain({ fork: () => forkKeychain(keyring.env), serviceName: KEYCHAIN_SERVICE });
  await keychain.set(entryOf(profile, null), await world.provider.loggedIn("hanako"));
  await keychain.close();
  return file;
}
