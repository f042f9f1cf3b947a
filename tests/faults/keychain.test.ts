import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect } from "vitest";
import type { StatusValue } from "../../src/shared/command.ts";
import { hasGnomeKeyring } from "../support/gnome-keyring.ts";
import { Person } from "../support/office.ts";
import type { RunningClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";
import { type Finding, faultTest } from "./fault.ts";
import { nothingLeaked } from "./leaks.ts";
import { openRoom, type Room } from "./room.ts";
import { byItself, nextRefresh, sane, shownAs, watch } from "./watch.ts";

// The keychain in trouble (reliability 21, 22, 24), with the real gnome-keyring. Locked is not logged out.

const skip = () => (hasGnomeKeyring ? null : "gnome-keyring isn't here");

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  await room.online();
});
afterAll(() => room.close());

type Trouble = {
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
  readonly store: StatusValue["tokenStore"];
  readonly reason: StatusValue["reason"];
};

const LOCKED: Trouble = {
  begin: () => room.keyring.lock(),
  // Only the daemon's own start asks for the password here; for the client it is as if the person had typed it.
  async end() {
    await room.keyring.stopDaemon();
    await room.keyring.startDaemon();
  },
  store: "locked",
  reason: "STORE_LOCKED",
};
const STOPPED: Trouble = {
  begin: () => room.keyring.stopDaemon(),
  end: () => room.keyring.startDaemon(),
  store: "missing",
  reason: "STORE_MISSING",
};

/** While the client is online: the session goes on or waits, and in the end it is sealed in the keychain again. */
async function whileOnline({ begin, end, store }: Trouble): Promise<Finding> {
  const client = await room.online();
  const seen = await watch(room, client);
  let shown = "";
  let recovered = 0;
  try {
    await begin();
    shown = shownWithStore(
      await client.statusWhere(`the keychain is ${store}`, (status) => status.tokenStore === store),
    );
    await end();
    const ended = performance.now();
    await client.statusWhere(
      "sealed again",
      (status) => status.state === "online" && status.tokenStore === "ok",
    );
    recovered = performance.now() - ended;
    await nextRefresh(room);
  } finally {
    await seen.stop();
  }
  await seen.done();
  await survivesRestart();
  return { shown, lost: "nothing", recovered: byItself(recovered) };
}

/** When the PC starts: the client waits for it, and goes on by itself. */
async function atStart({ begin, end, store, reason }: Trouble): Promise<Finding> {
  await room.online();
  await room.stop();
  await begin();
  const client = await room.start();
  const seen = await watch(room, client);
  let shown = "";
  let recovered = 0;
  try {
    const status = await client.statusWhere(`shown as ${reason}`, (now) => now.reason === reason);
    expect(status.tokenStore).toBe(store);
    expect(status.state, "not logged out (reliability 21)").toBe("attention");
    shown = shownWithStore(status);
    await end();
    const ended = performance.now();
    await client.statusWhere("online", ({ state }) => state === "online", 60_000);
    recovered = performance.now() - ended;
  } finally {
    await seen.stop();
  }
  await seen.done();
  return { shown, lost: "nothing", recovered: byItself(recovered) };
}

function shownWithStore(status: StatusValue): string {
  return `${shownAs(status)}, store ${status.tokenStore}`;
}

/** What was sealed is good for the next start, without a login. */
async function survivesRestart(): Promise<void> {
  await room.office.mark();
  const client = await room.start();
  await client.statusWhere("online after a restart", ({ state }) => state === "online");
  expect(await room.office.events({ type: "authorize" })).toEqual([]);
  sane(client);
}

