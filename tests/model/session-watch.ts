import { expect } from "vitest";
import { ERRORS } from "../../src/core/errors.ts";
import type { Trigger } from "../../src/core/login/attempt-state.ts";
import { transition } from "../../src/core/session/session.ts";
import {
  type SessionEffect,
  type SessionEvent,
  type SessionState,
  STARTING,
  type TimerName,
} from "../../src/core/session/session-state.ts";
import { frozen, looksSecret } from "./model-run.ts";

/** Runs the session's machine and holds every effect against what must never happen. */
export class SessionWatch {
  state: SessionState = STARTING;
  /** The last number given out; the next step gets the one after it. */
  lastOp = 0;
  readonly timers = new Set<TimerName>();
  /** The refresh whose answer is still to come; leaving waits for it in the adapter. */
  refreshing: number | null = null;
  /** Is the store being read? The first reading is the start's own. */
  opening = true;
  /** The session that is kept rests. */
  #rests = false;
  /** A person asked for a login since, and nobody took it back. */
  #wanted = false;

  send(event: SessionEvent): readonly SessionEffect[] {
    const before = this.state;
    this.#note(event, before);
    this.lastOp += 1;
    const { state, effects } = transition(before, frozen(event), this.lastOp);
    this.state = frozen(state);
    for (const effect of effects) this.#hold(effect);
    if (state.at === "signed-out") {
      this.#rests = state.kept?.rested === true;
      if (state !== before) this.#wanted = false;
    }
    this.#holdState();
    expect(looksSecret([state, effects])).toBe(false);
    return effects;
  }

  #note(event: SessionEvent, before: SessionState): void {
    const byPerson = (trigger: Trigger) => trigger !== "startup";
    switch (event.type) {
      case "login-asked":
      case "switch-asked":
        this.#wanted ||= byPerson(event.trigger);
        return;
      case "logout-asked":
      case "forget-asked":
        this.#wanted = false;
        return;
      case "cancel-asked":
        if (["starting", "leaving", "waiting"].includes(before.at)) this.#wanted = false;
        return;
      case "started":
        this.opening = false;
        if (before.at === "starting" || before.at === "store-closed")
          this.#rests = event.kept?.rested === true;
        return;
      case "start-failed":
        this.opening = false;
        return;
      case "timer":
        this.timers.delete(event.timer);
        return;
      case "refreshed":
        if (event.op === this.refreshing) this.#rests = false;
        if (event.op === this.refreshing) this.refreshing = null;
        return;
      case "refresh-failed":
      case "token-missing":
        if (event.op === this.refreshing) this.refreshing = null;
        return;
      case "left":
        if (before.at === "leaving" && before.op === event.op) this.#rests = before.level === "rest";
        return;
      case "attempt-ended":
        if (before.at === "logging-in" && event.outcome.kind === "success") this.#rests = false;
        return;
      case "surroundings-changed":
        return;
    }
  }

  #hold(effect: SessionEffect): void {
    switch (effect.type) {
      case "refresh":
        expect(this.refreshing, "a second refresh while one is under way").toBeNull();
        expect(effect.op, "a refresh under a number of its own").toBe(this.lastOp);
        if (this.#rests) expect(this.#wanted, "a resting session used without a person's wish").toBe(true);
        this.refreshing = effect.op;
        return;
      case "start-attempt":
        if (this.#rests) expect(this.#wanted, "a login by itself although the session rests").toBe(true);
        return;
      case "leave":
        expect(effect.op).toBe(this.lastOp);
        this.refreshing = null;
        return;
      case "start-timer":
        expect(effect.minMs).toBeGreaterThanOrEqual(0);
        expect(effect.maxMs).toBeGreaterThanOrEqual(effect.minMs);
        expect(effect.maxMs, "a timer that overflows fires at once").toBeLessThan(2 ** 31);
        this.timers.add(effect.timer);
        return;
      case "stop-timer":
        this.timers.delete(effect.timer);
        return;
      case "open-store":
        this.opening = true;
        return;
      case "join-attempt":
      case "cancel-attempt":
        return;
    }
  }

  // In each state something is under way that leads out of it, or it is a person's turn.
  #holdState(): void {
    const { state, timers } = this;
    switch (state.at) {
      case "starting":
        return;
      case "online":
        expect(timers, "nobody will notice that the token has ended").toContain("expiry");
        if (state.refreshing !== null) expect(state.refreshing).toBe(this.refreshing);
        else if (state.why === null) expect(timers, "nothing will refresh").toContain("refresh");
        else if (state.why.startsWith("NET_"))
          expect(timers.has("retry") || timers.has("refresh"), "nothing will try again").toBe(true);
        return;
      case "due":
        expect([...timers], "a session that is due waits for its turn alone").toEqual(["retry"]);
        return;
      case "resuming":
        expect(this.refreshing, "resuming without a refresh").toBe(state.op);
        return;
      case "offline":
      case "waiting":
        expect(timers, `nothing leads out of ${state.at}`).toContain("retry");
        return;
      case "store-closed":
        expect(
          timers.has("retry") || this.opening || ERRORS[state.why].retry !== "auto",
          "nothing leads out",
        ).toBe(true);
        return;
      case "signed-out":
        expect([...timers], "a timer runs although nobody is logged in").toEqual([]);
        return;
      case "logging-in":
      case "leaving":
        expect([...timers], `a timer runs while ${state.at}`).toEqual([]);
        return;
    }
  }
}
