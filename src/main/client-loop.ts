import { LONGEST_TIMER_MS } from "../core/session/refresh-schedule.ts";
import type { ClientDeps } from "./client-ports.ts";

/** What both machines run on: one event at a time, one timer a name. */
export class ClientLoop {
  readonly #deps: Pick<ClientDeps, "later" | "changed">;
  readonly #queue: (() => void)[] = [];
  /** How to stop each timer that runs. */
  readonly #timers = new Map<string, () => void>();
  #running = false;
  #disposed = false;

  constructor(deps: Pick<ClientDeps, "later" | "changed">) {
    this.#deps = deps;
  }

  /** An effect that answers at once is taken after the step that caused it. */
  take(step: () => void): void {
    if (this.#disposed) return;
    this.#queue.push(step);
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) next();
    } finally {
      this.#running = false;
    }
    this.#deps.changed();
  }

  /** Replaces the timer of this name. */
  start(name: string, ms: number, run: () => void): void {
    this.stop(name);
    this.#timers.set(name, this.#deps.later(Math.min(ms, LONGEST_TIMER_MS), run));
  }

  stop(name: string): void {
    this.#timers.get(name)?.();
    this.#timers.delete(name);
  }

  /** Nothing is taken afterwards. */
  dispose(): void {
    this.#disposed = true;
    for (const stop of this.#timers.values()) stop();
    this.#timers.clear();
  }
}
