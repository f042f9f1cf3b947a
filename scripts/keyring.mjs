// A Secret Service (the OS keychain of Linux desktops) for sessions that have none: machines without a desktop, and tests.
//
// The stand-in is a real gnome-keyring daemon on a private D-Bus. What it stores is encrypted with a random password
// that lies beside it, readable by this user only: enough for development and tests, and not more than that.
// A packaged client never runs under it.
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { ended, spawnBound } from "./bound-process.mjs";
import { startDisplay } from "./display.mjs";
import { hasDisplay } from "./electron/client-command.mjs";
import { asOrdinaryUser, giveToOrdinaryUser, ordinaryUser } from "./electron/ordinary-user.mjs";
import { exitCodeOf, finished } from "./node24.mjs";

const answerTimeLimit = 10_000;
const exec = promisify(execFile);

/**
 * @typedef {object} Keyring
 * @property {NodeJS.ProcessEnv} env what a process needs to reach this keychain, on top of its own environment
 * @property {"session" | "private"} kind the desktop's own keychain, or the stand-in
 * @property {(options?: { unlock?: boolean }) => Promise<void>} startDaemon after `stopDaemon`; locked with `unlock: false`
 * @property {() => Promise<void>} stopDaemon the bus stays, nobody answers on it
 * @property {() => Promise<void>} lock what the person's "lock keyring" does
 * @property {() => Promise<void>} stop ends every process that was started for it
 */

/**
 * Makes sure a keychain can be reached.
 * @param {{ dataDir?: string, isolated?: boolean }} [options] dataDir: where the stand-in keeps what it stores (else a
 * temporary folder, gone at the end); isolated: take the stand-in even where the desktop has a keychain
 * @returns {Promise<Keyring>}
 * @throws {Error} when D-Bus or gnome-keyring can't be started
 */
export async function startKeyring({ dataDir, isolated = false } = {}) {
  if (process.platform !== "linux" || (!isolated && (await sessionHasKeychain()))) return sessionKeyring();
  // Short path: a socket's path holds 108 characters at most.
  const runDir = mkdtempSync(join(tmpdir(), "keyring-"));
  const storeDir = dataDir === undefined ? join(runDir, "store") : resolve(dataDir);
  const bus = await startBus(runDir);
  const env = { DBUS_SESSION_BUS_ADDRESS: bus.address };
  let daemon = null;

  const keyring = {
    env,
    kind: /** @type {const} */ ("private"),
    async startDaemon({ unlock = true } = {}) {
      daemon = await startDaemon({ storeDir, runDir, env, unlock });
    },
    async stopDaemon() {
      if (daemon) await ended(daemon);
      daemon = null;
    },
    async lock() {
      await call(env, secrets, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock", [
        `array:objpath:${await defaultCollection(env)}`,
      ]);
    },
    async stop() {
      process.off("exit", stopAtOnce);
      await keyring.stopDaemon();
      await ended(bus.child);
      rmSync(runDir, { recursive: true, force: true });
    },
  };
  const stopAtOnce = () => {
    daemon?.kill("SIGKILL");
    bus.child.kill("SIGKILL");
    rmSync(runDir, { recursive: true, force: true });
  };
  process.once("exit", stopAtOnce);
  try {
    await keyring.startDaemon();
  } catch (error) {
    await keyring.stop();
    throw error;
  }
  return keyring;
}

/**
 * Runs a command with a keychain in reach, and a display where there is none; ends both with it.
 * @param {string} command
 * @param {string[]} args
 * @param {{ dataDir?: string, isolated?: boolean, cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} the command's exit code (128 + signal number when a signal ended it)
 */
export async function withKeyring(command, args, { dataDir, isolated, cwd, env = process.env } = {}) {
  const keyring = await startKeyring({ dataDir, isolated });
  const display = hasDisplay() ? null : await startDisplay();
  try {
    const child = spawn(command, args, {
      stdio: "inherit",
      cwd,
      env: { ...env, ...keyring.env, ...display?.env },
    });
    const { code, signal } = await finished(child);
    return exitCodeOf(code, signal);
  } finally {
    await display?.stop();
    await keyring.stop();
  }
}

const secrets = "org.freedesktop.secrets";

/**
 * Whether the session's own keychain is of use: it has an unlocked default collection, or there is a display on which
 * a person can answer its question.
 */
async function sessionHasKeychain() {
  const address = process.env.DBUS_SESSION_BUS_ADDRESS;
  // Another user's session isn't open to the one that the client runs as.
  if (!address || ordinaryUser !== null) return false;
  const env = { DBUS_SESSION_BUS_ADDRESS: address };
  try {
    if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) {
      return (await owned(env)) || (await busNames(env, "ListActivatableNames")).includes(`"${secrets}"`);
    }
    if (!(await owned(env))) return false;
    const collection = await defaultCollection(env);
    return collection !== "/" && !(await isLocked(env, collection));
  } catch {
    return false;
  }
}

