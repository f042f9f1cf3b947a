import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ERRORS, type ErrorCode } from "../errors.ts";
import { DOING_NUMBERS, ERROR_NUMBERS, OS_NUMBERS, SERVICE_NUMBERS } from "./numbers.ts";
import { AGES, ageOf, decodeSupportCode, type SupportFacts, supportCode } from "./support-code.ts";

const keys = <K extends string>(of: Readonly<Record<K, unknown>>) => Object.keys(of) as K[];
const facts: fc.Arbitrary<SupportFacts> = fc.record({
  service: fc.constantFrom(null, ...keys(SERVICE_NUMBERS)),
  version: fc.record({ major: fc.nat(9), minor: fc.nat(99), patch: fc.nat(9) }),
  doing: fc.constantFrom(...keys(DOING_NUMBERS)),
  error: fc.constantFrom(null, ...keys(ERRORS)),
  finding: fc.oneof(
    fc.integer({ min: 1, max: 98 }),
    fc.constantFrom("not-looked" as const, "all-well" as const),
  ),
  os: fc.constantFrom(...keys(OS_NUMBERS)),
  age: fc.constantFrom(...AGES),
});
const some: SupportFacts = {
  service: "cowork",
  version: { major: 0, minor: 1, patch: 0 },
  doing: "online",
  error: null,
  finding: "not-looked",
  os: "windows",
  age: "now",
};

test("is sixteen digits in groups of four, and says again what it was made of", () => {
  fc.assert(
    fc.property(facts, (one) => {
      const code = supportCode(one);
      expect(code).toMatch(/^(?:\d{4} ){3}\d{4}$/u);
      expect(decodeSupportCode(code)).toEqual({ ok: true, facts: one });
    }),
    { numRuns: 2_000 },
  );
});

test("numbers stay: a code of yesterday's client says the same on a page of tomorrow", () => {
  const facts = {
    ...some,
    doing: "signed-out",
    error: "AUTH_LOCKED",
    finding: "all-well",
    age: "1-hour",
  } as const;
  expect(decodeSupportCode("1200 1002 0299 1260")).toEqual({ ok: true, facts });
});

test("every code of the client has a number of its own, and no number is too long for its place", () => {
  for (const numbers of [SERVICE_NUMBERS, ERROR_NUMBERS, DOING_NUMBERS, OS_NUMBERS]) {
    const all = Object.values<number>(numbers);
    expect(new Set(all).size).toBe(all.length);
  }
  expect(Math.max(...Object.values(ERROR_NUMBERS), ...Object.values(DOING_NUMBERS))).toBeLessThan(100);
  for (const error of keys(ERRORS) satisfies ErrorCode[])
    expect(decodeSupportCode(supportCode({ ...some, error }))).toMatchObject({ facts: { error } });
});

describe("a mistake on the phone", () => {
  /** All codes that differ from it by one digit, or by two neighbours that changed places, by the groups they are in. */
  function mistaken(code: string): { typed: string; groups: readonly number[] }[] {
    const digits = code.replaceAll(" ", "");
    const group = (index: number) => Math.floor(index / 4) + 1;
    const found: { typed: string; groups: readonly number[] }[] = [];
    for (let index = 0; index < digits.length; index += 1) {
      const [before, digit, next, after] = [
        digits.slice(0, index),
        digits[index],
        digits[index + 1],
        digits.slice(index + 1),
      ];
      for (let other = 0; other <= 9; other += 1)
        if (String(other) !== digit)
          found.push({ typed: `${before}${other}${after}`, groups: [group(index)] });
      if (next !== undefined && next !== digit)
        found.push({
          typed: `${before}${next}${digit}${after.slice(1)}`,
          groups: [group(index), group(index + 1)],
        });
    }
    return found;
  }

  test("is always noticed: one digit, or two neighbours; and a group that is named is the wrong one", () => {
    let named = 0;
    let all = 0;
    for (const one of fc.sample(facts, { numRuns: 1_000, seed: 1 }))
      for (const { typed, groups } of mistaken(supportCode(one))) {
        const read = decodeSupportCode(typed);
        if (read.ok || read.why !== "mistyped") throw new Error(`${typed} was taken`);
        all += 1;
        if (read.group === null) continue;
        named += 1;
        if (!groups.includes(read.group)) throw new Error(`${typed}: group ${read.group} isn't wrong`);
      }
    // The rest could as well be a mistake in another group.
    expect(named / all).toBeGreaterThan(0.4);
  }, 60_000);

  test.each([
    ["", "length"],
    ["1234 5678 9012", "length"],
    ["1234 5678 9012 345x", "length"],
    [`${supportCode(some)} 1`, "length"],
    [`${supportCode(some)} ${supportCode({ ...some, age: "1-day" })}`, "length"],
    [`${supportCode(some)}または${supportCode({ ...some, age: "1-day" })}`, "length"],
  ])("%j is told by its length", (typed, why) => {
    expect(decodeSupportCode(typed)).toEqual({ ok: false, why, group: null });
  });

  test("a code of another format or with numbers that nobody knows yet is a newer client's", () => {
    const payload = "20000101000001";
    const check = String(98 - Number((BigInt(payload) * 100n) % 97n)).padStart(2, "0");
    expect(decodeSupportCode(payload + check)).toEqual({ ok: false, why: "newer", group: null });
  });
});

test("is read as people type it", () => {
  const code = supportCode(some);
  const wide = code.replace(/\d/gu, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
  for (const typed of [
    code.replaceAll(" ", ""),
    code.replaceAll(" ", "-"),
    wide,
    wide.replaceAll(" ", "ー"),
    ` ${code}\n`,
    code.replaceAll(" ", "\u2500"),
    code.replaceAll(" ", "\u200b／"),
    code.replaceAll(" ", "、"),
    code.replaceAll(" ", "、つぎに"),
    code.replaceAll("0", "O").replaceAll("1", "l"),
    wide.replaceAll("０", "○").replaceAll("１", "Ｉ"),
    `No. 12 のサポートコードは${code}です。内線 1234、Tel. 03-1234-5678`,
    `${code}\n(もう一度: ${code})`,
  ])
    expect(decodeSupportCode(typed)).toEqual({ ok: true, facts: some });
});

test.each([
  [-5, "now"],
  [0, "now"],
  [599_999, "now"],
  [600_000, "10-minutes"],
  [3 * 3_600_000, "1-hour"],
  [86_400_000, "1-day"],
  [400 * 86_400_000, "1-month"],
])("%i ms are told as %s", (ms, age) => {
  expect(ageOf(ms)).toBe(age);
});
