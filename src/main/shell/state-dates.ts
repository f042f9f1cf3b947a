import type { View } from "../../shared/view.ts";

/** Since when the state is what it is, and what of its changes the log is told. */
export class StateDates {
  readonly #now: () => number;
  readonly #log: (fields: Readonly<Record<string, unknown>>) => void;
  #since: string;
  /** The state and account that it is dated for. */
  #dated = "";
  #logged = "";

  /** @param now ms since 1970 @param log told once of each change */
  constructor(now: () => number, log: (fields: Readonly<Record<string, unknown>>) => void) {
    this.#now = now;
    this.#log = log;
    this.#since = this.#stamp();
  }

  /** ISO 8601 UTC. */
  get since(): string {
    return this.#since;
  }

  /** Dates a view that has perhaps changed. */
  dated(view: View): View {
    const { state, doing, reason, nextAction, tokenStore } = view;
    const line = JSON.stringify([state, doing, reason, tokenStore]);
    if (line !== this.#logged) {
      this.#logged = line;
      this.#log({ state, doing, reason, action: nextAction, tokenStore });
    }
    const key = `${state} ${view.account?.sub ?? ""}`;
    if (key === this.#dated) return view;
    this.#dated = key;
    this.#since = this.#stamp();
    return { ...view, since: this.#since };
  }

  #stamp(): string {
    return new Date(this.#now()).toISOString();
  }
}
