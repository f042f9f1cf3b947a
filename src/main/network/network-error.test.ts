import { describe, expect, test } from "vitest";
import {
  answerError,
  describe as described,
  NetworkError,
  netError,
  networkError,
  retryAfter,
} from "./network-error.ts";

const NOW = Date.parse("2026-11-26T09:00:00Z");
const DAY = 86_400_000;

describe("what a server asks to wait is bounded where it comes in (reliability 33)", () => {
  test.each<[string | null, number | null]>([
    [null, null],
    ["", null],
    ["soon", null],
    ["0", 0],
    ["7", 7_000],
    [" 7 ", 7_000],
    ["99999999999999999999", DAY],
    ["9".repeat(400), DAY],
    ["-1", 0],
    ["Thu, 26 Nov 2026 09:00:30 GMT", 30_000],
    ["Thu, 26 Nov 2020 09:00:30 GMT", 0],
    ["Fri, 26 Nov 9999 09:00:30 GMT", DAY],
    ["Fri, 26 Nov 999999 09:00:30 GMT", null],
  ])("Retry-After: %s", (header, ms) => {
    expect(retryAfter(header, NOW)).toBe(ms);
  });

  test.each(["nonsense", "Fri, 26 Nov 9999 09:00:30 GMT", ""])("also beside a Date of %o", (date) => {
    const headers = new Headers({ date, "retry-after": "Thu, 26 Nov 2026 09:00:30 GMT" });
    const { retryAfterMs } = answerError({ status: 503, headers }, NOW);
    expect(retryAfterMs).toBeGreaterThanOrEqual(0);
    expect(retryAfterMs).toBeLessThanOrEqual(DAY);
  });
});

test.each([
  [429, "NET_RATE_LIMITED"],
  [500, "NET_SERVER"],
  [503, "NET_SERVER"],
  [408, "NET_SERVER"],
  [407, "NET_PROXY"],
  [511, "NET_CAPTIVE_PORTAL"],
  [404, "NET_UNEXPECTED_ANSWER"],
  [302, "NET_UNEXPECTED_ANSWER"],
  [200, "NET_UNEXPECTED_ANSWER"],
])("an unwanted answer %i is %s", (status, code) => {
  expect(answerError({ status, headers: new Headers({ "retry-after": "3" }) }, 0)).toMatchObject({
    code,
    retryAfterMs: 3_000,
  });
});

test.each([
  ["a day ahead", DAY],
  ["a day behind", -DAY],
])(
  "a date to wait for counts from the server's own clock where this PC's is %s (reliability 25, 26)",
  (_what, wrong) => {
    const headers = new Headers({
      date: new Date(NOW).toUTCString(),
      "retry-after": new Date(NOW + 120_000).toUTCString(),
    });
    expect(answerError({ status: 503, headers }, NOW + wrong).retryAfterMs).toBe(120_000);
  },
);

