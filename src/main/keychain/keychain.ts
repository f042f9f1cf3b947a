import { randomBytes } from "node:crypto";
import { AppError, errorCode } from "../../core/errors.ts";
import type { SecretStore } from "../../core/ports.ts";
import { keychainFault } from "./fault.ts";
import {
  type KeychainCall,
  KeychainLink,
  type KeychainLinkDeps,
  type KeychainValue,
  ProcessEnded,
} from "./link.ts";
import type { KeychainAnswer } from "./messages.ts";

export type KeychainDeps = Pick<KeychainLinkDeps, "fork" | "serviceName"> &
  Partial<Omit<KeychainLinkDeps, "answeredLate">> & {
    /** Whether it is locked, found out without a dialog; null where that can't be told. Never rejects. */
    readonly isLocked?: () => Promise<boolean | null>;
    /** Whether there is such an entry, also one that is locked to us alone; found out in the same way. */
    readonly hasEntry?: (key: string) => Promise<boolean | null>;
    /** Deleted entries and former versions may stay in it, as in a password manager's recycle bin. */
    readonly keepsDeleted?: boolean;
    /** Told when a call was answered after its time limit: mostly somebody has closed a dialog. */
    readonly answered?: () => void;
  };

export type Keychain = SecretStore & {
  /** A person is there: the system's unlock dialog may come once more. */
  mayAsk(): void;
  /** Whose dialog waits for a person; null where none does, or its program isn't known. */
  dialogOf(): string | null;
};

/** Longer than a login takes from its first to its last look into the keychain. */
const IDLE_MS = 60_000;
const TIMEOUT_MS = 10_000;

const PROBE = "probe";
const PROBE_VALUE = /^[0-9a-f]{24}$/u;

/** How the value of an emptied entry begins. */
const EMPTIED = "emptied-v1:";
/** KeePassXC keeps ten former versions of an entry (HistoryMaxItems). */
const VERSIONS_KEPT = 10;

/**
 * The OS keychain, behind a process of its own (reliability 21). Calls run one after another, each with a time limit.
 * A process that crashed is started anew and asked once more. One that overran its limit is left alone for a while, and
 * then killed by the next call: the system may be showing the person its unlock dialog, which goes away with the
 * process. Until then every call rejects with `STORE_TIMEOUT` at once.
 *
 * On a desktop each call to a locked keyring opens that dialog. Closing it is an answer: as long as the keyring stays
 * locked, calls reject without opening it again, until a person asks for something (`mayAsk`).
 */
