// What `npm start` and `npm run dev` run: the reference service on loopback and the client against it.
import { type ChildProcess, execFile, type StdioOptions } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { ask } from "../cli/connection.ts";
import { type ReadyLine, readyLine } from "../service/admin/schema.ts";
import { clientProfileOverrides } from "../service/provider/client-policy.ts";
import type { ServiceId } from "../src/core/service/profile.ts";
import { ended, spawnBound } from "./bound-process.mjs";
import { startDisplay } from "./display.mjs";
import { clientCommand, hasDisplay } from "./electron/client-command.mjs";
import { giveToOrdinaryUser, ordinaryUsersFolder, reachablePlace } from "./electron/ordinary-user.mjs";
import { startKeyring } from "./keyring.mjs";
import { root } from "./run-command.ts";

/** The client may still be writing a rotated token: it gets time to end in order. */
const clientGrace = 8_000;

export type OfficeRun = {
  /** The client's per-user files. */
  dataDir: string;
  ready: ReadyLine;
  /** The client's keychain: the desktop's own, or a stand-in of this run's folder. */
  keychain: "session" | "private";
  /** Resolves with its exit code when the client has ended without being asked to from here; null = by a signal. */
  clientEnded: Promise<number | null>;
  serviceEnded: Promise<void>;
  /** Whether this desktop has a place for the client's icon. */
  hasTray: boolean;
  /** Shows the status window, as a second start of the client does. */
  showStatus: () => Promise<void>;
  restartClient: () => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * Starts both, in that order. `clientArgs` are handed to the client as they are.
 * @param runDir everything a run leaves behind lies here, and is found again by the next one
 */
export async function openOfficeRun(
  service: ServiceId,
  clientArgs: readonly string[],
  runDir = reachablePlace("run"),
): Promise<OfficeRun> {
  mkdirSync(runDir, { recursive: true });
  const dataDir = join(runDir, "data");
  const policyFile = join(runDir, "policy.json");
  const reference = await startReferenceService(join(runDir, "service.json"));
  writeFileSync(
    policyFile,
    JSON.stringify(clientProfileOverrides(reference.ready, service, { door: "line" }), null, 2),
  );
  giveToOrdinaryUser(policyFile);
  ordinaryUsersFolder(dataDir);
  const keyring = await startKeyring({ dataDir: join(runDir, "keyring") });
  const display = hasDisplay() ? null : await startDisplay();

  const serviceEnded = Promise.withResolvers<void>();
  reference.child.once("exit", () => serviceEnded.resolve());
  const env = {
    ...process.env,
    ...clientCommand().env,
    ...keyring.env,
    ...display?.env,
    STORAGE_DRIVE_DATA_DIR: dataDir,
    STORAGE_DRIVE_POLICY: policyFile,
  };
  const client = new OfficeClient(clientArgs, env);
  return {
    dataDir,
    ready: reference.ready,
    keychain: keyring.kind,
    clientEnded: client.ended,
    serviceEnded: serviceEnded.promise,
    hasTray: await hasTray(env),
    async showStatus() {
      while (client.running && !(await ask(dataDir, { command: "status" }, 5_000)).ok)
        await new Promise((again) => setTimeout(again, 100));
      client.startAgain();
    },
    restartClient: () => client.restart(),
    async stop() {
      await client.end();
      await display?.stop();
      await keyring.stop();
      await ended(reference.child);
    },
  };
}

/** The client of a run, started anew as often as asked. */
class OfficeClient {
  readonly #args: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  readonly #ended = Promise.withResolvers<number | null>();
  #child: ChildProcess | null;

  constructor(args: readonly string[], env: NodeJS.ProcessEnv) {
    this.#args = args;
    this.#env = env;
    this.#child = this.#start();
  }

  /** Resolves with its exit code when it has ended without being asked to from here; null = by a signal. */
  get ended(): Promise<number | null> {
    return this.#ended.promise;
  }

  get running(): boolean {
    return this.#child?.exitCode === null;
  }

  /** A second start, which only tells the one that runs. */
  startAgain(): void {
    this.#spawn([]);
  }

  async end(): Promise<void> {
    const old = this.#child;
    this.#child = null;
    if (old !== null) await ended(old, clientGrace);
  }

  async restart(): Promise<void> {
    await this.end();
    this.#child = this.#start();
  }

  #start(): ChildProcess {
    const child = this.#spawn(this.#args);
    // One that was restarted on purpose isn't the client any more.
    child.once("exit", (code) => child === this.#child && this.#ended.resolve(code));
    return child;
  }

  #spawn(more: readonly string[]): ChildProcess {
    // Chromium's own complaints about a bare machine (no graphics card, no system bus) aren't the person's.
    const { command, args, cwd } = clientCommand(["--log-level=3", ...more]);
    const stdio: StdioOptions = ["ignore", "inherit", "inherit"];
    return spawnBound(command, args, { cwd, stdio, env: this.#env, deathSignal: "TERM" });
  }
}

/** By the bus on which a panel says that it shows icons; elsewhere than on Linux there always is a place. */
async function hasTray(env: NodeJS.ProcessEnv): Promise<boolean> {
  if (process.platform !== "linux") return true;
  const watcher = ["org.freedesktop.DBus.NameHasOwner", "string:org.kde.StatusNotifierWatcher"];
  const bus = ["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"];
  return promisify(execFile)("dbus-send", [...bus, ...watcher], { env }).then(
    ({ stdout }) => stdout.includes("boolean true"),
    () => false,
  );
}

/** With what the last run left, on its port where that is free, so that its sessions still have their issuer. */
async function startReferenceService(
  serviceFile: string,
): Promise<{ child: ChildProcess; ready: ReadyLine }> {
  const running =
    (await spawnReferenceService(["--data", serviceFile], "ignore")) ??
    (await spawnReferenceService(["--data", serviceFile, "--port", "0"], "inherit"));
  if (running === null) throw new Error("The reference service didn't start. What it said is above.");
  return running;
}

async function spawnReferenceService(
  args: readonly string[],
  stderr: "ignore" | "inherit",
): Promise<{ child: ChildProcess; ready: ReadyLine } | null> {
  const main = join(root, "service", "main.ts");
  const child = spawnBound(process.execPath, [main, ...args], {
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
