import { type ErrorCode, errorCode, retryAfterOf } from "../../core/errors.ts";
import { transition } from "../../core/login/attempt.ts";
import {
  type AttemptEffect,
  type AttemptEvent,
  type AttemptState,
  IDLE,
  type Outcome,
  type RefusedBy,
  type Trigger,
  type WindowRef,
} from "../../core/login/attempt-state.ts";
import type { ConsentPress } from "../../core/login/consent.ts";
import type { PageSnapshot } from "../../core/login/page.ts";
import { DoubtedPages } from "./doubted-pages.ts";
import { explained } from "./explained.ts";
import type { ClientLoop } from "./loop.ts";
import { judgePage, pressFields } from "./page.ts";
import type { ClientDeps } from "./ports.ts";
import { SavedSteps } from "./saved-steps.ts";

/** An answer that comes sooner than a person can read the question isn't accepted. */
const SHORTEST_CONSENT_MS = 300;

/** Runs the attempt's machine: what windows, listener and person say goes in, its effects go out. */
export class AttemptRunner {
  readonly #deps: ClientDeps;
  readonly #loop: ClientLoop;
  readonly saved: SavedSteps;
  readonly #ended: (outcome: Outcome, retryAfterMs: number | null) => void;
  #state: AttemptState = IDLE;
  #last = 0;
  #deadline: number | null = null;
  #consentShownAt = 0;
  #consentQuestion = 0;
  /** What the server that failed last asked to wait. */
  #retryAfterMs: number | null = null;
  readonly #urls = new Map<string, string>();
  readonly #doubted: DoubtedPages;

  constructor(
    deps: ClientDeps,
    loop: ClientLoop,
    ended: (outcome: Outcome, retryAfterMs: number | null) => void,
  ) {
    this.#deps = deps;
    this.#loop = loop;
    this.saved = new SavedSteps(deps);
    this.#ended = ended;
    this.#doubted = new DoubtedPages(loop, (window, seen, doubt) => {
      deps.log("login", "consent-doubted", { attempt: this.#last, doubt });
      this.#send({ type: "page-seen", id: this.#last, window, seen });
    });
  }

  get state(): AttemptState {
    return this.#state;
  }

  /** Milliseconds since 1970; null when no attempt is under way. */
  get deadline(): number | null {
    return this.#deadline;
  }

  /** Which consent question is shown, or was last. */
  get consentQuestion(): number {
    return this.#consentQuestion;
  }

  /** What the person's own browser was sent to, while it is waited for. */
  get browserAddress(): string | null {
    const state = this.#state;
    return state.at === "browser" && state.browserOpened ? this.#url(state) : null;
  }

  start(trigger: Trigger): void {
    this.#last += 1;
    this.#retryAfterMs = null;
    this.join(trigger);
  }

