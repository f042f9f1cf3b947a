import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { StatusValue } from "../../src/shared/command.ts";
import type { RunningClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";
import type { Finding } from "./fault.ts";
import type { Room } from "./room.ts";

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
    for (let last = false; !last; ) {
      last = over; // one more look after the end: what it has come to
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
  expect(client.isGone(), client.output()).toBe(false);
  // The log's library complains line by line about a full disk.
  // Chromium tells of a machine without a graphics card, and of certificates that it doesn't trust.
  const ours = client
    .output()
    .replaceAll(/^\[\d+:\d{4}\/\d{6}\.\d+:[A-Z]+:.*\n(?:-{5} Certificate i=.*\n(?:.+\n)*\n*)*/gmu, "");
  const said = ours.replaceAll(/^.*electron-log\.transports\.file: .*\n(?: {4}at .*\n)*/gmu, "");
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
  return logLines(dataDir).flatMap((line) => {
    try {
      const entry = JSON.parse(line) as SessionLine & { area: string };
      return entry.area === "session" ? [entry] : [];
    } catch {
      return [];
    }
  });
}

/** The client's log, oldest line first. */
export function logLines(dataDir: string): string[] {
  const folder = join(dataDir, "logs");
  const files = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  );
  // client.4.log is the oldest, client.log the newest.
  return files
    .toSorted()
    .reverse()
    .toSorted((a, b) => Number(a === "client.log") - Number(b === "client.log"))
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"));
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
