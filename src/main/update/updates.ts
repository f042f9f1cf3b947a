import { AppError, type ErrorCode, errorCode } from "../../core/errors.ts";
import { drawn, LONGEST_TIMER_MS } from "../../core/session/refresh-schedule.ts";
import {
  type Channel,
  type Release,
  type ReleaseFile,
  type Ring,
  standing,
  type UpdatedPc,
} from "../../core/update/release.ts";
import {
  NO_UPDATES,
  transition,
  type UpdateEffect,
  type UpdateEvent,
  type UpdateState,
} from "../../core/update/updates.ts";
import type { UpdatesView } from "../../shared/view.ts";
import type { Outbound } from "../network/outbound.ts";
import { codeOf, fetchFile } from "./fetched-file.ts";
import type { ReleaseKey } from "./package-setup.ts";
import { readRelease } from "./signed-release.ts";
import type { EngineFetch, UpdaterEngine } from "./updater-engine.ts";

/** What policy, or the package, says. */
export type UpdateSettings = {
  readonly on: boolean;
  /** Where releases lie, with or without a slash at its end. */
  readonly server: string | null;
  readonly channel: Channel;
  readonly ring: Ring;
};

export type UpdatesDeps = {
  readonly pc: Pick<UpdatedPc, "installed" | "form" | "architecture">;
  readonly place: (version: string, ring: Ring) => number;
  readonly keys: readonly ReleaseKey[];
  readonly settings: () => UpdateSettings;
  readonly outbound: () => Outbound;
  readonly engine: (fetch: EngineFetch) => UpdaterEngine;
  /** Nobody is logging in. */
  readonly isIdle: () => boolean;
  readonly changed: () => void;
  /** A release that can be installed now; once for each. */
  readonly tell: (version: string) => void;
  readonly log: (name: string, fields: Readonly<Record<string, unknown>>) => void;
  readonly later: (ms: number, run: () => void) => () => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly chance: () => number;
};

/** An installer that was started ends the client; one that nobody let through (UAC) doesn't. */
const INSTALL_LIMIT_MS = 5 * 60_000;

/** Runs the machine of `core/update/updates.ts` and carries out its effects. */
export class Updates {
  readonly #deps: UpdatesDeps;
  readonly #engine: UpdaterEngine;
  #state: UpdateState = NO_UPDATES;
  #stopTimer = () => {};
  #fetching = new AbortController();
  /** The engine does one thing at a time. */
  #fetched: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(deps: UpdatesDeps) {
    this.#deps = deps;
    this.#engine = deps.engine(({ name, size, sha512 }, places, signal) =>
      fetchFile(
        { url: new URL(name, this.#place()), size, sha512, ...places },
        {
          outbound: deps.outbound(),
          signal,
          received: (bytes) => this.#take({ type: "received", bytes }),
        },
      ),
    );
  }

  /** To be called at the start and whenever policy changes. */
  look(): void {
    const { on, server } = this.#deps.settings();
    this.#take({ type: "switched", on: on && server !== null });
  }

  /** The person wants to know. */
  lookNow(): void {
    this.#take({ type: "due" });
  }

  /** The person presses it. */
  install(): void {
    this.#take({ type: "wanted", idle: this.#deps.isIdle() });
  }

  /** Something of the client is another. */
  clientChanged(): void {
    if (this.#state.offer?.stage === "after-login" && this.#deps.isIdle()) this.#take({ type: "idle" });
  }

  /** As people see it. */
  view(): UpdatesView {
    const { offer, on, looking, problem, lookedAt } = this.#state;
    return {
      by: "itself",
      on,
      looking,
      lookedAt: lookedAt === null ? null : new Date(lookedAt).toISOString(),
      problem,
      offer:
        offer === null
          ? null
          : {
              version: offer.release.version,
              stage: offer.stage,
              percent: Math.floor((100 * offer.received) / offer.file.size),
              notes: offer.release.notes,
            },
    };
  }

  close(): void {
    this.#closed = true;
    this.#stopTimer();
    this.#fetching.abort();
  }

  #take(event: UpdateEvent): void {
    if (this.#closed) return;
    const before = this.#state;
    const { state, effects } = transition(before, event);
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect);
    if (state !== before) this.#deps.changed();
  }

  #carryOut(effect: UpdateEffect): void {
    switch (effect.type) {
      case "look-in":
        this.#start(drawn(effect.span, this.#deps.chance()), () => this.#take({ type: "due" }));
        return;
      case "stop-looking":
        this.#stopTimer();
        return;
      case "look":
        void this.#looked();
        return;
      case "fetch":
        this.#fetch(effect.release, effect.file);
        return;
      case "stop-fetching":
        this.#fetching.abort();
        return;
      case "tell":
        this.#deps.tell(effect.version);
        return;
      case "install":
        void this.#install();
        return;
    }
  }

  #start(ms: number, run: () => void): void {
    this.#stopTimer();
    this.#stopTimer = this.#deps.later(Math.min(ms, LONGEST_TIMER_MS), run);
  }

  /** The folder in which releases lie. */
  #place(): URL {
    const { server } = this.#deps.settings();
    return new URL(server?.replace(/\/?$/u, "/") ?? "");
  }

  async #looked(): Promise<void> {
    const { channel, ring } = this.#deps.settings();
    try {
      const answer = await this.#deps.outbound().fetch(new URL(`${channel}.jws`, this.#place()));
      if (answer.status !== 200)
        throw new AppError(codeOf(answer.status), new Error(`HTTP ${answer.status}`));
      const release = await readRelease(await answer.text(), this.#deps.keys, channel);
      const pc = { ...this.#deps.pc, place: this.#deps.place(release.version, ring) };
      const found = standing(release, pc, this.#deps.now());
      this.#deps.log("looked", { version: release.version, outcome: found.is });
      if (found.is === "current") await this.#engine.clear().catch(() => {});
      this.#take({ type: "looked", standing: found, now: this.#deps.now() });
    } catch (thrown) {
      this.#take({ type: "look-failed", code: this.#failed("look", thrown) });
    }
  }

  #fetch(release: Release, file: ReleaseFile): void {
    this.#fetching = new AbortController();
    const { signal } = this.#fetching;
    const fetched = async () => {
      if (signal.aborted) return;
      try {
        await this.#engine.fetch(release, file, signal);
        if (!signal.aborted) this.#take({ type: "fetched" });
      } catch (thrown) {
        if (!signal.aborted) this.#take({ type: "fetch-failed", code: this.#failed("fetch", thrown) });
      }
    };
    this.#fetched = this.#fetched.then(fetched);
  }

  async #install(): Promise<void> {
    try {
      await this.#engine.check();
      // That takes its time, in which somebody may have begun to log in.
      if (!this.#deps.isIdle()) {
        this.#take({ type: "login-began" });
        return;
      }
      this.#engine.install();
      this.#start(INSTALL_LIMIT_MS, () =>
        this.#take({ type: "install-failed", code: "UPDATE_NOT_INSTALLED" }),
      );
    } catch (thrown) {
      const code = this.#failed("install", thrown);
      this.#take({ type: "install-failed", code: code === "UPDATE_REFUSED" ? code : "UPDATE_NOT_INSTALLED" });
    }
  }

  #failed(what: string, thrown: unknown): ErrorCode {
    const code = errorCode(thrown);
    this.#deps.log("failed", { step: what, code });
    return code;
  }
}
