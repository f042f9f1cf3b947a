import { expect, test } from "vitest";
import { countOf, type Report, total } from "./count-results.ts";

const ended = (code: number | null) => ({ code, timedOut: false, output: "", seconds: 1 });

function reportOf(status: string, ...tests: [fullName: string, status: string][]): Report {
  const assertionResults = tests.map(([fullName, outcome]) => ({ fullName, status: outcome }));
  return { testResults: [{ name: "/repo/tests/a.test.ts", status, assertionResults }] };
}

test("passed, failed and skipped tests are counted, the last two by name", () => {
  const report = reportOf(
    "failed",
    ["logs in", "passed"],
    ["logs out", "failed"],
    ["forgets", "skipped"],
    ["later", "todo"],
  );
  expect(countOf("e2e", ended(1), report, "/repo")).toEqual({
    passed: 1,
    failed: ["e2e: tests/a.test.ts › logs out"],
    skipped: ["e2e: tests/a.test.ts › forgets", "e2e: tests/a.test.ts › later"],
    secondTry: [],
  });
});

test("what passed at its second try is told, with what the first one said", () => {
  const assertionResults = [
    { fullName: "logs in", status: "passed", failureMessages: ["Error: waited in vain"] },
    { fullName: "logs out", status: "passed", failureMessages: [] },
  ];
  const report = { testResults: [{ name: "/repo/tests/a.test.ts", status: "passed", assertionResults }] };
  expect(countOf("e2e", ended(0), report, "/repo")).toEqual({
    passed: 2,
    failed: [],
    skipped: [],
    secondTry: ["e2e: tests/a.test.ts › logs in\n    Error: waited in vain"],
  });
});

test("a failed test says why, as far as the end of a run has room for it", () => {
  const failureMessages = [
    "\u001b[31mAssertionError\u001b[39m: expected 1 to be 0\n\n    at tests/a.test.ts:9",
    "[22101:1128/022255.071209:ERROR:ssl_client_socket_impl.cc(978)] handshake failed",
    ...Array(99).fill("x"),
  ];
  const assertionResults = [{ fullName: "logs in", status: "failed", failureMessages }];
  const report = { testResults: [{ name: "/repo/tests/a.test.ts", status: "failed", assertionResults }] };
  const [said = ""] = countOf("e2e", ended(1), report, "/repo").failed;
  expect(said.split("\n")).toHaveLength(17);
  expect(said).toMatch(/^e2e: tests\/a\.test\.ts › logs in\n {4}AssertionError: expected 1 to be 0\n/u);
  expect(said).not.toContain("handshake");
});

test.each([
  ["a file that can't be imported", ended(1), reportOf("failed"), ["unit: tests/a.test.ts"]],
  ["no report", ended(1), null, ["unit: ended without a report"]],
  ["no report although the exit code is 0", ended(0), null, ["unit: ended without a report"]],
  [
    "an error outside the tests",
    ended(1),
    reportOf("passed", ["x", "passed"]),
    ["unit: an error outside its tests"],
  ],
  ["no test at all", ended(0), { testResults: [] }, ["unit: no tests were found"]],
  ["a status nobody knows", ended(0), reportOf("passed", ["x", "odd"]), ["unit: tests/a.test.ts › x"]],
  [
    "a run that was ended",
    { ...ended(null), timedOut: true, seconds: 60 },
    null,
    ["unit: didn't end in 60 s"],
  ],
])("%s is a failure", (_, outcome, report, failed) => {
  expect(countOf("unit", outcome, report, "/repo").failed).toEqual(failed);
});

test("suites add up", () => {
  const one = { passed: 2, failed: ["a"], skipped: [], secondTry: ["c"] };
  expect(total([one, { passed: 1, failed: [], skipped: ["b"], secondTry: [] }])).toEqual({
    passed: 3,
    failed: ["a"],
    skipped: ["b"],
    secondTry: ["c"],
  });
});
