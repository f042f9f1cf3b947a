import { AppError } from "../../src/core/errors.ts";
import type { RecordFile, SecretStore, SessionRecord } from "../../src/core/ports.ts";
import type { AsideFiles } from "../../src/main/keychain/aside-files.ts";
import { createAsideStore } from "../../src/main/keychain/aside-secret.ts";
import { entryOf } from "../../src/main/session/entries.ts";
import type { ForgottenEntries } from "../../src/main/session/record-format.ts";
import {
  createSessionTokens,
  type SessionTokens,
  type SessionTokensDeps,
} from "../../src/main/session/tokens.ts";
import { createMemorySecretStore } from "../support/memory-secret-store.ts";
import { profileOf } from "../support/plain-session.ts";
import { type Asking, TokensProvider } from "./tokens-provider.ts";

const PROFILE = profileOf({ issuer: "https://id.example", clientId: "drive" });
const HERE = "this-pc";

export type KeychainState = Parameters<ReturnType<typeof createMemorySecretStore>["become"]>[0];

type StoreCall = "probe" | "get" | "set" | "aside" | "empty" | "delete";
type FileCall = "record read" | "record write" | "record remove" | "note read" | "note write" | "note remove";
export type EffectKind = StoreCall | FileCall | "login data" | Parameters<Asking["effect"]>[0];

/** The next calls of a kind come to nothing; `done`: they are carried out, and say that they weren't. */
export type Fault = {
  readonly kind: StoreCall | FileCall;
  readonly how: "refused" | "done";
  /** So many calls of the kind go well before. */
  after: number;
  times: number;
};

/** What becomes of keychain, disk and PC. */
export type Weather =
  | { readonly do: "keychain"; readonly is: KeychainState }
  | { readonly do: "dialog"; readonly waits: boolean }
  | { readonly do: "pc"; readonly named: boolean }
  | { readonly do: "fault"; readonly fault: Fault };

/** What outlives a run of the client: keychain, disk and the provider's memory. */
export class TokensPc {
  readonly keychain = createMemorySecretStore();
  /** What lies beside the keychain, sealed by what an entry held then. */
  readonly aside = new Map<string, { readonly under: string; readonly token: string }>();
  record: SessionRecord | null = null;
  note: ForgottenEntries | null = null;
  provider = new TokensProvider();
  faults: Fault[] = [];
  /** Whether this PC can tell which one it is. */
  named = true;
  /** The person wanted it to rest, the disk knows, and nobody asked for it since. */
  resting = false;

  /** The same in good weather, for a start that nobody else sees. */
  async copy(): Promise<TokensPc> {
    const copy = new TokensPc();
    for (const [entry, token] of this.keychain.entries) await copy.keychain.set(entry, token);
    for (const [entry, sealed] of this.aside) copy.aside.set(entry, sealed);
    copy.record = this.record;
    copy.note = this.note;
    copy.provider = this.provider.copy();
    copy.resting = this.resting;
    return copy;
  }

  become(move: Weather): void {
    if (move.do === "keychain") this.keychain.become(move.is);
    if (move.do === "dialog") this.keychain.asksBeforeWriting = move.waits;
    if (move.do === "pc") this.named = move.named;
    if (move.do === "fault") this.faults.push({ ...move.fault });
  }

  machine = async () => {
    if (!this.named) throw new Error("busy");
    return HERE;
  };

