import { AppError, type ErrorCode, errorCode } from "../../core/errors.ts";
import type { Account } from "../../core/ports.ts";
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

/** Keychain and record together: whose the token is and whether it rests is on the disk, the token itself is not. */
export type Keeping = {
  /** What is kept from before. */
  open(): Promise<Kept>;
  /** Makes it the token of the account that is known now. Where it can't be kept it stays in memory; never rejects. */
  seal(token: string): Promise<void>;
  /** Notes on the disk that the session rests. Rejects when the disk takes neither that nor that there is none. */
  saveRest(): Promise<void>;
  rest(): Promise<null>;
  /** Does what waits for keychain or disk. */
  settle(): Promise<ReturnType<typeof storeState>>;
};

type Deps = { readonly vault: Vault; readonly record: KeptRecord };

export function createKeeping(home: Home, { vault, record }: Deps): Keeping {
  /** Says whose the sealed token is. @returns whether the disk took it */
  async function write(account: Account, machine: string | null): Promise<boolean> {
    return record.write(account, machine).then(
      () => true,
      (thrown: unknown) => {
        home.now = step.recordUnwritten(home.now, account, whyUnwritten(thrown));
        return false;
      },
    );
  }

  async function open(): Promise<Kept> {
    const { untold, newer } = await record.look();
    const account = whose(home.now);
    if (account === null && newer) throw new AppError("SESSION_RECORD_NEWER");
    if (account === null) return null;
    // What is to be forgotten can't be told from what isn't.
    if (home.now.held === null && home.now.forgetting.is === "unread") throw new AppError("APP_UNEXPECTED");
    const rested = rests(home.now);
    // Who logged out isn't asked to unlock a keychain that nobody needs now; a refresh looks at it again.
    if (untold && !rested) throw new AppError("STORE_PC_UNKNOWN");
    const trouble = rested ? null : await vault.probe();
    if (trouble !== null && home.now.held === null) throw new AppError(trouble);
    home.now = step.opened(home.now);
    return { account, rested };
  }

  async function seal(token: string): Promise<void> {
    const account = whose(home.now);
    if (account === null || !(await noOtherName(account)) || !mayKeep(home.now)) {
      home.now = step.held(home.now, token);
      return;
    }
    const left = vault.former();
    if (await vault.seal(token)) {
      if (await write(account, home.now.pc?.id ?? null)) await vault.remove(left);
      return;
    }
    const kept = recordOf(home.now);
    if (kept === null || !mayUseKept(home.now, account)) return;
    // A record of this account stands for what the keychain still holds, or what lies beside it.
    await vault.keepAside(token);
    await record.write(account, kept.machine).catch(() => {});
  }

  /** Another account's name must not stand over this token, not even while both are written. @returns whether it doesn't */
  async function noOtherName(account: Account): Promise<boolean> {
    if (!mayNameAnother(home.now, account)) return true;
    try {
      await record.drop();
      return true;
    } catch (thrown) {
      home.now = step.recordUnwritten(home.now, account, whyUnwritten(thrown));
      return false;
    }
  }

  async function saveRest(): Promise<void> {
    if (recordOf(home.now) === null) await record.look();
    const kept = recordOf(home.now);
    // Without a record nothing resumes at the next start, which is what was asked for.
    if (kept === null) return;
    const { account, machine } = kept;
    await record.write(account, machine).catch(async (thrown) => {
      await record.drop();
      // The token is still in the keychain, and is to be found again.
      home.now = step.recordUnwritten(home.now, account, whyUnwritten(thrown));
    });
  }

  async function rest(): Promise<null> {
    home.now = step.restAsked(home.now);
    const saved = await saveRest().then(
      () => true,
      () => false,
    );
    home.now = step.rested(home.now, saved);
    return null;
  }

  return {
    open,
    seal,
    saveRest,
    rest,
    async settle() {
      if (home.now.rest === "unsaved") await rest();
      const { held, unwritten, recorded } = home.now;
      const account = whose(home.now);
      if (account === null) return storeState(home.now);
      if (held !== null && (await vault.probe()) === null) await seal(held.token);
      else if (held === null && unwritten !== null) await write(account, recorded?.machine ?? null);
      return storeState(home.now);
    },
  };
}

const whyUnwritten = (thrown: unknown): ErrorCode =>
  errorCode(thrown) === "STORE_FULL" ? "STORE_FULL" : "SESSION_RECORD_UNSAVED";
