import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { node24Path } from "../../scripts/node24.mjs";
import { TRACES } from "../../scripts/rules-traces.ts";
import type { RowResult } from "./breaking/child.ts";

/**
 * Goes through the table of docs/rules.md, breaks each function and each datum of a row in turn, and runs the row's
 * own tests against what is broken. What no case notices is named here.
 */

const child = fileURLToPath(new URL("breaking/child.ts", import.meta.url));
let results: ReadonlyMap<string, RowResult> = new Map();

beforeAll(async () => {
  const output = await outputOf(["--disable-warning=ExperimentalWarning", child]);
  const lines = output.trim().split("\n");
  results = new Map(
    lines.map((line): [string, RowResult] => {
      const result: RowResult = JSON.parse(line);
      return [result.fact, result];
    }),
  );
}, 240_000);

function outputOf(args: readonly string[]): Promise<string> {
  const running = spawn(node24Path(), [...args], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  running.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    running.once("error", reject);
    running.once("close", (code) => (code === 0 ? resolve(output) : reject(new Error(`ended with ${code}`))));
  });
}

test.each(TRACES)("$fact: whatever of it is broken, a case of its own tests fails", ({ fact }) => {
  const result = results.get(fact);
  expect(result).toMatchObject({ failing: [], uncalled: [], survivors: [] });
  expect(result?.cases).toBeGreaterThan(0);
  expect(result?.breaks).toBeGreaterThan(0);
});

test("what is broken is only noticed by tests that look at it", () => {
  const result = results.get("self-check");
  expect(result).toMatchObject({ failing: [] });
  expect(result?.survivors).toHaveLength(result?.breaks ?? -1);
});
