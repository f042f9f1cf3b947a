// A thousand PCs take an update in rings: each logged in as in load-pcs.ts, with the client's own updater on a release
// that was signed, from a server on loopback. What is played: an installation, which is to a session that the client ends
// and another one starts, and the time, which runs faster for the updater alone.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { clientProfileOverrides } from "../service/provider/client-policy.ts";
import { AppError } from "../src/core/errors.ts";
import type { ReleaseFile, RolloutStage } from "../src/core/update/release.ts";
import { isFile, PIECE_BYTES } from "../src/main/update/fetched-file.ts";
import type { EngineFetch, UpdaterEngine } from "../src/main/update/updater-engine.ts";
import { Updates } from "../src/main/update/updates.ts";
import { type ServiceProcess, startServiceProcess } from "../tests/faults/service-process.ts";
import { placeOf, ringOf } from "../tests/model/rollout-pc.ts";
import { UpdateServer } from "../tests/support/update-server.ts";
import type { Place } from "../tests/support/updating-pc.ts";
import { until } from "../tests/support/wait.ts";
import {
  busiestSecond,
  closePcs,
  configurationOf,
  keptSessions,
  loggedInPc,
  type OfficePc,
  startAnew,
  typePassword,
} from "./load-pcs.ts";

export type UpdateInRings = {
  /** Token grants that the service gave in its busiest second. */
  readonly peak: number;
  /** Requests that reached the update server in its busiest second. */
  readonly requests: number;
  /** PCs that have the new version and are online. */
  readonly updated: number;
  /** PCs with a refresh token that the service still takes. */
  readonly kept: number;
  /** Logins that people would have been asked for. */
  readonly asked: number;
  /** PCs that installed before their stage. */
  readonly early: number;
  /** PCs on which somebody was logging in when the update was wanted, and how many of them waited for that. */
  readonly busy: number;
  readonly waited: number;
  /** PCs that installed while somebody was logging in. */
  readonly disturbed: number;
};

/** Seconds of the updater's time that pass in one. */
export const FASTER = 600;
const HOUR_MS = 3_600_000;
const VERSION = "1.1.0";
/** By hours. */
export const STAGES = [
  { fromHour: 0, percent: 5 },
  { fromHour: 8, percent: 25 },
  { fromHour: 16, percent: 100 },
] as const;

type Office = {
  readonly service: ServiceProcess;
  readonly place: Place;
  readonly dir: string;
  /** Milliseconds since 1970, of the updaters' time. */
  readonly now: () => number;
};

type Pc = OfficePc & {
  readonly number: number;
  /** Somebody logs in anew when the update is wanted. */
  readonly isBusy: boolean;
  updates: Updates | null;
  version: string;
  /** Of the updaters' time. */
  installedAt: number | null;
  waited: boolean;
  disturbed: boolean;
  /** Pages that the person's own login opened. */
  ownPages: number;
  asked: number;
};

