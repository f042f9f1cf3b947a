import { describe, expect, test } from "vitest";
import { acceptedStep, codeOf, keyUri, newSecret, stepAt } from "./totp.ts";

// RFC 6238, appendix B, SHA-1: the key is the ASCII text 12345678901234567890; six digits are the last six of its eight.
const KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("at second %i the code is %s (RFC 6238, appendix B)", (second, code) => {
  expect(codeOf(KEY, stepAt(second * 1000))).toBe(code);
  expect(codeOf(KEY.toLowerCase().replace(/(.{4})/gu, "$1 "), stepAt(second * 1000))).toBe(code);
});

describe("a code is accepted", () => {
  const time = 1_700_000_000_000;
  const now = stepAt(time);
  test.each([
    [-2, null],
    [-1, now - 1],
    [0, now],
    [1, now + 1],
    [2, null],
  ])("%i steps off: %s", (off, step) => {
    expect(acceptedStep(KEY, codeOf(KEY, now + off), { time, after: 0 })).toBe(step);
  });

  test("once, and never one before it", () => {
    expect(acceptedStep(KEY, codeOf(KEY, now), { time, after: now })).toBeNull();
    expect(acceptedStep(KEY, codeOf(KEY, now - 1), { time, after: now })).toBeNull();
    expect(acceptedStep(KEY, codeOf(KEY, now + 1), { time, after: now })).toBe(now + 1);
  });
});

test("a new secret has 160 bits in base32 and is never the same", () => {
  const secrets = Array.from({ length: 50 }, newSecret);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/u);
  expect(new Set(secrets).size).toBe(50);
});

test("the key URI keeps what an issuer's name and an address are made of", () => {
  const uri = new URL(keyUri("ABC234", "おまかせ & 模擬", "a+b@x.example"));
  expect(uri.protocol).toBe("otpauth:");
  expect(decodeURIComponent(uri.pathname)).toBe("/a+b@x.example");
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret: "ABC234", issuer: "おまかせ & 模擬" });
});
