import type { ErrorCode } from "../../core/errors.ts";
import type { Account, SessionRecord, TokenStoreState } from "../../core/ports.ts";
import type { ForgottenEntries } from "./record-format.ts";

/**
 * The state of the session's tokens, as plain data (ADR 0008). Only the steps in `steps.ts` make a new one. The
 * procedures beside do one effect after the other, and take a step for the outcome of each.
 */
export type TokensState = {
  /** Whose tokens these are; without a record, too. */
  readonly account: Account | null;
  /** `endsAt` on the steady clock; `toldEnd` on the PC's own, as it was told last. */
  readonly access: {
    readonly value: string;
    readonly endsAt: number;
    readonly toldEnd: number | null;
  } | null;
  readonly idToken: string | null;
  /** The login brought no refresh token, so the session ends with its access token. */
  readonly withoutRefreshToken: boolean;
  /** The newest refresh token, as long as the keychain hasn't taken it. */
  readonly held: Held | null;
  /** What the keychain held when it was read last, and what was sent since; anything else that came is newer. */
  readonly older: readonly string[];
  /** Of a session that has ended; a disk that keeps its record may still lead to them. */
  readonly dead: readonly string[];
  /** Where the rotated token of an answer lies that isn't checked yet (reliability 15). */
  readonly unproven: Unproven | null;
  /** `STORE_*`: what the keychain's last answer was, and the last one that wasn't good. */
  readonly keychain: { readonly trouble: ErrorCode | null; readonly lastTrouble: ErrorCode | null };
  /** Which PC this is, once that could be told; its id is null where it has none. */
  readonly pc: { readonly id: string | null } | null;
  /** As it was read or written last; null when there is none that may be used here. */
  readonly record: SessionRecord | "unread" | null;
  /** Whose token is kept and where, as the record says or will say once it is written. */
  readonly recorded: Recorded | null;
  /** Why the disk doesn't say whose the token is: the next start wouldn't find it. */
  readonly unwritten: ErrorCode | null;
  /** `asked`: to be carried out; `unsaved`: the disk doesn't know of it, the next start would use the session. */
  readonly rest: "no" | "asked" | "yes" | "unsaved";
  readonly forgetting: Forgetting;
};

/** Which PC a record belongs to; `untold`: this PC's id can't be read just now. */
export type BindingMatch = "here" | "elsewhere" | "untold";

/** `entry`: the keychain's, for this `machine`. */
export type Recorded = {
  readonly sub: string;
  readonly machine: string | null;
  readonly entry: string;
  readonly place: BindingMatch;
};

/**
 * `aside`: it also lies in a sealed file beside the keychain. `stopped`: what stands in its way there although the
 * keychain is well; null while it is on its way.
 */
type Held = { readonly token: string; readonly aside: boolean; readonly stopped: ErrorCode | null };

/** `before`: the token in memory that it replaced. */
type Unproven = { readonly in: "keychain" } | { readonly in: "memory"; readonly before: Held | null };

/**
 * What the note on the disk says, which outlives this run. `unread`: it hasn't been looked at. `foreseen`: it is written,
 * and this run will carry it out. `owed`: it couldn't be carried out yet. `emptied`: only the note is still to go.
 */
type Forgetting =
  | { readonly is: "unread" | "nothing" | "emptied" }
  | { readonly is: "foreseen" | "owed"; readonly note: ForgottenEntries };

/** Where the state lies. */
export type Home = {
  readonly now: TokensState;
  /** Takes a step of `steps.ts`. */
  take<Args extends readonly unknown[]>(
    step: (state: TokensState, ...args: Args) => TokensState,
    ...args: Args
  ): void;
};

export const UNREAD: TokensState = {
  account: null,
  access: null,
  idToken: null,
  withoutRefreshToken: false,
  held: null,
  older: [],
  dead: [],
  unproven: null,
  keychain: { trouble: null, lastTrouble: null },
  pc: null,
  record: "unread",
  recorded: null,
  unwritten: null,
  rest: "no",
  forgetting: { is: "unread" },
};

