import { array, assert, nat, property } from "fast-check";
import { expect, test } from "vitest";
import type { Standing } from "./release.ts";
import { release } from "./sample-release.ts";
import { NO_UPDATES, transition, type UpdateEvent, type UpdateState } from "./updates.ts";

// Whatever happens in whatever order.

function offer(version: string): Standing {
  const made = release(version);
  const [file] = made.files;
  if (file === undefined) throw new Error("a release has files");
  return { is: "offered", release: made, file };
}

const EVENTS: readonly UpdateEvent[] = [
  { type: "switched", on: true },
  { type: "switched", on: false },
  { type: "source-changed" },
  { type: "due" },
  { type: "looked", standing: offer("1.1.0"), now: 1 },
  { type: "looked", standing: offer("1.2.0"), now: 1 },
  { type: "looked", standing: { is: "current" }, now: 1 },
  { type: "looked", standing: { is: "waits", until: null }, now: 1 },
  { type: "look-failed", code: "NET_OFFLINE" },
  { type: "received", bytes: 7 },
  { type: "fetched" },
  { type: "fetch-failed", code: "NET_SERVER" },
  { type: "wanted", idle: true },
  { type: "wanted", idle: false },
  { type: "idle" },
  { type: "login-began" },
  { type: "install-failed", code: "UPDATE_NOT_INSTALLED" },
  { type: "install-failed", code: "UPDATE_REFUSED" },
];

/** What the effects have begun. */
type UnderWay = { timer: boolean; look: boolean; fetch: boolean; install: boolean };

/** An answer comes to what is under way alone; a person and policy may do anything at any time. */
function canHappen({ type }: UpdateEvent, { timer, look, fetch, install }: UnderWay): boolean {
  switch (type) {
    case "looked":
    case "look-failed":
      return look;
    case "received":
    case "fetched":
    case "fetch-failed":
      return fetch;
    case "login-began":
    case "install-failed":
      return install;
    case "due":
      return timer;
    default:
      return true;
  }
}

function over(event: UpdateEvent, now: UnderWay): void {
  if (event.type === "due") now.timer = false;
  if (event.type === "looked" || event.type === "look-failed") now.look = false;
  if (event.type === "fetched" || event.type === "fetch-failed") now.fetch = false;
  if (event.type === "login-began" || event.type === "install-failed") now.install = false;
}

function step(before: UpdateState, event: UpdateEvent, now: UnderWay): UpdateState {
  over(event, now);
  const { state, effects } = transition(before, event);
  for (const { type } of effects) {
    if (type === "look-in") now.timer = true;
    if (type === "stop-looking") Object.assign(now, { timer: false, look: false });
    if (type === "look") now.look = true;
    if (type === "stop-fetching") now.fetch = false;
    if (type === "fetch") now.fetch = true;
    if (type === "install") {
      expect(before.offer?.stage).toMatch(/^(?:ready|after-login)$/u);
      expect(now.fetch).toBe(false);
      now.install = true;
    }
    // Windows may be asking about it.
    if (type === "clear") expect([now.install, now.fetch]).toEqual([false, false]);
  }
  return state;
}

test("it never stops to look, and installs nothing that isn't all there", () => {
  assert(
    property(array(nat(), { minLength: 80, maxLength: 80 }), (choices) => {
      let state = NO_UPDATES;
      const now: UnderWay = { timer: false, look: false, fetch: false, install: false };
      for (const choice of choices) {
        const possible = EVENTS.filter((one) => canHappen(one, now));
        const event = possible[choice % possible.length];
        if (event === undefined) throw new Error("a person can always do something");
        state = step(state, event, now);
        expect(state.looking).toBe(now.look);
        expect(state.offer?.stage === "fetching").toBe(now.fetch);
        expect(state.offer?.stage === "installing").toBe(now.install);
        if (state.on) expect(now.timer || now.look || now.install).toBe(true);
        else expect([now.timer, now.look, now.fetch]).toEqual([false, false, false]);
      }
    }),
    { numRuns: 300, unbiased: true },
  );
});
