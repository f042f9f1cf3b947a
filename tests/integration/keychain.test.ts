import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ordinaryUsersFolder } from "../../scripts/electron/ordinary-user.mjs";
import { type Keyring, startKeyring } from "../../scripts/keyring.mjs";
import type { SecretStore } from "../../src/core/ports.ts";
import { createKeychain, type Keychain, type KeychainDeps } from "../../src/main/keychain/keychain.ts";
import {
  answeringProgram,
  hasEntry,
  isKeyringLocked,
  letsNextProcessIn,
  secretServiceOwner,
} from "../../src/main/keychain/secret-service-look.ts";
import { startForbiddingBus } from "../support/forbidding-bus.ts";
import { daemonPid, hasGnomeKeyring } from "../support/gnome-keyring.ts";
import { forkKeychain, type KeychainProcess } from "../support/keychain-child.ts";
import { hasPrompter, type Prompter, startPrompter } from "../support/prompter.ts";
import { until } from "../support/wait.ts";

const SERVICE = "storage-drive-test";
/** Long enough for a process to start on a busy machine. */
const IMPATIENT_MS = 3_000;

const processes: KeychainProcess[] = [];
const stores: Keychain[] = [];
let dir: string;

beforeEach(() => {
  dir = ordinaryUsersFolder(mkdtempSync(join(tmpdir(), "keychain-")));
});

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  for (const { pid } of processes.splice(0)) if (pid !== undefined) endNow(pid);
  rmSync(dir, { recursive: true, force: true });
});

/** Also one that was told to end, and is gone by now. */
function endNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (thrown) {
    if (!(thrown instanceof Error && "code" in thrown && thrown.code === "ESRCH")) throw thrown;
  }
}

function open(
  env: NodeJS.ProcessEnv,
  timeoutMs = 5_000,
  patienceMs = timeoutMs,
  idle: Pick<KeychainDeps, "idleMs" | "mayEndIdle"> = {},
): Keychain {
  const fork = () => {
    const child = forkKeychain(env);
    processes.push(child);
    return child;
  };
  const there = { ...process.env, ...env };
  const store = createKeychain({
    fork,
    serviceName: SERVICE,
    timeoutMs,
    patienceMs,
    isLocked: () => isKeyringLocked(there),
    hasEntry: (key) => hasEntry(SERVICE, key, there),
    answeringProgram: () => answeringProgram(there),
    daemon: () => secretServiceOwner(there),
    keepsDeleted: true,
    ...idle,
  });
  stores.push(store);
  return store;
}

function running(): KeychainProcess {
  const last = processes.at(-1);
  if (last === undefined) throw new Error("no keychain process was started");
  return last;
}

async function expectShut(store: SecretStore, state: string, code: string): Promise<void> {
  expect(await store.probe()).toBe(state);
  await expect(store.get("token")).rejects.toMatchObject({ code });
  await expect(store.set("token", "newer")).rejects.toMatchObject({ code });
  await expect(store.delete("token")).rejects.toMatchObject({ code });
}

