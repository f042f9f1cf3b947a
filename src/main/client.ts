import { ERRORS, type ErrorCode, errorCode } from "../core/errors.ts";
import { transition as attemptTransition } from "../core/login/attempt.ts";
import * as attempts from "../core/login/attempt-state.ts";
import { consentDetails, consentPlan } from "../core/login/consent.ts";
import type { PageSnapshot } from "../core/login/page.ts";
import { recognise } from "../core/login/screen.ts";
import { mayHideCause, type Reaching } from "../core/session/network-cause.ts";
import { drawn, LONGEST_TIMER_MS } from "../core/session/refresh-schedule.ts";
import { transition as sessionTransition } from "../core/session/session.ts";
import * as sessions from "../core/session/session-state.ts";
import type { ClientDeps, ClientState, RefreshResult } from "./client-ports.ts";

/** An answer that comes sooner than a person can read the question is not one. */
const SHORTEST_CONSENT_MS = 300;

/** Runs both machines and carries out their effects; everything that can be decided is decided in core. */
export class Client {
  readonly #deps: ClientDeps;
  #session: sessions.SessionState = sessions.STARTING;
  #attempt: attempts.AttemptState = attempts.IDLE;
  #lastAttempt = 0;
  #nextOp = 1;
  #lastError: ErrorCode | null;
  #deadline: number | null = null;
  #consentShownAt = 0;
  #consentQuestion = 0;
  #urls = new Map<string, string>();
  /** How to stop each timer that runs. */
  readonly #timers = new Map<string, () => void>();
  readonly #queue: (() => void)[] = [];
  #running = false;
  #disposed = false;

  constructor(deps: ClientDeps, lastError: ErrorCode | null = null) {
    this.#deps = deps;
    this.#lastError = lastError;
  }

  state(): ClientState {
    return {
      session: this.#session,
      attempt: this.#attempt,
      deadline: this.#deadline,
      browserAddress: this.#browserAddress(),
      consentQuestion: this.#consentQuestion,
      lastError: this.#lastError,
      tokenStore: this.#deps.tokens.storeState(),
      notice: this.#deps.tokens.notice(),
      accessTokenExpiresAt: this.#deps.tokens.expiresAt(),
    };
  }

  start(): void {
    void this.#openStore();
  }

  login(trigger: attempts.Trigger): void {
    this.#toSession({ type: "login-asked", trigger });
  }

  cancel(): void {
    this.#toSession({ type: "cancel-asked" });
  }

  logout(): void {
    this.#toSession({ type: this.#deps.logoutLevel === "forget" ? "forget-asked" : "logout-asked" });
  }

  forget(): void {
    this.#toSession({ type: "forget-asked" });
  }

  switchAccount(trigger: attempts.Trigger): void {
    this.#toSession({ type: "switch-asked", trigger });
  }

  surroundingsChanged(): void {
    const { tokens, changed } = this.#deps;
    void tokens.settle().then(changed);
    this.#toSession({ type: "surroundings-changed", validMs: tokens.validMs() });
  }

  /** @returns false for an answer to another question than the one that is shown, or one given too soon */
  answerConsent(answer: "yes" | "by-hand" | "abort", question: number): boolean {
    const tooSoon = this.#deps.now() - this.#consentShownAt < SHORTEST_CONSENT_MS;
    if (question !== this.#consentQuestion || (answer === "yes" && tooSoon)) return false;
    this.#toAttempt({ type: "consent-answered", id: this.#lastAttempt, answer });
    return true;
  }

  callbackReceived(attempt: number, generation: number): void {
    this.#toAttempt({ type: "callback-received", id: attempt, generation });
  }

  pageSeen(window: attempts.WindowRef, page: PageSnapshot): void {
    const recognition = recognise(page, this.#deps.profile);
    const screen = recognition.sure === "certain" ? recognition.screen : "unknown";
    this.#deps.log("login", "page-seen", {
      window,
      screen,
      sure: recognition.sure,
      why: recognition.why.join(" "),
      host: page.origin,
    });
    if (window === "main" && screen !== "web-main") this.#deps.windows.show();
    const seen: attempts.Seen =
      screen === "consent" ? { screen, details: consentDetails(page), plan: consentPlan(page) } : { screen };
    this.#toAttempt({ type: "page-seen", id: this.#lastAttempt, window, seen });
  }

