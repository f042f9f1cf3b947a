import { AppError } from "../../src/core/errors.ts";
import type { SecretStore } from "../../src/core/ports.ts";

type State = Awaited<ReturnType<SecretStore["probe"]>>;

const CODES = {
  locked: "STORE_LOCKED",
  missing: "STORE_MISSING",
  denied: "STORE_DENIED",
  corrupt: "STORE_CORRUPT",
} as const;

export type MemorySecretStore = SecretStore & {
  /** Puts it into another state; `timeout` = nothing answers in time. */
  become(state: State | "timeout"): void;
  /** Somebody is being asked before anything is written; reading and probing go on. */
  asksBeforeWriting: boolean;
  readonly entries: ReadonlyMap<string, string>;
};

/** A keychain in memory that passes the same contract as the real one. */
export function createMemorySecretStore(): MemorySecretStore {
  const entries = new Map<string, string>();
  let state: State | "timeout" = "ok";
  let closed = false;

  async function open(): Promise<Map<string, string>> {
    if (closed) throw new AppError("STORE_MISSING");
    if (state === "timeout") throw new AppError("STORE_TIMEOUT");
    if (state !== "ok") throw new AppError(CODES[state]);
    return entries;
  }

  return {
    asksBeforeWriting: false,
    entries,
    become: (next) => {
      state = next;
    },
    async probe() {
      if (closed) throw new AppError("STORE_MISSING");
      if (state === "timeout") throw new AppError("STORE_TIMEOUT");
      return state;
    },
    get: async (key) => (await open()).get(key) ?? null,
    async set(key, secret) {
      if (this.asksBeforeWriting) throw new AppError("STORE_DIALOG_WAITING");
      (await open()).set(key, secret);
    },
    empty: async (key) => void (await open()).delete(key),
    delete: async (key) => (await open()).delete(key),
    async close() {
      closed = true;
    },
  };
}
