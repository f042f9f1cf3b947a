import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { begin, transition } from "../../src/core/recovery/guide.ts";
import type { RecoveryEvent, RecoveryState } from "../../src/core/recovery/guide-state.ts";
import { holdTable, names } from "./flow-tables.ts";
import { callersMoves, clientsTicks, knownOf, personsMoves, SURROUNDINGS } from "./recovery-moves.ts";
import { branchRows, questionRows } from "./recovery-tables.ts";
import { itemOf } from "./recovery-watch.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const doc = read("docs/flows/recovery.md");
const code = read("src/core/recovery/guide-state.ts");

const events = (state: RecoveryState): readonly RecoveryEvent[] => [
  ...personsMoves(state),
  ...callersMoves(state),
  ...clientsTicks(state),
  ...SURROUNDINGS,
  { type: "went-online" },
];

/** States of every kind, a few moves away from some beginnings. */
const begun = [
  begin(knownOf({ session: "online" })).state,
  ...(["LINE_NOT_VERIFIED", "AUTH_WRONG_PASSWORD", "AUTH_CONTINUE_IN_BROWSER", "NET_PROXY"] as const).map(
    (reason) => begin(knownOf({ code: reason })).state,
  ),
  begin(knownOf({ finding: "NET_PROXY_AUTH" })).state,
  begin(knownOf()).state,
];
const onward = (states: readonly RecoveryState[]) =>
  states.flatMap((state) =>
    [...personsMoves(state), ...clientsTicks(state)].map((event) => transition(state, event).state),
  );
const second = onward(begun);
const reached = [...begun, ...second, ...onward(second)];

const states = [
  ...names(code, "Asking", "at"),
  ...names(code, "Acting", "at"),
  ...names(code, "RecoveryState", "at"),
];

test("its table has every state and event, and a dash exactly where nothing happens", () => {
  expect([...new Set(reached.map(({ at }) => at))].sort()).toEqual([...states].sort());
  holdTable(doc, states, names(code, "RecoveryEvent", "type"), (at, type) =>
    reached.some(
      (state) =>
        state.at === at &&
        events(state).some((event) => {
          if (event.type !== type) return false;
          const step = transition(state, event);
          return step.state !== state || step.effects.length > 0;
        }),
    ),
  );
});

test("its diagram draws what leads on, and nothing else", () => {
  const drawn = [...doc.matchAll(/^ {2}(\w+) --> (\w+): ([^/\n]+)/gmu)].flatMap(([, from, to, by = ""]) =>
    by.split(",").map((event) => `${from} --> ${to}: ${event.trim()}`),
  );
  const happens = reached.flatMap((state) =>
    events(state).flatMap((event) => {
      const { state: then, effects } = transition(state, event);
      const leads = itemOf(then) !== itemOf(state) || effects.length > 0;
      return leads ? [`${state.at} --> ${then.at}: ${event.type}`] : [];
    }),
  );
  expect([...new Set(happens)].sort()).toEqual(drawn.sort());
});

test("its branches and questions are those of the code", () => {
  const rows = doc.split("\n").filter((line) => line.startsWith("| `"));
  const [first = ""] = branchRows();
  const [ask = ""] = questionRows();
  const from = rows.indexOf(first);
  expect(rows.slice(from, from + branchRows().length)).toEqual(branchRows());
  expect(rows.slice(rows.indexOf(ask))).toEqual(questionRows());
});

test("it names every effect", () => {
  for (const effect of names(code, "RecoveryEffect", "type")) expect(doc).toContain(`\`${effect}\``);
});
