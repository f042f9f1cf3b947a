import { AppError, ERRORS, type ErrorCode, errorCode } from "../../core/errors.ts";
import type { Outcome, Trigger } from "../../core/login/attempt-state.ts";
import { drawn } from "../../core/session/refresh-schedule.ts";
import { transition } from "../../core/session/session.ts";
import {
  type LeaveLevel,
  type SessionEffect,
  type SessionEvent,
  type SessionState,
  STARTING,
} from "../../core/session/session-state.ts";
import { AttemptRunner } from "./attempt.ts";
import { explained } from "./explained.ts";
import { ClientLoop } from "./loop.ts";
import type { ClientDeps, ClientState, RefreshResult } from "./ports.ts";

/** For the provider's logout and Electron's `clearStorageData`, which has been seen never to answer. */
const CLEAR_LIMIT_MS = 20_000;

/** Runs both machines and carries out their effects; everything that can be decided is decided in core. */
export class Client {
  readonly #deps: ClientDeps;
  readonly #loop: ClientLoop;
  readonly attempt: AttemptRunner;
  #session: SessionState = STARTING;
  #personIsThere = false;
  #nextOp = 1;
  #lastError: ErrorCode | null;
  #leaving: Promise<unknown> = Promise.resolve();
  /** The last try that failed, on the steady clock. */
  #failed = { at: 0, retryAfterMs: 0 };

  constructor(deps: ClientDeps, lastError: ErrorCode | null = null) {
    this.#deps = deps;
    this.#lastError = lastError;
    this.#loop = new ClientLoop(deps);
    this.attempt = new AttemptRunner(deps, this.#loop, (outcome, retryAfterMs) =>
      this.#attemptEnded(outcome, retryAfterMs),
    );
  }

  state(): ClientState {
    return {
      session: this.#session,
      attempt: this.attempt.state,
      deadline: this.attempt.deadline,
      browserAddress: this.attempt.browserAddress,
      consentQuestion: this.attempt.consentQuestion,
      lastError: this.#lastError,
      said: this.#deps.said,
      tokenStore: this.#deps.tokens.storeState(),
      notice: this.#deps.tokens.notice(),
      accessTokenExpiresAt: this.#deps.tokens.expiresAt(),
    };
  }

  start(): void {
    void this.#openStore();
  }

  login(trigger: Trigger): void {
    if (trigger !== "startup") this.#deps.keychainMayAsk();
    this.#send({ type: "login-asked", trigger });
  }

  cancel(): void {
    this.#send({ type: "cancel-asked" });
  }

  logout(): void {
    this.#send({ type: this.#deps.logoutLevel === "forget" ? "forget-asked" : "logout-asked" });
  }

  forget(): void {
    this.#deps.keychainMayAsk();
    this.#send({ type: "forget-asked" });
  }

  switchAccount(trigger: Trigger): void {
    this.#deps.keychainMayAsk();
    this.attempt.asSomebodyElse();
    this.#send({ type: "switch-asked", trigger });
  }

