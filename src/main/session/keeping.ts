import { AppError, type ErrorCode, errorCode } from "../../core/errors.ts";
import type { Account, TokenStoreState } from "../../core/ports.ts";
import type { Kept } from "../../core/session/session-state.ts";
import type { KeptRecord } from "./kept-record.ts";
import {
  type Home,
  mayKeep,
  mayNameAnother,
  mayUseKept,
  recordOf,
  rests,
  storeState,
  whose,
} from "./state.ts";
import * as step from "./steps.ts";
import type { Vault } from "./vault.ts";

type Deps = { readonly vault: Vault; readonly record: KeptRecord };

/** Keychain and record together. The record on the disk says whose the token is and whether the session rests. */
export class Keeping {
  readonly #home: Home;
  readonly #vault: Vault;
  readonly #record: KeptRecord;

  constructor(home: Home, { vault, record }: Deps) {
    this.#home = home;
    this.#vault = vault;
    this.#record = record;
  }

  /** What is kept from before. Rejects with AppError `STORE_*`, `SESSION_RECORD_NEWER`. */
  async open(): Promise<Kept> {
    const { untold, newer } = await this.#record.look();
    const account = whose(this.#home.now);
    if (account === null && newer) throw new AppError("SESSION_RECORD_NEWER");
    if (account === null) return null;
    const { held, forgetting } = this.#home.now;
    // The note of what is to be forgotten couldn't be read: it may name this token.
    if (held === null && forgetting.is === "unread") throw new AppError("STORE_RECORD_UNREAD");
    const rested = rests(this.#home.now);
    // After a logout nobody is asked to unlock the keychain: it isn't needed yet, and a refresh asks for it.
    if (untold && !rested) throw new AppError("STORE_PC_UNKNOWN");
    const trouble = rested ? null : await this.#vault.probe();
    if (trouble !== null && this.#home.now.held === null) throw new AppError(trouble);
    this.#home.take(step.opened);
    return { account, rested };
  }

  /** Makes it the token of the account that is known now. Where it can't be kept it stays in memory; never rejects. */
  async seal(token: string): Promise<void> {
    const account = whose(this.#home.now);
    if (account === null || !(await this.#noOtherName(account)) || !mayKeep(this.#home.now))
      return this.#home.take(step.held, token, this.#home.now.unwritten ?? "SESSION_RECORD_UNSAVED");
    const left = this.#vault.former();
    if (!(await this.#vault.seal(token))) return this.#keepAside(token, account);
    if (await this.#write(account, this.#home.now.pc?.id ?? null)) await this.#vault.remove(left);
  }

  /** Notes the rest on the disk at once, for a `rest` that has to wait for its turn. */
  restSoon(): void {
    this.#home.take(step.restAsked);
    void this.#saveRest().catch(() => {});
  }

  async rest(): Promise<null> {
    this.#home.take(step.restAsked);
    const saved = await this.#saveRest().then(
      () => true,
      () => false,
    );
    this.#home.take(step.rested, saved);
    return null;
  }

  /** Does what waits for keychain or disk. */
  async settle(): Promise<TokenStoreState> {
    if (this.#home.now.rest === "unsaved") await this.rest();
    const { held, unwritten, recorded } = this.#home.now;
    const account = whose(this.#home.now);
    if (account === null) return storeState(this.#home.now);
    if (held !== null && (await this.#vault.probe()) === null) await this.seal(held.token);
    else if (held === null && unwritten !== null) await this.#write(account, recorded?.machine ?? null);
    return storeState(this.#home.now);
  }

  /** Notes on the disk that the session rests, or else deletes the record. Rejects when neither can be done. */
  async #saveRest(): Promise<void> {
    if (recordOf(this.#home.now) === null) await this.#record.look();
    const kept = recordOf(this.#home.now);
    // Without a record nothing resumes at the next start, which is what was asked for.
    if (kept === null) return;
    const { account, machine } = kept;
    await this.#record.write(account, machine).catch(async (thrown) => {
      // The token is still in the keychain, and is to be used again; also where the disk only says that it keeps the record.
      this.#home.take(step.recordUnwritten, account, whyUnwritten(thrown));
      await this.#record.drop();
    });
  }

  /** A record of this account stands for what the keychain still holds, or what lies beside it. */
  async #keepAside(token: string, account: Account): Promise<void> {
    const kept = recordOf(this.#home.now);
    if (kept === null || !mayUseKept(this.#home.now, account)) return;
    await this.#vault.keepAside(token);
    await this.#record.write(account, kept.machine).catch(() => {});
  }

  /** Another account's record must never name this token, not even while both are written. @returns whether none does */
  async #noOtherName(account: Account): Promise<boolean> {
    if (!mayNameAnother(this.#home.now, account)) return true;
    return this.#onDisk(account, this.#record.drop());
  }

  /** Says whose the sealed token is. @returns whether the disk took it */
  async #write(account: Account, machine: string | null): Promise<boolean> {
    return this.#onDisk(account, this.#record.write(account, machine));
  }

  /** @returns whether the disk took it */
  async #onDisk(account: Account, change: Promise<void>): Promise<boolean> {
    return change.then(
      () => true,
      (thrown: unknown) => {
        this.#home.take(step.recordUnwritten, account, whyUnwritten(thrown));
        return false;
      },
    );
  }
}

const whyUnwritten = (thrown: unknown): ErrorCode =>
  errorCode(thrown) === "STORE_FULL" ? "STORE_FULL" : "SESSION_RECORD_UNSAVED";