  /** What a reader of the entry gets. */
  #secret(entry: string): string | null {
    const secret = this.keychain.entries.get(entry);
    if (secret === undefined) return null;
    const aside = this.aside.get(entry);
    return aside?.under === secret ? aside.token : secret;
  }

  /** Whether the disk says that nobody is to be found, or that who is found is to be forgotten. */
  isLeft(): boolean {
    return (
      this.record === null || (this.note?.entries.includes(entryOf(PROFILE, this.record.machine)) ?? false)
    );
  }

  /** Whether it is written down that something is to be forgotten, or the disk may have refused that. */
  isWritten(): boolean {
    return (
      this.note !== null || this.record === null || this.faults.some(({ kind }) => kind === "note write")
    );
  }

  /** Whether a token lies under this PC's name. */
  hasToken(): boolean {
    const own = entryOf(PROFILE, HERE);
    return [own, `${own}:pending`].some((entry) => this.keychain.entries.has(entry));
  }

  /** What must be true after every single effect, since each may be the last. */
  holds(): void {
    const { record, note, provider } = this;
    provider.must(!JSON.stringify([record, note]).includes("tk-"), "a file holds a token");
    if (record === null) return;
    const named = entryOf(PROFILE, record.machine);
    for (const entry of [named, `${named}:pending`]) {
      const token = this.#secret(entry);
      if (token === null || note?.entries.includes(entry)) continue;
      provider.must(record.rested || !this.resting, "the next start would use a session that rests");
      provider.must(
        provider.grantOf(token).sub === record.account.sub,
        "another account's name over a token",
      );
    }
  }

  store(run: Run): SecretStore {
    const { keychain, aside } = this;
    const store: SecretStore = {
      probe: () => run.effect("probe", () => keychain.probe()),
      get: (entry) => run.effect("get", () => keychain.get(entry)),
      set: (entry, token) =>
        run.effect("set", async () => {
          await keychain.set(entry, token);
          this.provider.fact(token).stored = true;
        }),
      empty: (entry) => run.effect("empty", () => keychain.empty(entry)),
      delete: (entry) => run.effect("delete", () => keychain.delete(entry)),
      close: async () => {},
    };
    const files: AsideFiles = {
      async read(entry, under) {
        const sealed = aside.get(entry);
        if (sealed?.under === under) return sealed.token;
        aside.delete(entry);
        return null;
      },
      write: (entry, under, token) =>
        run
          .effect("aside", async () => {
            aside.set(entry, { under, token });
            if (keychain.entries.get(entry) === under) this.provider.fact(token).stored = true;
            return true;
          })
          .catch(() => false),
      // With the effect that follows it.
      remove: async (entry) => void (run.alive && run.left > 0 && aside.delete(entry)),
    };
    return createAsideStore({ store, files });
  }

  recordFile(run: Run): RecordFile<SessionRecord> {
    return {
      read: () =>
        run.effect("record read", async () => ({ value: structuredClone(this.record), recovered: false })),
      write: (value) =>
        run.effect("record write", async () => {
          this.record = structuredClone(value);
        }),
      remove: () =>
        run.effect("record remove", async () => {
          this.record = null;
        }),
    };
  }

  noteFile(run: Run): RecordFile<ForgottenEntries> {
    return {
      read: () =>
        run.effect("note read", async () => ({ value: structuredClone(this.note), recovered: false })),
      write: (value) =>
        run.effect("note write", async () => {
          this.note = structuredClone(value);
        }),
      remove: () =>
        run.effect("note remove", async () => {
          this.note = null;
        }),
    };
  }

  fault(kind: EffectKind): Fault["how"] | null {
    const fault = this.faults.find((one) => one.kind === kind && one.times > 0);
    if (fault === undefined || fault.after-- > 0) return null;
    fault.times -= 1;
    return fault.how;
  }
}

/** A run of the client as its surroundings see it: each of its effects may be the last one. */
export class Run implements Asking {
  alive = true;
  /** So many effects it still has; then it ends. */
  left = Number.POSITIVE_INFINITY;
  #gate: { after: number; reached: () => void; opened: Promise<void> } | null = null;
  readonly pc: TokensPc;
  readonly number: number;

  constructor(pc: TokensPc, number: number) {
    this.pc = pc;
    this.number = number;
  }

  async effect<T>(kind: EffectKind, work: () => Promise<T>): Promise<T> {
    if (this.left <= 0) this.alive = false;
    this.left -= 1;
    await this.#wait();
    if (!this.alive) throw new AppError("APP_UNEXPECTED", "the client has ended");
    const fault = this.pc.fault(kind);
    const said = new AppError(kind.includes(" ") ? "APP_UNEXPECTED" : "STORE_TIMEOUT");
    if (fault === "refused") throw said;
    const value = await work();
    this.pc.holds();
    if (fault === "done") throw said;
    return value;
  }

  /** Stops before the effect after so many more. @returns when it stands there, and how to let it go on */
  stopAfter(effects: number): { readonly reached: Promise<void>; goOn(): void } {
    let reached = () => {};
    let goOn = () => {};
    const standing = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const opened = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    this.#gate = { after: effects, reached, opened };
    return {
      reached: standing,
      goOn: () => {
        this.#gate = null;
        goOn();
      },
    };
  }

  async #wait(): Promise<void> {
    const gate = this.#gate;
    if (gate === null) return;
    gate.after -= 1;
    if (gate.after !== -1) return;
    gate.reached();
    await gate.opened;
  }
}

/** The real tokens of a run. @param told what the log is */
export function startTokens(
  run: Run,
  lockPath: string,
  told: NonNullable<SessionTokensDeps["changed"]>,
): SessionTokens {
  const { pc } = run;
  let time = run.number * 1_000_000;
  return createSessionTokens({
    store: pc.store(run),
    record: pc.recordFile(run),
    forgotten: pc.noteFile(run),
    clearLoginData: () => run.effect("login data", async () => {}),
    binding: { to: "machine", machine: pc.machine },
    provider: pc.provider.port(run),
    profile: PROFILE,
    now: () => ++time,
    lockPath,
    changed: told,
  });
}
