import { expect } from "vitest";
import { ERRORS, type ErrorCode } from "../../src/core/errors.ts";
import type { AttemptEffect, AttemptEvent, Via } from "../../src/core/login/attempt-state.ts";
import type { Kept, LeaveLevel, SessionEffect, SessionEvent } from "../../src/core/session/session-state.ts";
import { GRANT, KEPT, SENT } from "./attempt-events.ts";
import { AttemptWatch } from "./attempt-watch.ts";
import type { Answer, Move } from "./client-moves.ts";
import { SessionWatch } from "./session-watch.ts";

/** A question that an adapter was asked and hasn't answered. */
type Question =
  | { readonly ask: "open-store" }
  | { readonly ask: "refresh"; readonly op: number }
  | { readonly ask: "leave"; readonly op: number; readonly level: LeaveLevel }
  | { readonly ask: "prepare" | "exchange" | "browser"; readonly id: number; readonly generation: number }
  | { readonly ask: "press"; readonly id: number };

/**
 * Both machines wired as `src/main/client/client.ts` wires them, over a world that answers in any order, late, twice or
 * never, and remembers on its disk what the real adapters would.
 */
export class ClientWorld {
  readonly session = new SessionWatch();
  readonly attempt = new AttemptWatch();
  /** What the record and the keychain hold. */
  kept: Kept;
  readonly startupLogin: boolean;
  readonly loginVia: Via;
  /** Attempts that ended, by how. */
  readonly reports: string[] = [];
  #questions: Question[] = [{ ask: "open-store" }];
  #lastAttempt = 0;
  /** Turn by turn the access token lives, and has ended. */
  #turn = 0;
  #limit: number | null = null;
  /** Nobody has asked for anything since the start. */
  #untouched = true;
  #wasOnline = false;
  readonly #queue: (() => void)[] = [];
  #running = false;

  readonly #spreadMs: number;

  constructor(kept: Kept, startupLogin: boolean, spreadMs = 0, loginVia: Via = "window") {
    this.loginVia = loginVia;
    this.kept = kept;
    this.startupLogin = startupLogin;
    this.#spreadMs = spreadMs;
  }