export async function measureUpdate(clients: number): Promise<UpdateInRings> {
  const service = await startServiceProcess(["--service", "omakase"]);
  const server = new UpdateServer();
  const dir = mkdtempSync(join(tmpdir(), "load-update-"));
  const pcs: Pc[] = [];
  try {
    const policy = join(dir, "policy.json");
    writeFileSync(
      policy,
      JSON.stringify(clientProfileOverrides(service.ready, "omakase", { door: "internet" })),
    );
    const configuration = await configurationOf(policy, dir);
    for (let number = 0; number < clients; number += 1) {
      const changed = () => pcs[number]?.updates?.clientChanged();
      pcs.push(newPc(number, await loggedInPc(service, configuration, changed)));
    }
    const place = await server.start();
    const began = Date.now();
    const now = () => began + (Date.now() - began) * FASTER;
    const stages = STAGES.map(
      ({ fromHour, percent }): RolloutStage => ({
        from: new Date(began + fromHour * HOUR_MS).toISOString(),
        percent,
      }),
    );
    await server.publish(VERSION, "nsis", Buffer.alloc(1.5 * PIECE_BYTES, "installer "), {}, stages);
    const requests: number[] = [];
    server.odd = () => {
      requests.push(Date.now());
      return false;
    };
    const before = (await service.admin.events()).length;
    const office: Office = { service, place, dir, now };
    for (const pc of pcs) startUpdates(pc, office);
    const limitMs = (30 * HOUR_MS) / FASTER + 120_000;
    await until("all have the new version", () => pcs.every(isUpdated), limitMs).catch(() => {});
    for (const { updates } of pcs) updates?.close();
    const events = (await service.admin.events()).slice(before);
    const grants = events.filter(({ type }) => type === "token").map(({ at }) => Date.parse(at));
    return {
      peak: busiestSecond(grants),
      requests: busiestSecond(requests),
      ...(await counted(pcs, stages)),
    };
  } finally {
    for (const { updates } of pcs) updates?.close();
    await closePcs(pcs);
    await server.close();
    await service.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

function newPc(number: number, pc: OfficePc): Pc {
  return {
    ...pc,
    number,
    isBusy: number % 10 === 5,
    updates: null,
    version: "1.0.0",
    installedAt: null,
    waited: false,
    disturbed: false,
    ownPages: 0,
    asked: 0,
  };
}

function isUpdated({ version, running }: Pc): boolean {
  return version === VERSION && running.client.state().session.at === "online";
}

async function counted(
  pcs: readonly Pc[],
  stages: readonly RolloutStage[],
): Promise<Omit<UpdateInRings, "peak" | "requests">> {
  const number = (is: (pc: Pc) => boolean) => pcs.filter(is).length;
  const isEarly = (pc: Pc) => pc.installedAt !== null && pc.installedAt < turnOf(pc, stages);
  return {
    updated: number(isUpdated),
    kept: await keptSessions(pcs),
    asked: number(({ asked, running, ownPages }) => asked + running.pages.length > ownPages),
    early: number(isEarly),
    busy: number(({ isBusy }) => isBusy),
    waited: number(({ waited }) => waited),
    disturbed: number(({ disturbed }) => disturbed),
  };
}

/** ms since 1970 of the first stage that has the PC's place. */
function turnOf({ number }: Pc, stages: readonly RolloutStage[]): number {
  const stage = stages.find(({ percent }) => placeOf(number, VERSION) < percent);
  return stage === undefined ? Number.POSITIVE_INFINITY : Date.parse(stage.from);
}

/** As a start of the client does. */
function startUpdates(pc: Pc, office: Office): void {
  const ring = ringOf(pc.number);
  const updates = new Updates({
    pc: { installed: pc.version, form: "nsis", architecture: "x64" },
    place: (version) => placeOf(pc.number, version),
    keys: office.place.keys,
    settings: () => ({ on: true, server: office.place.url, channel: "stable", ring }),
    outbound: () => pc.session.outbound,
    engine: (fetch) => playedEngine(pc, office, fetch),
    isIdle: () => isIdle(pc),
    changed() {},
    tell: () => void wanted(pc, updates, office),
    log() {},
    later: (ms, run) => {
      const timer = setTimeout(run, ms / FASTER);
      return () => clearTimeout(timer);
    },
    now: office.now,
    chance: Math.random,
  });
  pc.updates = updates;
  updates.look();
}

function isIdle({ running }: Pc): boolean {
  return running.client.state().attempt.at === "idle";
}

/** Everybody presses it as soon as they are told: no peak can be higher. */
async function wanted(pc: Pc, updates: Updates, office: Office): Promise<void> {
  if (!pc.isBusy) return updates.install();
  const pages = pc.running.pages.length;
  pc.running.client.switchAccount("tray");
  await until("the login page is open", () => pc.running.pages.length > pages, 60_000);
  pc.ownPages += 1;
  updates.install();
  await wait(1_000);
  pc.waited = pc.installedAt === null && updates.view().offer?.stage === "after-login";
  await typePassword(office.service, pc.running.pages.at(-1) ?? "");
}

/** In electron-updater's place, which installs one program for the whole PC. */
function playedEngine(pc: Pc, office: Office, fetch: EngineFetch): UpdaterEngine {
  const folder = join(office.dir, `pc-${pc.number}`);
  const to = join(folder, "installer.exe");
  let fetched: ReleaseFile | null = null;
  return {
    async fetch(_release, file, signal) {
      await fetch(file, { to, part: `${to}.part` }, signal);
      fetched = file;
    },
    async check() {
      if (fetched === null || !(await isFile(to, fetched.sha512))) throw new AppError("UPDATE_REFUSED");
    },
    install() {
      pc.disturbed ||= !isIdle(pc);
      pc.installedAt = office.now();
      pc.version = VERSION;
      void restarted(pc, office);
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

async function restarted(pc: Pc, office: Office): Promise<void> {
  pc.updates?.close();
  pc.asked += pc.running.pages.length;
  await startAnew(pc, () => pc.updates?.clientChanged());
  startUpdates(pc, office);
}
