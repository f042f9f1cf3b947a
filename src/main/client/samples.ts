import { IDLE, type Running } from "../../core/login/attempt-state.ts";
import { PROFILES } from "../../core/service/profiles.ts";
import type { ClientDeps, ClientState } from "./ports.ts";

// What tests of client and view begin with, and change one thing of.

/** A login under way: its window is shown, at the login page. */
export const OPEN_ATTEMPT: Running = {
  at: "open",
  id: 1,
  trigger: "startup",
  generation: 1,
  windowOpen: true,
  via: "window",
  shown: true,
  browserOpened: false,
  reveal: false,
  restarts: 0,
  main: "login",
  popups: [],
  consentShown: false,
  consent: { at: "none" },
  notice: null,
};

/** Nobody is logged in, and nothing is under way. */
export const SIGNED_OUT: ClientState = {
  session: { at: "signed-out", kept: null, why: null },
  attempt: IDLE,
  deadline: null,
  browserAddress: null,
  consentQuestion: 0,
  lastError: null,
  said: () => null,
  tokenStore: "ok",
  notice: null,
  accessTokenExpiresAt: null,
};

const nothing = () => {};
const never = () => new Promise<never>(nothing);

/** A world in which a session is kept and nothing ever comes of anything. */
export const CLIENT_DEPS: ClientDeps = {
  profile: PROFILES.omakase,
  startupLogin: true,
  startupSpreadMs: 0,
  presence: () => "known",
  logoutLevel: "rest",
  attemptTimeLimitMs: 1_000,
  loginVia: "window",
  loginHint: null,
  authorization: { prepare: never, exchange: never, release: async () => {} },
  tokens: {
    open: async () => ({ account: { sub: "hanako", mail: null }, rested: false }),
    refresh: never,
    leave: never,
    storeState: () => "ok",
    expiresAt: () => null,
    validMs: () => 0,
    notice: () => null,
    settle: async () => "ok",
  },
  keychainMayAsk: nothing,
  windows: {
    open: nothing,
    load: nothing,
    reveal: nothing,
    show: nothing,
    close: nothing,
    fill: async () => false,
    press: async () => ({ kind: "kept", doubt: "changed", path: null, fields: [] }),
  },
  browser: { open: async () => "failed", showAddress: nothing },
  clearLoginData: async () => {},
  consentPanel: { show: nothing, close: nothing },
  explain: async (failed) => failed,
  said: () => null,
  saw: nothing,
  failed: nothing,
  log: nothing,
  now: () => 0,
  steady: () => 0,
  later: () => nothing,
  random: () => 0,
  changed: nothing,
};
