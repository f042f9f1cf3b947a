import { afterAll, beforeAll, expect } from "vitest";
import type { FaultInput } from "../../service/state/fault-schema.ts";
import type { ErrorCode } from "../../src/core/errors.ts";
import { Person, WEST_LINE } from "../support/office.ts";
import { until } from "../support/wait.ts";
import { type Finding, faultTest, long } from "./fault.ts";
import { nothingLeaked } from "./leaks.ts";
import { openRoom, type Room } from "./room.ts";
import { byItself, outage, sane, shownAs, unnoticed, watch } from "./watch.ts";

// The provider in trouble (reliability 14, 16, 26): none of this says anything about the session.

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  await room.online();
});
afterAll(() => room.close());

const EVER = 100_000;

function troubled(fault: FaultInput, reason: ErrorCode) {
  return () =>
    outage(room, {
      begin: () => room.service.admin.addFault({ ...fault, times: EVER }),
      end: () => room.service.admin.clearFaults(),
      shown: { state: "offline", reason },
    });
}

faultTest({
  shows: "16",
  fault: "the token endpoint answers 503",
  play: troubled({ kind: "status", route: "token", status: 503 }, "NET_SERVER"),
});
faultTest({
  shows: "16",
  fault: "the token endpoint answers 404",
  play: troubled({ kind: "status", route: "token", status: 404 }, "NET_UNEXPECTED_ANSWER"),
});
faultTest({
  shows: "16",
  fault: "the token endpoint redirects to a page elsewhere",
  play: troubled(
    { kind: "status", route: "token", status: 302, location: "http://127.0.0.1:9/" },
    "NET_UNEXPECTED_ANSWER",
  ),
});
faultTest({
  shows: "16",
  fault: "HTML with status 200 instead of JSON",
  play: troubled({ kind: "html", route: "token" }, "NET_UNEXPECTED_ANSWER"),
});
faultTest({
  shows: "16",
  fault: "HTML with status 400 instead of JSON",
  play: troubled({ kind: "html", route: "token", status: 400 }, "NET_UNEXPECTED_ANSWER"),
});
faultTest({
  shows: "16",
  fault: "the connection ends before an answer",
  play: troubled({ kind: "disconnect", route: "token" }, "NET_SERVER"),
});

faultTest({
  shows: "26",
  fault: "429 with Retry-After: 5",
  async play() {
    const { admin } = room.service;
    const finding = await outage(room, {
      begin: () => admin.addFault({ kind: "status", route: "token", status: 429, retryAfter: 5, times: 1 }),
      end: async () => {},
      shown: { state: "offline", reason: "NET_RATE_LIMITED" },
    });
    const [refused] = await room.office.events({ type: "fault", outcome: "status" });
    const [next] = (await room.office.events({ type: "token" })).filter(
      ({ seq }) => seq > (refused?.seq ?? 0),
    );
    const waited = Date.parse(next?.at ?? "") - Date.parse(refused?.at ?? "");
    expect(waited, "never before Retry-After").toBeGreaterThanOrEqual(5_000);
    return finding;
  },
});

faultTest({
  shows: "11",
  fault: "the signing key is rotated between two refreshes",
  play: () =>
    unnoticed(room, () => room.service.admin.addFault({ kind: "key-rotation", route: "token", times: 1 })),
});

faultTest({
  shows: "14, 15",
  fault: "the signing key is rotated and the key set can't be had",
  async play() {
    const { admin } = room.service;
    return outage(room, {
      async begin() {
        await admin.addFault({ kind: "status", route: "jwks", status: 503, times: EVER });
        await admin.addFault({ kind: "key-rotation", route: "token", times: 1 });
      },
      end: () => admin.clearFaults(),
      shown: { state: "offline", reason: "NET_SERVER" },
    });
  },
});

faultTest({
  shows: "16, 26",
  fault: "the provider is down when the PC starts",
  async play() {
    const { admin } = room.service;
    await room.online();
    await room.stop();
    await room.office.mark();
    await admin.addFault({ kind: "status", route: "*", status: 503, times: EVER });
    const client = await room.start();
    const seen = await watch(room, client);
    const shown = await client.statusWhere("offline", ({ state }) => state === "offline");
    await admin.clearFaults();
    const ended = performance.now();
    await client.statusWhere("online", ({ state }) => state === "online");
    const recovered = byItself(performance.now() - ended);
    await seen.done();
    expect(shown.reason).toBe("NET_SERVER");
    return { shown: shownAs(shown), lost: "nothing", recovered };
  },
});

