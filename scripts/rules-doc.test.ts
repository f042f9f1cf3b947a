import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SERVICE_IDS } from "../src/core/service/profiles.ts";
import { dataOf, groupsOf, RULES_DOC, rulesDoc, testsOf } from "./rules-doc.ts";
import { TRACES } from "./rules-traces.ts";

test("docs/rules.md is up to date (node scripts/rules-doc.ts)", () => {
  expect(readFileSync(RULES_DOC, "utf8")).toBe(rulesDoc());
});

test("every fact has exactly one row, in order", () => {
  const numbers = Array.from({ length: 51 }, (_, index) => `A${index + 1}`);
  expect(TRACES.map(({ fact }) => fact)).toEqual([...numbers, "who-may-do-what"]);
});

test.each(TRACES)("$fact lives where the table says, and a test names it", async (trace) => {
  for (const where of trace.where) {
    const [file = "", name = ""] = where.split("#");
    const module: Record<string, unknown> = await import(`../src/core/${file}`);
    expect(module[name], where).toBeDefined();
  }
  for (const path of trace.data)
    expect(
      SERVICE_IDS.map((service) => dataOf(path, service).value).some((value) => value !== null),
      path,
    ).toBe(true);
  expect(testsOf(trace)).not.toEqual([]);
});

test("services that differ stand apart", () => {
  const services = (fact: string) =>
    TRACES.filter((trace) => trace.fact === fact).flatMap((trace) =>
      groupsOf(trace).map((one) => one.join()),
    );
  expect(services("A17")).toEqual(["omakase,cowork,ot", "codec"]);
  expect(services("A18")).toEqual(["omakase,ot", "cowork", "codec"]);
  expect(services("A11")).toEqual(["omakase,cowork,ot,codec"]);
});