  join(trigger: Trigger): void {
    const reveal = trigger !== "startup";
    this.#send({
      type: "asked",
      id: this.#last,
      trigger,
      reveal,
      shown: this.#unasked() === "inactive",
      via: this.#deps.loginVia,
    });
  }

  cancel(): void {
    this.#send({ type: "cancel-asked" });
  }

  /** @returns false for an answer to another question than the one that is shown, or one given too soon */
  answerConsent(answer: "yes" | "by-hand" | "abort", question: number): boolean {
    const tooSoon = this.#deps.steady() - this.#consentShownAt < SHORTEST_CONSENT_MS;
    if (question !== this.#consentQuestion || (answer === "yes" && tooSoon)) return false;
    this.#send({ type: "consent-answered", id: this.#last, answer });
    return true;
  }

  callbackReceived(attempt: number, generation: number): void {
    this.#send({ type: "callback-received", id: attempt, generation });
  }

  /** @param status what the page's server answered with */
  pageSeen(window: WindowRef, page: PageSnapshot, status = 200): void {
    const judged = judgePage(page, status, this.#deps.profile);
    const { recognition, screen, trouble, seen } = judged;
    const { sure, why } = recognition;
    const told = { window, screen, sure, why: why.join(" "), host: page.origin, status };
    this.#deps.log("login", "page-seen", told);
    if (window === "main" && trouble !== null) {
      this.pageFailed(window, trouble);
      return;
    }
    if (window === "main" && judged.errorPage) {
      this.#deps.saw("AUTH_REQUEST_REFUSED", page.origin);
      // In the login page's place: the request itself isn't taken. After one, its text may still tell the person more.
      if (this.#state.at === "open" && this.#state.main === null) {
        this.pageFailed(window, "AUTH_REQUEST_REFUSED");
        return;
      }
    }
    if (window === "main" && screen !== "web-main") this.#deps.windows.show();
    if (window === "main") void this.saved.fill(page, this.#last);
    if (this.#doubted.holdBack(window, seen)) return;
    this.#send({ type: "page-seen", id: this.#last, window, seen: this.saved.judge(seen, this.#last) });
  }

  pageFailed(window: WindowRef, failed: ErrorCode): void {
    const id = this.#last;
    const told = (code: ErrorCode) => this.#send({ type: "page-failed", id, window, code });
    // What fails in a pop-up ends nothing, so nobody needs to know why.
    if (window === "main") void explained(this.#deps, failed, "login").then(told);
    else told(failed);
  }

  /** What can't be seen is the person's like what isn't known (reliability 37). */
  pageUnseen(window: WindowRef): void {
    if (window !== "main") return;
    this.#deps.windows.show();
    this.#send({ type: "page-seen", id: this.#last, window, seen: { screen: "unknown" } });
  }

  popupOpened(window: number): void {
    this.#send({ type: "popup-opened", id: this.#last, window });
  }

  windowClosed(window: WindowRef): void {
    this.#doubted.drop(window);
    this.#send({ type: "window-closed", id: this.#last, window });
  }

  navigationRefused(window: WindowRef, by: RefusedBy): void {
    this.#send({ type: "navigation-refused", id: this.#last, window, by });
  }

  /** The person wants to log in with their own browser, or wants it opened once more. */
  openBrowser(): void {
    this.#send({ type: "browser-asked" });
  }

  dispose(): void {
    if (this.#state.at !== "idle") void this.#deps.authorization.release(this.#state.id);
  }

  #send(event: AttemptEvent): void {
    this.#loop.take(() => {
      const before = this.#state;
      const step = transition(before, event);
      this.#state = step.state;
      if (step.state !== before)
        this.#deps.log("login", event.type, { attempt: this.#last, from: before.at, to: step.state.at });
      for (const effect of step.effects) this.#run(effect);
    });
  }

  #run(effect: AttemptEffect): void {
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
        this.#consentShownAt = this.#deps.steady();
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
      case "start-time-limit":
        this.#startTimeLimit(effect.id);
        return;
      case "stop-time-limit":
        this.#deadline = null;
        this.#loop.stop("limit");
        return;
      case "report":
        this.#report(effect.id, effect.outcome);
        return;
    }
  }

  #startTimeLimit(id: number): void {
    const ms = this.#deps.attemptTimeLimitMs;
    this.#deadline = this.#deps.now() + ms;
    this.#loop.start("limit", ms, () => this.#send({ type: "time-limit-reached", id }));
  }

  #report(id: number, outcome: Outcome): void {
    const code = outcome.kind === "failed" ? outcome.code : null;
    if (outcome.kind === "success") this.saved.loggedIn();
    this.#deps.log("login", "ended", { attempt: id, outcome: outcome.kind, code });
    this.#ended(outcome, this.#retryAfterMs);
  }

  /** A login that nobody asked for has a window of its own on a new PC alone; elsewhere a notification comes first. */
  #unasked(): "inactive" | "hidden" {
    return this.#deps.presence() === "new" ? "inactive" : "hidden";
  }

  async #prepare(id: number, generation: number): Promise<void> {
    try {
      const { url } = await this.#deps.authorization.prepare(id, generation, this.saved.loginHint);
      this.#urls.set(`${id}:${generation}`, url);
      this.#send({ type: "authorization-ready", id, generation });
    } catch (thrown) {
      const code = await this.#why(thrown);
      this.#send({ type: "authorization-failed", id, generation, code });
    }
  }

  async #exchange(id: number, generation: number): Promise<void> {
    try {
      const grant = await this.#deps.authorization.exchange(id, generation);
      this.#send({ type: "exchanged", id, generation, grant });
    } catch (thrown) {
      const code = await this.#why(thrown);
      this.#send({ type: "exchange-failed", id, generation, code });
    }
  }

  async #why(thrown: unknown): Promise<ErrorCode> {
    this.#deps.failed("login", thrown);
    this.#retryAfterMs = retryAfterOf(thrown);
    return explained(this.#deps, errorCode(thrown), "provider");
  }

  async #press(effect: Extract<AttemptEffect, { type: "press-consent" }>): Promise<void> {
    const pressed = await this.#deps.windows
      .press(effect.window, effect.plan)
      .catch((): ConsentPress => ({ kind: "kept", doubt: "changed", path: null, fields: [] }));
    this.#deps.log("login", "consent-press", { attempt: effect.id, ...pressFields(pressed) });
    if (pressed.kind === "sent" && effect.approved === true) this.saved.answered();
    this.#send({ type: "consent-pressed", id: effect.id, pressed });
  }

  async #openBrowser(request: { readonly id: number; readonly generation: number }): Promise<void> {
    const { id, generation } = request;
    const outcome = await this.#deps.browser.open(this.#url(request));
    this.#deps.log("login", "browser", { attempt: id, outcome });
    this.#send(
      outcome === "not-allowed"
        ? { type: "authorization-failed", id, generation, code: "POLICY_PROFILE_INVALID" }
        : { type: "browser-opened", id, generation, done: outcome === "opened" },
    );
  }

  #url(effect: { readonly id: number; readonly generation: number }): string {
    return this.#urls.get(`${effect.id}:${effect.generation}`) ?? "";
  }
}