export function createKeychain(deps: KeychainDeps): Keychain {
  const entries = new Entries(deps);
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;

  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    if (closed) return Promise.reject(new AppError("STORE_MISSING"));
    const turn = queue.then(task);
    queue = turn.catch(() => {});
    return turn;
  }

  return {
    probe: () => inTurn(() => entries.state()),
    get: (key) => inTurn(() => entries.get(key)),
    set: (key, secret) => inTurn(() => entries.write(key, secret)),
    empty: (key) => inTurn(() => entries.empty(key)),
    delete: (key) => inTurn(() => entries.remove(key)),
    dialogOf: () => entries.link.dialogOf,
    mayAsk: () => entries.mayAsk(),
    async close() {
      closed = true;
      entries.close();
      await Promise.race([queue, new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
      entries.link.stop();
    },
  };
}

/** The entries, one call at a time, and whether a person has refused to unlock them. */
class Entries {
  readonly link: KeychainLink;
  readonly #deps: KeychainDeps;
  /** It was found locked, so whoever was asked to unlock it has said no. */
  #refused = false;
  #personAsks = false;
  /** Entries that a person refused to us. */
  readonly #denied = new Set<string>();
  #closed = false;

  constructor(deps: KeychainDeps) {
    const timeoutMs = deps.timeoutMs ?? TIMEOUT_MS;
    this.#deps = deps;
    this.link = new KeychainLink({
      fork: deps.fork,
      serviceName: deps.serviceName,
      timeoutMs,
      patienceMs: deps.patienceMs ?? 2 * timeoutMs,
      idleMs: deps.idleMs ?? IDLE_MS,
      mayEndIdle: async () => (await deps.mayEndIdle?.()) === true,
      answeringProgram: async () => (await deps.answeringProgram?.()) ?? null,
      daemon: async () => (await deps.daemon?.()) ?? null,
      answeredLate: (call, answer, asked) => void this.#answeredLate(call, answer, asked),
    });
  }

  mayAsk(): void {
    this.#personAsks = true;
  }

  /** Nothing is asked again from now on. */
  close(): void {
    this.#closed = true;
  }

  async state(): Promise<"ok" | "locked" | "missing" | "denied" | "corrupt"> {
    try {
      await this.#probe();
      return "ok";
    } catch (thrown) {
      const state = STATES.get(errorCode(thrown));
      if (state === undefined) throw thrown;
      return state;
    }
  }

  async get(key: string): Promise<string | null> {
    const value = await this.#read(key);
    return value?.startsWith(EMPTIED) === true ? null : value;
  }

  /** keytar reports a refused write as done: only reading it back shows the difference. */
  async write(
    key: string,
    secret: string,
    isWritten = (found: KeychainValue) => found === secret,
  ): Promise<void> {
    let found = await this.#written(key, secret);
    // Since another keyring is the default one, an entry of the same name in the former may stand before ours: libsecret
    // writes to the default keyring and reads and deletes in all (gnome-keyring, seen). With both gone, ours stands alone.
    if (typeof found === "string" && !isWritten(found)) {
      await this.remove(key);
      found = await this.#written(key, secret);
    }
    if (isWritten(found)) return;
    if (found === null && (await this.#isLocked())) throw new AppError("STORE_LOCKED");
    throw new AppError(found === null && (await this.#noteDenial(key)) ? "STORE_DENIED" : "STORE_CORRUPT");
  }

  /** @returns what stands there afterwards */
  async #written(key: string, secret: string): Promise<KeychainValue> {
    await this.#call({ call: "set", key, secret });
    return this.#call({ call: "get", key });
  }

  async empty(key: string): Promise<void> {
    if (!this.#deps.keepsDeleted) await this.remove(key);
    else if ((await this.#read(key)) !== null) await this.#overwrite(key, 1);
  }

  async remove(key: string): Promise<boolean> {
    if (await this.#isLocked()) throw new AppError("STORE_LOCKED"); // a deletion shows no dialog
    const held = await this.#read(key);
    if (held === null) return false;
    if (this.#deps.keepsDeleted) await this.#overwrite(key, VERSIONS_KEPT + 1);
    if ((await this.#call({ call: "delete", key })) !== true) throw new AppError("STORE_DENIED");
    return !held.startsWith(EMPTIED);
  }

  /** Always the same entry: a keychain with a recycle bin would keep every one that is made and deleted. */
  async #probe(): Promise<void> {
    // Another process of this user may have written there in between.
    const isWritten = (found: KeychainValue) => typeof found === "string" && PROBE_VALUE.test(found);
    await this.write(PROBE, randomBytes(12).toString("hex"), isWritten);
  }

  /**
   * A locked keyring answers as if the entry were absent, and so does one whose dialog was closed. Where we can't tell
   * whether it is open, a write shows it, and we read again.
   */
  async #read(key: string): Promise<string | null> {
    const first = await this.#call({ call: "get", key });
    const value = first === null ? await this.#readAgain(key) : first;
    if (typeof value === "boolean") throw new AppError("STORE_CORRUPT");
    return value;
  }

  async #readAgain(key: string): Promise<KeychainValue> {
    const locked = await this.#isLocked();
    this.#refused ||= locked === true;
    if (locked === true) throw new AppError("STORE_LOCKED");
    if (await this.#noteDenial(key)) throw new AppError("STORE_DENIED");
    if (locked === null) await this.#probe();
    return this.#call({ call: "get", key });
  }

  /** Former versions of an entry that a keychain keeps mustn't hold the secret (KeePassXC's recycle bin). */
  async #overwrite(key: string, times: number): Promise<void> {
    for (let time = 1; time <= times; time += 1)
      await this.#call({ call: "set", key, secret: `${EMPTIED}${time}` }); // it keeps a version only where the value changed
  }

  /** Only a new process reaches a daemon that was restarted: what that may cure is tried once more. */
  async #call(request: KeychainCall): Promise<KeychainValue> {
    try {
      return await this.#callOnce(request).catch(async (thrown: unknown) => {
        if (this.#closed || !(await this.#mayHelpToRestart(thrown))) throw thrown;
        this.link.stop();
        return this.#callOnce(request);
      });
    } catch (thrown) {
      const error = storeError(thrown);
      if (error.code !== "STORE_LOCKED") throw error;
      this.#refused = true;
      throw (await this.#noteDenial(request.key)) ? new AppError("STORE_DENIED", thrown) : error;
    }
  }

  async #mayHelpToRestart(thrown: unknown): Promise<boolean> {
    if (!(thrown instanceof AppError)) return mayHelpToRestart(thrown);
    return UNANSWERED.has(thrown.code) && (await this.link.isOrphaned());
  }

  async #callOnce(call: KeychainCall): Promise<KeychainValue> {
    await this.#clearTheWay();
    if (this.#personAsks) this.#denied.clear();
    if (this.#refused && !this.#personAsks && (await this.#isLocked())) throw new AppError("STORE_LOCKED");
    if (this.#denied.has(call.key)) throw new AppError("STORE_DENIED");
    this.#refused = this.#personAsks = false;
    return this.link.post(call);
  }

  /** Ends a process that overran its limit, unless somebody may still be at its dialog. */
  async #clearTheWay(): Promise<void> {
    const overdue = this.link.overdue();
    if (overdue === null) return;
    const code = overdue.patient && !overdue.dialog ? "STORE_TIMEOUT" : await this.link.whyNoAnswer();
    if (overdue.patient) throw new AppError(code);
    if (!this.#personAsks && (code === "STORE_DIALOG_WAITING" || (await this.#isLocked())))
      throw new AppError(code);
    this.link.stop();
  }

  /** The dialog is closed, and the person may have refused; after a daemon that hung there was none. */
  async #answeredLate(call: KeychainCall, answer: KeychainAnswer, asked: boolean): Promise<void> {
    this.#refused = true;
    if (asked && (!answer.ok || answer.value === null)) await this.#noteDenial(call.key);
    this.#deps.answered?.();
  }

  async #noteDenial(key: string): Promise<boolean> {
    if ((await this.#isLocked()) !== false || (await this.#deps.hasEntry?.(key)) !== true) return false;
    this.#denied.add(key);
    return true;
  }

  async #isLocked(): Promise<boolean | null> {
    return (await this.#deps.isLocked?.()) ?? null;
  }
}

/** What a probe answers. With any other code (full, no answer in time) it rejects. */
const STATES = new Map<string, "locked" | "missing" | "denied" | "corrupt">([
  ["STORE_LOCKED", "locked"],
  ["STORE_MISSING", "missing"],
  ["STORE_DENIED", "denied"],
  ["STORE_CORRUPT", "corrupt"],
]);

/** The process, or somebody whom it has asked, may still answer. */
const UNANSWERED: ReadonlySet<string> = new Set(["STORE_TIMEOUT", "STORE_DIALOG_WAITING"]);

function mayHelpToRestart(thrown: unknown): boolean {
  return (
    thrown instanceof ProcessEnded || (thrown instanceof Error && keychainFault(thrown.message).restartHelps)
  );
}

function storeError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof ProcessEnded) return new AppError("STORE_MISSING", thrown);
  return new AppError(keychainFault(thrown instanceof Error ? thrown.message : "").code, thrown);
}
