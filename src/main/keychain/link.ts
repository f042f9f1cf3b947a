import { AppError } from "../../core/errors.ts";
import { type EntryRequest, type KeychainAnswer, keychainAnswer } from "./messages.ts";

/** What is needed of Electron's `UtilityProcess`. */
export type KeychainChild = {
  postMessage(message: unknown): void;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "exit", listener: (code: number) => void): unknown;
  kill(): boolean;
};

export type KeychainValue = string | boolean | null;
export type KeychainCall<R = EntryRequest> = R extends unknown ? Omit<R, "id" | "service"> : never;

export type KeychainLinkDeps = {
  readonly fork: () => KeychainChild;
  /** The name under which the entries stand in the keychain. */
  readonly serviceName: string;
  /** How long one call may take. */
  readonly timeoutMs: number;
  /** How long a process that overran this limit is left alone: somebody may be typing a password into its dialog. */
  readonly patienceMs: number;
  /** How long the process stays without being asked anything. */
  readonly idleMs: number;
  /** Whether it may end then: false where the keychain would ask the person about the next process. Never rejects. */
  readonly mayEndIdle: () => Promise<boolean>;
  /** The program behind the keychain while a call waits; null where there is none or it isn't known. Never rejects. */
  readonly answeringProgram: () => Promise<{ readonly name: string | null } | null>;
  /** Names the daemon behind the keychain, for as long as it runs; null where there is none or it isn't known. Never rejects. */
  readonly daemon: () => Promise<string | null>;
  /** Told of a call that was answered after its time limit; `asked`: a program may have shown a dialog meanwhile. */
  readonly answeredLate: (call: KeychainCall, answer: KeychainAnswer, asked: boolean) => void;
};

type Waiting = {
  readonly resolve: (value: KeychainValue) => void;
  readonly reject: (reason: Error) => void;
};

/** How long a healthy process takes to answer, on a busy PC. */
const ALIVE_LIMIT_MS = 2_000;

/** The process ended before it answered, or couldn't be had at all. */
export class ProcessEnded extends Error {}

function orEnded<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new ProcessEnded("no process", { cause });
  }
}

/**
 * The keychain's process (reliability 21): forked for the first call and anew for the next one after it ended, and ended
 * when it was idle for a while. It doesn't know what an answer means.
 */
export class KeychainLink {
  readonly #deps: KeychainLinkDeps;
  readonly #waiting = new Map<number, Waiting>();
  /** Calls that overran their limit. */
  readonly #overdue = new Map<number, KeychainCall>();
  /** When the oldest of them did, on a clock that nobody sets. */
  #overdueSince = 0;
  #child: KeychainChild | null = null;
  /** The one that the process met. */
  #daemon: Promise<string | null> = Promise.resolve(null);
  #lastId = 0;
  #dialog: { readonly name: string | null } | null = null;
  #idle: NodeJS.Timeout | undefined;

  constructor(deps: KeychainLinkDeps) {
    this.#deps = deps;
  }

  /** Whose dialog waits for a person; null where none does, or its program isn't known. */
  get dialogOf(): string | null {
    return this.#dialog?.name ?? null;
  }

  /** Null when nothing is overdue; `patient`: its time to answer late isn't over. */
  overdue(): { readonly patient: boolean; readonly dialog: boolean } | null {
    if (this.#overdue.size === 0) return null;
    const patient = performance.now() - this.#overdueSince < this.#deps.patienceMs;
    return { patient, dialog: this.#dialog !== null };
  }

  /** Rejects with `ProcessEnded`, with what the process says of a fault, or with AppError `STORE_TIMEOUT`, `STORE_DIALOG_WAITING`. */
  async post(call: KeychainCall): Promise<KeychainValue> {
    this.#child ??= this.#start();
    const { serviceName, timeoutMs } = this.#deps;
    try {
      return await this.#ask({ ...call, service: serviceName }, timeoutMs, (id, reject) => {
        if (this.#overdue.size === 0) this.#overdueSince = performance.now();
        this.#overdue.set(id, call);
        void this.whyNoAnswer().then((code) => reject(new AppError(code)));
      });
    } finally {
      clearTimeout(this.#idle);
      this.#idle = setTimeout(() => void this.#endIdle(), this.#deps.idleMs);
      this.#idle.unref();
    }
  }

  async whyNoAnswer(): Promise<"STORE_DIALOG_WAITING" | "STORE_TIMEOUT"> {
    const program = (await this.#isAlive()) ? await this.#deps.answeringProgram() : null;
    this.#dialog = this.#overdue.size > 0 ? program : null;
    return program === null ? "STORE_TIMEOUT" : "STORE_DIALOG_WAITING";
  }

  /** The daemon was replaced: libsecret may wait for the former one's answer to a question, without end. */
  async isOrphaned(): Promise<boolean> {
    const [met, now] = await Promise.all([this.#daemon, this.#deps.daemon()]);
    return met !== null && now !== null && met !== now;
  }

  /** Kills the process; whoever waits for it is told `ProcessEnded`. */
  stop(): void {
    const stopped = this.#child;
    this.#child = this.#dialog = null;
    clearTimeout(this.#idle);
    this.#overdue.clear();
    stopped?.kill();
    for (const caller of this.#waiting.values()) caller.reject(new ProcessEnded());
  }

  #start(): KeychainChild {
    const started = orEnded(this.#deps.fork);
    this.#daemon = this.#deps.daemon();
    started.on("message", (message) => {
      const answer = keychainAnswer.safeParse(message);
      if (!answer.success || started !== this.#child) return;
      this.#late(answer.data);
      const caller = this.#waiting.get(answer.data.id);
      if (answer.data.ok) caller?.resolve(answer.data.value);
      else caller?.reject(new Error(answer.data.fault));
    });
    started.on("exit", () => {
      if (started === this.#child) this.stop();
    });
    return started;
  }

  /** The process is alive, so it isn't killed; its dialog is gone. */
  #late(answer: KeychainAnswer): void {
    const call = this.#overdue.get(answer.id);
    if (call === undefined) return;
    const asked = this.#dialog !== null;
    this.#overdue.delete(answer.id);
    if (this.#overdue.size === 0) this.#dialog = null;
    this.#deps.answeredLate(call, answer, asked);
  }

  /** It takes some 30 MB, and may not be needed for another hour. */
  async #endIdle(): Promise<void> {
    const last = this.#lastId;
    const mayEnd = await this.#deps.mayEndIdle();
    if (mayEnd && last === this.#lastId && this.#waiting.size === 0 && this.#overdue.size === 0) this.stop();
  }

  /** Whether our own process answers although its library is busy. */
  #isAlive(): Promise<boolean> {
    return this.#ask({ call: "alive" }, ALIVE_LIMIT_MS, (_id, reject) => reject(new Error("silent"))).then(
      () => true,
      () => false,
    );
  }

  async #ask(
    message: object,
    limitMs: number,
    late: (id: number, reject: (reason: Error) => void) => void,
  ): Promise<KeychainValue> {
    const id = ++this.#lastId;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<KeychainValue>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject });
        timer = setTimeout(() => late(id, reject), limitMs);
        orEnded(() => this.#child?.postMessage({ ...message, id }));
      });
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }
}
