import { expect } from "vitest";
import { transition } from "../../src/core/login/attempt.ts";
import {
  type AttemptEffect,
  type AttemptEvent,
  type AttemptState,
  IDLE,
  type WindowRef,
} from "../../src/core/login/attempt-state.ts";
import { isLoginDialog } from "../../src/core/login/attempt-steps.ts";
import type { ConsentPlan, ConsentPress } from "../../src/core/login/consent.ts";
import type { ScreenId } from "../../src/core/login/screen.ts";
import { frozen, looksSecret } from "./model-run.ts";

type Counts = {
  browser: number;
  press: number;
  byPolicy: number;
  report: number;
  release: number;
  stop: number;
  start: number;
};

/** Runs the attempt's machine and holds every effect against what must never happen. */
export class AttemptWatch {
  state: AttemptState = IDLE;
  /** The one login window of our own. */
  mainOpen = false;
  panelOpen = false;
  #invited = false;
  /** What the panel that stands open asks about. */
  #asked: { readonly window: WindowRef; readonly plan: ConsentPlan } | null = null;
  /** What each pop-up was last recognised as. */
  readonly #shown = new Map<number, ScreenId>();
  readonly #counts = new Map<number, Counts>();
  readonly #exchanges = new Set<string>();

  send(event: AttemptEvent): readonly AttemptEffect[] {
    const before = this.state;
    this.#note(event);
    const { state, effects } = transition(before, frozen(event));
    this.state = frozen(state);
    for (const effect of effects) this.#hold(effect, event, before);
    this.#holdState(before);
    expect(looksSecret([state, effects])).toBe(false);
    return effects;
  }

