import { ERRORS, type ErrorCode, errorCode } from "../core/errors.ts";
import { transition as attemptTransition } from "../core/login/attempt.ts";
import * as attempts from "../core/login/attempt-state.ts";
import { type ConsentPlan, consentDetails, consentPlan } from "../core/login/consent.ts";
import type { PageSnapshot } from "../core/login/page.ts";
import { recognise } from "../core/login/screen.ts";
import type { Grant, RefreshFailure, TokenStoreState } from "../core/ports.ts";
import type { Profile } from "../core/service/profile.ts";
import { transition as sessionTransition } from "../core/session/session.ts";
import * as sessions from "../core/session/session-state.ts";

/** What the client needs of the world; `compose.ts` gives it the real parts. */
export type ClientDeps = {
  readonly profile: Profile;
  readonly startupLogin: boolean;
  /** What "log out" means here: on shared PCs policy makes it forget (reliability 20). */
  readonly logoutLevel: "rest" | "forget";
  readonly attemptTimeLimitMs: number;
  readonly authorization: {
    prepare(attempt: number, generation: number): Promise<{ readonly url: string }>;
    exchange(attempt: number, generation: number): Promise<Grant>;
    release(attempt: number): Promise<void>;
  };
  readonly tokens: {
    open(): Promise<sessions.Kept>;
    refresh(): Promise<RefreshResult>;
    leave(level: sessions.LeaveLevel): Promise<ErrorCode | null>;
    storeState(): TokenStoreState;
    expiresAt(): number | null;
    /** `AUTH_NO_REFRESH_TOKEN` when this session can't outlive its access token. */
    notice(): ErrorCode | null;
    /** Puts a token that is in memory alone into the keychain, if that works by now. */
    settle(): Promise<TokenStoreState>;
  };
  readonly windows: {
    open(url: string, focus: boolean): void;
    load(url: string): void;
    reveal(): void;
    show(): void;
    close(ref: attempts.WindowRef): void;
    press(ref: attempts.WindowRef, plan: ConsentPlan): Promise<boolean>;
  };
  /** Ends the provider's session and clears the login window's partition, as far as the level asks. */
  readonly clearLoginData: (level: sessions.LeaveLevel) => Promise<void>;
  readonly consentPanel: { show(): void; close(): void };
  readonly log: (area: string, name: string, fields: Readonly<Record<string, unknown>>) => void;
  readonly now: () => number;
  /** Between 0 and 1, for jitter. */
  readonly random: () => number;
  readonly changed: () => void;
};

export type RefreshResult =
  | { readonly kind: "granted"; readonly grant: Grant }
  | { readonly kind: "missing" }
  | { readonly kind: "failed"; readonly failure: RefreshFailure };

/** What the projection reads; one truth for tray, windows, command line and log. */
export type ClientState = {
  readonly session: sessions.SessionState;
  readonly attempt: attempts.AttemptState;
  readonly deadline: number | null;
  /** Which consent question is shown, or was last. */
  readonly consentQuestion: number;
  readonly lastError: ErrorCode | null;
  readonly tokenStore: TokenStoreState;
  /** What to know of a session although it is online. */
  readonly notice: ErrorCode | null;
  readonly accessTokenExpiresAt: number | null;
};

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
  readonly #timers = new Map<string, NodeJS.Timeout>();
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
    void this.#deps.tokens.settle().then(() => this.#deps.changed());
    this.#toSession({ type: "surroundings-changed" });
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

  pageFailed(window: attempts.WindowRef, code: ErrorCode): void {
    this.#toAttempt({ type: "page-failed", id: this.#lastAttempt, window, code });
  }

  popupOpened(window: number): void {
    this.#toAttempt({ type: "popup-opened", id: this.#lastAttempt, window });
  }

  windowClosed(window: attempts.WindowRef): void {
    this.#toAttempt({ type: "window-closed", id: this.#lastAttempt, window });
  }

  navigationRefused(): void {
    this.#toAttempt({ type: "navigation-refused", id: this.#lastAttempt });
  }

  /** Stops timers and whatever is under way; nothing is dispatched afterwards. */
  dispose(): void {
    this.#disposed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
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
        this.#toAttempt({
          type: "asked",
          id: this.#lastAttempt,
          trigger: effect.trigger,
          reveal: effect.trigger !== "startup",
        });
        return;
      case "join-attempt":
        this.#toAttempt({
          type: "asked",
          id: this.#lastAttempt,
          trigger: effect.trigger,
          reveal: effect.trigger !== "startup",
        });
        return;
      case "cancel-attempt":
        this.#toAttempt({ type: "cancel-asked" });
        return;
      case "leave":
        void this.#leave(effect.op, effect.level);
        return;
      case "start-timer": {
        const ms = effect.minMs + (effect.maxMs - effect.minMs) * this.#deps.random();
        this.#startTimer(effect.timer, ms, () => this.#toSession({ type: "timer", timer: effect.timer }));
        return;
      }
      case "stop-timer":
        this.#stopTimer(effect.timer);
        return;
    }
  }

  #runAttempt(effect: attempts.AttemptEffect): void {
    const { windows, authorization, consentPanel } = this.#deps;
    switch (effect.type) {
      case "prepare-authorization":
        void this.#prepare(effect.id, effect.generation);
        return;
      case "open-login-window":
        windows.open(this.#url(effect), effect.focus);
        return;
      case "load-authorization":
        windows.load(this.#url(effect));
        return;
      case "reveal-login-window":
        windows.reveal();
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

  async #openStore(): Promise<void> {
    const { startupLogin } = this.#deps;
    try {
      const kept = await this.#deps.tokens.open();
      this.#toSession({ type: "started", kept, startupLogin });
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
    else this.#toSession({ type: "refresh-failed", op, failure: result.failure });
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
      this.#toAttempt({ type: "authorization-failed", id, generation, code: errorCode(thrown) });
    }
  }

  async #exchange(id: number, generation: number): Promise<void> {
    try {
      const grant = await this.#deps.authorization.exchange(id, generation);
      this.#toAttempt({ type: "exchanged", id, generation, grant });
    } catch (thrown) {
      this.#toAttempt({ type: "exchange-failed", id, generation, code: errorCode(thrown) });
    }
  }

  async #press(effect: Extract<attempts.AttemptEffect, { type: "press-consent" }>): Promise<void> {
    const done = await this.#deps.windows.press(effect.window, effect.plan).catch(() => false);
    this.#deps.log("login", "consent-press", { attempt: effect.id, done });
    this.#toAttempt({ type: "consent-pressed", id: effect.id, done });
  }

  #url(effect: { readonly id: number; readonly generation: number }): string {
    return this.#urls.get(`${effect.id}:${effect.generation}`) ?? "";
  }

  #startTimer(name: string, ms: number, run: () => void): void {
    this.#stopTimer(name);
    this.#timers.set(name, setTimeout(run, Math.min(ms, 2 ** 31 - 1)));
  }

  #stopTimer(name: string): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }
}

/** Why the session is not as people want it; null when there's nothing to say. */
export function reasonOf(state: sessions.SessionState): ErrorCode | null {
  return "why" in state ? state.why : null;
}