  /** Somebody looks or presses something: what is only put off so that PCs don't all ask at once is done now (reliability 26). */
  personIsThere(): void {
    this.#personIsThere = true;
    if (this.#session.at === "due") this.#loop.hurry("retry");
  }

  /** Whoever was asked by another program has answered: what waited for it goes on. */
  keychainAnswered(): void {
    const { tokens, changed } = this.#deps;
    void tokens.settle().then(changed, () => {}); // tried again by itself (store-watch)
    if (reasonOf(this.#session)?.startsWith("STORE_") === true) this.#loop.hurry("retry");
  }

  surroundingsChanged(): void {
    const { tokens, changed, steady } = this.#deps;
    void tokens.settle().then(changed, () => {}); // tried again by itself (store-watch)
    const sinceMs = steady() - this.#failed.at;
    const lastTry = { sinceMs, waitMs: this.#failed.retryAfterMs - sinceMs };
    this.#send({ type: "surroundings-changed", validMs: tokens.validMs(), lastTry });
  }

  /**
   * Stops timers and whatever is under way but a leaving, which it waits for: what a person wanted gone mustn't be there
   * at the next start. Nothing is dispatched afterwards.
   */
  async dispose(): Promise<void> {
    this.#loop.dispose();
    this.attempt.dispose();
    await this.#leaving;
  }

  #send(event: SessionEvent): void {
    this.#loop.take(() => {
      const before = this.#session;
      const { state, effects } = transition(before, event, this.#nextOp++);
      this.#session = state;
      const reason = reasonOf(state);
      this.#lastError = reason ?? (state.at === "online" ? null : this.#lastError);
      this.#deps.log("session", event.type, { from: before.at, to: state.at, reason });
      for (const effect of effects) this.#run(effect);
    });
  }

  #run(effect: SessionEffect): void {
    switch (effect.type) {
      case "open-store":
        void this.#openStore();
        return;
      case "refresh":
        void this.#refresh(effect.op);
        return;
      case "start-attempt":
        this.attempt.start(effect.trigger);
        return;
      case "join-attempt":
        this.attempt.join(effect.trigger);
        return;
      case "cancel-attempt":
        this.attempt.cancel();
        return;
      case "leave":
        this.#leaving = Promise.all([this.#leaving, this.#leave(effect.op, effect.level)]);
        return;
      case "start-timer": {
        const { timer } = effect;
        const ms = drawn(effect, this.#deps.random());
        this.#loop.start(timer, ms, () => this.#send({ type: "timer", timer }));
        return;
      }
      case "stop-timer":
        this.#loop.stop(effect.timer);
        return;
    }
  }

  #attemptEnded(outcome: Outcome, retryAfterMs: number | null): void {
    this.#failed = { at: this.#deps.steady(), retryAfterMs: retryAfterMs ?? 0 };
    const retry = outcome.kind === "failed" ? ERRORS[outcome.code].retry : "never";
    const validMs = this.#deps.tokens.validMs();
    this.#send({ type: "attempt-ended", outcome, retry, retryAfterMs, validMs });
  }

  async #openStore(): Promise<void> {
    const startupLogin = this.#deps.startupLogin && this.#deps.presence() !== "left";
    try {
      const kept = await this.#deps.tokens.open();
      const spreadMs = this.#personIsThere ? 0 : this.#deps.startupSpreadMs;
      this.#send({ type: "started", kept, startupLogin, spreadMs });
    } catch (thrown) {
      this.#deps.failed("open-store", thrown);
      this.#send({ type: "start-failed", code: errorCode(thrown), startupLogin });
    }
  }

  async #refresh(op: number): Promise<void> {
    const { tokens } = this.#deps;
    const result = await tokens.refresh().catch((thrown: unknown): RefreshResult => {
      this.#deps.failed("refresh", thrown);
      return { kind: "failed", failure: { kind: "temporary", code: errorCode(thrown), retryAfterMs: null } };
    });
    if (result.kind === "granted") return this.#send({ type: "refreshed", op, grant: result.grant });
    if (result.kind === "missing") return this.#send({ type: "token-missing", op });
    const code = await explained(this.#deps, result.failure.code, "provider");
    const failure = { ...result.failure, code };
    const retryAfterMs = failure.kind === "temporary" ? failure.retryAfterMs : null;
    this.#failed = { at: this.#deps.steady(), retryAfterMs: retryAfterMs ?? 0 };
    this.#send({ type: "refresh-failed", op, failure, validMs: tokens.validMs() });
  }

  async #leave(op: number, level: LeaveLevel): Promise<void> {
    // The tokens go even if the window's data couldn't be cleared, and the first trouble is what is told.
    const codeOf = (thrown: unknown): ErrorCode => {
      this.#deps.failed("leave", thrown);
      return errorCode(thrown);
    };
    const cleared =
      level === "rest"
        ? null
        : await this.#limited(this.#deps.clearLoginData(level)).then(() => null, codeOf);
    const left = await this.#deps.tokens.leave(level).catch(codeOf);
    this.#send({ type: "left", op, code: left ?? cleared });
  }

  #limited(clearing: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = this.#deps.later(CLEAR_LIMIT_MS, () =>
        reject(new AppError("APP_UNEXPECTED", "time limit")),
      );
      void clearing.then(resolve, reject).finally(stop);
    });
  }
}

/** Why the session is not as people want it; null when there's nothing to say. */
export function reasonOf(state: SessionState): ErrorCode | null {
  return "why" in state ? state.why : null;
}
