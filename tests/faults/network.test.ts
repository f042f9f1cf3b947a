import { afterAll, beforeAll, expect } from "vitest";
import type { ErrorCode } from "../../src/core/errors.ts";
import type { Canned } from "../support/plain-provider.ts";
import { hasOpenssl } from "../support/test-authority.ts";
import { until } from "../support/wait.ts";
import { faultTest } from "./fault.ts";
import { nothingLeaked } from "./leaks.ts";
import { type Between, KINDS_OF_REFRESH, type NetworkPc, openNetworkPc } from "./network-pc.ts";
import { type NetworkWorld, networkRefused, type ServerMode } from "./network-world.ts";
import { byItself, sane, shownAs } from "./watch.ts";

// What lies between PC and service (reliability 27): the built client in a network of its own, at a real provider
// behind TLS, under a name that isn't loopback. Seven states, each of which keeps the session.

let pc: NetworkPc;
let world: NetworkWorld;

const skip = () => networkRefused() ?? (hasOpenssl ? null : "openssl isn't here");

beforeAll(async () => {
  if (skip() !== null) return;
  pc = await openNetworkPc();
  ({ world } = pc);
});
afterAll(() => (skip() === null ? pc.close() : undefined));

const HTML = { "content-type": "text/html" };
const JSON_TYPE = { "content-type": "application/json" };

const TROUBLES: readonly (readonly [string, Between])[] = [
  [
    "offline: the network cable is pulled out",
    { begin: () => world.cable(false), end: () => world.cable(true), reason: "NET_OFFLINE" },
  ],
  [
    "DNS: the server says that there is no such name",
    { begin: () => world.dns("no such name"), end: () => world.dns("answers"), reason: "NET_DNS" },
  ],
  [
    "DNS: the server doesn't answer",
    { begin: () => world.dns("silent"), end: () => world.dns("answers"), reason: "NET_DNS" },
  ],
  ["a captive portal answers in the service's place", inItsPlace("portal", "NET_CAPTIVE_PORTAL")],
  [
    "TLS is opened by an office's proxy whose authority the PC doesn't trust",
    inItsPlace("inspected", "NET_TLS_INSPECTION"),
  ],
  ["the server refuses connections", inItsPlace("refuses", "NET_SERVER")],
];

function inItsPlace(mode: ServerMode, reason: ErrorCode): Between {
  return { begin: () => world.server(mode), end: () => world.server("passes"), reason };
}

for (const [fault, trouble] of TROUBLES)
  faultTest({ shows: "27", fault, skip, play: () => pc.between(trouble) });

/** How long a start takes until it is online, ms. */
async function startTime(): Promise<number> {
  await pc.stop();
  const began = performance.now();
  const running = await pc.start();
  await running.statusWhere("online", ({ state }) => state === "online");
  sane(running);
  return performance.now() - began;
}

// What is tried first and how soon the other is Chromium's (RFC 8305); without it a dead one costs a minute and more.
for (const dead of ["dead IPv6", "dead IPv4"] as const)
  faultTest({
    shows: "28",
    fault: `the service has addresses of both kinds, and one leads nowhere: ${dead}`,
    skip,
    async play() {
      const alone = await startTime();
      world.dns(dead);
      try {
        const longer = Math.max(0, (await startTime()) - alone) / 1_000;
        expect(longer).toBeLessThan(5);
        return { shown: "online", lost: "nothing", recovered: `not needed; ${longer.toFixed(1)} s longer` };
      } finally {
        world.dns("answers");
      }
    },
  });