describe("without a Secret Service (reliability 21, 24: absent)", () => {
  test.each([
    ["no D-Bus address", { DBUS_SESSION_BUS_ADDRESS: "" }],
    ["a D-Bus that is gone", { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nonexistent/bus" }],
  ])("%s: missing", async (_name, env) => {
    await expectShut(open({ ...env, DISPLAY: "", WAYLAND_DISPLAY: "" }), "missing", "STORE_MISSING");
  });
});

describe.skipIf(!hasGnomeKeyring)("with gnome-keyring (reliability 21, 24)", () => {
  let keyring: Keyring;
  let store: SecretStore;

  beforeEach(async () => {
    keyring = await startKeyring({ isolated: true, dataDir: join(dir, "store") });
    store = open(keyring.env);
    await store.set("token", "kept");
  });
  afterEach(() => keyring.stop());

  test("unlocked: ok", async () => {
    expect(await store.probe()).toBe("ok");
    expect(await store.get("token")).toBe("kept");
  });

  test("asked nothing for a while: its process ends, and the next call has one of its own", async () => {
    const idle = { idleMs: 50, mayEndIdle: () => letsNextProcessIn({ ...process.env, ...keyring.env }) };
    const asked = open(keyring.env, 5_000, 5_000, idle);
    expect(await asked.get("token")).toBe("kept");
    const { pid = 0 } = running();
    await until("its end", () => !existsSync(`/proc/${pid}`));
    expect(await asked.get("token")).toBe("kept");
  });

  test("where the keychain would ask about the next process, this one stays", async () => {
    const looks: number[] = [];
    const mayEndIdle = async () => looks.push(1) < 0;
    const asked = open(keyring.env, 5_000, 5_000, { idleMs: 50, mayEndIdle });
    expect(await asked.get("token")).toBe("kept");
    await until("a look whether it may end", () => looks.length > 0);
    expect(existsSync(`/proc/${running().pid}`)).toBe(true);
  });

  test("locked while running: locked, not absent; unlocked again: the entry is there", async () => {
    await keyring.lock();
    await expectShut(store, "locked", "STORE_LOCKED");
    await keyring.stopDaemon();
    await keyring.startDaemon();
    expect(await store.get("token")).toBe("kept");
  });

  test("locked from the start, as before the first login of the desktop: locked", async () => {
    await keyring.stopDaemon();
    await keyring.startDaemon({ unlock: false });
    await expectShut(store, "locked", "STORE_LOCKED");
  });

  test("stopped: missing; restarted: a new process finds what was kept", async () => {
    await keyring.stopDaemon();
    await expectShut(store, "missing", "STORE_MISSING");
    await keyring.startDaemon();
    expect(await store.get("token")).toBe("kept");
  });

  test("restarted between two calls: nobody notices", async () => {
    const before = running().pid;
    await keyring.stopDaemon();
    await keyring.startDaemon();
    expect(await store.get("token")).toBe("kept");
    expect(running().pid).not.toBe(before);
    expect(await store.probe()).toBe("ok");
  });

  test("the keychain process was killed: the next call starts another", async () => {
    const victim = running();
    const ended = new Promise((resolve) => victim.on("exit", resolve));
    process.kill(Number(victim.pid), "SIGKILL");
    await ended;
    expect(await store.get("token")).toBe("kept");
  });

  test("killed while it was asked: asked once more, and answered", async () => {
    const victim = running();
    process.kill(Number(victim.pid), "SIGSTOP");
    const answer = store.get("token");
    process.kill(Number(victim.pid), "SIGKILL");
    expect(await answer).toBe("kept");
  });

  test("the daemon hangs: the time limit ends the call, and all is well when it answers again", async () => {
    const impatient = open(keyring.env, IMPATIENT_MS);
    expect(await impatient.get("token")).toBe("kept");
    const daemon = daemonPid(keyring);
    process.kill(daemon, "SIGSTOP");
    try {
      await expect(impatient.get("token")).rejects.toMatchObject({ code: "STORE_TIMEOUT" });
      await expect(impatient.probe()).rejects.toMatchObject({ code: "STORE_TIMEOUT" });
    } finally {
      process.kill(daemon, "SIGCONT");
    }
    expect(await until("an answer", () => impatient.get("token"))).toBe("kept");
  });

  test("the daemon hangs at a write: what it answers afterwards is no denial", async () => {
    const impatient = open(keyring.env, IMPATIENT_MS, 30_000);
    expect(await impatient.probe()).toBe("ok");
    const daemon = daemonPid(keyring);
    process.kill(daemon, "SIGSTOP");
    try {
      await expect(impatient.probe()).rejects.toMatchObject({ code: "STORE_TIMEOUT" });
    } finally {
      process.kill(daemon, "SIGCONT");
    }
    await until("its late answer", () =>
      impatient.probe().then(
        () => true,
        (thrown) => thrown.code !== "STORE_TIMEOUT",
      ),
    );
    expect(await impatient.probe()).toBe("ok");
  });

  test("a process that overran its limit is replaced by the next call, not sooner", async () => {
    const impatient = open(keyring.env, IMPATIENT_MS);
    await impatient.probe();
    const hung = running();
    process.kill(Number(hung.pid), "SIGSTOP");
    await expect(impatient.get("token")).rejects.toMatchObject({ code: "STORE_TIMEOUT" });
    expect(running()).toBe(hung);
    expect(await until("an answer", () => impatient.get("token"))).toBe("kept");
    expect(running()).not.toBe(hung);
    process.kill(Number(hung.pid), "SIGKILL");
  });

  test("one that waits for a daemon that is gone is replaced at once: nobody will answer it", async () => {
    const impatient = open(keyring.env, IMPATIENT_MS, 60_000);
    await impatient.probe();
    const hung = running();
    process.kill(Number(hung.pid), "SIGSTOP");
    await keyring.stopDaemon();
    await keyring.startDaemon();
    expect(await impatient.get("token")).toBe("kept");
    expect(running()).not.toBe(hung);
    process.kill(Number(hung.pid), "SIGKILL");
  });

  test("a dialog that it may be showing isn't taken away by the next calls, and its answer counts", async () => {
    const impatient = open(keyring.env, IMPATIENT_MS, 60_000);
    await impatient.probe();
    const asking = running();
    process.kill(Number(asking.pid), "SIGSTOP");
    await expect(impatient.get("token")).rejects.toMatchObject({ code: "STORE_TIMEOUT" });
    await expect(impatient.probe()).rejects.toMatchObject({ code: "STORE_TIMEOUT" });
    expect(running()).toBe(asking);
    process.kill(Number(asking.pid), "SIGCONT");
    expect(await until("an answer", () => impatient.get("token"))).toBe("kept");
    expect(running()).toBe(asking);
  });

  test("an answer that comes late is dropped, and its process lives on", async () => {
    const impatient = open(keyring.env, IMPATIENT_MS);
    await impatient.set("other", "another secret");
    const slow = running();
    process.kill(Number(slow.pid), "SIGSTOP");
    const late = new Promise<void>((resolve) =>
      slow.on("message", (message) => JSON.stringify(message).includes("kept") && resolve()),
    );
    await expect(impatient.get("token")).rejects.toMatchObject({ code: "STORE_TIMEOUT" });
    process.kill(Number(slow.pid), "SIGCONT");
    await late;
    expect(await impatient.get("other")).toBe("another secret");
    expect(running()).toBe(slow);
  });

  test("damaged keyring file that its password no longer opens: locked", async () => {
    await keyring.stopDaemon();
    damage(join(dir, "store", "keyrings"));
    await keyring.startDaemon({ unlock: false });
    await expectShut(store, "locked", "STORE_LOCKED");
  });

  test("no keyring was ever made: missing", async () => {
    await keyring.stopDaemon();
    rmSync(join(dir, "store", "keyrings"), { recursive: true });
    await keyring.startDaemon({ unlock: false });
    await expectShut(store, "missing", "STORE_MISSING");
  });

  test("full disk: writing says so, reading goes on, and the old entry stays", async ({ skip }) => {
    const small = join(dir, "small");
    execFileSync("mkdir", [small]);
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", small]).status !== 0)
      return skip("a disk of its own can't be mounted here");
    const full = await startKeyring({ isolated: true, dataDir: small });
    try {
      const onFullDisk = open(full.env);
      await onFullDisk.set("token", "kept");
      spawnSync("dd", ["if=/dev/zero", `of=${join(small, "fill")}`, "bs=1k"]);
      await expect(onFullDisk.probe()).rejects.toMatchObject({ code: "STORE_FULL" });
      await expect(onFullDisk.set("token", "newer")).rejects.toMatchObject({ code: "STORE_FULL" });
      expect(await onFullDisk.get("token")).toBe("kept");
      rmSync(join(small, "fill"));
      expect(await onFullDisk.probe()).toBe("ok");
    } finally {
      await full.stop();
      spawnSync("umount", [small]);
    }
  });

  test("a D-Bus that forbids it: denied", async () => {
    const bus = await startForbiddingBus(dir);
    try {
      await expectShut(open({ DBUS_SESSION_BUS_ADDRESS: bus.address }), "denied", "STORE_DENIED");
    } finally {
      bus.stop();
    }
  });
});

describe.skipIf(!hasGnomeKeyring || !hasPrompter)("on a desktop with an unlock dialog", () => {
  let keyring: Keyring;
  let desktop: Prompter;
  let store: Keychain;

  beforeEach(async () => {
    keyring = await startKeyring({ isolated: true, dataDir: join(dir, "store") });
    desktop = await startPrompter(keyring.env);
    store = open(keyring.env, IMPATIENT_MS, 0);
    await store.set("token", "kept");
    await keyring.lock();
  });
  afterEach(async () => {
    desktop.stop();
    await keyring.stop();
  });

  const unlocked = async () => {
    await keyring.stopDaemon();
    await keyring.startDaemon();
  };

  test.each(["probe", "get", "set", "delete"] as const)(
    "who closes it (at a %s) isn't asked again until they want something",
    async (first) => {
      const calls = {
        probe: async () => expect(await store.probe()).toBe("locked"),
        get: () => expect(store.get("token")).rejects.toMatchObject({ code: "STORE_LOCKED" }),
        set: () => expect(store.set("token", "new")).rejects.toMatchObject({ code: "STORE_LOCKED" }),
        delete: () => expect(store.delete("token")).rejects.toMatchObject({ code: "STORE_LOCKED" }),
      };
      await calls[first]();
      expect(desktop.asked()).toBe(first === "delete" ? 0 : 1);
      for (const call of Object.values(calls)) await call();
      await calls.probe();
      expect(desktop.asked()).toBe(1);
      store.mayAsk();
      await calls.probe();
      await calls.get();
      expect(desktop.asked()).toBe(2);
      await unlocked();
      expect(await store.get("token")).toBe("kept");
      expect(desktop.asked()).toBe(2);
    },
  );

  test("one that nobody answers stays, and once closed doesn't come back by itself", async () => {
    desktop.closing = false;
    const waits = { code: "STORE_DIALOG_WAITING" };
    await expect(store.probe()).rejects.toMatchObject(waits);
    expect(store.dialogOf()).toBe("GNOME Keyring");
    const asking = running();
    await expect(store.get("token")).rejects.toMatchObject(waits);
    await expect(store.probe()).rejects.toMatchObject(waits);
    expect([running(), desktop.asked()]).toEqual([asking, 1]);
    desktop.close();
    await until("an answer", async () => (await store.probe().catch(() => null)) === "locked");
    expect([running(), desktop.asked()]).toEqual([asking, 1]);
    await unlocked();
    expect(await store.get("token")).toBe("kept");
  });

  test("a process that hangs meanwhile is replaced when somebody asks", async () => {
    desktop.closing = false;
    await expect(store.probe()).rejects.toMatchObject({ code: "STORE_DIALOG_WAITING" });
    const asking = running();
    store.mayAsk();
    await expect(store.probe()).rejects.toMatchObject({ code: "STORE_DIALOG_WAITING" });
    expect(running()).not.toBe(asking);
  });
});

/** Changes one byte in the encrypted part of the keyring's file. */
function damage(folder: string): void {
  const name = readdirSync(folder).find((one) => one.endsWith(".keyring"));
  const path = join(folder, String(name));
  const bytes = readFileSync(path);
  const at = bytes.length - 40;
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
}
