import { randomBytes } from "node:crypto";
import { AppError, errorCode } from "../../core/errors.ts";
import type { SecretStore } from "../../core/ports.ts";
import { keychainFault } from "./keychain-fault.ts";
import { type EntryRequest, type KeychainAnswer, keychainAnswer } from "./keychain-messages.ts";

/** What the adapter needs of Electron's `UtilityProcess`. */
export type KeychainChild = {
  postMessage(message: unknown): void;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "exit", listener: (code: number) => void): unknown;
  kill(): boolean;
};

export type KeychainDeps = {
  readonly fork: () => KeychainChild;
  /** The name under which the entries stand in the keychain. */
  readonly serviceName: string;
  /** How long one call may take. */
  readonly timeoutMs?: number;
  /** How long a process that overran this limit is left alone: somebody may be typing a password into its dialog. */
  readonly patienceMs?: number;
  /** Whether it is locked, found out without a dialog; null where that can't be told. Never rejects. */
  readonly isLocked?: () => Promise<boolean | null>;
  /** Whether there is such an entry, also one that is locked to us alone; found out in the same way. */
  readonly hasEntry?: (key: string) => Promise<boolean | null>;
  /** Who answers for the keychain while a call to it waits; null where nobody does, or that can't be told. Never rejects. */
  readonly answeringProgram?: () => Promise<{ readonly name: string | null } | null>;
  /** Deleted entries and former versions may stay in it, as in a password manager's recycle bin. */
  readonly keepsDeleted?: boolean;
  /** How long the process stays without being asked anything. */
  readonly idleMs?: number;
  /** Whether it may end then: false where the keychain would ask the person about the next one. Never rejects. */
  readonly mayEndIdle?: () => Promise<boolean>;
  /** Told when a call was answered after its time limit: mostly somebody has closed a dialog. */
  readonly answered?: () => void;
};

export type Keychain = SecretStore & {
  /** A person is there: the system's unlock dialog may come once more. */
  mayAsk(): void;
  /** Whose dialog waits for a person; null where none does, or its program isn't known. */
  dialogOf(): string | null;
};

type Value = string | boolean | null;
type Call<R = EntryRequest> = R extends unknown ? Omit<R, "id" | "service"> : never;
type Waiting = { readonly resolve: (value: Value) => void; readonly reject: (reason: Error) => void };

/** Longer than a login takes from its first to its last look into the keychain. */
const IDLE_MS = 60_000;
/** How long a process that is well takes to say so, on a busy PC. */
const ALIVE_LIMIT_MS = 2_000;

const PROBE = "probe";
const PROBE_VALUE = /^[0-9a-f]{24}$/u;

/** How an entry begins in which nothing is any more. */
const EMPTIED = "emptied-v1:";
/** KeePassXC keeps ten former versions of an entry (HistoryMaxItems). */
const VERSIONS_KEPT = 10;

/** The process ended before it answered. */
class ProcessEnded extends Error {}

/**
 * The OS keychain, behind a process of its own (reliability 21). Calls run one after another, each with a time limit.
 * A process that crashed is started anew and asked once more. One that overran its limit is left alone for a while, and
 * then killed by the next call: the system may be showing the person its unlock dialog, which goes away with the
 * process. Until then every call rejects with `STORE_TIMEOUT` at once.
 *
 * On a desktop each call to a locked keyring opens that dialog, and who closed it has answered: as long as the keyring
 * is seen to be locked, calls reject without asking again, until a person is there (`mayAsk`).
 */
