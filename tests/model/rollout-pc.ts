import { drawn, type Span } from "../../src/core/session/refresh-schedule.ts";
import { type Release, type Ring, type Standing, standing } from "../../src/core/update/release.ts";
import {
  NO_UPDATES,
  transition,
  type UpdateEffect,
  type UpdateEvent,
  type UpdateState,
} from "../../src/core/update/updates.ts";
import { rolloutPlace } from "../../src/main/update/rollout-place.ts";
import type { Timeline } from "./timeline.ts";

/** What lies between a PC and its update server. */
export type PcWorld = {
  readonly time: Timeline;
  /** Since 1970. */
  readonly nowMs: () => number;
  /** Between 0 and 1. */
  readonly random: () => number;
  /** A look that reached the server. @returns its release, null where it answers 503 */
  readonly look: () => Release | null;
  /** Of the installer. */
  readonly pieces: number;
  /** A piece over the line. @returns gives it up */
  readonly piece: (done: (how: "came" | "503" | "late") => void) => () => void;
  /** A PC that begins to fetch, or ends. */
  readonly fetches: (more: 1 | -1) => void;
};

const LOOK_MS = 50;
const INSTALLED = "1.0.0";

/** One PC in a hundred is of the first ring by policy, two are of the last. */
export function ringOf(number: number): Ring {
  if (number % 100 === 0) return "first";
  return number % 50 === 1 ? "last" : "share";
}

/** From 0 to below 100. */
export function placeOf(number: number, version: string): number {
  return rolloutPlace(`pc-${number}`, version, ringOf(number));
}

/** The real update machine with its real schedule, place and standing, as `Updates` runs it. */
export class RolloutPc {
  readonly #number: number;
  readonly #world: PcWorld;
  #state: UpdateState = NO_UPDATES;
  /** Pieces that have come: they lie on the disk, over every night. */
  #have = 0;
  #timer = 0;
  #run = 0;
  #endFetch = () => {};
  /** When it began to fetch, and when it had all, ms; null: not yet. */
  beganAt: number | null = null;
  fetchedAt: number | null = null;

  constructor(number: number, world: PcWorld) {
    this.#number = number;
    this.#world = world;
  }

  switchOn(): void {
    this.#take({ type: "switched", on: true });
  }

  switchOff(): void {
    this.#run += 1;
    this.#timer += 1;
    this.#endFetch();
    this.#state = NO_UPDATES;
  }

  #take(event: UpdateEvent): void {
    const { state, effects } = transition(this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: UpdateEffect): void {
    if (effect.type === "look-in") this.#plan(effect.span);
    else if (effect.type === "look") this.#look();
    else if (effect.type === "fetch") this.#fetch();
    else if (effect.type === "stop-fetching") this.#endFetch();
    else if (effect.type === "tell") this.fetchedAt ??= this.#world.time.now();
    else if (effect.type === "clear") this.#have = 0;
    else throw new Error(`nobody asked for ${effect.type}`);
  }

  #plan(span: Span): void {
    const { time, random } = this.#world;
    this.#timer += 1;
    const mark = this.#timer;
    time.at(time.now() + drawn(span, random()), () => {
      if (mark === this.#timer) this.#take({ type: "due" });
    });
  }

  #look(): void {
    const { time, look, nowMs } = this.#world;
    const run = this.#run;
    const answer = look();
    time.at(time.now() + LOOK_MS, () => {
      if (run !== this.#run) return;
      if (answer === null) this.#take({ type: "look-failed", code: "NET_SERVER" });
      else this.#take({ type: "looked", standing: this.#standing(answer), now: nowMs() });
    });
  }

  #standing(release: Release): Standing {
    const place = placeOf(this.#number, release.version);
    const pc = { installed: INSTALLED, form: "nsis", architecture: "x64", place } as const;
    return standing(release, pc, this.#world.nowMs());
  }

  #fetch(): void {
    const { time, fetches, pieces } = this.#world;
    this.beganAt ??= time.now();
    if (this.#have === pieces) {
      this.#take({ type: "fetched" });
      return;
    }
    fetches(1);
    this.#nextPiece();
  }

  #nextPiece(): void {
    const { piece, pieces, fetches } = this.#world;
    const ended = (): void => {
      this.#endFetch = () => {};
      fetches(-1);
    };
    const giveUp = piece((how) => {
      if (how === "came") this.#have += 1;
      if (how === "came" && this.#have < pieces) return this.#nextPiece();
      ended();
      if (how === "came") this.#take({ type: "fetched" });
      else this.#take({ type: "fetch-failed", code: how === "late" ? "NET_TIMEOUT" : "NET_SERVER" });
    });
    this.#endFetch = () => {
      giveUp();
      ended();
    };
  }
}
