import type { ErrorCode } from "../errors.ts";
import type { Span } from "../session/refresh-schedule.ts";
import { FIRST_LOOK, lookAfterFailure, lookBeforeStage, NEXT_LOOK } from "./look-schedule.ts";
import type { Release, ReleaseFile, Standing } from "./release.ts";

/**
 * How the client keeps itself new, as data: it looks for a release now and then, fetches what is offered, and installs it
 * once the person wants that, never while somebody logs in.
 */

/** `after-login`: the person wants it, and somebody is logging in. */
export type OfferStage = "fetching" | "ready" | "after-login" | "installing";

export type Offer = {
  readonly release: Release;
  readonly file: ReleaseFile;
  readonly stage: OfferStage;
  /** Bytes that have come. */
  readonly received: number;
};

export type UpdateState = {
  /** Policy lets the client keep itself new, and there is a server to ask. */
  readonly on: boolean;
  readonly looking: boolean;
  /** In a row. */
  readonly failures: number;
  /** Why the last look, fetch or installation failed; null since it went well. */
  readonly problem: ErrorCode | null;
  /** ms since 1970; null: not yet. */
  readonly lookedAt: number | null;
  readonly offer: Offer | null;
};

export type UpdateEvent =
  | { readonly type: "switched"; readonly on: boolean }
  /** Another server, channel or ring: what is offered is another one's, and is looked for anew. */
  | { readonly type: "source-changed" }
  /** It is time, or somebody asks. */
  | { readonly type: "due" }
  | { readonly type: "looked"; readonly standing: Standing; readonly now: number }
  | { readonly type: "look-failed"; readonly code: ErrorCode }
  | { readonly type: "received"; readonly bytes: number }
  | { readonly type: "fetched" }
  | { readonly type: "fetch-failed"; readonly code: ErrorCode }
  /** The person presses it. */
  | { readonly type: "wanted"; readonly idle: boolean }
  /** Nobody logs in any more. */
  | { readonly type: "idle" }
  /** Somebody logs in, and the installer wasn't started yet. */
  | { readonly type: "login-began" }
  | { readonly type: "install-failed"; readonly code: ErrorCode };

export type UpdateEffect =
  /** Replaces the one before. */
  | { readonly type: "look-in"; readonly span: Span }
  /** Nor does the answer of a look under way count. */
  | { readonly type: "stop-looking" }
  | { readonly type: "look" }
  | { readonly type: "fetch"; readonly release: Release; readonly file: ReleaseFile }
  | { readonly type: "stop-fetching" }
  /** Deletes what was fetched. */
  | { readonly type: "clear" }
  /** Once for each release. */
  | { readonly type: "tell"; readonly version: string }
  | { readonly type: "install" };

export type UpdateStep = { readonly state: UpdateState; readonly effects: readonly UpdateEffect[] };

export const NO_UPDATES: UpdateState = {
  on: false,
  looking: false,
  failures: 0,
  problem: null,
  lookedAt: null,
  offer: null,
};

/** What isn't expected in a state changes nothing: an answer may come after everything was switched off. */
export function transition(state: UpdateState, event: UpdateEvent): UpdateStep {
  if (event.type === "switched") return switched(state, event.on);
  if (!state.on) return isInstallOver(event) ? OFF : { state, effects: [] };
  switch (event.type) {
    case "source-changed":
      return moved(state);
    case "due":
      return state.looking || state.offer?.stage === "installing"
        ? { state, effects: [] }
        : { state: { ...state, looking: true }, effects: [{ type: "look" }] };
    case "looked":
      return looked({ ...state, looking: false, lookedAt: event.now }, event.standing, event.now);
    case "look-failed":
      // The next look comes with the end of the installation.
      return state.offer?.stage === "installing"
        ? { state: { ...state, looking: false }, effects: [] }
        : failed({ ...state, looking: false }, event.code);
    case "fetch-failed":
      return failed({ ...state, offer: null }, event.code);
    default:
      return state.offer === null ? { state, effects: [] } : offered({ ...state, offer: state.offer }, event);
  }
}

/** Nothing is being installed any more, and the client still runs. */
function isInstallOver({ type }: UpdateEvent): boolean {
  return type === "install-failed" || type === "login-began";
}

const STOP: readonly UpdateEffect[] = [{ type: "stop-looking" }, { type: "stop-fetching" }];
/** What lies there would never be installed. */
const OFF: UpdateStep = { state: NO_UPDATES, effects: [...STOP, { type: "clear" }] };