  counts(id: number): Counts {
    const found = this.#counts.get(id) ?? {
      browser: 0,
      press: 0,
      byPolicy: 0,
      report: 0,
      release: 0,
      stop: 0,
      start: 0,
    };
    this.#counts.set(id, found);
    return found;
  }

  /** Somebody asked for the login or the browser, or saw a login page in this attempt. */
  #noteInvitation(event: AttemptEvent): void {
    const { state } = this;
    if (event.type === "asked") this.#invited = event.reveal || (state.at !== "idle" && this.#invited);
    if (event.type === "browser-asked") this.#invited ||= state.at !== "idle";
    const loginPage =
      event.type === "page-seen" && event.window === "main" && isLoginDialog(event.seen.screen);
    if (loginPage && state.at !== "idle" && event.id === state.id) this.#invited ||= state.shown;
  }

  #note(event: AttemptEvent): void {
    this.#noteInvitation(event);
    const { state } = this;
    // Nothing was touched, so nothing was pressed.
    if (event.type === "consent-pressed" && event.pressed.kind === "another-form" && state.at !== "idle")
      if (event.id === state.id && state.consent.at === "pressing") this.counts(event.id).press -= 1;
    if (event.type === "page-seen" && event.window !== "main")
      this.#shown.set(event.window, event.seen.screen);
    if (
      event.type === "window-closed" &&
      event.window === "main" &&
      this.state.at !== "idle" &&
      event.id === this.state.id
    )
      this.mainOpen = false;
  }

  #hold(effect: AttemptEffect, event: AttemptEvent, before: AttemptState): void {
    switch (effect.type) {
      case "open-login-window":
        expect(this.mainOpen, "two login windows of our own").toBe(false);
        this.mainOpen = true;
        return;
      case "open-browser":
        expect(this.mainOpen, "the browser and a window of our own").toBe(false);
        expect(this.#invited, "a browser that nobody asked for").toBe(true);
        this.counts(effect.id).browser += 1;
        return;
      case "load-authorization":
        expect(this.mainOpen, "a page loaded without a window").toBe(true);
        return;
      case "close-login-window":
        expect(this.mainOpen, "a window closed that isn't there").toBe(true);
        this.mainOpen = false;
        return;
      case "close-popup": {
        const screen = this.#shown.get(effect.window);
        expect(screen !== undefined && isLoginDialog(screen), `closed a pop-up with ${screen}`).toBe(true);
        return;
      }
      case "show-consent-panel":
        this.panelOpen = true;
        if (event.type === "page-seen" && event.seen.screen === "consent" && "plan" in event.seen.reading)
          this.#asked = { window: event.window, plan: event.seen.reading.plan };
        // It had become another form before it was touched: asked about anew, in the same window.
        if (event.type === "consent-pressed" && this.#asked !== null)
          this.#asked = { ...this.#asked, plan: anotherPlan(event.pressed) ?? this.#asked.plan };
        return;
      case "close-consent-panel":
        expect(this.panelOpen, "a panel closed that isn't there").toBe(true);
        this.panelOpen = false;
        return;
      case "press-consent":
        if (effect.approved === true) {
          expect(before.at !== "idle" && before.consent.at, "approved under a question").toBe("none");
          this.#asked = approvedIn(event);
          this.counts(effect.id).byPolicy += 1;
        } else
          expect(event, "pressed without a yes").toMatchObject({
            type: "consent-answered",
            id: effect.id,
            answer: "yes",
          });
        expect({ window: effect.window, plan: effect.plan }, "pressed something else than was asked").toEqual(
          this.#asked,
        );
        this.counts(effect.id).press += 1;
        expect(this.counts(effect.id).press, "two presses in an attempt").toBe(1);
        return;
      case "exchange-code": {
        const name = `${effect.id}:${effect.generation}`;
        expect(this.#exchanges.has(name), "a code exchanged twice").toBe(false);
        this.#exchanges.add(name);
        return;
      }
      case "start-time-limit":
        this.counts(effect.id).start += 1;
        return;
      case "stop-time-limit":
        this.counts(effect.id).stop += 1;
        return;
      case "release-authorization":
        this.counts(effect.id).release += 1;
        return;
      case "report":
        expect(before.at !== "idle" && before.id === effect.id, "reported what isn't under way").toBe(true);
        this.counts(effect.id).report += 1;
        return;
      case "prepare-authorization":
      case "reveal-login-window":
      case "show-browser-address":
        return;
    }
  }

  #holdState(before: AttemptState): void {
    const { state } = this;
    const asking = state.at !== "idle" && state.consent.at === "asking";
    expect(this.panelOpen, "the panel stands open exactly while the question does").toBe(asking);
    expect(this.mainOpen, "the machine knows whether its window is open").toBe(
      state.at !== "idle" && state.windowOpen,
    );
    if (before.at !== "idle" && state.at !== "idle" && before.id === state.id && before.via === "browser")
      expect(state.via, "back from the browser into a window").toBe("browser");
    if (state.at !== "idle" && state.via === "browser") expect(this.mainOpen).toBe(false);
    if (before.at !== "idle" && state.at !== "idle" && before.via === "window-only")
      expect(state.via, "where policy keeps logins in the window, none leaves it").toBe("window-only");
    if (state.at === "idle") expect(new Set(state.leftovers).size).toBe(state.leftovers.length);
    if (before.at === "idle" || (state.at !== "idle" && state.id === before.id)) return;
    const { report, release, stop, start } = this.counts(before.id);
    expect({ report, release, stop, start }, "an end cleans up once").toEqual({
      report: 1,
      release: 1,
      stop: 1,
      start: 1,
    });
  }
}

/** What policy has consented to, and nobody is being asked about. */
function approvedIn(event: AttemptEvent): { readonly window: WindowRef; readonly plan: ConsentPlan } {
  const seen = event.type === "page-seen" && event.seen.screen === "consent" ? event.seen : null;
  expect(seen, "pressed without an approval").toMatchObject({ approved: true });
  if (event.type !== "page-seen" || seen === null || !("plan" in seen.reading))
    throw new Error("approved what has no plan");
  return { window: event.window, plan: seen.reading.plan };
}

function anotherPlan(pressed: ConsentPress): ConsentPlan | null {
  return pressed.kind === "another-form" && "plan" in pressed.reading ? pressed.reading.plan : null;
}