faultTest({
  shows: "27, 30",
  fault: "TLS is opened by an office's proxy, and the PC's certificate store trusts it",
  skip,
  async play() {
    await pc.online();
    await pc.stop();
    world.trustInspection();
    world.server("inspected");
    try {
      const running = await pc.start();
      await running.statusWhere("online", ({ state }) => state === "online");
      sane(running);
      return { shown: "online", lost: "nothing", recovered: "not needed" };
    } finally {
      world.server("passes");
      await pc.stop();
    }
  },
});
faultTest({
  shows: "27",
  fault: "the line-authentication host has no name: off the contracted line, with a kept session",
  skip,
  async play() {
    world.dns("no line");
    try {
      await pc.stop();
      const running = await pc.start();
      await running.statusWhere("online", ({ state }) => state === "online");
      const before = world.provider.grants.length;
      await until("two more refreshes", () => world.provider.grants.length >= before + 2);
      const status = await running.status();
      expect(shownAs(status)).toBe("online");
      expect(status.windows).toEqual([]);
      sane(running);
      return { shown: "online", lost: "nothing", recovered: "not noticed" };
    } finally {
      world.dns("answers");
    }
  },
});
faultTest({
  shows: "27",
  fault: "the line-authentication host has no name: off the contracted line, a login is asked for",
  skip,
  async play() {
    await pc.online();
    await pc.stop();
    world.dns("no line");
    const running = await pc.startWithoutSession();
    try {
      const status = await running.statusWhere(
        "the line's host is named",
        ({ reason }) => reason === "LINE_UNREACHABLE",
        40_000,
      );
      expect(status.state).toBe("signed-out");
      expect(status.windows.filter(({ visible }) => visible)).toEqual([]);
      const before = world.provider.requests.length;
      world.dns("answers");
      const back = performance.now();
      const there = await running.statusWhere(
        "the login goes on",
        ({ state, windows }) => state === "attention" && windows.some(({ visible }) => visible),
        60_000,
      );
      const recovered = byItself(performance.now() - back);
      expect(there.reason, "the line is no longer named").not.toBe(status.reason);
      expect(there.windows.map(({ kind }) => kind)).toEqual(["login"]);
      const asked = world.provider.requests.slice(before).filter((one) => one.startsWith("GET /"));
      expect(asked, "from the line's host to the login page").toEqual(
        expect.arrayContaining(["GET /auth", expect.stringMatching(/^GET \/interaction\//u)]),
      );
      sane(running);
      return { shown: shownAs(status), lost: "nothing", recovered: `${recovered}: the login window` };
    } finally {
      world.dns("answers");
      await running.kill();
    }
  },
});

// Whoever stands in between may say what he likes: only the provider's own JSON ends a session (reliability 16).
const NOT_THE_PROVIDER: readonly (readonly [string, Canned, ErrorCode])[] = [
  [
    "HTML with status 400 that says invalid_grant",
    { status: 400, headers: HTML, body: '<p>{"error":"invalid_grant"}</p>' },
    "NET_UNEXPECTED_ANSWER",
  ],
  [
    "invalid_grant in JSON with status 503",
    { status: 503, headers: JSON_TYPE, body: '{"error":"invalid_grant"}' },
    "NET_SERVER",
  ],
  [
    "invalid_grant in JSON with status 200",
    { status: 200, headers: JSON_TYPE, body: '{"error":"invalid_grant"}' },
    "NET_UNEXPECTED_ANSWER",
  ],
  [
    "invalid_grant in JSON with status 403",
    { status: 403, headers: JSON_TYPE, body: '{"error":"invalid_grant"}' },
    "NET_UNEXPECTED_ANSWER",
  ],
];

for (const [said, answer, reason] of NOT_THE_PROVIDER) {
  faultTest({
    shows: "16",
    fault: `${said}: no proof that the session ended`,
    skip,
    play: () =>
      pc.between({
        begin: () => world.provider.answer("/token", 1_000, answer),
        end: () => world.provider.passAll(),
        reason,
      }),
  });
}

faultTest({
  shows: "27, 31",
  fault: "control: through all of it the PC looks up no other name than the service's",
  skip,
  async play() {
    await pc.online();
    // The provider's own login page takes its letters from elsewhere.
    const others = world
      .asked()
      .filter((name) => !name.endsWith(".drive-fault.example") && name !== "fonts.googleapis.com");
    expect(others).toEqual([]);
    return { shown: "online", lost: "nothing", recovered: "–" };
  },
});

nothingLeaked("the network", () => [pc], { skip, kinds: KINDS_OF_REFRESH });