/** The record, unless its token is to be forgotten: as long as it is, nobody uses it. */
export function recordOf({ record, recorded, forgetting }: TokensState): SessionRecord | null {
  if (record === "unread" || record === null) return null;
  const gone = forgetting.is === "owed" && forgetting.note.entries.includes(recorded?.entry ?? "");
  return gone ? null : record;
}

/** Whose token a refresh would send. */
export function whose(state: TokensState): Account | null {
  return state.account ?? recordOf(state)?.account ?? null;
}

/** Whether the disk may name another account than this one. */
export function mayNameAnother(state: TokensState, { sub }: Account): boolean {
  if (state.record === "unread") return true;
  return state.record !== null && state.record.account.sub !== sub;
}

/** Whether what the keychain holds is known to be this account's, and not to be forgotten. */
export function mayUseKept({ recorded, forgetting }: TokensState, { sub }: Account): boolean {
  return forgetting.is !== "owed" && recorded?.place === "here" && recorded.sub === sub;
}

/** Whether what comes into the keychain now can't be deleted with what is to be forgotten. */
export function mayKeep({ forgetting }: TokensState): boolean {
  return forgetting.is === "nothing";
}

export function rests(state: TokensState): boolean {
  return state.rest === "no" ? (recordOf(state)?.rested ?? false) : true;
}

/** Whether a session would be lost if the client ended now. */
export function unkept({ held, unwritten }: TokensState): boolean {
  return (held !== null && !held.aside) || unwritten !== null;
}

/** Whether something waits for keychain or disk. */
export function unsettled({ held, unwritten, rest, forgetting }: TokensState): boolean {
  const toForget = forgetting.is === "owed" || forgetting.is === "emptied";
  return held !== null || unwritten !== null || rest === "unsaved" || toForget;
}

const STORES: { readonly [code in ErrorCode]?: Exclude<TokenStoreState, "session-only"> } = {
  STORE_LOCKED: "locked",
  STORE_MISSING: "missing",
  STORE_DENIED: "denied",
  STORE_CORRUPT: "corrupt",
  STORE_FULL: "denied",
  STORE_DIALOG_WAITING: "locked", // the nearest of the states that scripts know
  STORE_TIMEOUT: "locked",
};

/** The keychain's error; any other code counts as a missing keychain. */
export function storeCode(code: ErrorCode): ErrorCode {
  return STORES[code] === undefined ? "STORE_MISSING" : code;
}

export function storeState(state: TokensState): TokenStoreState {
  const { trouble } = state.keychain;
  const store = trouble === null ? "ok" : (STORES[trouble] ?? "missing");
  return state.unwritten !== null || (unkept(state) && store !== "locked") ? "session-only" : store;
}

/** What is wrong with a session that goes on; the most serious first. */
export function notice(state: TokensState): ErrorCode | null {
  const { trouble, lastTrouble } = state.keychain;
  if (state.rest === "unsaved") return "SESSION_LOGOUT_UNSAVED";
  if (state.withoutRefreshToken) return "AUTH_NO_REFRESH_TOKEN";
  if (trouble !== null) return trouble;
  const held = state.held === null ? null : (lastTrouble ?? state.held.stopped);
  return held ?? state.unwritten;
}

/** For the log: what is where, no token and no name. */
export function describe(state: TokensState): Readonly<Record<string, string | boolean | null>> {
  const { held, record } = state;
  return {
    known: state.account !== null,
    access: state.access !== null,
    held: held === null ? "no" : held.aside ? "aside" : "memory",
    unproven: state.unproven?.in ?? "no",
    keychain: state.keychain.trouble,
    record: record === "unread" ? record : record === null ? "none" : (state.recorded?.place ?? "here"),
    unwritten: state.unwritten,
    rest: state.rest,
    forgetting: state.forgetting.is,
  };
}

/** @param changed told whenever `describe` says something else */
export function createHome(changed: (fields: ReturnType<typeof describe>) => void = () => {}): Home {
  let now = UNREAD;
  let told = JSON.stringify(describe(now));
  return {
    get now() {
      return now;
    },
    take(step, ...args) {
      now = step(now, ...args);
      const fields = describe(now);
      const text = JSON.stringify(fields);
      if (text !== told) changed(fields);
      told = text;
    },
  };
}
