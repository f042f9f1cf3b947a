import { describe, expect, test } from "vitest";
import { ERRORS, type ErrorCode } from "../errors.ts";
import {
  CLOCK_WRONG_MS,
  isClockWrong,
  mayHideCause,
  type NetworkFindings,
  networkCause,
} from "./network-cause.ts";

const WELL: NetworkFindings = { linked: true, internet: "answered", plain: null, line: null, skewMs: 0 };
const failed = (code: ErrorCode) => ({ failed: code });

describe("the seven states (reliability 27)", () => {
  test.each<[string, ErrorCode, Partial<NetworkFindings>, ErrorCode]>([
    ["offline: no address in any network", "NET_DNS", { linked: false, internet: null }, "NET_OFFLINE"],
    [
      "captive portal: somebody else answers in the clear",
      "NET_TLS",
      { internet: failed("NET_TLS"), plain: "diverted" },
      "NET_CAPTIVE_PORTAL",
    ],
    [
      "captive portal that only drops what is encrypted",
      "NET_TIMEOUT",
      { internet: failed("NET_TIMEOUT"), plain: "diverted" },
      "NET_CAPTIVE_PORTAL",
    ],
    [
      "captive portal whose page came instead of the provider's answer",
      "NET_UNEXPECTED_ANSWER",
      { internet: "diverted" },
      "NET_CAPTIVE_PORTAL",
    ],
    ["proxy refusal", "NET_TIMEOUT", { internet: failed("NET_PROXY") }, "NET_PROXY"],
    [
      "a proxy that asks who is there, for a page that only shows that something answered",
      "NET_SERVER",
      { internet: failed("NET_PROXY_AUTH") },
      "NET_PROXY_AUTH",
    ],
    ["DNS failure", "NET_DNS", { internet: failed("NET_DNS") }, "NET_DNS"],
    [
      "TLS inspection",
      "NET_TLS_INSPECTION",
      { internet: failed("NET_TLS_INSPECTION"), plain: "answered" },
      "NET_TLS_INSPECTION",
    ],
    ["server down: the Internet is there", "NET_SERVER", {}, "NET_SERVER"],
    ["server down, though the route to it says offline", "NET_OFFLINE", {}, "NET_SERVER"],
    ["server that doesn't answer in time", "NET_TIMEOUT", {}, "NET_TIMEOUT"],
    ["wrong line: its host isn't known here", "NET_DNS", { line: failed("NET_DNS") }, "LINE_UNREACHABLE"],
    [
      "wrong line: its host is silent here",
      "NET_TIMEOUT",
      { line: failed("NET_TIMEOUT") },
      "LINE_UNREACHABLE",
    ],
    ["the line is there: the page failed of itself", "NET_SERVER", { line: "answered" }, "NET_SERVER"],
    [
      "the whole network is away: no word about the line",
      "NET_DNS",
      { internet: failed("NET_DNS"), line: failed("NET_DNS") },
      "NET_DNS",
    ],
  ])("%s", (_what, code, around, cause) => {
    expect(networkCause(code, { ...WELL, ...around })).toBe(cause);
  });
});

test.each([10 * 60_000, -10 * 60_000, 86_400_000, -86_400_000])(
  "a certificate out of its time on a clock %i ms wrong is the clock's (reliability 25)",
  (skewMs) => {
    expect(networkCause("NET_TLS", { ...WELL, internet: failed("NET_TLS"), skewMs })).toBe(
      "SESSION_CLOCK_WRONG",
    );
    expect(networkCause("NET_SERVER", { ...WELL, skewMs })).toBe("NET_SERVER");
  },
);

test("some minutes are no wrong clock", () => {
  expect([CLOCK_WRONG_MS - 1, 1 - CLOCK_WRONG_MS, 0, null].map(isClockWrong)).toEqual(Array(4).fill(false));
});

test("only what may have another cause is looked into", () => {
  const codes = (Object.keys(ERRORS) as ErrorCode[]).filter(mayHideCause);
  expect(codes).toContain("NET_DNS");
  for (const code of codes) expect(code).toMatch(/^NET_/u);
  for (const certain of ["NET_PROXY", "NET_PROXY_AUTH", "NET_RATE_LIMITED"])
    expect(codes).not.toContain(certain);
});

test("whatever is seen, nothing says that the session is over", () => {
  const reaches = ["answered", "diverted", failed("NET_DNS"), failed("NET_TLS"), null] as const;
  for (const internet of reaches)
    for (const plain of reaches)
      for (const line of reaches)
        for (const linked of [true, false])
          for (const code of ["NET_DNS", "NET_TLS", "NET_SERVER"] as const) {
            const cause = networkCause(code, { linked, internet, plain, line, skewMs: 0 });
            expect(cause).toMatch(/^(?:NET_|LINE_UNREACHABLE$)/u);
            expect(ERRORS[cause].retry).toBe("auto");
          }
});
