import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import type { RunningClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";
import { type Finding, faultTest, long } from "./fault.ts";
import { nothingLeaked } from "./leaks.ts";
import { randomOf } from "./random.ts";
import { openRoom, type Room } from "./room.ts";
import { byItself, logLines, sane } from "./watch.ts";

// `kill -9` of the whole client at every step of a refresh (reliability 17). Where the provider gives no grace, a token
// that it rotated and nobody kept costs one login, and that one needs nothing typed; with grace nothing is lost.

const HOOK = { preload: [join(import.meta.dirname, "kill-point.cjs")] };
/** In the long form: so many kills in each part of a refresh, at random moments. */
const KILLS = Number(process.env.FAULT_KILLS ?? 100);
const ROOMS = long ? 2 : 1;

/**
 * The steps as kill-point.cjs names them, in order. The probe comes twice in a start: when the store is opened, and
 * in the refresh. From the token request until the rotated token is kept a kill may cost a login.
 */
type Step = { readonly step: string; readonly nth?: number; readonly atRisk?: boolean };

const STEPS: readonly Step[] = [
  { step: "lock in the making: write" },
  { step: "lock in the making: link" },
  { step: "lock in the making: remove" },
  { step: "keychain: set probe", nth: 2 },
  { step: "keychain: set probe is done", nth: 2 },
  { step: "keychain: get probe is done", nth: 2 },
  { step: "keychain: get current is done" },
  { step: "token request: made" },
  { step: "token request: being sent", atRisk: true },
  { step: "token request: sent", atRisk: true },
  { step: "token request: answer begins", atRisk: true },
  { step: "token request: answer is there", atRisk: true },
  { step: "keychain: set pending", atRisk: true },
  { step: "keychain: set pending is done" },
  { step: "keychain: set current" },
  { step: "keychain: set current is done" },
  { step: "keychain: empty pending" },
  { step: "keychain: empty pending is done" },
  { step: "record: open" },
  { step: "record: rename" },
  { step: "second copy: open" },
  { step: "second copy: rename" },
  { step: "lock: remove" },
];

/** The parts of reliability 15's order, each from one step to another. */
const PARTS: readonly (readonly [string, Step, string])[] = [
  ["the lock", { step: "lock in the making: write" }, "keychain: set probe"],
  ["the probe", { step: "keychain: set probe", nth: 2 }, "token request: made"],
  ["the request", { step: "token request: made", atRisk: true }, "token request: answer begins"],
  ["the answer", { step: "token request: answer begins", atRisk: true }, "keychain: set pending"],
  ["keeping it as pending", { step: "keychain: set pending", atRisk: true }, "keychain: set pending is done"],
  ["validation", { step: "keychain: set pending is done" }, "keychain: set current"],
  ["promotion", { step: "keychain: set current" }, "record: open"],
  ["the record", { step: "record: open" }, "lock: remove"],
];

let rooms: Room[] = [];
beforeAll(async () => {
  rooms = await Promise.all(Array.from({ length: ROOMS }, openRoom));
  await Promise.all(rooms.map((room) => room.online()));
});
afterAll(() => Promise.all(rooms.map((room) => room.close())));

for (const point of STEPS) {
  faultTest({
    shows: "15, 17",
    fault: `kill -9 at "${point.step}"`,
    async play() {
      const tally = newTally();
      await killed(firstRoom(), { point }, tally);
      return finding(point, tally);
    },
  });
}

for (const point of STEPS.filter(({ atRisk }) => atRisk)) {
  faultTest({
    shows: "15, 17",
    fault: `kill -9 at "${point.step}", the provider gives grace`,
    async play() {
      const tally = newTally();
      await withGrace(() => killed(firstRoom(), { point }, tally));
      return finding({ ...point, atRisk: false }, tally);
    },
  });
}

async function withGrace(kill: () => Promise<unknown>): Promise<void> {
  const grace = (refreshGraceSeconds: number) =>
    Promise.all(
      rooms.map(({ service, office }) =>
        service.admin.setContract({ service: office.id, refreshGraceSeconds }),
      ),
    );
  await grace(60);
  await kill().finally(() => grace(0));
}

for (const [name, point, end] of long ? PARTS : []) {
  partOfRefresh(name, point, end);
  if (point.atRisk) partOfRefresh(name, { ...point, atRisk: false }, end, ", the provider gives grace");
}

function partOfRefresh(name: string, point: Step, end: string, how = ""): void {
  faultTest({
    shows: "15, 17",
    fault: `kill -9 in ${name}${how}, ${KILLS} times at random moments`,
    timeoutMs: 60_000 + KILLS * 10_000,
    async play() {
      const random = randomOf(name);
      const moments = Array.from({ length: KILLS }, random);
      const lasts = await duration(firstRoom(), point, end);
      const tally = newTally();
      const takeTurns = async (room: Room) => {
        for (let moment = moments.pop(); moment !== undefined; moment = moments.pop())
          await killed(room, { point, end, microseconds: moment * lasts }, tally);
      };
      // Not one room's kills in the next part because the other's failed.
      const all = async () => {
        const turns = rooms.map((room) => takeTurns(room).finally(() => moments.splice(0)));
        await Promise.allSettled(turns);
        await Promise.all(turns);
      };
      await (how === "" ? all() : withGrace(all));
      expect(tally.kept + tally.logins).toBe(KILLS);
      return finding(point, tally);
    },
  });
}

function firstRoom(): Room {
  const [room] = rooms;
  if (room === undefined) throw new Error("no room");
  return room;
}

type Tally = { kept: number; logins: number; longestMs: number };
const newTally = (): Tally => ({ kept: 0, logins: 0, longestMs: 0 });

type Kill = {
  readonly point: Step;
  /** So long after that step, and before this one is taken: never in another part than told. */
  readonly microseconds?: number;
  readonly end?: string;
};

/** One start that is killed, and one that has to make it good. */
async function killed(room: Room, { point, microseconds = 0, end }: Kill, tally: Tally): Promise<void> {
  const { step, nth = 1 } = point;
  const victim = await room.start(
    {
      FAULT_KILL_AT: `${nth} ${step}`,
      FAULT_KILL_AFTER: String(Math.round(microseconds)),
      ...(end === undefined ? {} : { FAULT_KILL_BY: end }),
    },
    HOOK,
  );
  await until(`the client was killed at "${step}"`, () => victim.process.signalCode === "SIGKILL").catch(
    async (thrown) => {
      throw new Error(`${String(thrown)}\n${await stateOf(victim)}`);
    },
  );
  // A lock that doesn't say whose it is would keep the next start waiting (reliability 18).
  const lock = lockOf(room);
  if (lock !== null) expect(JSON.parse(lock)).toMatchObject({ pid: victim.process.pid });
  await room.office.mark();
  const began = performance.now();
  const client = await room.start();
  let shownWindow = false;
  await client.statusWhere("online again", (status) => {
    shownWindow ||= status.windows.some(({ visible }) => visible);
    return status.state === "online";
  });
  tally.longestMs = Math.max(tally.longestMs, performance.now() - began);
  expect(shownWindow, "no window is shown").toBe(false);
  sane(client);
  expect(await room.office.events({ type: "login" }), "nothing was typed").toEqual([]);
  const asked = await room.office.events({ type: "authorize" });
  if (asked.length === 0) tally.kept += 1;
  else tally.logins += 1;
}

/** What a client that didn't come so far says of itself. */
async function stateOf(client: RunningClient): Promise<string> {
  const status = JSON.stringify(await client.status().catch(String));
  return [status, ...logLines(client.dataDir).slice(-30), client.output().slice(-1_000)].join("\n");
}

function lockOf(room: Room): string | null {
  try {
    return readFileSync(join(room.office.dataDir, "services", room.office.id, "refresh.lock"), "utf8");
  } catch {
    return null;
  }
}

function finding({ atRisk = false }: Step, { kept, logins, longestMs }: Tally): Finding {
  if (!atRisk) expect(logins, "no rotated token is lost").toBe(0);
  const silent = `${logins} × one login, nothing typed (the rotated token, without grace)`;
  return {
    shown: "online after the next start",
    lost: logins === 0 ? "nothing" : `${kept === 0 ? "" : `${kept} × nothing, `}${silent}`,
    recovered: `${byItself(longestMs)}${kept + logins > 1 ? " at most" : ""}, no window`,
  };
}

/** How long a part of a refresh lasts here, in microseconds. */
async function duration(room: Room, { step, nth = 1 }: Step, end: string): Promise<number> {
  const file = join(room.office.dataDir, "steps");
  rmSync(file, { force: true });
  const client = await room.start({ FAULT_STEPS: file }, HOOK);
  await client.statusWhere("online", (status) => status.state === "online");
  const lines = await until("the whole refresh", () => {
    const text = readFileSync(file, "utf8");
    return text.includes("lock: remove") ? text.trim().split("\n") : null;
  });
  const steps = lines.map((line) => /^(.*) (\d+)$/u.exec(line) ?? []).map(([, name, us]) => ({ name, us }));
  const from = steps.flatMap(({ name }, index) => (name === step ? [index] : []))[nth - 1] ?? -1;
  const to = steps.findIndex(({ name }, index) => index > from && name === end);
  expect(from, `"${step}" is part of ${lines.join(", ")}`).toBeGreaterThanOrEqual(0);
  expect(to, `"${end}" comes after "${step}" in ${lines.join(", ")}`).toBeGreaterThan(from);
  return steps.slice(from + 1, to + 1).reduce((sum, { us }) => sum + Number(us), 0);
}

nothingLeaked("kill -9", () => rooms);
