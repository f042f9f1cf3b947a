import fc from "fast-check";
import { expect, test } from "vitest";
import type { Kept } from "../../src/core/session/session-state.ts";
import { GRANT, via } from "./attempt-events.ts";
import { move } from "./client-moves.ts";
import { ClientWorld } from "./client-world.ts";
import { holds } from "./model-run.ts";

const kept = fc.constantFrom<Kept[]>(
  null,
  { account: GRANT.account, rested: false },
  { account: GRANT.account, rested: true },
);
const spread = fc.constantFrom(0, 30_000);
const moves = fc.array(move, { maxLength: 80, size: "max" });

test("both machines together keep their promises in any world, every attempt ends, and a login is always possible", () => {
  const outcomes = new Map<string, number>();
  holds(
    "client",
    8_000,
    fc.property(kept, fc.boolean(), spread, via, moves, (before, startupLogin, spreadMs, where, sequence) => {
      const world = new ClientWorld(before, startupLogin, spreadMs, where);
      for (const one of sequence) world.play(one);
      world.settle();
      expect(world.attempt.state.at).toBe("idle");
      world.loginByHand();
      expect(world.session.state).toMatchObject({ at: "online", refreshing: null });
      for (const outcome of world.reports) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }),
  );
  // The random sequences really go where it matters.
  expect([...outcomes.keys()].sort()).toEqual(["cancelled", "failed", "success"]);
});