/** @returns {Keyring} */
function sessionKeyring() {
  const nothing = async () => {};
  return {
    env: {},
    kind: "session",
    startDaemon: nothing,
    stopDaemon: nothing,
    lock: nothing,
    stop: nothing,
  };
}

async function startBus(runDir) {
  // No service folders: nothing is started on demand, so what isn't there fails at once instead of after a time limit.
  const config = join(runDir, "bus.conf");
  writeFileSync(
    config,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${join(runDir, "bus")}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
`,
  );
  // Its folder is the user's alone; the policy lets root in, which the tests may be.
  giveToOrdinaryUser(runDir);
  const child = spawnBound(
    ...asOrdinaryUser("dbus-daemon", [`--config-file=${config}`, "--nofork", "--print-address=1"]),
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  const address = await new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
      if (text.includes("\n")) resolve(text.trim());
    });
    child.once("error", reject);
    child.once("exit", () =>
      reject(new Error("dbus-daemon ended before it was ready. Next step: install `dbus`.")),
    );
  });
  return { child, address };
}

async function startDaemon({ storeDir, runDir, env, unlock }) {
  mkdirSync(storeDir, { recursive: true, mode: 0o700 });
  const secret = unlock ? password(storeDir) : "";
  giveToOrdinaryUser(storeDir);
  const child = spawnBound(
    ...asOrdinaryUser("gnome-keyring-daemon", [
      "--foreground",
      "--components=secrets",
      `--control-directory=${join(runDir, "control")}`,
      ...(unlock ? ["--unlock"] : []),
    ]),
    {
      stdio: ["pipe", "ignore", "ignore"],
      env: {
        ...process.env,
        ...env,
        XDG_DATA_HOME: storeDir,
        XDG_RUNTIME_DIR: runDir,
        DISPLAY: "",
        WAYLAND_DISPLAY: "",
      },
    },
  );
  let failure = null;
  child.once("error", (error) => {
    failure = error;
  });
  child.stdin.on("error", () => {}); // it ended before reading: seen below as no answer
  child.stdin.end(secret);
  const deadline = performance.now() + answerTimeLimit;
  while (!(await isReady(env, unlock))) {
    if (failure || child.exitCode !== null || performance.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(
        "gnome-keyring-daemon doesn't answer. Next step: install `gnome-keyring`, or look at its log.",
        {
          cause: failure ?? undefined,
        },
      );
    }
    await new Promise((again) => setTimeout(again, 10));
  }
  return child;
}

async function isReady(env, unlock) {
  if (!(await owned(env))) return false;
  if (!unlock) return true;
  const collection = await defaultCollection(env);
  return collection !== "/" && !(await isLocked(env, collection));
}

/** The password that opens the stored keyring: made once, kept beside it. */
function password(storeDir) {
  const file = join(storeDir, "keyring-password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8");
}

async function owned(env) {
  return (await busNames(env, "NameHasOwner", [`string:${secrets}`])).includes("boolean true");
}

async function defaultCollection(env) {
  const answer = await call(
    env,
    secrets,
    "/org/freedesktop/secrets",
    "org.freedesktop.Secret.Service.ReadAlias",
    ["string:default"],
  );
  return /object path "([^"]+)"/.exec(answer)?.[1] ?? "/";
}

async function isLocked(env, collection) {
  const answer = await call(env, secrets, collection, "org.freedesktop.DBus.Properties.Get", [
    "string:org.freedesktop.Secret.Collection",
    "string:Locked",
  ]);
  return answer.includes("boolean true");
}

function busNames(env, method, args = []) {
  return call(env, "org.freedesktop.DBus", "/org/freedesktop/DBus", `org.freedesktop.DBus.${method}`, args);
}

async function call(env, destination, path, method, args) {
  const { stdout } = await exec(
    "dbus-send",
    ["--session", "--print-reply", "--reply-timeout=3000", `--dest=${destination}`, path, method, ...args],
    { env: { ...process.env, ...env } },
  );
  return stdout;
}

// `node scripts/keyring.mjs [--data-dir=DIR] -- COMMAND …` runs a command by hand with a stand-in keychain.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const split = process.argv.indexOf("--");
  const [command, ...args] = split < 0 ? [] : process.argv.slice(split + 1);
  if (command === undefined) {
    console.error("usage: node scripts/keyring.mjs [--data-dir=DIR] -- COMMAND [ARGUMENT…]");
    process.exitCode = 2;
  } else {
    const dataDir = process.argv
      .slice(2, split)
      .find((arg) => arg.startsWith("--data-dir="))
      ?.slice(11);
    process.exitCode = await withKeyring(command, args, { dataDir, isolated: true });
  }
}
