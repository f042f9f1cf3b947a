import { AppError, type ErrorCode, errorCode } from "../../core/errors.ts";
import { drawn, LONGEST_TIMER_MS } from "../../core/session/refresh-schedule.ts";
import {
  type Channel,
  type Release,
  type ReleaseFile,
  type Ring,
  type Standing,
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
  /** Server, channel and ring that the state is of. */
  #source = "";
  #stopTimer = () => {};
  #stopInstallTimer = () => {};
  #looking = new AbortController();
  #fetching = new AbortController();
  /** The engine does one thing at a time. */
  #ended: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(deps: UpdatesDeps) {
    this.#deps = deps;
    this.#engine = deps.engine(({ name, size, sha512 }, places, signal) =>
      fetchFile(
        { url: new URL(name, this.#place()), size, sha512, ...places },
        {
          outbound: deps.outbound(),
          signal,
          received: (bytes) => {
            if (!signal.aborted) this.#take({ type: "received", bytes });
          },
        },
      ),
    );
  }

  /** To be called at the start and whenever policy changes. */
  look(): void {
    const { on, server, channel, ring } = this.#deps.settings();
    const source = JSON.stringify([server, channel, ring]);
    // What is being installed can't be called back; if that isn't done in the end, this is called again.
    if (source !== this.#source && this.#state.offer?.stage !== "installing") {
      this.#source = source;
      this.#take({ type: "source-changed" });
    }
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
    this.#stopInstallTimer();
    this.#looking.abort();
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
        this.#stopTimer();
        this.#stopTimer = this.#deps.later(
          Math.min(drawn(effect.span, this.#deps.chance()), LONGEST_TIMER_MS),
          () => this.#take({ type: "due" }),
        );
        return;
      case "stop-looking":
        this.#stopTimer();
        this.#looking.abort();
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
      case "clear":
        this.#next(() => this.#engine.clear().catch(() => {}));
        return;
      case "tell":
        this.#deps.tell(effect.version);
        return;
      case "install":
        void this.#install();
        return;
    }
  }

  #next(work: () => Promise<void>): void {
    this.#ended = this.#ended.then(work);
  }

  /** The folder in which releases lie. */
  #place(): URL {
    const { server } = this.#deps.settings();
    return new URL(server?.replace(/\/?$/u, "/") ?? "");
  }

  async #looked(): Promise<void> {
    this.#looking = new AbortController();
    const { signal } = this.#looking;
    try {
      const found = await this.#found(signal);
      if (!signal.aborted) this.#take({ type: "looked", standing: found, now: this.#deps.now() });
    } catch (thrown) {
      if (!signal.aborted) this.#take({ type: "look-failed", code: this.#failed("look", thrown) });
    }
  }

  /** What the server offers this PC. Rejects with an `AppError`, or the signal's reason. */
  async #found(signal: AbortSignal): Promise<Standing> {
    const { channel, ring } = this.#deps.settings();
    const answer = await this.#deps.outbound().fetch(new URL(`${channel}.jws`, this.#place()), { signal });
    if (answer.status !== 200) throw new AppError(codeOf(answer.status), new Error(`HTTP ${answer.status}`));
    const release = await readRelease(await answer.text(), this.#deps.keys, channel);
    const pc = { ...this.#deps.pc, place: this.#deps.place(release.version, ring) };
    const found = standing(release, pc, this.#deps.now());
    this.#deps.log("looked", { version: release.version, outcome: found.is });
    return found;
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
    this.#next(fetched);
  }

  async #install(): Promise<void> {
    try {
      await this.#engine.check();
      // That takes its time, in which somebody may have begun to log in.
      if (!this.#deps.isIdle()) {
        this.#notInstalled({ type: "login-began" });
        return;
      }
      this.#engine.install();
      this.#stopInstallTimer = this.#deps.later(INSTALL_LIMIT_MS, () =>
        this.#notInstalled({ type: "install-failed", code: "UPDATE_NOT_INSTALLED" }),
      );
    } catch (thrown) {
      const code = this.#failed("install", thrown);
      this.#notInstalled({
        type: "install-failed",
        code: code === "UPDATE_REFUSED" ? code : "UPDATE_NOT_INSTALLED",
      });
    }
  }

  #notInstalled(event: UpdateEvent): void {
    this.#take(event);
    this.look();
  }

  #failed(what: string, thrown: unknown): ErrorCode {
    const code = errorCode(thrown);
    this.#deps.log("failed", { step: what, code });
    return code;
  }
}