faultTest({
  shows: "21, 24",
  fault: "the keyring is locked while the client is online",
  skip,
  play: () => whileOnline(LOCKED),
});
faultTest({
  shows: "21, 24",
  fault: "the keyring is locked when the PC starts",
  skip,
  play: () => atStart(LOCKED),
});
faultTest({
  shows: "21, 24",
  fault: "the keyring's daemon is stopped while the client is online",
  skip,
  play: () => whileOnline(STOPPED),
});
faultTest({
  shows: "21, 24",
  fault: "no keyring's daemon when the PC starts",
  skip,
  play: () => atStart(STOPPED),
});
faultTest({
  shows: "22",
  fault: "no keyring's daemon at a first login: it is for this run only, and is kept as soon as it can be",
  skip,
  async play() {
    await room.newPc();
    await room.keyring.stopDaemon();
    const client = await room.startSeen();
    let shown = "";
    try {
      await new Person(client).typeAndLogIn(room.office.account);
      await client.statusWhere("online", ({ state }) => state === "online");
      await nextRefresh(room);
      const status = await client.statusWhere("online", ({ state }) => state === "online");
      expect(status).toMatchObject({ tokenStore: "session-only", reason: "STORE_MISSING" });
      shown = shownWithStore(status);
    } finally {
      await room.keyring.startDaemon();
    }
    const ended = performance.now();
    await client.statusWhere(
      "kept, and nothing to say any more",
      ({ state, reason, tokenStore }) => state === "online" && tokenStore === "ok" && reason === null,
    );
    const recovered = byItself(performance.now() - ended);
    sane(client);
    await survivesRestart();
    return { shown, lost: "nothing", recovered };
  },
});
faultTest({
  shows: "21, 24",
  fault: "the keyring's daemon is restarted between two refreshes",
  skip,
  async play() {
    const client = await room.online();
    const seen = await watch(room, client);
    const began = performance.now();
    try {
      await room.keyring.stopDaemon();
      await room.keyring.startDaemon();
      await nextRefresh(room);
      await client.statusWhere("sealed", (now) => now.state === "online" && now.tokenStore === "ok");
    } finally {
      await seen.stop();
    }
    const recovered = byItself(performance.now() - began);
    await seen.done();
    await survivesRestart();
    return { shown: seen.states.join(" → "), lost: "nothing", recovered };
  },
});
faultTest({
  shows: "21",
  fault: "kill -9 of the client's keychain process",
  skip: () => skip() ?? (existsSync("/proc/self/cmdline") ? null : "no /proc here"),
  async play() {
    const client = await room.online();
    const seen = await watch(room, client);
    const began = performance.now();
    try {
      for (const pid of keychainProcesses(client)) process.kill(pid, "SIGKILL");
      await nextRefresh(room);
      await client.statusWhere("online", ({ state }) => state === "online");
    } finally {
      await seen.stop();
    }
    const recovered = byItself(performance.now() - began);
    await seen.done();
    return { shown: seen.states.join(" → "), lost: "nothing", recovered };
  },
});
faultTest({
  shows: "21",
  fault: "the client's keychain process hangs (SIGSTOP)",
  // It is left alone for a while, as it might be showing an unlock dialog, and asked more and more seldom meanwhile.
  timeoutMs: 180_000,
  skip: () => skip() ?? (existsSync("/proc/self/cmdline") ? null : "no /proc here"),
  async play() {
    const client = await room.online();
    const seen = await watch(room, client);
    let recovered = 0;
    let shown = "";
    try {
      const hung = keychainProcesses(client);
      expect(hung).not.toEqual([]);
      for (const pid of hung) process.kill(pid, "SIGSTOP");
      shown = shownWithStore(
        await client.statusWhere("it is noticed", (now) => now.tokenStore !== "ok", 60_000),
      );
      const noticed = performance.now();
      await client.statusWhere(
        "sealed again, by another process",
        (now) => now.state === "online" && now.tokenStore === "ok",
        120_000,
      );
      recovered = performance.now() - noticed;
      // It was told to end. A stopped process hears that when it goes on, unless Electron has made an end of it meanwhile.
      for (const pid of hung) goOn(pid);
      // Not by its number alone, which another process may have by now.
      await until(
        "the hung process is gone",
        () => !keychainProcesses(client).some((pid) => hung.includes(pid)),
      );
    } finally {
      await seen.stop();
    }
    await seen.done();
    return { shown, lost: "nothing", recovered: byItself(recovered) };
  },
});

function goOn(pid: number): void {
  try {
    process.kill(pid, "SIGCONT");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "ESRCH") throw thrown;
  }
}

/** Electron's utility processes that run Node: the keychain's is the only one. */
function keychainProcesses(client: RunningClient): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = /^PPid:\s*(\d+)/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        return (
          Number(parent) === client.process.pid &&
          command.includes("--utility-sub-type=node.mojom.NodeService")
        );
      } catch {
        return false; // ended meanwhile
      }
    });
}

nothingLeaked("the keychain", () => [room]);
