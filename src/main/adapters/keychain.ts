import { randomBytes } from "node:crypto";
import { AppError, errorCode } from "../../core/errors.ts";
import type { SecretStore } from "../../core/ports.ts";
import { keychainFault } from "./keychain-fault.ts";
import { type KeychainRequest, keychainAnswer } from "./keychain-messages.ts";

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
};

export type Keychain = SecretStore & {
  /** A person is there: the system's unlock dialog may come once more. */
  mayAsk(): void;
};

type Value = string | boolean | null;
type Call<R = KeychainRequest> = R extends unknown ? Omit<R, "id" | "service"> : never;
type Waiting = { readonly resolve: (value: Value) => void; readonly reject: (reason: Error) => void };

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
  const { fork, serviceName, timeoutMs = 10_000, patienceMs = 2 * timeoutMs } = deps;
  const isLocked = async () => (await deps.isLocked?.()) === true;
  const probeKey = `probe-${process.pid}`;
  let child: KeychainChild | null = null;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();
  const overdue = new Set<number>();
  /** When the oldest of them became so, on a clock that nobody sets. */
  let overdueSince = 0;
  /** It was found locked, so whoever was asked to unlock it has said no. */
  let refused = false;
  let personAsks = false;
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;

  function start(): KeychainChild {
    const started = fork();
    started.on("message", (message) => {
      const answer = keychainAnswer.safeParse(message);
      if (!answer.success || started !== child) return;
      if (overdue.delete(answer.data.id)) refused = true; // late, but alive: needs no killing; its dialog is gone
      const caller = waiting.get(answer.data.id);
      if (answer.data.ok) caller?.resolve(answer.data.value);
      else caller?.reject(new Error(answer.data.fault));
    });
    started.on("exit", () => {
      if (started === child) stop();
    });
    return started;
  }

  function stop(): void {
    const stopped = child;
    child = null;
    overdue.clear();
    stopped?.kill();
    for (const caller of waiting.values()) caller.reject(new ProcessEnded());
  }

  async function callOnce(call: Call): Promise<Value> {
    if (overdue.size > 0) {
      if (performance.now() - overdueSince < patienceMs) throw new AppError("STORE_TIMEOUT");
      if (!personAsks && (await isLocked())) throw new AppError("STORE_TIMEOUT");
      stop();
    }
    if (refused && !personAsks && (await isLocked())) throw new AppError("STORE_LOCKED");
    refused = personAsks = false;
    child ??= start();
    const process = child;
    const id = ++lastId;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Value>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        timer = setTimeout(() => {
          if (overdue.size === 0) overdueSince = performance.now();
          overdue.add(id);
          reject(new AppError("STORE_TIMEOUT"));
        }, timeoutMs);
        process.postMessage({ ...call, id, service: serviceName });
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
      if (error.code === "STORE_LOCKED") refused = true;
      throw error;
    }
  }

  async function probeOnce(): Promise<void> {
    const written = randomBytes(12).toString("hex");
    await call({ call: "set", key: probeKey, secret: written });
    const read = await call({ call: "get", key: probeKey });
    await call({ call: "delete", key: probeKey });
    if (read !== written) throw new AppError("STORE_CORRUPT");
  }

  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    if (closed) return Promise.reject(new AppError("STORE_MISSING"));
    const turn = queue.then(task);
    queue = turn.catch(() => {});
    return turn;
  }

  /** A locked keyring answers as if the entry were absent: only a write shows that it is open, and then we look again. */
  async function certain(request: Call, isAbsent: (value: Value) => boolean): Promise<Value> {
    const first = await call(request);
    if (!isAbsent(first)) return first;
    if (await isLocked()) {
      refused ||= request.call === "get"; // a deletion shows no dialog
      throw new AppError("STORE_LOCKED");
    }
    await probeOnce();
    return call(request);
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
        const value = await certain({ call: "get", key }, (found) => found === null);
        if (typeof value === "boolean") throw new AppError("STORE_CORRUPT");
        return value;
      }),
    set: (key, secret) =>
      inTurn(async () => {
        await call({ call: "set", key, secret });
      }),
    delete: (key) =>
      inTurn(async () => (await certain({ call: "delete", key }, (deleted) => deleted === false)) === true),
    mayAsk() {
      personAsks = true;
    },
    async close() {
      closed = true;
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