  get #validMs(): number {
    this.#turn += 1;
    return this.session.state.at === "online" && this.#turn % 3 > 0 ? 300_000 : 0;
  }

  play(move: Move) {
    switch (move.do) {
      case "login":
        this.#untouched = false;
        return this.#toSession({ type: "login-asked", trigger: move.trigger });
      case "cancel":
        return this.#toSession({ type: "cancel-asked" });
      case "logout":
        return this.#toSession({ type: "logout-asked" });
      case "forget":
        return this.#toSession({ type: "forget-asked" });
      case "switch":
        this.#untouched = false;
        return this.#toSession({ type: "switch-asked", trigger: "tray" });
      case "wake":
        return this.#toSession({
          type: "surroundings-changed",
          validMs: this.#validMs,
          lastTry: { sinceMs: this.#turn * 10_000, waitMs: 0 },
        });
      case "timer":
        return this.#fire(move.timer);
      case "answer":
        return this.#answer(move.which, move.how, move.again);
      default:
        return this.#inWindows(move);
    }
  }

  /** The world behaves from here on: what was asked is answered well, and time passes. */
  settle(): void {
    for (let step = 0; step < 20 && this.#questions.length > 0; step++) this.#answer(0, "well", false);
    if (this.#limit !== null) this.#fire("limit");
    for (let step = 0; step < 20 && this.#questions.length > 0; step++) this.#answer(0, "well", false);
    expect(this.#questions, "questions without an end").toEqual([]);
  }

  /** A person presses ログイン, types what is asked, and the provider agrees. */
  loginByHand(): void {
    this.play({ do: "login", trigger: "tray" });
    for (let step = 0; step < 20; step++) {
      if (this.#questions.length > 0) this.#answer(0, "well", false);
      else if (this.attempt.state.at === "open" || this.attempt.state.at === "browser")
        this.play({ do: "callback", late: 0 });
      else return;
    }
  }

  #inWindows(
    move: Exclude<
      Move,
      { do: "login" | "cancel" | "logout" | "forget" | "switch" | "wake" | "timer" | "answer" }
    >,
  ) {
    // As the client labels them: with the last attempt's id. `late`: as if that had been the one before.
    const id = this.#lastAttempt - ("late" in move ? move.late : 0);
    switch (move.do) {
      case "page":
        return this.#toAttempt({ type: "page-seen", id, window: move.window, seen: move.seen });
      case "page-failed":
        return this.#toAttempt({ type: "page-failed", id, window: move.window, code: "NET_DNS" });
      case "popup":
        return this.#toAttempt({ type: "popup-opened", id, window: move.window });
      case "close":
        // Only a window that is there can be closed by a person.
        if (move.window === "main" && !this.attempt.mainOpen) return;
        return this.#toAttempt({ type: "window-closed", id, window: move.window });
      case "federated":
        return this.#toAttempt({
          type: "navigation-refused",
          id,
          window: move.window,
          by: move.by,
        });
      case "browser":
        return this.#toAttempt({ type: "browser-asked" });
      case "consent":
        return this.#toAttempt({ type: "consent-answered", id, answer: move.answer });
      case "callback": {
        const { state } = this.attempt;
        const generation = (state.at === "idle" ? 1 : state.generation) - move.late;
        return this.#toAttempt({ type: "callback-received", id: this.#lastAttempt, generation });
      }
    }
  }

  #fire(timer: Extract<Move, { do: "timer" }>["timer"]): void {
    if (timer === "limit") {
      if (this.#limit !== null) this.#toAttempt({ type: "time-limit-reached", id: this.#limit });
    } else if (this.session.timers.has(timer)) this.#toSession({ type: "timer", timer });
  }

  #answer(which: number, how: Answer, again: boolean): void {
    const question = this.#questions[which];
    if (question === undefined) return;
    // The adapter has one lock: leaving waits for the refresh before it.
    if (question.ask === "leave" && this.#questions.slice(0, which).some(({ ask }) => ask === "refresh"))
      return;
    const neverAnswers =
      how === "nothing" && ["prepare", "exchange", "press", "browser"].includes(question.ask);
    if (!again || neverAnswers) this.#questions.splice(which, 1);
    if (!neverAnswers) this.#reply(question, how);
  }

  #reply(question: Question, how: Answer) {
    const code: ErrorCode =
      how === "store-locked" ? "STORE_LOCKED" : how === "store-missing" ? "STORE_MISSING" : "NET_SERVER";
    const { startupLogin } = this;
    switch (question.ask) {
      case "open-store":
        if (how.startsWith("store")) return this.#toSession({ type: "start-failed", code, startupLogin });
        return this.#toSession({ type: "started", kept: this.kept, startupLogin, spreadMs: this.#spreadMs });
      case "refresh":
        return this.#refreshed(question.op, how, code);
      case "leave":
        if (question.level === "rest") this.kept = this.kept === null ? null : { ...this.kept, rested: true };
        else this.kept = null;
        return this.#toSession({ type: "left", op: question.op, code: how === "well" ? null : code });
      case "prepare": {
        const { id, generation } = question;
        return this.#toAttempt(
          how === "well"
            ? { type: "authorization-ready", id, generation }
            : { type: "authorization-failed", id, generation, code },
        );
      }
      case "browser": {
        const { id, generation } = question;
        return this.#toAttempt(
          how === "refused"
            ? { type: "authorization-failed", id, generation, code: "POLICY_PROFILE_INVALID" }
            : { type: "browser-opened", id, generation, done: how === "well" },
        );
      }
      case "press":
        return this.#toAttempt({
          type: "consent-pressed",
          id: question.id,
          pressed: how === "well" ? SENT : KEPT,
        });
      case "exchange": {
        const { id, generation } = question;
        if (how !== "well")
          return this.#toAttempt({
            type: "exchange-failed",
            id,
            generation,
            code: how === "refused" ? "AUTH_DENIED" : how === "nothing" ? "AUTH_EMBEDDED_REFUSED" : code,
          });
        // An attempt that was given up must not leave tokens behind: its authorization has been released.
        if (this.attempt.state.at !== "idle" && this.attempt.state.id === id)
          this.kept = { account: GRANT.account, rested: false };
        return this.#toAttempt({ type: "exchanged", id, generation, grant: GRANT });
      }
    }
  }

  #refreshed(op: number, how: Answer, code: ErrorCode) {
    if (how === "nothing") {
      this.kept = null;
      return this.#toSession({ type: "token-missing", op });
    }
    if (how === "refused") {
      this.kept = null;
      return this.#toSession({
        type: "refresh-failed",
        op,
        failure: { kind: "rejected", code: "SESSION_ENDED" },
        validMs: this.#validMs,
      });
    }
    if (how === "temporary")
      return this.#toSession({
        type: "refresh-failed",
        op,
        failure: { kind: "temporary", code, retryAfterMs: null },
        validMs: this.#validMs,
      });
    if (how !== "well")
      return this.#toSession({
        type: "refresh-failed",
        op,
        failure: { kind: "store", code },
        validMs: this.#validMs,
      });
    if (this.session.refreshing === op) this.kept = { account: GRANT.account, rested: false };
    return this.#toSession({ type: "refreshed", op, grant: GRANT });
  }

  #toSession(event: SessionEvent): void {
    this.#enqueue(() => {
      for (const effect of this.session.send(event)) this.#runSession(effect);
    });
  }

  #toAttempt(event: AttemptEvent): void {
    this.#enqueue(() => {
      for (const effect of this.attempt.send(event)) this.#runAttempt(effect);
    });
  }

  #enqueue(step: () => void): void {
    this.#queue.push(step);
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) next();
    } finally {
      this.#running = false;
    }
    this.#wasOnline ||= this.session.state.at === "online";
    // Between two events the two machines agree on whether a login is under way.
    expect(this.attempt.state.at !== "idle").toBe(this.session.state.at === "logging-in");
  }

  #runSession(effect: SessionEffect): void {
    switch (effect.type) {
      case "open-store":
        this.#questions.push({ ask: "open-store" });
        return;
      case "refresh":
        this.#questions.push({ ask: "refresh", op: effect.op });
        return;
      case "leave":
        this.#questions.push({ ask: "leave", op: effect.op, level: effect.level });
        return;
      case "start-attempt":
        if (this.#untouched && !this.startupLogin)
          expect(this.#wasOnline, "a login window by itself although startup login is off").toBe(true);
        this.#lastAttempt += 1;
        this.#ask(effect.trigger);
        return;
      case "join-attempt":
        this.#ask(effect.trigger);
        return;
      case "cancel-attempt":
        this.#toAttempt({ type: "cancel-asked" });
        return;
      case "start-timer":
      case "stop-timer":
        return;
    }
  }

  #ask(trigger: Extract<AttemptEvent, { type: "asked" }>["trigger"]): void {
    const reveal = trigger !== "startup";
    this.#toAttempt({
      type: "asked",
      id: this.#lastAttempt,
      trigger,
      reveal,
      shown: this.#untouched,
      via: this.loginVia,
    });
  }

  #runAttempt(effect: AttemptEffect): void {
    switch (effect.type) {
      case "prepare-authorization":
        this.#questions.push({ ask: "prepare", id: effect.id, generation: effect.generation });
        return;
      case "exchange-code":
        this.#questions.push({ ask: "exchange", id: effect.id, generation: effect.generation });
        return;
      case "press-consent":
        this.#questions.push({ ask: "press", id: effect.id });
        return;
      case "open-browser":
        this.#questions.push({ ask: "browser", id: effect.id, generation: effect.generation });
        return;
      case "start-time-limit":
        this.#limit = effect.id;
        return;
      case "stop-time-limit":
        expect(this.#limit).toBe(effect.id);
        this.#limit = null;
        return;
      case "report": {
        const { outcome } = effect;
        this.reports.push(outcome.kind);
        const retry = outcome.kind === "failed" ? ERRORS[outcome.code].retry : "never";
        this.#toSession({ type: "attempt-ended", outcome, retry, retryAfterMs: null, validMs: 0 });
        return;
      }
      default:
        return;
    }
  }
}
