import type { ErrorCode } from "../../core/errors.ts";
import type { Account, SessionRecord } from "../../core/ports.ts";
import type { TokenSet } from "../provider/provider.ts";
import type { ForgottenEntries } from "./record-format.ts";
import { mayKeep, type Recorded, recordOf, rests, type TokensState, UNREAD, whose } from "./state.ts";

/** The outcomes of effects, each a pure step from one state to the next. */

// What the provider gave.

/** The answer to a refresh. @param now on the steady clock */
export function granted(state: TokensState, tokens: TokenSet, account: Account, now: number): TokensState {
  return {
    ...state,
    account,
    access: { value: tokens.accessToken, endsAt: now + tokens.expiresIn * 1_000, toldEnd: null },
    idToken: tokens.idToken ?? state.idToken,
    // A rest that was asked for meanwhile is still carried out.
    rest: state.rest === "asked" ? "asked" : "no",
  };
}

/** The answer to a login. What is in memory of another account goes. */
export function loggedIn(state: TokensState, tokens: TokenSet, account: Account, now: number): TokensState {
  const held = whose(state)?.sub === account.sub ? state.held : null;
  const before = { ...state, held, idToken: null, unproven: null };
  return { ...granted(before, tokens, account, now), withoutRefreshToken: tokens.refreshToken === null };
}

/** The provider itself said that the session has ended; tokens that are still stored are dead. */
export function ended(state: TokensState, refused: readonly string[]): TokensState {
  const held = state.held !== null && refused.includes(state.held.token) ? null : state.held;
  const dead = [...refused, ...state.older];
  return { ...state, account: null, access: null, held, dead, recorded: null, unwritten: null, rest: "no" };
}

export function endTold(state: TokensState, toldEnd: number): TokensState {
  return state.access === null ? state : { ...state, access: { ...state.access, toldEnd } };
}

// The refresh token.

/** @param sent what the keychain may hold although it said that it didn't take it */
export function exchangeBegun(state: TokensState, sent: string): TokensState {
  return { ...state, unproven: null, older: [...state.older, sent] };
}

export function keptPending(state: TokensState): TokensState {
  return { ...state, unproven: { in: "keychain" } };
}

export function heldPending(state: TokensState, token: string): TokensState {
  return {
    ...state,
    held: { token, aside: false, stopped: state.held?.stopped ?? null },
    unproven: { in: "memory", before: state.held },
  };
}

export function pendingDiscarded(state: TokensState): TokensState {
  const held = state.unproven?.in === "memory" ? state.unproven.before : state.held;
  return { ...state, held, unproven: null };
}

export function keptRead(state: TokensState, older: readonly string[]): TokensState {
  return { ...state, older };
}

/**
 * It is the current token from now on, in memory alone until the keychain has taken it.
 * @param stopped what stands in its way there
 */
export function held(state: TokensState, token: string, stopped: ErrorCode | null = null): TokensState {
  const aside = state.held?.token === token && state.held.aside;
  return { ...state, held: { token, aside, stopped }, unproven: null };
}

export function keptAside(state: TokensState): TokensState {
  if (state.held === null) return state;
  const { held } = state;
  return { ...state, held: { ...held, aside: true }, older: [...state.older, held.token] };
}

/** The keychain has it, in this PC's `own` entry; a record that names another stays true until it is written anew. */
export function sealed(state: TokensState, own: Recorded): TokensState {
  const stays = recordOf(state) !== null && state.recorded?.place === "here";
  return { ...state, held: null, recorded: stays ? state.recorded : own };
}

/** The stored token belonged to another account. */
export function tokenDropped(state: TokensState): TokensState {
  return { ...state, held: null, unproven: null, recorded: null, unwritten: null };
}

export function keychainAnswered(state: TokensState, trouble: ErrorCode | null): TokensState {
  return { ...state, keychain: { trouble, lastTrouble: trouble ?? state.keychain.lastTrouble } };
}

// The record.

export function pcTold(state: TokensState, id: string | null): TokensState {
  return { ...state, pc: { id } };
}

/** @param recorded null: there is no record of this service */
export function recordRead(
  state: TokensState,
  record: SessionRecord | null,
  recorded: Recorded | null,
): TokensState {
  // What the disk didn't take yet is newer than what it says.
  const said = state.unwritten === null ? recorded : null;
  return { ...state, record, recorded: said ?? state.recorded };
}

export function recordUnreadable(state: TokensState): TokensState {
  return { ...state, record: "unread" };
}

export function recordWritten(state: TokensState, record: SessionRecord, recorded: Recorded): TokensState {
  // That another's session rests says nothing of the one that is used.
  const isOurs = (state.account?.sub ?? recorded.sub) === recorded.sub;
  return { ...state, record, recorded, unwritten: isOurs ? null : state.unwritten };
}

/** The disk doesn't say that the kept token is this account's. */
export function recordUnwritten(state: TokensState, account: Account, why: ErrorCode): TokensState {
  return { ...state, account: state.account ?? account, unwritten: why };
}

export function recordDropped(state: TokensState): TokensState {
  return { ...state, record: null };
}

// Start, rest and end.

/** What a start found. */
export function opened(state: TokensState): TokensState {
  return { ...state, account: whose(state), rest: rests(state) && state.rest === "no" ? "yes" : state.rest };
}

export function restAsked(state: TokensState): TokensState {
  return { ...state, access: null, rest: "asked" };
}

export function rested(state: TokensState, saved: boolean): TokensState {
  return { ...state, access: null, rest: saved ? "yes" : "unsaved" };
}

/** Of what was in memory; what lies elsewhere is `forgetting`'s. */
export function forgotten(state: TokensState): TokensState {
  const { keychain, pc, record, recorded, forgetting } = state;
  return { ...UNREAD, keychain, pc, record, recorded, forgetting };
}

/** What an earlier run left to be forgotten. Not asked any more once this run has a note of its own. */
export function noteRead(state: TokensState, note: ForgottenEntries | null): TokensState {
  if (state.forgetting.is !== "unread") return state;
  return { ...state, forgetting: note === null ? { is: "nothing" } : { is: "owed", note } };
}

/** Where something is to be forgotten already, or may be, its entries stay blocked. */
export function foreseen(state: TokensState, note: ForgottenEntries): TokensState {
  const usable = mayKeep(state) || state.forgetting.is === "foreseen";
  return { ...state, forgetting: { is: usable ? "foreseen" : "owed", note } };
}

/** This run has begun to carry it out. */
export function owed(state: TokensState): TokensState {
  const { forgetting } = state;
  return forgetting.is === "foreseen" ? { ...state, forgetting: { ...forgetting, is: "owed" } } : state;
}

export function loginDataCleared(state: TokensState): TokensState {
  const { forgetting } = state;
  if (forgetting.is !== "owed") return state;
  return { ...state, forgetting: { is: "owed", note: { ...forgetting.note, loginData: "cleared" } } };
}

/** The entries are empty: a token in them from now on belongs to a new login. */
export function emptied(state: TokensState): TokensState {
  return state.forgetting.is === "owed" ? { ...state, forgetting: { is: "emptied" } } : state;
}

export function noteGone(state: TokensState): TokensState {
  return state.forgetting.is === "emptied" ? { ...state, forgetting: { is: "nothing" } } : state;
}