function switched(state: UpdateState, on: boolean): UpdateStep {
  // Off from the start: what an earlier run of the client fetched would never be installed.
  if (on === state.on) return { state, effects: on || state.offer !== null ? [] : [{ type: "clear" }] };
  // What is being installed can't be called back; with its end comes the next look, or nothing is left.
  if (state.offer?.stage === "installing")
    return { state: { ...state, on, looking: false }, effects: on ? [] : [{ type: "stop-looking" }] };
  return on ? begun([]) : OFF;
}

function begun(before: readonly UpdateEffect[]): UpdateStep {
  return { state: { ...NO_UPDATES, on: true }, effects: [...before, { type: "look-in", span: FIRST_LOOK }] };
}

/** What has come stays where it is: the other source may offer the same. */
function moved(state: UpdateState): UpdateStep {
  return state.offer?.stage === "installing" ? { state, effects: [] } : begun(STOP);
}

function looked(before: UpdateState, found: Standing, now: number): UpdateStep {
  const { offer } = before;
  if (offer?.stage === "installing") return { state: before, effects: [] };
  const well: UpdateState = { ...before, failures: 0, problem: null };
  const stopped: readonly UpdateEffect[] = offer === null ? [] : [{ type: "stop-fetching" }];
  if (found.is !== "offered") {
    // Withdrawn, or not this PC's turn any more.
    const untilMs = found.is === "current" || found.until === null ? null : found.until - now;
    const span = lookBeforeStage(untilMs);
    const cleared: readonly UpdateEffect[] = found.is === "current" ? [{ type: "clear" }] : [];
    return { state: { ...well, offer: null }, effects: [{ type: "look-in", span }, ...stopped, ...cleared] };
  }
  const next: UpdateEffect = { type: "look-in", span: NEXT_LOOK };
  const { release, file } = found;
  if (offer?.file.sha512 === file.sha512)
    return { state: offer.stage === "fetching" ? before : well, effects: [next] };
  // Until it has come, the failures before it count: one that never comes isn't fetched every quarter of an hour.
  return {
    state: { ...before, offer: { release, file, stage: "fetching", received: 0 } },
    effects: [next, ...stopped, { type: "fetch", release, file }],
  };
}

/** What has come stays where it is: the next try goes on from there. */
function failed(state: UpdateState, code: ErrorCode): UpdateStep {
  const failures = state.failures + 1;
  return {
    state: { ...state, failures, problem: code },
    effects: [{ type: "look-in", span: lookAfterFailure(failures) }],
  };
}

type OfferEvent = Extract<
  UpdateEvent,
  { readonly type: "received" | "fetched" | "wanted" | "idle" | "login-began" | "install-failed" }
>;

function offered(state: UpdateState & { readonly offer: Offer }, event: OfferEvent): UpdateStep {
  const { offer } = state;
  const at = (stage: OfferStage): UpdateState => ({ ...state, offer: { ...offer, stage } });
  const none: UpdateStep = { state, effects: [] };
  switch (event.type) {
    case "received":
      return offer.stage === "fetching"
        ? { state: { ...state, offer: { ...offer, received: event.bytes } }, effects: [] }
        : none;
    case "fetched":
      if (offer.stage !== "fetching") return none;
      return {
        state: { ...at("ready"), failures: 0, problem: null },
        effects: [{ type: "tell", version: offer.release.version }],
      };
    case "wanted":
      if (offer.stage !== "ready" && offer.stage !== "after-login") return none;
      if (!event.idle) return { state: at("after-login"), effects: [] };
      return { state: { ...at("installing"), problem: null }, effects: [{ type: "install" }] };
    case "idle":
      return offer.stage === "after-login"
        ? { state: { ...at("installing"), problem: null }, effects: [{ type: "install" }] }
        : none;
    case "login-began":
      if (offer.stage !== "installing") return none;
      // The one that was planned may have come meanwhile.
      return { state: at("after-login"), effects: [{ type: "look-in", span: NEXT_LOOK }] };
    case "install-failed":
      if (offer.stage !== "installing") return none;
      if (event.code === "UPDATE_REFUSED") return failed({ ...state, offer: null }, event.code);
      // The person may press again.
      return {
        state: { ...at("ready"), problem: event.code },
        effects: [{ type: "look-in", span: NEXT_LOOK }],
      };
  }
}
