import { IDLE, type Running } from "../core/login/attempt-state.ts";
import type { ClientState } from "./client-ports.ts";

// What tests of the view begin with, and change one thing of.

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
  tokenStore: "ok",
  notice: null,
  accessTokenExpiresAt: null,
};
