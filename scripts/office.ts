// What `npm start` and `npm run dev` run: the reference service on loopback and the client against it.
import type { ChildProcess } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type ReadyLine, readyLine } from "../service/admin-schema.ts";
import { clientProfileOverrides } from "../service/client-policy.ts";
import type { ServiceId } from "../src/core/service/profile.ts";
import { ended, spawnBound } from "./bound-process.mjs";
import { startDisplay } from "./display.mjs";
import { clientCommand, hasDisplay } from "./electron/client-command.mjs";
import { giveToOrdinaryUser, ordinaryUsersFolder, reachablePlace } from "./electron/ordinary-user.mjs";
import { startKeyring } from "./keyring.mjs";
import { root } from "./run-command.ts";

/** Everything a run leaves behind lies here, and is found again by the next one. */
const runDir = reachablePlace("run");
const dataDir = join(runDir, "data");
const policyFile = join(runDir, "policy.json");
/** What the simulated service remembers. */
const serviceFile = join(runDir, "service.json");

/** The client may still be writing a rotated token: it gets time to end in order. */
const clientGrace = 8_000;

export type OfficeRun = {
  /** The client's per-user files. */
  dataDir: string;
  ready: ReadyLine;
  /** The client's keychain: the desktop's own, or a stand-in of this run's folder. */
  keychain: "session" | "private";
  /** Resolves when the client has ended without being asked to from here. */
  clientEnded: Promise<void>;
  serviceEnded: Promise<void>;
  restartClient: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Starts both, in that order. `clientArgs` are handed to the client as they are. */
export async function openOfficeRun(service: ServiceId, clientArgs: readonly string[]): Promise<OfficeRun> {
  mkdirSync(runDir, { recursive: true });
  const reference = await startReferenceService();
  writeFileSync(
    policyFile,
    JSON.stringify(clientProfileOverrides(reference.ready, service, { door: "line" }), null, 2),
  );
  giveToOrdinaryUser(policyFile);
  ordinaryUsersFolder(dataDir);
  const keyring = await startKeyring({ dataDir: join(runDir, "keyring") });
  const display = hasDisplay() ? null : await startDisplay();

  const clientEnded = Promise.withResolvers<void>();
  const serviceEnded = Promise.withResolvers<void>();
  reference.child.once("exit", () => serviceEnded.resolve());
  const command = clientCommand([...clientArgs]);
  const startClient = () => {
    const child = spawnBound(command.command, command.args, {
      cwd: command.cwd,
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        ...command.env,
        ...keyring.env,
        ...display?.env,
        STORAGE_DRIVE_DATA_DIR: dataDir,
        STORAGE_DRIVE_POLICY: policyFile,
      },
      deathSignal: "TERM",
    });
    // Restarted on purpose, another one is the client by then.
    child.once("exit", () => child === client && clientEnded.resolve());
    return child;
  };
  let client: ChildProcess | null = startClient();
  const endClient = async () => {
    const old = client;
    client = null;
    if (old) await ended(old, clientGrace);
  };
  return {
    dataDir,
    ready: reference.ready,
    keychain: keyring.kind,
    clientEnded: clientEnded.promise,
    serviceEnded: serviceEnded.promise,
    async restartClient() {
      await endClient();
      client = startClient();
    },
    async stop() {
      await endClient();
      await display?.stop();
      await keyring.stop();
      await ended(reference.child);
    },
  };
}

/** With what the last run left, on its port where that is free, so that its sessions still have their issuer. */
async function startReferenceService(): Promise<{ child: ChildProcess; ready: ReadyLine }> {
  const running =
    (await spawnReferenceService([], "ignore")) ?? (await spawnReferenceService(["--port", "0"], "inherit"));
  if (running === null) throw new Error("The reference service didn't start. What it said is above.");
  return running;
}

async function spawnReferenceService(
  args: readonly string[],
  stderr: "ignore" | "inherit",
): Promise<{ child: ChildProcess; ready: ReadyLine } | null> {
  const main = join(root, "service", "main.ts");
  const child = spawnBound(process.execPath, [main, "--data", serviceFile, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", stderr],
    deathSignal: "TERM",
  });
  const { promise, resolve, reject } = Promise.withResolvers<string | null>();
  child.once("error", reject);
  child.once("exit", () => resolve(null));
  if (child.stdout) createInterface({ input: child.stdout }).once("line", resolve);
  const line = await promise;
  return line === null ? null : { child, ready: readyLine.parse(JSON.parse(line)) };
}
