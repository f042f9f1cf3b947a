import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeFolder } from "../config/data-folder.ts";
import { createEventKeeper } from "./event-keeper.ts";
import { createEventsFile, readEvents } from "./events-file.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "drive-events-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const place = () => join(dir, "services", "omakase", "events.json");

function keeper() {
  let clock = Date.parse("2026-11-27T00:00:00Z");
  const failures: unknown[] = [];
  const kept = createEventKeeper({
    file: createEventsFile(dir, "omakase"),
    now: () => (clock += 60_000),
    changed: () => {},
    failed: (thrown) => failures.push(thrown),
  });
  return { ...kept, failures };
}

test("what happened is there at the next start, and what happens then comes before it", async () => {
  const first = keeper();
  first.saw({ doing: "resuming", reason: null });
  first.saw({ doing: "online", reason: null });
  first.saw({ doing: "offline", reason: "NET_DNS" });
  await first.settle();
  const next = keeper();
  next.saw({ doing: "store-closed", reason: "STORE_LOCKED" });
  await next.settle();
  expect(next.list().map(({ what, code }) => [what, code])).toEqual([
    ["store-closed", "STORE_LOCKED"],
    ["disconnected", "NET_DNS"],
    ["logged-in-alone", null],
  ]);
  expect(first.failures).toEqual([]);
});

test.each([
  ["cut off", '{"version":1,"events":[{"at":"2026'],
  ["another shape", '{"version":1,"events":{}}'],
  ["no text", "\u0000\u0001"],
  ["a later client's", '{"version":9,"events":[]}'],
])("a file that is %s loses the list and nothing else", async (_what, content) => {
  makeFolder(dirname(place()));
  writeFileSync(place(), content);
  const kept = keeper();
  kept.saw({ doing: "online", reason: null });
  await kept.settle();
  expect(kept.list()).toHaveLength(1);
  expect(await readEvents(createEventsFile(dir, "omakase"))).toEqual(kept.list());
});

test("an event or a code of another version is left out, and the rest is read", async () => {
  makeFolder(dirname(place()));
  const at = "2026-11-27T00:00:00.000Z";
  const events = [
    { at, what: "flew-away", code: null },
    { at, what: "login-failed", code: "AUTH_OF_TOMORROW" },
    { at: "yesterday", what: "logged-in", code: null },
  ];
  writeFileSync(place(), JSON.stringify({ version: 1, events }));
  expect(await readEvents(createEventsFile(dir, "omakase"))).toEqual([
    { at, what: "login-failed", code: null },
  ]);
});

test("where it can't be written, the list is kept in memory and the failure told once each", async () => {
  writeFileSync(join(dir, "services"), "a file in the folder's place");
  const kept = keeper();
  kept.saw({ doing: "online", reason: null });
  await kept.settle();
  expect(kept.list()).toHaveLength(1);
  expect(kept.failures).toHaveLength(1);
});

test("what is written names nobody: times, names and codes alone", async () => {
  const kept = keeper();
  kept.saw({ doing: "online", reason: null });
  await kept.settle();
  const { value } = JSON.parse(readFileSync(place(), "utf8"));
  expect(value).toEqual({
    version: 1,
    events: [{ at: "2026-11-27T00:01:00.000Z", what: "logged-in-alone", code: null }],
  });
});
