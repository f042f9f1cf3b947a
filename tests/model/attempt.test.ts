import fc from "fast-check";
import { expect, test } from "vitest";
import type { AttemptEvent } from "../../src/core/login/attempt-state.ts";
import { type Draft, draft } from "./attempt-events.ts";
import { AttemptWatch } from "./attempt-watch.ts";
import { CANARY, holds } from "./model-run.ts";

/** Names the attempt and the request that the draft means, counted from the present ones. */
function named({ id, generation, event }: Draft, watch: AttemptWatch, last: number): AttemptEvent {
  const present = watch.state.at === "idle" ? { id: last, generation: 1 } : watch.state;
  // What a callback carries in the real world must not stay in the machine.
  const careless = { code: CANARY, state: CANARY };
  switch (event.type) {
    case "cancel-asked":
    case "browser-asked":
      return event;
    case "asked":
      return { ...event, id: last + 1 };
    case "callback-received":
    case "authorization-ready":
      return { ...careless, ...event, id: present.id + id, generation: present.generation + generation };
    case "authorization-failed":
    case "browser-opened":
    case "exchanged":
    case "exchange-failed":
      return { ...event, id: present.id + id, generation: present.generation + generation };
    default:
      return { ...event, id: present.id + id };
  }
}

test("an attempt keeps its promises under any sequence of events, and its time limit ends it", () => {
  let ends = 0;
  let presses = 0;
  let byPolicy = 0;
  let browsers = 0;
  holds(
    "attempt",
    8_000,
    fc.property(fc.array(draft, { maxLength: 60, size: "max" }), (drafts) => {
      const watch = new AttemptWatch();
      let last = 0;
      for (const one of drafts) {
        watch.send(named(one, watch, last));
        if (watch.state.at !== "idle") last = watch.state.id;
      }
      if (watch.state.at !== "idle") watch.send({ type: "time-limit-reached", id: last });
      expect(watch.state.at).toBe("idle");
      for (let id = 1; id <= last; id++) {
        expect(watch.counts(id)).toMatchObject({ start: 1, stop: 1, release: 1, report: 1 });
        presses += watch.counts(id).press;
        byPolicy += watch.counts(id).byPolicy;
        browsers += watch.counts(id).browser;
      }
      ends += last;
    }),
  );
  // The random sequences really go where it matters.
  expect(ends).toBeGreaterThan(0);
  expect(presses).toBeGreaterThan(0);
  expect(byPolicy).toBeGreaterThan(0);
  expect(browsers).toBeGreaterThan(0);
});
