import { expect, test } from "vitest";
import { readStartArguments } from "./start-arguments.ts";

const seen = { display: true };
const unseen = { display: false };

test("with a display a person can use it; omakase is meant when no service is named", () => {
  expect(readStartArguments([], seen)).toEqual({ kind: "interactive", service: "omakase", clientArgs: [] });
});

test("without a display, or when asked for, the demonstration is played", () => {
  const demo = { kind: "demo", demoArgs: ["--service", "omakase"] };
  expect(readStartArguments([], unseen)).toEqual(demo);
  expect(readStartArguments(["--demo"], seen)).toEqual(demo);
  expect(readStartArguments(["--demo", "--service", "ot"], seen)).toEqual({
    kind: "demo",
    demoArgs: ["--service", "ot"],
  });
});

test("a debugging port is handed to the client, and means that somebody presses its windows", () => {
  const wish = { kind: "interactive", service: "codec", clientArgs: ["--remote-debugging-port=9222"] };
  const args = ["--service", "codec", "--remote-debugging-port=9222"];
  expect(readStartArguments(args, seen)).toEqual(wish);
  expect(readStartArguments(args, unseen)).toEqual(wish);
});

test.each([
  [["--service", "nobody"]],
  [["--service"]],
  [["--demo", "--service", "nobody"]],
  [["--service", "all"]],
  [["--remote-debugging-port=http"]],
  [["--colour"]],
  [["omakase"]],
])("%j is refused", (args) => {
  expect(readStartArguments(args, seen).kind).toBe("refused");
});
