import type { Release, RolloutStage } from "../../src/core/update/release.ts";
import { release } from "../../src/core/update/sample-release.ts";
import { PIECE_BYTES } from "../../src/main/update/fetched-file.ts";
import { type PcWorld, placeOf, RolloutPc } from "./rollout-pc.ts";
import { sharedLine } from "./shared-line.ts";
import { timeline } from "./timeline.ts";

/**
 * A version that goes out to an office, on fake time: the PCs' side is the client's own (rollout-pc.ts); server and line
 * are a model.
 */
export type Rollout = {
  readonly clients: number;
  /** None: for all at once. */
  readonly stages: readonly { readonly fromHour: number; readonly percent: number }[];
  /** When the release is put onto the server. Here as everywhere: hours after nine on Monday. */
  readonly publishedHour: number;
  /** The server answers 503 meanwhile. */
  readonly down?: { readonly fromHour: number; readonly toHour: number };
  /** All PCs are switched on at nine sharp and off at six; otherwise they run from nine on Monday on. */
  readonly officeHours: boolean;
  readonly serverMbit: number;
  readonly pcMbit: number;
  /** Bytes of the installer. */
  readonly size: number;
  readonly days: number;
  /** Between 0 and 1. */
  readonly random: () => number;
};

export type RolledOut = {
  /** Looks that reached the server in each second; a hole is none. */
  readonly looks: readonly number[];
  /** PCs that fetched at once at most, in each minute; a hole is none that began or ended. */
  readonly fetching: readonly number[];
  /** What went over the server's line in each minute, Mbit/s on average. */
  readonly mbit: readonly number[];
  /** Pieces that took longer than a request may. */
  readonly givenUp: number;
  /** PCs that began to fetch before their stage. */
  readonly early: number;
  /** In the stages' order. */
  readonly stages: readonly StageResult[];
};

export type StageResult = {
  readonly fromHour: number;
  /** 100 where there are no stages. */
  readonly percent: number;
  /** PCs whose turn comes with it. */
  readonly concerned: number;
  /** From its beginning until each had it fetched, ms, shortest first; who never had is missing. */
  readonly waits: readonly number[];
};

export const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;
const OFFICE_DAY_MS = 9 * HOUR_MS;
const MONDAY = Date.parse("2026-04-06T09:00:00+09:00");
/** As long as the outbound port waits for an answer. */
const REQUEST_LIMIT_MS = 20_000;
const INSTALLED = release("1.0.0");
const NEWER = release("1.1.0");

type Counts = Pick<RolledOut, "mbit"> & {
  readonly looks: number[];
  readonly fetching: number[];
  givenUp: number;
};

export function playRollout(rollout: Rollout): RolledOut {
  const { world, counts } = office(rollout);
  const { time } = world;
  const days = rollout.officeHours ? rollout.days : 1;
  const pcs = Array.from({ length: rollout.clients }, (_, number) => {
    const pc = new RolloutPc(number, world);
    for (let day = 0; day < days; day += 1) {
      time.at(day * DAY_MS, () => pc.switchOn());
      if (rollout.officeHours) time.at(day * DAY_MS + OFFICE_DAY_MS, () => pc.switchOff());
    }
    return { pc, turnMs: turnOf(placeOf(number, NEWER.version), rollout) };
  });
  time.runUntil(rollout.days * DAY_MS);
  return {
    ...counts,
    mbit: Array.from(counts.mbit, (all) => (all ?? 0) / 60),
    early: pcs.filter(({ pc, turnMs }) => pc.beganAt !== null && pc.beganAt < turnMs).length,
    stages: stageResults(rollout, pcs),
  };
}

function office(rollout: Rollout): { readonly world: PcWorld; readonly counts: Counts } {
  const { size, serverMbit, pcMbit, down, publishedHour, random } = rollout;
  const time = timeline();
  const pieceMbit = (Math.min(PIECE_BYTES, size) * 8) / 1e6;
  const line = sharedLine(time, { serverMbit, pcMbit, pieceMbit, limitMs: REQUEST_LIMIT_MS });
  const counts: Counts = { looks: [], fetching: [], mbit: line.perMinute, givenUp: 0 };
  const offered: Release = { ...NEWER, stages: signedStages(rollout) };
  const isDown = () => {
    const hour = time.now() / HOUR_MS;
    return down !== undefined && hour >= down.fromHour && hour < down.toHour;
  };
  let fetching = 0;
  const world: PcWorld = {
    time,
    nowMs: () => MONDAY + time.now(),
    random,
    look() {
      const second = Math.floor(time.now() / 1_000);
      counts.looks[second] = (counts.looks[second] ?? 0) + 1;
      if (isDown()) return null;
      return time.now() >= publishedHour * HOUR_MS ? offered : INSTALLED;
    },
    pieces: Math.ceil(size / PIECE_BYTES),
    piece: (done) =>
      line.ask((came) => {
        if (!came) counts.givenUp += 1;
        if (isDown()) done("503");
        else done(came ? "came" : "late");
      }),
    fetches(more) {
      fetching += more;
      const minute = Math.floor(time.now() / MINUTE_MS);
      counts.fetching[minute] = Math.max(counts.fetching[minute] ?? 0, fetching);
    },
  };
  return { world, counts };
}

function signedStages({ stages }: Rollout): readonly RolloutStage[] {
  return stages.map(({ fromHour, percent }) => ({
    from: new Date(MONDAY + fromHour * HOUR_MS).toISOString(),
    percent,
  }));
}

/** When the first stage begins that has a place, ms after nine on Monday. */
function turnOf(place: number, { stages, publishedHour }: Rollout): number {
  if (stages.length === 0) return publishedHour * HOUR_MS;
  const stage = stages.find(({ percent }) => place < percent);
  return stage === undefined ? Number.POSITIVE_INFINITY : stage.fromHour * HOUR_MS;
}

type Turn = { readonly pc: RolloutPc; readonly turnMs: number };

function stageResults({ stages, publishedHour }: Rollout, pcs: readonly Turn[]): readonly StageResult[] {
  const all = stages.length === 0 ? [{ fromHour: publishedHour, percent: 100 }] : stages;
  return all.map(({ fromHour, percent }) => {
    const concerned = pcs.filter(({ turnMs }) => turnMs === fromHour * HOUR_MS);
    const waits = concerned.flatMap(({ pc: { fetchedAt }, turnMs }) =>
      fetchedAt === null ? [] : [fetchedAt - turnMs],
    );
    return { fromHour, percent, concerned: concerned.length, waits: waits.toSorted((a, b) => a - b) };
  });
}

/** The most of what was counted in a row of seconds or minutes; a hole is none. */
export function busiest(counted: readonly number[]): number {
  return counted.reduce((most, now) => Math.max(most, now), 0);
}
