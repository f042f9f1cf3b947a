import { describe, expect, test } from "vitest";
import { FIRST_LOOK, lookAfterFailure, lookBeforeStage, NEXT_LOOK } from "./look-schedule.ts";
import type { Standing } from "./release.ts";
import { release } from "./sample-release.ts";
import { NO_UPDATES, transition, type UpdateEffect, type UpdateEvent, type UpdateState } from "./updates.ts";

const NOW = 1_000_000;

function offer(version: string): Standing {
  const made = release(version);
  const [file] = made.files;
  if (file === undefined) throw new Error("a release has files");
  return { is: "offered", release: made, file };
}

function run(...events: readonly UpdateEvent[]): { state: UpdateState; effects: readonly UpdateEffect[] } {
  let step: ReturnType<typeof transition> = { state: NO_UPDATES, effects: [] };
  for (const event of events) step = transition(step.state, event);
  return step;
}

const on: UpdateEvent = { type: "switched", on: true };
const due: UpdateEvent = { type: "due" };
const looked = (standing: Standing): UpdateEvent => ({ type: "looked", standing, now: NOW });
const fetched: UpdateEvent = { type: "fetched" };
const READY = [on, due, looked(offer("1.1.0")), fetched] as const;

describe("looking", () => {
  test("begins some time after the start, and goes on every few hours", () => {
    expect(run(on).effects).toEqual([{ type: "look-in", span: FIRST_LOOK }]);
    expect(run(on, due).effects).toEqual([{ type: "look" }]);
    expect(run(on, due, due).effects).toEqual([]);
    const current = run(on, due, looked({ is: "current" }));
    expect(current.effects).toEqual([{ type: "look-in", span: NEXT_LOOK }, { type: "clear" }]);
    expect(current.state).toMatchObject({ lookedAt: NOW, problem: null, offer: null });
  });

  test("is done at all only where it is switched on, and nothing of an answer counts afterwards", () => {
    expect(run(due).effects).toEqual([]);
    const off: UpdateEvent = { type: "switched", on: false };
    expect(run(on, due, off, looked(offer("1.1.0")))).toEqual({ state: NO_UPDATES, effects: [] });
    expect(run(...READY, off).effects).toEqual([
      { type: "stop-looking" },
      { type: "stop-fetching" },
      { type: "clear" },
    ]);
  });

  test("that was never switched on leaves nothing of an earlier run", () => {
    const off: UpdateEvent = { type: "switched", on: false };
    expect(run(off)).toEqual({ state: NO_UPDATES, effects: [{ type: "clear" }] });
    expect(run(on, on).effects).toEqual([]);
    expect(run(...READY, { type: "wanted", idle: true }, off, off).effects).toEqual([]);
  });

  test("that fails is tried again after a growing pause, and says why", () => {
    const failed: UpdateEvent = { type: "look-failed", code: "NET_OFFLINE" };
    const twice = run(on, due, failed, due, failed);
    expect(twice.state).toMatchObject({ failures: 2, problem: "NET_OFFLINE", offer: null });
    expect(twice.effects).toEqual([{ type: "look-in", span: lookAfterFailure(2) }]);
    expect(run(on, due, failed, due, looked({ is: "current" })).state).toMatchObject({
      failures: 0,
      problem: null,
    });
  });

  test.each([
    ["ready", READY],
    ["wanted after a login", [...READY, { type: "wanted", idle: false }]],
    ["being fetched", [on, due, looked(offer("1.1.0"))]],
    ["being looked for", [on, due]],
    ["failing", [on, due, { type: "look-failed", code: "NET_OFFLINE" }]],
  ] as const)("begins anew at another server, channel or ring; what was %s goes", (_what, before) => {
    expect(run(...before, { type: "source-changed" })).toEqual({
      state: { ...NO_UPDATES, on: true },
      effects: [{ type: "stop-looking" }, { type: "stop-fetching" }, { type: "look-in", span: FIRST_LOOK }],
    });
  });

  test("comes again when this PC's stage begins, within four hours", () => {
    const soon = run(on, due, looked({ is: "waits", until: NOW + 60 * 60_000 }));
    expect(soon.effects).toEqual([{ type: "look-in", span: { minMs: 3_600_000, maxMs: 5 * 3_600_000 } }]);
    expect(lookBeforeStage(7 * 24 * 3_600_000)).toEqual(NEXT_LOOK);
    expect(lookBeforeStage(null)).toEqual(NEXT_LOOK);
  });

  test("pauses grow to a day, and no two PCs come back together", () => {
    expect(lookAfterFailure(1)).toEqual({ minMs: 7.5 * 60_000, maxMs: 15 * 60_000 });
    expect(lookAfterFailure(60).maxMs).toBe(24 * 3_600_000);
    for (let failures = 1; failures < 12; failures += 1) {
      const { minMs, maxMs } = lookAfterFailure(failures);
      expect(maxMs).toBe(2 * minMs);
    }
  });
});

