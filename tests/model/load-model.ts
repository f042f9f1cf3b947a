import { drawn, type Span } from "../../src/core/session/refresh-schedule.ts";
import { transition } from "../../src/core/session/session.ts";
import {
  type SessionEffect,
  type SessionEvent,
  type SessionState,
  STARTING,
} from "../../src/core/session/session-state.ts";
import { timeline } from "./timeline.ts";

/**
 * Thousands of PCs with kept sessions that start at nine sharp (reliability 26), on fake time: every one of them is the
 * real session machine with its real schedule; only the provider is a model, with a measured speed.
 */
export type Office = {
  readonly clients: number;
  /** Over which the starts are spread, ms; the policy `startupSpread…`. */
  readonly spreadMs: number;
  /** How long the provider is busy with one resumed session, ms: 1000 / its measured capacity. */
  readonly busyMs: number;
  /** The provider answers 503 from nine until then, ms. */
  readonly downMs?: number;
  /** More than so many in a second get 429 with this Retry-After. */
  readonly limit?: { readonly perSecond: number; readonly retryAfterMs: number };
  /** Ends the day, ms after nine. */
  readonly untilMs: number;
  /** Between 0 and 1. */
  readonly random: () => number;
};

export type Morning = {
  /** Requests that reached the provider in each second after nine, whatever came of them. */
  readonly perSecond: readonly number[];
  /** How long each PC waited from nine until it was online, ms, shortest first; PCs that never were are missing. */
  readonly waits: readonly number[];
  /** Requests that the provider answered after the client had given up. */
  readonly wasted: number;
};

/** As long as the outbound port waits for an answer. */
const REQUEST_LIMIT_MS = 20_000;
const TOKEN_SECONDS = 3_600;
const ACCOUNT = { sub: "u", mail: null };

type Provider = (atMs: number) => { readonly answersMs: number; readonly answer: Answer };
type Answer = "granted" | "503" | "429";

export function playMorning(office: Office): Morning {
  const time = timeline();
  const perSecond: number[] = [];
  const waits: number[] = [];
  let wasted = 0;
  const provider = modelProvider(office);
  const asked = (): ReturnType<Provider> => {
    const second = Math.floor(time.now() / 1_000);
    perSecond[second] = (perSecond[second] ?? 0) + 1;
    return provider(time.now());
  };
  for (let client = 0; client < office.clients; client += 1) startClient();
  time.runUntil(office.untilMs);
  return {
    perSecond: Array.from({ length: Math.ceil(office.untilMs / 1_000) }, (_, at) => perSecond[at] ?? 0),
    waits: waits.toSorted((a, b) => a - b),
    wasted,
  };

  function startClient(): void {
    let state: SessionState = STARTING;
    let fresh = 1;
    let online = false;
    let tokenEndsMs = 0;
    const timers = new Map<string, number>();
    const send = (event: SessionEvent): void => {
      const step = transition(state, event, fresh++);
      state = step.state;
      if (state.at === "online" && !online) waits.push(time.now());
      online ||= state.at === "online";
      for (const effect of step.effects) run(effect);
    };
    const run = (effect: SessionEffect): void => {
      if (effect.type === "refresh") refresh(effect.op);
      else if (effect.type === "stop-timer") timers.delete(effect.timer);
      else if (effect.type === "start-timer") startTimer(effect.timer, effect);
      else throw new Error(`a kept session asked for ${effect.type}`);
    };
    const startTimer = (timer: "refresh" | "retry" | "expiry", span: Span): void => {
      const mark = fresh;
      timers.set(timer, mark);
      time.at(time.now() + drawn(span, office.random()), () => {
        if (timers.get(timer) !== mark) return;
        timers.delete(timer);
        send({ type: "timer", timer });
      });
    };
    const refresh = (op: number): void => {
      const { answersMs, answer } = asked();
      const validMs = () => Math.max(0, tokenEndsMs - time.now());
      const failed = (code: "NET_TIMEOUT" | "NET_SERVER" | "NET_RATE_LIMITED", retryAfterMs: number | null) =>
        send({
          type: "refresh-failed",
          op,
          failure: { kind: "temporary", code, retryAfterMs },
          validMs: validMs(),
        });
      if (answersMs - time.now() > REQUEST_LIMIT_MS) {
        wasted += 1;
        time.at(time.now() + REQUEST_LIMIT_MS, () => failed("NET_TIMEOUT", null));
        return;
      }
      time.at(answersMs, () => {
        if (answer === "503") return failed("NET_SERVER", null);
        if (answer === "429") return failed("NET_RATE_LIMITED", office.limit?.retryAfterMs ?? null);
        tokenEndsMs = time.now() + TOKEN_SECONDS * 1_000;
        send({ type: "refreshed", op, grant: { account: ACCOUNT, expiresIn: TOKEN_SECONDS } });
      });
    };
    const kept = { account: ACCOUNT, rested: false };
    time.at(0, () => send({ type: "started", kept, startupLogin: true, spreadMs: office.spreadMs }));
  }
}

/** One after another, in the order in which they came; a refusal costs nothing. */
function modelProvider({ busyMs, downMs = 0, limit }: Office): Provider {
  let freeMs = 0;
  let second = -1;
  let granted = 0;
  return (atMs) => {
    if (atMs < downMs) return { answersMs: atMs, answer: "503" };
    if (limit !== undefined) {
      const now = Math.floor(atMs / 1_000);
      if (now !== second) granted = 0;
      second = now;
      if (granted >= limit.perSecond) return { answersMs: atMs, answer: "429" };
      granted += 1;
    }
    freeMs = Math.max(freeMs, atMs) + busyMs;
    return { answersMs: freeMs, answer: "granted" };
  };
}

export function peak({ perSecond }: Pick<Morning, "perSecond">, fromSecond = 0): number {
  return perSecond.slice(fromSecond).reduce((most, now) => Math.max(most, now), 0);
}

/** Of waits in order. @param share from 0 to 1 */
export function quantile(waits: readonly number[], share: number): number {
  return waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? Number.NaN;
}
