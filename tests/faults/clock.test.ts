import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import type { RunningClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";
import { type Finding, faultTest, long } from "./fault.ts";
import { nothingLeaked } from "./leaks.ts";
import { openRoom, type Room } from "./room.ts";
import { byItself, nextRefresh, sane, shownAs, watch } from "./watch.ts";

// A wrong clock, and a PC that slept (reliability 25, 28).

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  await room.online();
});
afterAll(() => room.close());

const MINUTE = 60;
const DAY = 86_400;
const SHIFTS = [
  ["10 minutes fast", 10 * MINUTE],
  ["10 minutes slow", -10 * MINUTE],
  ["a day fast", DAY],
  ["a day slow", -DAY],
] as const;

/**
 * The clock of the client's own code, as a file that can be changed while it runs; timers and the monotonic clock stay
 * right. Chromium keeps the machine's: it doesn't bear another one (cookies, certificates).
 */
function pcClock() {
  const file = join(room.office.dataDir, "pc-clock");
  const set = (seconds: number) => writeFileSync(file, String(seconds));
  set(0);
  const preload = [join(import.meta.dirname, "pc-clock.cjs")];
  return { start: () => room.start({ PC_CLOCK: file }, { preload }), set };
}

for (const [name, seconds] of SHIFTS) {
  faultTest({
    shows: "25",
    fault: `the PC's clock is ${name} when it starts`,
    async play() {
      await room.online();
      await room.stop();
      const clock = pcClock();
      clock.set(seconds);
      return throughRefreshes(await clock.start());
    },
  });
}

for (const [name, seconds] of SHIFTS) {
  faultTest({
    shows: "25",
    fault: `the PC's clock jumps while the client is online: ${name}`,
    async play() {
      await room.online();
      await room.stop();
      const clock = pcClock();
      const client = await clock.start();
      await client.statusWhere("online", ({ state }) => state === "online");
      clock.set(seconds);
      return throughRefreshes(client);
    },
  });
}

/** The session is resumed and refreshed as if nothing were wrong; and the clock is named. */
async function throughRefreshes(client: RunningClient): Promise<Finding> {
  await room.office.mark();
  const seen = await watch(room, client);
  let shown = "";
  try {
    await client.statusWhere("online", ({ state }) => state === "online");
    for (let refreshes = 0; refreshes < (long ? 3 : 1); refreshes += 1) await nextRefresh(room);
    shown = shownAs(
      await client.statusWhere(
        "online, and the clock is named",
        ({ state, reason }) => state === "online" && reason !== null,
      ),
    );
  } finally {
    await seen.stop();
  }
  await seen.done();
  expect(seen.states.join(" → ")).not.toContain("offline");
  expect(shown, "the person is told of the clock").toBe("online SESSION_CLOCK_WRONG");
  return { shown, lost: "nothing", recovered: "not needed" };
}

// The other way round, so that the login's window has its own right time: the provider's clock is off.
for (const [name, seconds] of long ? SHIFTS : SHIFTS.slice(2)) {
  faultTest({
    shows: "25",
    fault: `a first login, the PC's clock ${name} against the provider's`,
    async play() {
      await room.newPc();
      await room.service.admin.shiftClock(-seconds);
      try {
        await room.logInByHand();
        const finding = await throughRefreshes(await room.start());
        return { ...finding, recovered: "logged in with three actions and one yes" };
      } finally {
        await room.service.admin.shiftClock(0);
        await room.newPc();
      }
    },
  });
}

faultTest({
  shows: "28",
  fault: "the PC sleeps over its refresh and wakes up, with five signals of it at once",
  async play() {
    const { admin } = room.service;
    await room.online();
    // Long enough that a refresh as planned is told apart from one that waking up caused.
    await admin.setContract({ service: room.office.id, accessTokenSeconds: 12 });
    const client = await room.startSeen();
    const seen = await watch(room, client);
    let recovered = "";
    try {
      const online = await client.statusWhere("online", ({ state }) => state === "online");
      const over = Date.parse(online.accessTokenExpiresAt ?? "");
      client.process.kill("SIGSTOP");
      await until("the access token is over", () => Date.now() > over + 1_000, 30_000);
      await room.office.mark();
      const woke = performance.now();
      client.process.kill("SIGCONT");
      for (let signal = 0; signal < 5; signal += 1) await client.wakeUp();
      const refreshes = async () =>
        await room.office.events({ type: "token", outcome: "success", grant_type: "refresh_token" });
      await until("the refresh after waking", async () => (await refreshes()).length >= 1);
      recovered = byItself(performance.now() - woke);
      const [first, second] = await until("the next one, as planned", async () => {
        const all = await refreshes();
        return all.length >= 2 ? all : null;
      });
      const apart = Date.parse(second?.at ?? "") - Date.parse(first?.at ?? "");
      expect(apart, "one refresh, not a burst (ms until the next)").toBeGreaterThan(5_000);
    } finally {
      client.process.kill("SIGCONT");
      await seen.stop();
      await admin.setContract({ service: room.office.id, accessTokenSeconds: 4 });
    }
    await seen.done();
    sane(client);
    return { shown: seen.states.join(" → "), lost: "nothing", recovered };
  },
});

nothingLeaked("clock and sleep", () => [room]);
