import { LONGEST_TIMER_MS } from "../../core/session/refresh-schedule.ts";
import type { ClientDeps } from "./ports.ts";

/** What both machines run on: one event at a time, one timer a name. */
export class ClientLoop {
  readonly #deps: Pick<ClientDeps, "later" | "changed">;
  readonly #queue: (() => void)[] = [];
  readonly #timers = new Map<string, { readonly stop: () => void; readonly run: () => void }>();
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
    const once = () => {
      this.#timers.delete(name);
      run();
    };
    this.#timers.set(name, { stop: this.#deps.later(Math.min(ms, LONGEST_TIMER_MS), once), run: once });
  }

  /** What was set for later is done now. */
  hurry(name: string): void {
    const timer = this.#timers.get(name);
    this.stop(name);
    timer?.run();
  }

  stop(name: string): void {
    this.#timers.get(name)?.stop();
    this.#timers.delete(name);
  }

  /** Nothing is taken afterwards. */
  dispose(): void {
    this.#disposed = true;
    for (const { stop } of this.#timers.values()) stop();
    this.#timers.clear();
  }
}