describe("Chromium's names", () => {
  const NAMES = [
    ["ERR_INTERNET_DISCONNECTED", "NET_OFFLINE"],
    ["ERR_NETWORK_CHANGED", "NET_OFFLINE"],
    ["ERR_ADDRESS_UNREACHABLE", "NET_OFFLINE"],
    ["ERR_NETWORK_ACCESS_DENIED", "NET_OFFLINE"],
    ["ERR_NETWORK_IO_SUSPENDED", "NET_OFFLINE"],
    ["ERR_NAME_NOT_RESOLVED", "NET_DNS"],
    ["ERR_NAME_RESOLUTION_FAILED", "NET_DNS"],
    ["ERR_ICANN_NAME_COLLISION", "NET_DNS"],
    ["ERR_DNS_TIMED_OUT", "NET_DNS"],
    ["ERR_HOST_RESOLVER_QUEUE_TOO_LARGE", "NET_DNS"],
    ["ERR_ADDRESS_INVALID", "NET_DNS"],
    ["ERR_CONNECTION_TIMED_OUT", "NET_TIMEOUT"],
    ["ERR_TIMED_OUT", "NET_TIMEOUT"],
    ["ERR_PROXY_CONNECTION_FAILED", "NET_PROXY"],
    ["ERR_PROXY_CERTIFICATE_INVALID", "NET_PROXY"],
    ["ERR_PROXY_AUTH_UNSUPPORTED", "NET_PROXY"],
    ["ERR_TUNNEL_CONNECTION_FAILED", "NET_PROXY"],
    ["ERR_SOCKS_CONNECTION_FAILED", "NET_PROXY"],
    ["ERR_SOCKS_CONNECTION_HOST_UNREACHABLE", "NET_PROXY"],
    ["ERR_MANDATORY_PROXY_CONFIGURATION_FAILED", "NET_PAC"],
    ["ERR_PAC_SCRIPT_FAILED", "NET_PAC"],
    ["ERR_NO_SUPPORTED_PROXIES", "NET_PROXY"],
    ["ERR_CERT_AUTHORITY_INVALID", "NET_TLS_INSPECTION"],
    ["ERR_CERT_DATE_INVALID", "NET_TLS"],
    ["ERR_CERT_COMMON_NAME_INVALID", "NET_TLS"],
    ["ERR_CERT_REVOKED", "NET_TLS"],
    ["ERR_SSL_PROTOCOL_ERROR", "NET_TLS"],
    ["ERR_SSL_CLIENT_AUTH_CERT_NEEDED", "NET_TLS"],
    ["ERR_BAD_SSL_CLIENT_AUTH_CERT", "NET_TLS"],
    ["ERR_CONNECTION_REFUSED", "NET_SERVER"],
    ["ERR_CONNECTION_RESET", "NET_SERVER"],
    ["ERR_CONNECTION_CLOSED", "NET_SERVER"],
    ["ERR_EMPTY_RESPONSE", "NET_SERVER"],
    ["ERR_CONTENT_LENGTH_MISMATCH", "NET_SERVER"],
    ["ERR_HTTP2_PROTOCOL_ERROR", "NET_SERVER"],
    ["ERR_NOT_YET_THOUGHT_OF", "NET_SERVER"],
    ["ERR_INVALID_HTTP_RESPONSE", "NET_UNEXPECTED_ANSWER"],
    ["ERR_INVALID_RESPONSE", "NET_UNEXPECTED_ANSWER"],
    ["ERR_RESPONSE_HEADERS_TOO_BIG", "NET_UNEXPECTED_ANSWER"],
    ["ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH", "NET_UNEXPECTED_ANSWER"],
    ["ERR_CONTENT_DECODING_FAILED", "NET_UNEXPECTED_ANSWER"],
    ["ERR_INVALID_REDIRECT", "NET_UNEXPECTED_ANSWER"],
  ] as const;

  test.each(NAMES)("%s is %s", (name, code) => {
    for (const one of [name, `net::${name}`])
      expect(netError(one)).toMatchObject({ name: "NetworkError", code, cause: name, retryAfterMs: null });
  });

  test.each(["ERR_ABORTED", "net::ERR_ABORTED", "", "a slip of our own", "net::", "ECONNRESET"])(
    "%o is no failure of the network",
    (name) => expect(netError(name)).toBeNull(),
  );
});

describe("what was thrown", () => {
  const timeouts = [
    ["a time-out of the platform", new DOMException("late", "TimeoutError"), "TimeoutError"],
    [
      "one of the OpenID library",
      Object.assign(new Error("late"), { code: "OAUTH_TIMEOUT" }),
      "OAUTH_TIMEOUT",
    ],
  ] as const;

  test.each(timeouts)("%s is one, however deep", (_what, cause, detail) => {
    const thrown = new Error("outer", { cause: new AggregateError([cause], "several") });
    for (const one of [cause, thrown])
      expect(networkError(one)).toMatchObject({ code: "NET_TIMEOUT", cause: detail });
  });

  test("is the network's own word where there is one", () => {
    const own = new NetworkError("NET_DNS", "ERR_NAME_NOT_RESOLVED");
    expect(networkError(new TypeError("fetch failed", { cause: own }))).toBe(own);
  });

  test.each([
    ["a slip of ours", new TypeError("a slip of our own")],
    ["an abort", new DOMException("ended", "AbortError")],
    ["no error", "text"],
    ["nothing", undefined],
    ["a time-out too deep to be told", nested(9, new DOMException("late", "TimeoutError"))],
  ])("isn't the network's where it is %s", (_what, thrown) => expect(networkError(thrown)).toBeNull());

  test("is written down by names and codes alone", () => {
    const cause = Object.assign(new Error("token=secret"), { code: "OAUTH_TIMEOUT" });
    expect(described(new TypeError("token=secret", { cause }))).toBe("TypeError < Error OAUTH_TIMEOUT");
  });
});

function nested(depth: number, inner: Error): Error {
  return depth === 0 ? inner : new Error("outer", { cause: nested(depth - 1, inner) });
}