faultTest({
  shows: "27",
  fault: "the PC is moved off the contracted line, with a kept session",
  async play() {
    const { admin } = room.service;
    try {
      return await unnoticed(room, () => admin.setLine({ ...WEST_LINE, region: "other" }));
    } finally {
      await admin.setLine(WEST_LINE);
    }
  },
});

faultTest({
  shows: "16, 26",
  fault: "the provider is restarted",
  play: () =>
    outage(room, {
      begin: () => room.service.stop(),
      end: () => room.service.start(),
      shown: { state: "offline", reason: "NET_SERVER" },
    }),
});

faultTest({
  shows: "17",
  fault: "the answer is cut half-way after the provider rotated the token",
  play: () => silentLogin({ kind: "cut", route: "token", times: 1 }),
});

faultTest({
  shows: "16",
  fault: "the provider itself ends the session (invalid_grant), its own cookie still good",
  play: () => silentLogin({ kind: "invalid_grant", times: 1 }),
});

/** What costs a login, but one that needs nothing typed and shows no window (reliability 17, 20). */
async function silentLogin(fault: FaultInput): Promise<Finding> {
  const client = await room.online();
  await room.office.mark();
  await room.service.admin.addFault(fault);
  await until("the fault was met", async () => (await room.office.events({ type: "fault" })).length > 0);
  const began = performance.now();
  await until(
    "a new login at the provider",
    async () => (await room.office.events({ type: "token", grant_type: "authorization_code" })).length > 0,
  );
  let visible = 0;
  await client.statusWhere("online again", (status) => {
    visible = Math.max(visible, status.windows.filter((window) => window.visible).length);
    return status.state === "online" && status.windows.length === 0;
  });
  expect(visible, "no window is shown").toBe(0);
  expect(await room.office.events({ type: "login" }), "nothing was typed").toEqual([]);
  sane(client);
  const recovered = `${byItself(performance.now() - began)}, no window`;
  return { shown: "working, then online", lost: "one login, nothing typed", recovered };
}

if (long) {
  faultTest({
    shows: "16",
    fault: "the token endpoint doesn't answer for longer than the client waits",
    play: () =>
      outage(room, {
        begin: () =>
          room.service.admin.addFault({ kind: "delay", route: "token", delayMs: 60_000, times: EVER }),
        end: () => room.service.admin.clearFaults(),
        shown: { state: "offline", reason: "NET_TIMEOUT" },
        showsWithinMs: 60_000,
        recoversWithinMs: 60_000,
      }),
  });
}

faultTest({
  shows: "16",
  fault: "control: the provider forgets everything – a person is asked, in one window",
  async play() {
    const client = await room.online();
    await room.service.admin.reset();
    await client.statusWhere("a person is asked", ({ state }) => state === "attention", 40_000);
    const asked = await client.status();
    expect(asked.windows.filter(({ kind }) => kind === "login")).toHaveLength(1);
    expect(asked.lastError).toBe("SESSION_ENDED");
    sane(client);
    return {
      shown: shownAs(asked),
      lost: "the session: its server ended it",
      recovered: "one login by hand",
    };
  },
});

faultTest({
  shows: "27",
  fault: "the PC is off the contracted line, and a login is asked for",
  async play() {
    const { admin } = room.service;
    await room.newPc();
    await admin.setLine({ ...WEST_LINE, region: "other" });
    const client = await room.startSeen();
    const person = new Person(client);
    await person.typeAndLogIn(room.office.account);
    const refused = await client.statusWhere(
      "the line is named",
      ({ reason }) => reason === "LINE_NOT_VERIFIED",
    );
    expect(refused.state).toBe("attention");
    expect(refused.windows.filter(({ kind }) => kind === "login")).toHaveLength(1);
    await admin.setLine({ ...WEST_LINE, region: "east" });
    await client.menu("ログインを中止");
    await client.statusWhere("given up", ({ state }) => state === "signed-out");
    await client.menu("ログイン");
    await person.typeAndLogIn(room.office.account);
    await client.statusWhere("online", ({ state }) => state === "online");
    sane(client);
    return { shown: shownAs(refused), lost: "nothing", recovered: "on the line again: ログイン, typed once" };
  },
});

nothingLeaked("the provider", () => [room]);
