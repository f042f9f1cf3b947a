import { describe, expect, test } from "vitest";
import { type ErrorCode, isErrorCode } from "../errors.ts";
import { CHECK_IDS, CHECKS, type CheckId, checkEntry } from "./checks.ts";
import { concluded, type Finding, type Found } from "./report.ts";

const OK: Finding = { is: "ok", facts: {} };
const run = { hosts: ["drive.example"], ms: 3 };

function found(findings: Partial<Record<CheckId, Finding>>): Record<CheckId, Found> {
  const of = (id: CheckId): Found => ({ finding: findings[id] ?? OK, ms: 1 });
  return Object.fromEntries(CHECK_IDS.map((id) => [id, of(id)])) as Record<CheckId, Found>;
}

const failing = (cause: ErrorCode): Finding => ({ is: "fail", cause, facts: {} });
const warning = (cause: ErrorCode): Finding => ({ is: "warn", cause, facts: {} });
const conclude = (findings: Partial<Record<CheckId, Finding>>) => concluded(found(findings), run);

describe("the checks", () => {
  test("are numbered from 1 on in their order, and each file has its number", async () => {
    expect(CHECK_IDS.map((id) => checkEntry(id).number)).toEqual(CHECK_IDS.map((_id, index) => index + 1));
    const { readdirSync } = await import("node:fs");
    const files = readdirSync(new URL("../../main/doctor/checks", import.meta.url)).sort();
    expect(files).toEqual(
      CHECK_IDS.map((id) => `${String(checkEntry(id).number).padStart(2, "0")}-${id}.ts`),
    );
  });

  test.each(CHECK_IDS)(
    "%s follows from checks before it alone, and from all that those follow from",
    (id) => {
      const { number, follows } = checkEntry(id);
      for (const other of follows) {
        expect(checkEntry(other).number).toBeLessThan(number);
        expect(follows).toEqual(expect.arrayContaining([...checkEntry(other).follows]));
      }
    },
  );

  test("name causes that have words", () => {
    for (const { causes } of Object.values(CHECKS))
      for (const cause of causes) expect(isErrorCode(cause)).toBe(true);
  });
});

describe("a report", () => {
  test("of a PC where all is well has no first cause", () => {
    const { first, results, ...rest } = conclude({});
    expect(first).toBeNull();
    expect(results.map(({ result }) => result)).toEqual(CHECK_IDS.map(() => "ok"));
    expect(rest).toEqual(run);
  });

  test("has one result for each check, in the order of their numbers, with its time", () => {
    const { results } = conclude({ tls: failing("NET_TLS") });
    expect(results.map(({ id }) => id)).toEqual(CHECK_IDS);
    expect(results.map(({ ms }) => ms)).toEqual(CHECK_IDS.map(() => 1));
  });

  test("says of one that failed what comes next", () => {
    const { first, results } = conclude({ keychain: failing("STORE_LOCKED") });
    expect(first).toEqual({ number: 16, id: "keychain", cause: "STORE_LOCKED" });
    expect(results[15]).toMatchObject({ result: "fail", cause: "STORE_LOCKED", next: "unlock-keychain" });
  });

  // Every pair: the second is a finding of its own, unless it follows from the first.
  const pairs = CHECK_IDS.flatMap((one) => CHECK_IDS.map((other) => [one, other] as const)).filter(
    ([one, other]) => checkEntry(one).number < checkEntry(other).number,
  );
  test.each(pairs)("%s failing and %s failing: the first is the cause", (one, other) => {
    const { first, results } = conclude({ [one]: failing("NET_SERVER"), [other]: failing("NET_TIMEOUT") });
    const second = results.find(({ id }) => id === other);
    expect(first?.id).toBe(one);
    if (checkEntry(other).follows.includes(one))
      expect(second).toMatchObject({ result: "skipped", cause: null, because: checkEntry(one).number });
    else expect(second).toMatchObject({ result: "fail", cause: "NET_TIMEOUT", because: null });
  });

  test.each(pairs)("%s only warning explains nothing of %s, and isn't named before it", (one, other) => {
    const { first, results } = conclude({ [one]: warning("NET_SERVER"), [other]: failing("NET_TIMEOUT") });
    expect(first?.id).toBe(other);
    expect(results.find(({ id }) => id === other)?.result).toBe("fail");
  });

  test("names a warning where nothing failed", () => {
    expect(conclude({ tray: warning("APP_NO_TRAY") }).first).toEqual({
      number: 20,
      id: "tray",
      cause: "APP_NO_TRAY",
    });
  });

  test("skips what has no answer, because of the nearest cause; without one, for no cause", () => {
    const silent: Finding = { is: "no-answer", facts: {} };
    const { results } = conclude({
      network: failing("NET_OFFLINE"),
      dns: failing("NET_DNS"),
      clock: silent,
      tray: silent,
    });
    expect(results.find(({ id }) => id === "clock")).toMatchObject({ result: "skipped", because: 3 });
    expect(results.find(({ id }) => id === "tray")).toMatchObject({ result: "skipped", because: null });
  });

  test("skips what follows from two, because of the first", () => {
    const { results } = conclude({
      policy: failing("POLICY_INVALID"),
      network: failing("NET_OFFLINE"),
      proxy: failing("NET_PROXY"),
    });
    expect(results.find(({ id }) => id === "proxy")).toMatchObject({ result: "skipped", because: 1 });
  });

  test("blames nobody for what isn't here", () => {
    const { results } = conclude({
      network: failing("NET_OFFLINE"),
      operator: { is: "not-here", facts: {} },
    });
    expect(results.find(({ id }) => id === "operator")).toMatchObject({ result: "skipped", because: null });
  });

  test("keeps what is well all the same", () => {
    const { results } = conclude({ network: failing("NET_OFFLINE") });
    expect(results.find(({ id }) => id === "dns")?.result).toBe("ok");
  });
});
