import type { ErrorCode } from "../../core/errors.ts";
import { isPersons } from "../../core/session/session-steps.ts";
import type { Client } from "../client/client.ts";
import type { ServiceParts } from "./ports.ts";

export type RunningServiceDeps = {
  /**
   * @param goOn somebody is logged in: it is the same service, begun anew
   * @returns null where its profile can't be logged in to
   */
  readonly begin: (goOn: boolean) => ServiceParts | null;
  /** The service that was chosen. */
  readonly chosen: () => string;
  /** Its end lost something of the session; it is told at once, as the program may be gone in a moment. */
  readonly lost: (code: ErrorCode) => Promise<void>;
  /** Between the end of one and the start of the next. */
  readonly ended: () => void;
  readonly changed: () => void;
};

/** Somebody is logged in, whatever the network and the keychain say just now. */
const LOGGED_IN: ReadonlySet<unknown> = new Set(["online", "offline", "resuming", "due", "store-closed"]);

/** The client of the chosen service with its windows, and how another takes its place. */
export class RunningService {
  readonly #deps: RunningServiceDeps;
  #parts: ServiceParts | null = null;
  #changing: Promise<void> = Promise.resolve();
  #isToRenew = false;
  #closed = false;

  constructor(deps: RunningServiceDeps) {
    this.#deps = deps;
  }

  get parts(): ServiceParts | null {
    return this.#parts;
  }

  /** It is to begin anew, once nobody is logging in. */
  get isToRenew(): boolean {
    return this.#isToRenew;
  }

  client(): Client | null {
    return this.#parts?.client ?? null;
  }

  start(goOn = false): void {
    this.#parts = this.#deps.begin(goOn);
    this.#parts?.client.start();
    this.#deps.changed();
  }

  /** No login is under way just now. */
  isIdle(): boolean {
    const attempt = this.client()?.state().attempt;
    return attempt === undefined || attempt.at === "idle";
  }

  /** A login that a person asked for waits to be tried again. */
  isAwaited(): boolean {
    const session = this.client()?.state().session;
    return session?.at === "waiting" && isPersons(session.trigger);
  }

  renewLater(): void {
    this.#isToRenew = true;
  }

  renewWhenIdle(): void {
    if (this.#isToRenew && this.isIdle() && this.#isKept()) void this.change();
  }

  /** @returns whether it was begun anew: a login that no keychain keeps would end with it, and is let be */
  async renew(): Promise<boolean> {
    this.#isToRenew = true;
    if (!this.#isKept()) return false;
    await this.change();
    return true;
  }

  /** To the chosen one, one after the other, however fast: a client that nobody ends would go on beside the next. */
  change(): Promise<void> {
    const turn = this.#changing.then(async () => {
      const isSame = this.#parts?.profile.id === this.#deps.chosen();
      if (this.#closed || (isSame && !this.#isToRenew)) return;
      const goOn = isSame && LOGGED_IN.has(this.client()?.state().session.at);
      this.#isToRenew = false;
      await this.#end();
      if (this.#closed) return;
      this.#deps.ended();
      this.start(goOn);
    });
    this.#changing = turn.catch(() => {});
    return turn;
  }

  /** For good. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
    this.#parts = null;
  }

  async #end(): Promise<void> {
    const lost = (await this.#parts?.close()) ?? null;
    if (lost !== null) await this.#deps.lost(lost);
  }

  #isKept(): boolean {
    const state = this.client()?.state();
    return state?.tokenStore !== "session-only" || state.session.at !== "online";
  }
}