export function createKeychain(deps: KeychainDeps): Keychain {
  const { fork, serviceName, timeoutMs = 10_000, patienceMs = 2 * timeoutMs, idleMs = IDLE_MS } = deps;
  const isLocked = async () => (await deps.isLocked?.()) ?? null;
  let child: KeychainChild | null = null;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();
  const overdue = new Map<number, Call>();
  /** When the oldest of them became so, on a clock that nobody sets. */
  let overdueSince = 0;
  let dialog: { readonly name: string | null } | null = null;
  /** It was found locked, so whoever was asked to unlock it has said no. */
  let refused = false;
  let personAsks = false;
  /** Entries that somebody refused us. */
  const denied = new Set<string>();
  let queue: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  let closed = false;

  function start(): KeychainChild {
    const started = fork();
    started.on("message", (message) => {
      const answer = keychainAnswer.safeParse(message);
      if (!answer.success || started !== child) return;
      void answeredLate(answer.data);
      const caller = waiting.get(answer.data.id);
      if (answer.data.ok) caller?.resolve(answer.data.value);
      else caller?.reject(new Error(answer.data.fault));
    });
    started.on("exit", () => {
      if (started === child) stop();
    });
    return started;
  }

  /** The process is alive and needs no killing; its dialog is gone, and the person may have refused. */
  async function answeredLate(answer: KeychainAnswer): Promise<void> {
    const call = overdue.get(answer.id);
    if (call === undefined) return;
    overdue.delete(answer.id);
    refused = true;
    if (overdue.size === 0) dialog = null;
    if (!answer.ok || answer.value === null) await noteDenial(call.key);
    deps.answered?.();
  }

  async function noteDenial(key: string): Promise<boolean> {
    if ((await isLocked()) !== false || (await deps.hasEntry?.(key)) !== true) return false;
    denied.add(key);
    return true;
  }

  function stop(): void {
    const stopped = child;
    child = dialog = null;
    overdue.clear();
    stopped?.kill();
    for (const caller of waiting.values()) caller.reject(new ProcessEnded());
  }

  async function callOnce(call: Call): Promise<Value> {
    if (overdue.size > 0) {
      const patient = performance.now() - overdueSince < patienceMs;
      const code = patient && dialog === null ? "STORE_TIMEOUT" : await whyNoAnswer();
      if (patient) throw new AppError(code);
      if (!personAsks && (code === "STORE_DIALOG_WAITING" || (await isLocked()))) throw new AppError(code);
      stop();
    }
    if (personAsks) denied.clear();
    if (refused && !personAsks && (await isLocked())) throw new AppError("STORE_LOCKED");
    if (denied.has(call.key)) throw new AppError("STORE_DENIED");
    refused = personAsks = false;
    return post(call);
  }

  async function post(call: Call): Promise<Value> {
    child ??= start();
    const process = child;
    const id = ++lastId;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Value>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        timer = setTimeout(() => {
          if (overdue.size === 0) overdueSince = performance.now();
          overdue.set(id, call);
          void whyNoAnswer().then((code) => reject(new AppError(code)));
        }, timeoutMs);
        process.postMessage({ ...call, id, service: serviceName });
      });
    } finally {
      clearTimeout(timer);
      waiting.delete(id);
      clearTimeout(idle);
      idle = setTimeout(() => void endIdle(), idleMs);
      idle.unref();
    }
  }

  /** It takes some 30 MB, and an hour may pass until it is asked again. */
  async function endIdle(): Promise<void> {
    const last = lastId;
    const mayEnd = (await deps.mayEndIdle?.()) === true;
    if (mayEnd && last === lastId && waiting.size === 0 && overdue.size === 0) stop();
  }

  async function whyNoAnswer(): Promise<"STORE_DIALOG_WAITING" | "STORE_TIMEOUT"> {
    const program = (await isAlive()) ? ((await deps.answeringProgram?.()) ?? null) : null;
    dialog = overdue.size > 0 ? program : null;
    return program === null ? "STORE_TIMEOUT" : "STORE_DIALOG_WAITING";
  }

  /** Whether our own process hears us, although its library is busy. */
  async function isAlive(): Promise<boolean> {
    const id = ++lastId;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<boolean>((resolve) => {
        waiting.set(id, { resolve: () => resolve(true), reject: () => resolve(false) });
        timer = setTimeout(() => resolve(false), ALIVE_LIMIT_MS);
        child?.postMessage({ call: "alive", id });
      });
    } finally {
      clearTimeout(timer);
      waiting.delete(id);
    }
  }

  /** A daemon that was restarted is reached by a new process only, so whatever that may cure is tried once more. */
  async function call(request: Call): Promise<Value> {
    try {
      return await callOnce(request).catch((thrown: unknown) => {
        if (closed || thrown instanceof AppError || !mayHelpToRestart(thrown)) throw thrown;
        stop();
        return callOnce(request);
      });
    } catch (thrown) {
      const error = storeError(thrown);
      if (error.code !== "STORE_LOCKED") throw error;
      refused = true;
      throw (await noteDenial(request.key)) ? new AppError("STORE_DENIED", thrown) : error;
    }
  }

  /** Of a write that somebody refused keytar says what it says of one that was done: only reading shows it. */
  async function write(key: string, secret: string, isWritten = (found: Value) => found === secret) {
    await call({ call: "set", key, secret });
    const found = await call({ call: "get", key });
    if (isWritten(found)) return;
    if (found === null && (await isLocked())) throw new AppError("STORE_LOCKED");
    throw new AppError(found === null && (await noteDenial(key)) ? "STORE_DENIED" : "STORE_CORRUPT");
  }

  /** One entry that stays: a keychain with a recycle bin would keep each that is made and deleted. */
  async function probeOnce(): Promise<void> {
    // Another process of this user may write there in between.
    const isWritten = (found: Value) => typeof found === "string" && PROBE_VALUE.test(found);
    await write(PROBE, randomBytes(12).toString("hex"), isWritten);
  }

  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    if (closed) return Promise.reject(new AppError("STORE_MISSING"));
    const turn = queue.then(task);
    queue = turn.catch(() => {});
    return turn;
  }

  /**
   * A locked keyring answers as if the entry were absent, and so does one whose dialog was refused. Where it can't be
   * told to be open, a write shows it; and then we look again.
   */
  async function read(key: string): Promise<string | null> {
    const first = await call({ call: "get", key });
    const value = first === null ? await readAgain(key) : first;
    if (typeof value === "boolean") throw new AppError("STORE_CORRUPT");
    return value;
  }

  async function readAgain(key: string): Promise<Value> {
    const locked = await isLocked();
    refused ||= locked === true;
    if (locked === true) throw new AppError("STORE_LOCKED");
    if (await noteDenial(key)) throw new AppError("STORE_DENIED");
    if (locked === null) await probeOnce();
    return call({ call: "get", key });
  }

  /** What a keychain keeps of an entry mustn't be its secret (the former versions in KeePassXC's recycle bin). */
  async function overwrite(key: string, times: number): Promise<void> {
    for (let time = 1; time <= times; time += 1)
      await call({ call: "set", key, secret: `${EMPTIED}${time}` }); // a version is kept of what changes
  }

  async function remove(key: string): Promise<boolean> {
    if (await isLocked()) throw new AppError("STORE_LOCKED"); // a deletion shows no dialog
    const held = await read(key);
    if (held === null) return false;
    if (deps.keepsDeleted) await overwrite(key, VERSIONS_KEPT + 1);
    if ((await call({ call: "delete", key })) !== true) throw new AppError("STORE_DENIED");
    return !held.startsWith(EMPTIED);
  }

  return {
    probe: () =>
      inTurn(async () => {
        try {
          await probeOnce();
          return "ok";
        } catch (thrown) {
          const state = STATES.get(errorCode(thrown));
          if (state === undefined) throw thrown;
          return state;
        }
      }),
    get: (key) =>
      inTurn(async () => {
        const value = await read(key);
        return value?.startsWith(EMPTIED) === true ? null : value;
      }),
    set: (key, secret) => inTurn(() => write(key, secret)),
    empty: (key) =>
      inTurn(async () => {
        if (!deps.keepsDeleted) await remove(key);
        else if ((await read(key)) !== null) await overwrite(key, 1);
      }),
    delete: (key) => inTurn(() => remove(key)),
    dialogOf: () => dialog?.name ?? null,
    mayAsk() {
      personAsks = true;
    },
    async close() {
      closed = true;
      clearTimeout(idle);
      await Promise.race([queue, new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
      stop();
    },
  };
}

/** What a probe answers; any other code (full, no answer in time) it rejects with. */
const STATES = new Map<string, "locked" | "missing" | "denied" | "corrupt">([
  ["STORE_LOCKED", "locked"],
  ["STORE_MISSING", "missing"],
  ["STORE_DENIED", "denied"],
  ["STORE_CORRUPT", "corrupt"],
]);

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