  pageFailed(window: attempts.WindowRef, failed: ErrorCode): void {
    const id = this.#lastAttempt;
    void this.#explained(failed, "login").then((code) =>
      this.#toAttempt({ type: "page-failed", id, window, code }),
    );
  }

  popupOpened(window: number): void {
    this.#toAttempt({ type: "popup-opened", id: this.#lastAttempt, window });
  }

  windowClosed(window: attempts.WindowRef): void {
    this.#toAttempt({ type: "window-closed", id: this.#lastAttempt, window });
  }

  navigationRefused(window: attempts.WindowRef, by: "redirect" | "link"): void {
    this.#toAttempt({ type: "navigation-refused", id: this.#lastAttempt, window, by });
  }

  /** The person wants to log in with their own browser, or wants it opened once more. */
  openBrowser(): void {
    this.#toAttempt({ type: "browser-asked" });
  }

  /** Stops timers and whatever is under way; nothing is dispatched afterwards. */
  dispose(): void {
    this.#disposed = true;
    for (const stop of this.#timers.values()) stop();
    this.#timers.clear();
    if (this.#attempt.at !== "idle") void this.#deps.authorization.release(this.#attempt.id);
  }

  #toSession(event: sessions.SessionEvent): void {
    this.#enqueue(() => {
      const before = this.#session;
      const step = sessionTransition(before, event, this.#nextOp++);
      this.#session = step.state;
      this.#noteError(step.state);
      this.#deps.log("session", event.type, {
        from: before.at,
        to: step.state.at,
        reason: reasonOf(step.state),
      });
      for (const effect of step.effects) this.#runSession(effect);
    });
  }

  #toAttempt(event: attempts.AttemptEvent): void {
    this.#enqueue(() => {
      const before = this.#attempt;
      const step = attemptTransition(before, event);
      this.#attempt = step.state;
      if (step.state !== before) {
        this.#deps.log("login", event.type, {
          attempt: this.#lastAttempt,
          from: before.at,
          to: step.state.at,
        });
      }
      for (const effect of step.effects) this.#runAttempt(effect);
    });
  }

  // One event at a time: an effect that answers at once is taken after the step that caused it.
  #enqueue(step: () => void): void {
    if (this.#disposed) return;
    this.#queue.push(step);
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) next();
    } finally {
      this.#running = false;
    }
    this.#deps.changed();
  }

  #noteError(state: sessions.SessionState): void {
    if (state.at === "online") this.#lastError = null;
    const reason = reasonOf(state);
    if (reason !== null) this.#lastError = reason;
  }

  #runSession(effect: sessions.SessionEffect): void {
    switch (effect.type) {
      case "open-store":
        void this.#openStore();
        return;
      case "refresh":
        void this.#refresh(effect.op);
        return;
      case "start-attempt":
        this.#lastAttempt += 1;
        this.#ask(effect.trigger);
        return;
      case "join-attempt":
        this.#ask(effect.trigger);
        return;
      case "cancel-attempt":
        this.#toAttempt({ type: "cancel-asked" });
        return;
      case "leave":
        void this.#leave(effect.op, effect.level);
        return;
      case "start-timer": {
        const { timer } = effect;
        const ms = drawn(effect, this.#deps.random());
        this.#startTimer(timer, ms, () => this.#toSession({ type: "timer", timer }));
        return;
      }
      case "stop-timer":
        this.#stopTimer(effect.timer);
        return;
    }
  }

  #ask(trigger: attempts.Trigger): void {
    const reveal = trigger !== "startup";
    this.#toAttempt({ type: "asked", id: this.#lastAttempt, trigger, reveal, via: this.#deps.loginVia });
  }

  #runAttempt(effect: attempts.AttemptEffect): void {
    const { windows, authorization, consentPanel } = this.#deps;
    switch (effect.type) {
      case "prepare-authorization":
        void this.#prepare(effect.id, effect.generation);
        return;
      case "open-login-window":
        windows.open(this.#url(effect), effect.focus ? "focus" : this.#unasked());
        return;
      case "load-authorization":
        windows.load(this.#url(effect));
        return;
      case "reveal-login-window":
        windows.reveal();
        return;
      case "open-browser":
        void this.#openBrowser(effect);
        return;
      case "show-browser-address":
        this.#deps.browser.showAddress();
        return;
      case "close-popup":
        windows.close(effect.window);
        return;
      case "close-login-window":
        windows.close("main");
        return;
      case "show-consent-panel":
        this.#consentShownAt = this.#deps.now();
        this.#consentQuestion += 1;
        consentPanel.show();
        return;
      case "close-consent-panel":
        consentPanel.close();
        return;
      case "press-consent":
        void this.#press(effect);
        return;
      case "exchange-code":
        void this.#exchange(effect.id, effect.generation);
        return;
      case "release-authorization":
        this.#urls.clear();
        void authorization.release(effect.id);
        return;
      case "start-time-limit": {
        const ms = Math.min(effect.ms, this.#deps.attemptTimeLimitMs);
        this.#deadline = this.#deps.now() + ms;
        this.#startTimer("limit", ms, () => this.#toAttempt({ type: "time-limit-reached", id: effect.id }));
        return;
      }
      case "stop-time-limit":
        this.#deadline = null;
        this.#stopTimer("limit");
        return;
      case "report":
        this.#report(effect);
        return;
    }
  }

  #report(effect: Extract<attempts.AttemptEffect, { type: "report" }>): void {
    const { outcome } = effect;
    const code = outcome.kind === "failed" ? outcome.code : null;
    this.#deps.log("login", "ended", { attempt: effect.id, outcome: outcome.kind, code });
    this.#toSession({ type: "attempt-ended", outcome, retry: code === null ? "never" : ERRORS[code].retry });
  }

  /** A login that nobody asked for has a window of its own on a new PC alone; elsewhere a notification comes first. */
  #unasked(): "inactive" | "hidden" {
    return this.#deps.presence() === "new" ? "inactive" : "hidden";
  }

  async #explained(failed: ErrorCode, reaching: Reaching): Promise<ErrorCode> {
    if (!mayHideCause(failed)) return failed;
    const found = await this.#deps.explain(failed, reaching);
    this.#deps.log("network", "explained", { from: failed, code: found, kind: reaching });
    return found;
  }

  async #openStore(): Promise<void> {
    const startupLogin = this.#deps.startupLogin && this.#deps.presence() !== "left";
    const spreadMs = this.#deps.startupSpreadMs;
    try {
      const kept = await this.#deps.tokens.open();
      this.#toSession({ type: "started", kept, startupLogin, spreadMs });
    } catch (thrown) {
      this.#toSession({ type: "start-failed", code: errorCode(thrown), startupLogin });
    }
  }

  async #refresh(op: number): Promise<void> {
    const result = await this.#deps.tokens.refresh().catch(
      (thrown: unknown): RefreshResult => ({
        kind: "failed",
        failure: { kind: "temporary", code: errorCode(thrown), retryAfterMs: null },
      }),
    );
    if (result.kind === "granted") this.#toSession({ type: "refreshed", op, grant: result.grant });
    else if (result.kind === "missing") this.#toSession({ type: "token-missing", op });
    else {
      const { failure } = result;
      const code = await this.#explained(failure.code, "provider");
      const validMs = this.#deps.tokens.validMs();
      this.#toSession({ type: "refresh-failed", op, failure: { ...failure, code }, validMs });
    }
  }

  async #leave(op: number, level: sessions.LeaveLevel): Promise<void> {
    // The tokens go even if the window's data couldn't be cleared, and the first trouble is what is told.
    const cleared =
      level === "rest" ? null : await this.#deps.clearLoginData(level).then(() => null, errorCode);
    const left = await this.#deps.tokens.leave(level).catch(errorCode);
    this.#toSession({ type: "left", op, code: left ?? cleared });
  }

  async #prepare(id: number, generation: number): Promise<void> {
    try {
      const { url } = await this.#deps.authorization.prepare(id, generation);
      this.#urls.set(`${id}:${generation}`, url);
      this.#toAttempt({ type: "authorization-ready", id, generation });
    } catch (thrown) {
      const code = await this.#explained(errorCode(thrown), "provider");
      this.#toAttempt({ type: "authorization-failed", id, generation, code });
    }
  }

  async #exchange(id: number, generation: number): Promise<void> {
    try {
      const grant = await this.#deps.authorization.exchange(id, generation);
      this.#toAttempt({ type: "exchanged", id, generation, grant });
    } catch (thrown) {
      const code = await this.#explained(errorCode(thrown), "provider");
      this.#toAttempt({ type: "exchange-failed", id, generation, code });
    }
  }

  async #press(effect: Extract<attempts.AttemptEffect, { type: "press-consent" }>): Promise<void> {
    const done = await this.#deps.windows.press(effect.window, effect.plan).catch(() => false);
    this.#deps.log("login", "consent-press", { attempt: effect.id, done });
    this.#toAttempt({ type: "consent-pressed", id: effect.id, done });
  }

  #browserAddress(): string | null {
    const attempt = this.#attempt;
    return attempt.at === "browser" && attempt.browserOpened ? this.#url(attempt) : null;
  }

  async #openBrowser(request: { readonly id: number; readonly generation: number }): Promise<void> {
    const { id, generation } = request;
    const outcome = await this.#deps.browser.open(this.#url(request));
    this.#deps.log("login", "browser", { attempt: id, outcome });
    this.#toAttempt(
      outcome === "refused"
        ? { type: "authorization-failed", id, generation, code: "POLICY_PROFILE_INVALID" }
        : { type: "browser-opened", id, generation, done: outcome === "opened" },
    );
  }

  #url(effect: { readonly id: number; readonly generation: number }): string {
    return this.#urls.get(`${effect.id}:${effect.generation}`) ?? "";
  }

  #startTimer(name: string, ms: number, run: () => void): void {
    this.#stopTimer(name);
    this.#timers.set(name, this.#deps.later(Math.min(ms, LONGEST_TIMER_MS), run));
  }

  #stopTimer(name: string): void {
    this.#timers.get(name)?.();
    this.#timers.delete(name);
  }
}

/** Why the session is not as people want it; null when there's nothing to say. */
export function reasonOf(state: sessions.SessionState): ErrorCode | null {
  return "why" in state ? state.why : null;
}
