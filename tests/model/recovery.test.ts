import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BRANCHES } from "../../src/core/recovery/branches.ts";
import { begin, transition } from "../../src/core/recovery/guide.ts";
import type { RecoveryEvent, RecoveryState } from "../../src/core/recovery/guide-state.ts";
import type { Known } from "../../src/core/recovery/known.ts";
import { isQuestion, QUESTIONS } from "../../src/core/recovery/questions.ts";
import { eventsBetween } from "../../src/core/recovery/seen.ts";
import { GUIDE_STEPS, isStepOf } from "../../src/core/recovery/steps.ts";
import { holds } from "./model-run.ts";
import {
  beginnings,
  CODES,
  callersMoves,
  clientsTicks,
  knownOf,
  LOOKS,
  PAGES,
  personsMoves,
  SERVICES,
  SESSIONS,
  SURROUNDINGS,
} from "./recovery-moves.ts";
import { isOver, itemOf, RecoveryWatch } from "./recovery-watch.ts";

/** Every state that people and their client can get to, each looked at once. */
function reachable(knowns: readonly Known[], visit: (state: RecoveryState) => void): void {
  const seen = new Set<string>();
  const open = knowns.map((known) => begin(known).state);
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const key = JSON.stringify(state);
    if (seen.has(key)) continue;
    seen.add(key);
    visit(state);
    for (const event of [...personsMoves(state), ...callersMoves(state), ...clientsTicks(state)])
      open.push(transition(state, event).state);
  }
}

describe.each(SERVICES)("in %s", (service) => {
  test("every state has a way out, and every question, step and branch is somewhere on the way", () => {
    const met = new Set<string>();
    reachable(beginnings(service), (state) => {
      met.add(state.branch).add(state.at);
      if (state.at === "asking") met.add(state.question);
      if (state.at === "acting") met.add(state.step);
      if (isOver(state)) return;
      expect(transition(state, { type: "went-online" }).state.at).toBe("online");
      for (const event of personsMoves(state).filter(({ type }) => type !== "pressed")) {
        const after = transition(state, event).state;
        expect(itemOf(after), `${itemOf(state)} after ${JSON.stringify(event)}`).not.toBe(itemOf(state));
      }
      for (const event of clientsTicks(state))
        expect(transition(state, event).state.done.length).toBeGreaterThan(state.done.length);
    });
    for (const branch of Object.keys(BRANCHES)) expect(met).toContain(branch);
    for (const step of Object.keys(GUIDE_STEPS) as (keyof typeof GUIDE_STEPS)[])
      expect(met.has(step), step).toBe(isStepOf(step, service));
    // Without a manual nobody knows whom rights depend on.
    for (const question of Object.keys(QUESTIONS))
      expect(met.has(question), question).toBe(service !== null || !["role", "plan"].includes(question));
    expect(met).toContain("helpdesk");
  });

  test("a person who does all it says, and one who can't, both come to an end", () => {
    for (const known of beginnings(service))
      for (const choose of [0, -1]) {
        const watch = new RecoveryWatch(known);
        for (let moves = 0; !isOver(watch.state); moves++) {
          expect(moves).toBeLessThan(200);
          const open = personsMoves(watch.state).filter(({ type }) => type !== "pressed");
          watch.send(open.at(choose) ?? { type: "went-online" });
        }
        expect(watch.state.at).toBe(known.session === "online" ? "online" : "helpdesk");
      }
  });
});

const anyKnown: fc.Arbitrary<Known> = fc
  .record({
    session: fc.constantFrom(...SESSIONS),
    page: fc.constantFrom(null, null, ...PAGES),
    consent: fc.constantFrom<Known["consent"][]>("none", "asking", "by-hand", "answered"),
    restarts: fc.nat({ max: 3 }),
    browserOpened: fc.boolean(),
    code: fc.constantFrom(null, ...CODES),
    finding: fc.constantFrom(null, null, null, ...LOOKS),
    tokenStore: fc.constantFrom<Known["tokenStore"][]>("ok", "locked", "missing", "session-only"),
    service: fc.constantFrom(...SERVICES),
    line: fc.boolean(),
    lineLogin: fc.constantFrom(null, "https://line.example/"),
    role: fc.constantFrom(null, "holder" as const, "other" as const),
    plan: fc.constantFrom(null, "basic" as const, "trial" as const),
  })
  .map((known) => knownOf(known));

/** By number, as what can be chosen depends on the state. */
type Move = { readonly by: "person" | "ticks" | "surroundings" | "look"; readonly which: number };
const move: fc.Arbitrary<Move> = fc.record({
  by: fc.constantFrom<Move["by"][]>("person", "person", "person", "ticks", "surroundings", "look"),
  which: fc.nat(),
});

test("the guide keeps its promises under any sequence of events, and whoever goes on comes to an end", () => {
  const ends = { online: 0, helpdesk: 0 };
  holds(
    "recovery",
    4_000,
    fc.property(anyKnown, anyKnown, fc.array(move, { maxLength: 60, size: "max" }), (known, next, moves) => {
      const watch = new RecoveryWatch(known);
      let before = known;
      for (const { by, which } of moves) {
        const events: readonly RecoveryEvent[] =
          by === "person"
            ? personsMoves(watch.state)
            : by === "ticks"
              ? clientsTicks(watch.state)
              : by === "surroundings"
                ? SURROUNDINGS
                : eventsBetween(before, which % 2 === 0 ? next : known);
        if (by === "look") {
          before = which % 2 === 0 ? next : known;
          for (const event of events) watch.send(event);
        } else {
          const event = events[which % Math.max(1, events.length)];
          if (event !== undefined) watch.send(event);
        }
      }
      if (!isOver(watch.state))
        expect(transition(watch.state, { type: "went-online" }).state.at).toBe("online");
      for (let left = 0; !isOver(watch.state); left++) {
        expect(left).toBeLessThan(200);
        const open = personsMoves(watch.state).filter(({ type }) => type !== "pressed");
        watch.send(open[0] ?? { type: "went-online" });
      }
      if (watch.state.at === "online" || watch.state.at === "helpdesk") ends[watch.state.at]++;
    }),
  );
  expect(ends.online).toBeGreaterThan(0);
  expect(ends.helpdesk).toBeGreaterThan(0);
});

test("nothing that leads back to where somebody has been is a way on", () => {
  for (const { path, otherwise } of Object.values(BRANCHES)) {
    expect(new Set(path).size).toBe(path.length);
    const last = path.at(-1) ?? "";
    if (isQuestion(last)) expect(Object.values(QUESTIONS[last])).not.toContain("go-on");
    expect(otherwise === "helpdesk" || Object.hasOwn(BRANCHES, otherwise)).toBe(true);
  }
});
