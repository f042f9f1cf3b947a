import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CONFORMANCE_DOC, conformanceDoc, run } from "../../scripts/conformance.ts";
import { observe } from "./bench.ts";
import { BEYOND } from "./beyond.ts";
import { FOUNDATION } from "./foundation.ts";

describe("after the OpenID Foundation's modules (reliability 13)", () => {
  test.each(FOUNDATION)("$name: the provider $provider", async (module) => {
    expect(await observe(module)).toEqual(module.expected);
  });
});

describe("beyond them", () => {
  test.each(BEYOND)("$name: the provider $provider", async (module) => {
    expect(await observe(module)).toEqual(module.expected);
  });
});

test("no module stands twice", () => {
  const names = [...FOUNDATION, ...BEYOND].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test("docs/conformance.md tells what a run observes (npm run conformance)", async () => {
  const doc = conformanceDoc(await run(FOUNDATION), await run(BEYOND));
  expect(readFileSync(CONFORMANCE_DOC, "utf8")).toBe(doc);
});