describe("a release that is offered", () => {
  test("is fetched, told of once, and waits for the person", () => {
    const offered = run(on, due, looked(offer("1.1.0")));
    expect(offered.effects).toMatchObject([
      { type: "look-in" },
      { type: "fetch", release: { version: "1.1.0" } },
    ]);
    expect(run(on, due, looked(offer("1.1.0")), { type: "received", bytes: 7 }).state.offer).toMatchObject({
      stage: "fetching",
      received: 7,
    });
    expect(run(...READY).effects).toEqual([{ type: "tell", version: "1.1.0" }]);
    const again = run(...READY, due, looked(offer("1.1.0")));
    expect(again.effects).toEqual([{ type: "look-in", span: NEXT_LOOK }]);
    expect(again.state.offer?.stage).toBe("ready");
  });

  test("makes room for a newer one", () => {
    const newer = run(...READY, due, looked(offer("1.2.0")));
    expect(newer.effects.map(({ type }) => type)).toEqual(["look-in", "stop-fetching", "fetch"]);
    expect(newer.state.offer).toMatchObject({
      release: { version: "1.2.0" },
      stage: "fetching",
      received: 0,
    });
  });

  test("is dropped where it was withdrawn", () => {
    const withdrawn = run(...READY, due, looked({ is: "current" }));
    expect(withdrawn.state.offer).toBeNull();
    expect(withdrawn.effects.map(({ type }) => type)).toEqual(["look-in", "stop-fetching", "clear"]);
  });

  test("stays on the PC where it isn't this PC's turn any more: it will be", () => {
    const waits = run(...READY, due, looked({ is: "waits", until: null }));
    expect(waits.state.offer).toBeNull();
    expect(waits.effects.map(({ type }) => type)).toEqual(["look-in", "stop-fetching"]);
  });

  test("that never comes is fetched after pauses that grow", () => {
    const again = [due, looked(offer("1.1.0")), { type: "fetch-failed", code: "NET_SERVER" }] as const;
    expect(run(on, ...again, ...again, ...again).effects).toEqual([
      { type: "look-in", span: lookAfterFailure(3) },
    ]);
    expect(run(on, ...again, due, looked(offer("1.1.0")), fetched).state).toMatchObject({
      failures: 0,
      problem: null,
    });
  });

  test("that can't be fetched is looked for again", () => {
    const failed = run(on, due, looked(offer("1.1.0")), { type: "fetch-failed", code: "UPDATE_REFUSED" });
    expect(failed.state).toMatchObject({ offer: null, problem: "UPDATE_REFUSED", failures: 1 });
    expect(failed.effects).toEqual([{ type: "look-in", span: lookAfterFailure(1) }]);
  });
});

describe("installing", () => {
  test("never begins before it is there and somebody wants it", () => {
    expect(run(on, due, looked(offer("1.1.0")), { type: "wanted", idle: true }).effects).toEqual([]);
    expect(run(...READY, { type: "idle" }).effects).toEqual([]);
    expect(run(...READY, { type: "wanted", idle: true }).effects).toEqual([{ type: "install" }]);
  });

  test("waits for a login to come to its end", () => {
    const waits = run(...READY, { type: "wanted", idle: false });
    expect(waits).toMatchObject({ state: { offer: { stage: "after-login" } }, effects: [] });
    expect(transition(waits.state, { type: "idle" })).toMatchObject({
      state: { offer: { stage: "installing" } },
      effects: [{ type: "install" }],
    });
  });

  test("waits for a login that began before the installer was started", () => {
    const began = run(...READY, { type: "wanted", idle: true }, { type: "login-began" });
    expect(began.state.offer?.stage).toBe("after-login");
    expect(began.effects).toEqual([{ type: "look-in", span: NEXT_LOOK }]);
    expect(transition(began.state, { type: "idle" }).effects).toEqual([{ type: "install" }]);
    expect(run(...READY, { type: "login-began" }).state.offer?.stage).toBe("ready");
  });

  test("is done once, whatever is pressed or found meanwhile", () => {
    const begun = [...READY, { type: "wanted", idle: true }] as const;
    for (const event of [
      { type: "wanted", idle: true },
      due,
      { type: "idle" },
      looked({ is: "current" }),
      { type: "look-failed", code: "NET_OFFLINE" },
      { type: "source-changed" },
    ] as const)
      expect(run(...begun, event)).toMatchObject({
        state: { offer: { stage: "installing" }, problem: null, failures: 0 },
        effects: [],
      });
  });

  test("that policy switches off meanwhile isn't called back; if it fails nothing is left of it", () => {
    const off: UpdateEvent = { type: "switched", on: false };
    const begun = run(...READY, { type: "wanted", idle: true }, off);
    expect(begun).toMatchObject({ state: { on: false, offer: { stage: "installing" } } });
    expect(begun.effects).toEqual([{ type: "stop-looking" }]);
    for (const end of [
      { type: "install-failed", code: "UPDATE_NOT_INSTALLED" },
      { type: "login-began" },
    ] as const) {
      const over = transition(begun.state, end);
      expect(over.state).toEqual(NO_UPDATES);
      expect(over.effects).toContainEqual({ type: "clear" });
    }
    const again = transition(begun.state, on);
    expect(again).toMatchObject({ state: { on: true, offer: { stage: "installing" } }, effects: [] });
  });

  test("that wasn't let through can be pressed again; what was changed meanwhile is fetched again", () => {
    const begun = [...READY, { type: "wanted", idle: true }] as const;
    const refused = run(...begun, { type: "install-failed", code: "UPDATE_NOT_INSTALLED" });
    expect(refused.state).toMatchObject({ problem: "UPDATE_NOT_INSTALLED", offer: { stage: "ready" } });
    expect(transition(refused.state, { type: "wanted", idle: true }).effects).toEqual([{ type: "install" }]);
    expect(run(...begun, { type: "install-failed", code: "UPDATE_REFUSED" }).state.offer).toBeNull();
  });
});
