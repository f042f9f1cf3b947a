import { describe, expect, test } from "vitest";
import type { ErrorCode } from "../errors.ts";
import type { Trigger } from "../login/attempt-state.ts";
import type { Account, Grant } from "../ports.ts";
import { JITTER } from "./refresh-schedule.ts";
import { accountOf, transition } from "./session.ts";
import {
  type Kept,
  type LeaveLevel,
  type SessionEffect,
  type SessionEvent,
  type SessionState,
  STARTING,
} from "./session-state.ts";

const ACCOUNT: Account = { sub: "u1", mail: "a@example.jp" };
const GRANT: Grant = { account: ACCOUNT, expiresIn: 3600 };
const USED: Kept = { account: ACCOUNT, rested: false };
const RESTED: Kept = { account: ACCOUNT, rested: true };

function play(state: SessionState = STARTING) {
  const effects: SessionEffect[] = [];
  let fresh = 1;
  const self = {
    state,
    send(...events: SessionEvent[]) {
      for (const event of events) {
        const step = transition(self.state, event, fresh++);
        self.state = step.state;
        effects.push(...step.effects);
      }
      return self;
    },
    take: () => effects.splice(0),
    /** What was asked for since the last look, timers apart. */
    asked: () =>
      effects
        .splice(0)
        .flatMap(({ type }) => (type === "start-timer" || type === "stop-timer" ? [] : [type])),
    op() {
      const { state: now } = self;
      const op = now.at === "online" ? now.refreshing : "op" in now ? now.op : null;
      if (op === null) throw new Error(`nothing under way in ${now.at}`);
      return op;
    },
    refreshed: () => self.send({ type: "refreshed", op: self.op(), grant: GRANT }),
    rejected: () => self.fail({ kind: "rejected", code: "SESSION_ENDED" }),
    unreachable: (code: ErrorCode = "NET_OFFLINE", retryAfterMs: number | null = null, validMs = 0) =>
      self.fail({ kind: "temporary", code, retryAfterMs }, validMs),
    storeFails: (code: ErrorCode = "STORE_LOCKED", validMs = 0) =>
      self.fail({ kind: "store", code }, validMs),
    /** `validMs`: what is left of the access token. */
    fail: (failure: Extract<SessionEvent, { type: "refresh-failed" }>["failure"], validMs = 0) =>
      self.send({ type: "refresh-failed", op: self.op(), failure, validMs }),
    left: (code: ErrorCode | null = null) => self.send({ type: "left", op: self.op(), code }),
  };
  return self;
}

const started = (kept: Kept, startupLogin = true, spreadMs = 0): SessionEvent => ({
  type: "started",
  kept,
  startupLogin,
  spreadMs,
});
const startFailed = (code: ErrorCode): SessionEvent => ({ type: "start-failed", code, startupLogin: true });
const login = (trigger: Trigger = "tray"): SessionEvent => ({ type: "login-asked", trigger });
const logout: SessionEvent = { type: "logout-asked" };
const forget: SessionEvent = { type: "forget-asked" };
const switched: SessionEvent = { type: "switch-asked", trigger: "tray" };
const cancel: SessionEvent = { type: "cancel-asked" };
/** `waitMs`: what is left of the time that the server asked to wait. */
const changed = (validMs: number, sinceMs = 10_000, waitMs = 0): SessionEvent => ({
  type: "surroundings-changed",
  validMs,
  lastTry: { sinceMs, waitMs },
});
const wake = changed(3_000_000);
const wakeLate = changed(0);
const MORNING_MS = 14 * 3_600_000;
const wakeInTheMorning = changed(0, MORNING_MS);
const refreshTimer: SessionEvent = { type: "timer", timer: "refresh" };
const expiry: SessionEvent = { type: "timer", timer: "expiry" };
const retryTimer: SessionEvent = { type: "timer", timer: "retry" };
const succeeded: SessionEvent = {
  type: "attempt-ended",
  outcome: { kind: "success", grant: GRANT },
  retry: "never",
  retryAfterMs: null,
  validMs: 0,
};
const cancelled: SessionEvent = {
  type: "attempt-ended",
  outcome: { kind: "cancelled" },
  retry: "never",
  retryAfterMs: null,
  validMs: 0,
};
const failed = (code: ErrorCode, retry: "auto" | "person"): SessionEvent => ({
  type: "attempt-ended",
  outcome: { kind: "failed", code },
  retry,
  retryAfterMs: null,
  validMs: 0,
});

const online = () => play().send(started(USED)).refreshed();
const offline = () => play().send(started(USED)).unreachable();
const resting = () => play().send(started(RESTED));
const loggingIn = () => play().send(started(null));
const signedOut = () => play().send(started(null, false));
const waiting = () => loggingIn().send(failed("NET_SERVER", "auto"));
const locked = () => play().send(startFailed("STORE_LOCKED"));
const leaving = (how: SessionEvent = logout) => online().send(how);

describe("startup", () => {
  test("resumes a kept session silently with exactly one refresh and no attempt", () => {
    const session = play().send(started(USED), started(USED), wake, refreshTimer, retryTimer);
    expect(session.asked()).toEqual(["refresh"]);
    session.refreshed();
    expect(session.state).toMatchObject({ at: "online", account: ACCOUNT });
    expect(session.take()).toContainEqual({
      type: "start-timer",
      timer: "refresh",
      minMs: 3_300_000,
      maxMs: 3_300_000,
    });
  });

  test("without a session opens the login window, if startup login is on", () => {
    expect(loggingIn().take()).toContainEqual({ type: "start-attempt", trigger: "startup" });
  });

  test("without a session does nothing, if startup login is off", () => {
    const session = signedOut();
    expect([session.state.at, session.asked()]).toEqual(["signed-out", []]);
  });

  test("with startup login off still resumes a kept session, but opens no window when it is over", () => {
    for (const end of [
      (s: ReturnType<typeof play>) => s.rejected(),
      (s: ReturnType<typeof play>) => s.send({ type: "token-missing", op: s.op() }),
    ]) {
      const session = play().send(started(USED, false));
      expect(session.asked()).toEqual(["refresh"]);
      end(session);
      expect([session.state.at, session.asked()]).toEqual(["signed-out", []]);
      const later = play().send(started(USED, false)).unreachable().send(retryTimer);
      later.take();
      end(later);
      expect([later.state.at, later.asked()]).toEqual(["signed-out", []]);
    }
  });

  test("with startup login off opens a window when a person asked meanwhile", () => {
    const session = play().send(started(USED, false), login("command-line")).rejected();
    expect(session.take()).toContainEqual({ type: "start-attempt", trigger: "command-line" });
  });

  test("a login asked before the store was read is not lost", () => {
    expect(play().send(login(), started(null, false)).take()).toContainEqual({
      type: "start-attempt",
      trigger: "tray",
    });
    expect(play().send(login(), started(RESTED)).asked()).toEqual(["refresh"]);
    expect(play().send(login(), login("startup"), started(RESTED)).asked()).toEqual(["refresh"]);
    expect(play().send(login(), cancel, started(RESTED)).asked()).toEqual([]);
  });

  test("a logout asked before the store was read puts the session found there to rest", () => {
    const session = play().send(logout, started(USED)).left();
    expect(session.state).toEqual({ at: "signed-out", kept: RESTED, why: null });
    session.take();
    expect(session.send(login()).asked()).toEqual(["refresh"]);
  });

  test("a record without its token leads to a login", () => {
    const session = play().send(started(USED));
    session.send({ type: "token-missing", op: session.op() });
    expect(session.take()).toContainEqual({ type: "start-attempt", trigger: "startup" });
  });
});

describe("a session that rests", () => {
  test("is not used by startup, timers, waking up, the startup trigger or late answers", () => {
    const session = resting();
    session.take();
    session.send(
      wake,
      refreshTimer,
      retryTimer,
      login("startup"),
      started(USED),
      succeeded,
      cancelled,
      cancel,
    );
    session.send({ type: "refreshed", op: 1, grant: GRANT }, { type: "left", op: 1, code: null });
    expect(session.asked()).toEqual([]);
    expect(session.state).toEqual({ at: "signed-out", kept: RESTED, why: null });
  });

  test("comes back when a person asks, with nothing typed", () => {
    const session = online().send(logout).left();
    session.take();
    session.send(login());
    expect(session.asked()).toEqual(["refresh"]);
    expect(session.refreshed().state.at).toBe("online");
  });

  test("that the provider has ended meanwhile leads to a login", () => {
    const session = resting().send(login()).rejected();
    expect(session.take()).toContainEqual({ type: "start-attempt", trigger: "tray" });
  });

  test("stays kept when one logs out again", () => {
    expect(resting().send(logout).left().state).toMatchObject({ kept: RESTED });
  });
});

describe("online", () => {
  test("refreshes when its time has come, once", () => {
    const session = online();
    session.take();
    session.send(refreshTimer, refreshTimer, wake, login());
    expect(session.asked()).toEqual(["refresh"]);
  });

  test("a person can ask for it, and gets the login window in front if the session turns out to be over", () => {
    const session = online();
    session.take();
    expect(session.send(login("status-window")).asked()).toEqual(["refresh"]);
    expect(session.rejected().take()).toContainEqual({ type: "start-attempt", trigger: "status-window" });
  });

  test("waking up or another network refreshes once, after a jitter (reliability 28)", () => {
    const session = online();
    session.take();
    session.send(wake);
    expect(session.take()).toEqual([{ type: "start-timer", timer: "refresh", ...JITTER }]);
  });

  test("that wakes up with a token that ended meanwhile isn't online any more, and refreshes soon", () => {
    const session = online();
    session.take();
    session.send(wakeLate, wakeLate);
    expect(session.state).toEqual({ at: "due", account: ACCOUNT, quiet: false });
    expect(session.asked()).toEqual([]);
    expect(session.send(retryTimer).asked()).toEqual(["refresh"]);
    const busy = online().send(refreshTimer);
    const op = busy.op();
    expect(busy.send(wakeLate).state).toMatchObject({ at: "resuming", op });
  });

  test("waking up with a token that is fresh refreshes no more: a late timer has done it (reliability 28)", () => {
    const session = online();
    session.take();
    expect(session.send(changed(3_590_000)).take()).toEqual([]);
  });

  test("only the provider's own refusal ends the session (reliability 16)", () => {
    for (const code of [
      "NET_SERVER",
      "NET_TLS",
      "NET_TIMEOUT",
      "NET_UNEXPECTED_ANSWER",
      "NET_RATE_LIMITED",
    ] as const) {
      const session = online().send(refreshTimer).unreachable(code);
      expect(session.state).toMatchObject({ at: "offline", account: ACCOUNT, why: code });
    }
    const ended = online().send(refreshTimer);
    ended.take();
    expect(ended.rejected().state).toMatchObject({ at: "logging-in", why: "SESSION_ENDED" });
  });

  test("answers of an older refresh are dropped", () => {
    const session = online().send(refreshTimer);
    const now = session.state;
    const op = session.op();
    session.send({ type: "refreshed", op: op - 1, grant: { ...GRANT, expiresIn: 1 } });
    session.send({
      type: "refresh-failed",
      op: op + 1,
      failure: { kind: "rejected", code: "SESSION_ENDED" },
      validMs: 0,
    });
    session.send({ type: "token-missing", op: op - 1 });
    expect(session.state).toBe(now);
  });
});

describe("who asks to log in gets to the login page after one refused refresh (reliability 34)", () => {
  const ANSWERS = [
    "AUTH_PROVIDER_ERROR",
    "AUTH_ISSUER_UNUSABLE",
    "SESSION_TOKEN_INVALID",
    "NET_SERVER",
    "NET_RATE_LIMITED",
    "NET_UNEXPECTED_ANSWER",
  ] as const;
  const HERE = {
    "at the start": () => play().send(login(), started(USED)),
    "with its turn to come": () => play().send(started(USED, true, 30_000), login()),
    "while it is resumed": () => play().send(started(USED), login()),
    offline: () => offline().send(login()),
    "offline, while it is tried again": () => offline().send(retryTimer, login()),
    online: () => online().send(login()),
    "online, while it is refreshed": () => online().send(refreshTimer, login()),
    "online, its last refresh refused": () =>
      online().send(refreshTimer).unreachable("AUTH_PROVIDER_ERROR", null, 60_000).send(login()),
    "after a logout": () => resting().send(login()),
    "during a logout": () => online().send(logout, login()).left(),
    "in a store that has opened": () => locked().send(login(), started(USED)),
  };

  for (const [where, asked] of Object.entries(HERE))
    test.each(ANSWERS)(`${where}, answered with %s`, (code) => {
      const session = asked();
      session.take();
      session.unreachable(code, null, 60_000);
      expect(session.state).toMatchObject({ at: "logging-in", trigger: "tray", why: code });
      expect(session.asked()).toEqual(["start-attempt"]);
    });

  test.each(["NET_OFFLINE", "NET_DNS", "NET_TIMEOUT", "NET_CAPTIVE_PORTAL", "NET_TLS"] as const)(
    "but not where nobody answered: %s",
    (code) => {
      expect(offline().send(login()).unreachable(code).state).toMatchObject({ at: "offline", why: code });
    },
  );

  test("and who didn't ask isn't interrupted", () => {
    expect(offline().send(retryTimer).unreachable("AUTH_PROVIDER_ERROR").state.at).toBe("offline");
  });

  const past = (validMs = 0) => online().send(login()).unreachable("AUTH_PROVIDER_ERROR", 5_000, validMs);

  test("the session stays where it comes to nothing, and is tried again no sooner than the server asked", () => {
    const session = past();
    session.take();
    expect(session.send(cancelled).state).toMatchObject({
      at: "offline",
      account: ACCOUNT,
      why: "AUTH_PROVIDER_ERROR",
    });
    expect(session.take()).toContainEqual(
      expect.objectContaining({ type: "start-timer", timer: "retry", minMs: 5_000 }),
    );
  });

  test.each(["auto", "person"] as const)("also where the login failed (%s), and says why", (retry) => {
    expect(past().send(failed("NET_SERVER", retry)).state).toMatchObject({
      at: "offline",
      why: "NET_SERVER",
    });
  });

  test("and is online as long as its access token lives", () => {
    const session = past(60_000);
    session.take();
    session.send({ ...cancelled, validMs: 50_000 } as SessionEvent);
    expect(session.state).toMatchObject({ at: "online", account: ACCOUNT, why: "AUTH_PROVIDER_ERROR" });
    expect(session.take()).toContainEqual({
      type: "start-timer",
      timer: "expiry",
      minMs: 50_000,
      maxMs: 50_000,
    });
  });

  test("whose session it is, is known while the login is under way, so that a logout puts it to rest", () => {
    const session = past();
    expect(accountOf(session.state)).toEqual(ACCOUNT);
    expect(session.send(logout).left().state).toMatchObject({ at: "signed-out", kept: RESTED });
  });
});

describe("a refresh that fails while the access token lives", () => {
  const VALID = 300_000;
  const troubled = (code: ErrorCode = "NET_SERVER") =>
    online().send(refreshTimer).unreachable(code, null, VALID);

  test("leaves the session online, says why, and is tried again", () => {
    const session = online().send(refreshTimer);
    session.take();
    session.unreachable("NET_SERVER", null, VALID);
    expect(session.state).toMatchObject({ at: "online", why: "NET_SERVER", refreshing: null, tries: 1 });
    expect(session.take().filter(({ type }) => type === "start-timer")).toEqual([
      { type: "start-timer", timer: "retry", minMs: 1_000, maxMs: 2_000 },
      { type: "start-timer", timer: "expiry", minMs: VALID, maxMs: VALID },
    ]);
    session.send(retryTimer).unreachable("NET_DNS", 90_000, VALID);
    expect(session.state).toMatchObject({ why: "NET_DNS", tries: 2 });
    expect(session.take()).toContainEqual({
      type: "start-timer",
      timer: "retry",
      minMs: 90_000,
      maxMs: 94_000,
    });
    session.send(retryTimer).refreshed();
    expect(session.state).toMatchObject({ at: "online", why: null, tries: 0 });
  });

  test("is offline once the token has ended, with the try that was due", () => {
    const session = troubled();
    session.take();
    session.send(expiry);
    expect(session.state).toMatchObject({ at: "offline", account: ACCOUNT, why: "NET_SERVER", tries: 1 });
    expect(session.take()).toEqual([{ type: "stop-timer", timer: "expiry" }]);
    expect(session.send(retryTimer).state).toMatchObject({ at: "resuming", why: "NET_SERVER" });
  });

  test("and whose token ends while it is tried again waits for that answer", () => {
    const session = troubled().send(retryTimer);
    const op = session.op();
    session.take();
    expect(session.send(expiry).state).toMatchObject({ at: "resuming", op, why: "NET_SERVER" });
    expect(session.asked()).toEqual([]);
    expect(session.unreachable("NET_DNS").state).toMatchObject({ at: "offline", why: "NET_DNS", tries: 2 });
  });

  test("is hurried by another network, but a server in trouble no sooner than a minute after", () => {
    const session = troubled("NET_DNS");
    session.take();
    expect(session.send(wake).take()).toEqual([{ type: "start-timer", timer: "retry", ...JITTER }]);
    for (const code of ["NET_SERVER", "NET_RATE_LIMITED"] as const) {
      const servers = troubled(code);
      servers.take();
      expect(servers.send(wake).take()).toEqual([]);
      expect(servers.send(changed(VALID, 60_000)).take()).toEqual([
        { type: "start-timer", timer: "retry", ...JITTER },
      ]);
    }
  });

  test("for the keychain's sake waits for it, and asks one that refused no more (reliability 21)", () => {
    const waits = online().send(refreshTimer).storeFails("STORE_LOCKED", VALID);
    expect(waits.state).toMatchObject({ at: "online", why: "STORE_LOCKED" });
    expect(waits.take()).toContainEqual({ type: "start-timer", timer: "retry", minMs: 1_000, maxMs: 2_000 });
    expect(waits.send(expiry).state).toMatchObject({ at: "store-closed", why: "STORE_LOCKED" });
    const denied = online().send(refreshTimer);
    denied.take();
    denied.storeFails("STORE_DENIED", VALID);
    expect(denied.take().filter(({ type }) => type === "start-timer")).toMatchObject([{ timer: "expiry" }]);
  });

  test("that was never asked for in time (its timer came late) is asked for soon", () => {
    const session = online();
    session.take();
    expect(session.send(expiry).state).toMatchObject({ at: "due" });
    expect(session.take()).toContainEqual({ type: "start-timer", timer: "retry", ...JITTER });
  });
});

describe("the start-up's spread (reliability 26)", () => {
  const due = () => play().send(started(USED, true, 30_000));

  test("lets the session's turn come anywhere in the window", () => {
    const session = due();
    expect(session.state).toEqual({ at: "due", account: ACCOUNT, quiet: false });
    expect(session.take()).toContainEqual({ type: "start-timer", timer: "retry", minMs: 0, maxMs: 30_000 });
    session.send(wake, refreshTimer, expiry);
    expect(session.asked()).toEqual([]);
    expect(session.send(retryTimer).asked()).toEqual(["refresh"]);
    expect(session.refreshed().state.at).toBe("online");
  });

  test("is for the PC's own start, never for a person", () => {
    const session = due();
    session.take();
    expect(session.send(login()).asked()).toEqual(["refresh"]);
    expect(
      play()
        .send(login(), started(USED, true, 30_000))
        .asked(),
    ).toEqual(["refresh"]);
  });

  test("keeps quiet what must be quiet", () => {
    const session = play()
      .send(started(USED, false, 30_000), retryTimer)
      .rejected();
    expect([session.state.at, session.asked()]).toEqual(["signed-out", ["refresh"]]);
  });

  test("can be logged out of", () => {
    expect(due().send(logout).left().state).toMatchObject({ at: "signed-out", kept: RESTED });
  });
});

describe("offline", () => {
  test("goes on saying why while it tries again by itself, and not while somebody waits", () => {
    const session = offline().send(retryTimer);
    expect(session.state).toMatchObject({ at: "resuming", why: "NET_OFFLINE" });
    expect(session.send(login()).state).toMatchObject({ at: "resuming", why: null, trigger: "tray" });
    expect(offline().send(login()).state).toMatchObject({ at: "resuming", why: null });
  });

  test("tries again by itself, later each time, and comes back", () => {
    const session = offline();
    expect(session.take()).toContainEqual({
      type: "start-timer",
      timer: "retry",
      minMs: 1_000,
      maxMs: 2_000,
    });
    session.send(retryTimer).unreachable();
    expect(session.take()).toContainEqual({
      type: "start-timer",
      timer: "retry",
      minMs: 1_000,
      maxMs: 4_000,
    });
    expect(session.send(retryTimer).refreshed().state.at).toBe("online");
  });

  test("the network's return brings the next try near, without a burst", () => {
    const session = offline();
    session.take();
    session.send(wake, wake);
    expect(session.take()).toEqual(Array(2).fill({ type: "start-timer", timer: "retry", ...JITTER }));
  });

  test.each(["NET_SERVER", "NET_RATE_LIMITED"] as const)(
    "%s: but not before the time that the server itself asked to wait, counted through the PC's sleep",
    (code) => {
      const session = play().send(started(USED)).unreachable(code, 60_000);
      expect(session.take()).toContainEqual({
        type: "start-timer",
        timer: "retry",
        minMs: 60_000,
        maxMs: 62_000,
      });
      session.send(changed(0, 20_000, 40_000));
      expect(session.take()).toEqual([{ type: "start-timer", timer: "retry", minMs: 40_500, maxMs: 45_000 }]);
      session.send(wakeInTheMorning);
      expect(session.take()).toEqual([{ type: "start-timer", timer: "retry", ...JITTER }]);
    },
  );

  test("a person needn't wait", () => {
    const session = offline();
    session.take();
    expect(session.send(login()).asked()).toEqual(["refresh"]);
  });

  test("can be logged out of, and keeps the session at rest", () => {
    expect(offline().send(logout).left().state).toMatchObject({ at: "signed-out", kept: RESTED });
  });
});

describe("a login", () => {
  test("is joined, not doubled", () => {
    const session = loggingIn();
    session.take();
    session.send(login("tray"), login("command-line"));
    expect(session.take()).toEqual([
      { type: "join-attempt", trigger: "tray" },
      { type: "join-attempt", trigger: "command-line" },
    ]);
  });

  test("that succeeds is online", () => {
    expect(loggingIn().send(succeeded).state.at).toBe("online");
  });

  test("that is cancelled stays signed out, and nothing opens by itself", () => {
    const session = loggingIn().send(cancel);
    expect(session.take()).toContainEqual({ type: "cancel-attempt" });
    session.send(cancelled, wake, retryTimer, refreshTimer);
    expect([session.state.at, session.asked()]).toEqual(["signed-out", []]);
  });

  test("that needs a person says why and waits for one", () => {
    const session = loggingIn();
    session.take();
    session.send(failed("AUTH_TIME_LIMIT", "person"));
    expect(session.state).toMatchObject({ at: "signed-out", why: "AUTH_TIME_LIMIT" });
    expect(session.asked()).toEqual([]);
  });

  test("with the provider down at start is tried again until the provider is back", () => {
    const session = waiting();
    expect(session.take()).toContainEqual({
      type: "start-timer",
      timer: "retry",
      minMs: 1_000,
      maxMs: 2_000,
    });
    session.send(retryTimer, failed("NET_SERVER", "auto"));
    expect(session.take()).toContainEqual({
      type: "start-timer",
      timer: "retry",
      minMs: 1_000,
      maxMs: 4_000,
    });
    expect(session.send(retryTimer, succeeded).state.at).toBe("online");
  });

  test("that a person asked for is theirs for some tries; later nobody is interrupted", () => {
    const session = signedOut().send(login());
    session.take();
    const triggers: string[] = [];
    for (let turn = 0; turn < 6; turn++) {
      session.send(failed("NET_SERVER", "auto"), retryTimer);
      for (const effect of session.take()) if (effect.type === "start-attempt") triggers.push(effect.trigger);
    }
    expect(triggers).toEqual(["tray", "tray", "tray", "startup", "startup", "startup"]);
  });

  test("that a person asked for in the evening isn't theirs any more in the morning, however few its tries", () => {
    const session = signedOut().send(login(), failed("NET_OFFLINE", "auto"), failed("NET_OFFLINE", "auto"));
    session.take();
    session.send(wakeInTheMorning, retryTimer);
    expect(session.take()).toContainEqual({ type: "start-attempt", trigger: "startup" });
    // And is tried as often as any other.
    session.send(failed("NET_OFFLINE", "auto"));
    expect(session.take()).toContainEqual({
      type: "start-timer",
      timer: "retry",
      minMs: 1_000,
      maxMs: 4_000,
    });
  });

  test("that a person asked for a moment ago stays theirs for their tries, however often the network changes", () => {
    const session = signedOut().send(login());
    const triggers: string[] = [];
    session.take();
    for (let turn = 0; turn < 6; turn++) {
      session.send(failed("NET_OFFLINE", "auto"), wake, retryTimer);
      for (const effect of session.take()) if (effect.type === "start-attempt") triggers.push(effect.trigger);
    }
    expect(triggers).toEqual(["tray", "tray", "tray", "startup", "startup", "startup"]);
  });

  test.each([
    ["that waits for the provider", waiting],
    ["that was cancelled", () => loggingIn().send(cancelled)],
    ["that rests", resting],
  ])("%s is left like any other: that it was on purpose has to outlive a restart", (_what, before) => {
    const session = before();
    session.take();
    session.send(logout);
    // The shell keeps what it sees here (`presence`).
    expect(session.state).toMatchObject({ at: "leaving", level: "rest", thenLogin: null });
    expect(session.asked()).toEqual(["leave"]);
    expect(session.left().state).toMatchObject({ at: "signed-out", why: null });
  });

  test("that waits for the provider can be given up, or hurried by the network", () => {
    expect(waiting().send(cancel).state.at).toBe("signed-out");
    expect(waiting().send(logout).left().state).toEqual({ at: "signed-out", kept: null, why: null });
    const session = loggingIn().send(failed("NET_OFFLINE", "auto"));
    session.take();
    expect(session.send(wake).take()).toEqual([{ type: "start-timer", timer: "retry", ...JITTER }]);
    expect(session.send(login()).take()).toContainEqual({ type: "start-attempt", trigger: "tray" });
  });
});

describe("leaving", () => {
  test.each<readonly [string, SessionEvent, LeaveLevel]>([
    ["log out", logout, "rest"],
    ["forget this PC", forget, "forget"],
    ["log in as someone else", switched, "switch"],
  ])("%s", (_what, event, level) => {
    const session = online();
    session.take();
    session.send(event);
    expect(session.take()).toEqual([
      { type: "stop-timer", timer: "refresh" },
      { type: "stop-timer", timer: "retry" },
      { type: "stop-timer", timer: "expiry" },
      { type: "leave", op: session.op(), level },
    ]);
  });

  test("forgetting keeps nobody and says what couldn't be confirmed", () => {
    const session = leaving(forget).left("SESSION_REVOKE_UNCONFIRMED");
    expect(session.state).toEqual({ at: "signed-out", kept: null, why: "SESSION_REVOKE_UNCONFIRMED" });
    session.take();
    expect(session.send(login()).take()).toContainEqual({ type: "start-attempt", trigger: "tray" });
  });

  test("switching the account logs in anew once the old one is gone", () => {
    const session = leaving(switched);
    session.take();
    expect(session.left().take()).toContainEqual({ type: "start-attempt", trigger: "tray" });
  });

  test("a login asked meanwhile follows, unless it is cancelled or logged out again", () => {
    const follow = leaving().send(login());
    follow.take();
    expect(follow.left().asked()).toEqual(["refresh"]);
    for (const event of [cancel, logout]) {
      const session = leaving().send(login(), event);
      session.take();
      expect([session.left().asked(), session.state.at]).toEqual([[], "signed-out"]);
    }
  });

  test("the startup trigger doesn't wake what was just put to rest", () => {
    const session = leaving().send(login("startup"));
    session.take();
    expect(session.left().asked()).toEqual([]);
  });

  test("forgetting overrules resting and switching; they don't overrule forgetting", () => {
    for (const first of [logout, switched]) {
      const session = leaving(first);
      session.take();
      session.send(forget);
      expect(session.take()).toContainEqual({ type: "leave", op: session.op(), level: "forget" });
    }
    const session = leaving(forget);
    session.take();
    expect(session.send(logout, forget).take()).toEqual([]);
    expect(session.left().state).toMatchObject({ kept: null });
  });

  test("stops a login that is under way", () => {
    const session = loggingIn();
    session.take();
    expect(session.send(forget).asked()).toEqual(["cancel-attempt", "leave"]);
    expect(session.send(cancelled).state.at).toBe("leaving");
  });

  test("drops what comes late: refreshes, old leavings, attempts", () => {
    const session = online().send(refreshTimer);
    const refresh = session.op();
    session.send(logout);
    const now = session.state;
    session.send(
      { type: "refreshed", op: refresh, grant: GRANT },
      { type: "left", op: refresh, code: null },
      succeeded,
    );
    expect(session.state).toBe(now);
  });
});

describe("the keychain", () => {
  test("locked is not logged out: it is asked again until it opens (reliability 21)", () => {
    const session = locked();
    expect(session.take()).toContainEqual({
      type: "start-timer",
      timer: "retry",
      minMs: 1_000,
      maxMs: 2_000,
    });
    session.send(retryTimer);
    expect(session.asked()).toEqual(["open-store"]);
    session.send(startFailed("STORE_LOCKED"), retryTimer, started(USED));
    expect(session.asked()).toContain("refresh");
    expect(session.refreshed().state.at).toBe("online");
  });

  test("locked while online keeps the account and goes on when it opens", () => {
    const session = online().send(refreshTimer).storeFails();
    expect(session.state).toMatchObject({ at: "store-closed", account: ACCOUNT, why: "STORE_LOCKED" });
    session.send(retryTimer, startFailed("STORE_LOCKED"));
    expect(accountOf(session.state)).toEqual(ACCOUNT);
    expect(session.send(retryTimer, started(USED)).refreshed().state.at).toBe("online");
  });

  test.each(["STORE_LOCKED", "STORE_DIALOG_WAITING", "STORE_TIMEOUT"] as const)(
    "%s when a person asks is read again at once, and the wish is kept until it opens",
    (code) => {
      const session = play().send(startFailed(code));
      session.take();
      expect(session.send(login()).asked()).toEqual(["open-store"]);
      session.send(startFailed(code), retryTimer);
      session.take();
      expect(session.send(started(RESTED)).asked()).toEqual(["refresh"]);
    },
  );

  test.each(["STORE_MISSING", "STORE_DENIED", "STORE_CORRUPT", "STORE_PC_UNKNOWN"] as const)(
    "%s: who asks is logged in for this run only (reliability 22), if it still doesn't answer",
    (code) => {
      const session = play().send(startFailed(code));
      expect([session.state.at, session.asked()]).toEqual(["store-closed", []]);
      session.send(login());
      expect(session.asked()).toEqual(["open-store"]);
      const back = play(session.state).send(started(USED));
      expect(back.asked()).toEqual(["refresh"]);
      session.send(startFailed(code));
      expect(session.take()).toContainEqual({ type: "start-attempt", trigger: "tray" });
      expect(session.send(succeeded).state.at).toBe("online");
    },
  );

  test.each(["STORE_MISSING", "STORE_DENIED", "STORE_CORRUPT"] as const)(
    "%s: who gives that login up isn't logged out: the session behind it comes back when the keychain does",
    (code) => {
      const session = play().send(startFailed(code), login(), startFailed(code));
      expect(session.asked()).toContain("start-attempt");
      session.send(cancel, cancelled);
      expect(session.state).toMatchObject({ at: "store-closed", why: code });
      expect(session.asked()).toEqual(["cancel-attempt"]);
      expect(play(session.state).send(started(USED)).asked()).toEqual(["refresh"]);
      // And no window opens by itself where it still doesn't answer.
      expect(play(session.state).send(startFailed(code)).asked()).toEqual([]);
    },
  );

  const forThisRun = (code: ErrorCode) =>
    online().send(refreshTimer).storeFails(code).send(login(), startFailed(code));
  const unreachable = failed("NET_SERVER", "auto");
  test.each<readonly [string, readonly SessionEvent[]]>([
    ["fails for a person's reason", [failed("AUTH_DENIED", "person")]],
    [
      "fails so after the provider couldn't be reached",
      [unreachable, retryTimer, failed("AUTH_TIME_LIMIT", "person")],
    ],
    ["is asked for again meanwhile, and fails", [unreachable, login(), failed("AUTH_DENIED", "person")]],
    ["is given up while it waits for the provider", [unreachable, cancel]],
  ])("a login for this run only that %s leaves the session behind it kept", (_what, events) => {
    for (const code of ["STORE_MISSING", "STORE_DENIED", "STORE_CORRUPT"] as const) {
      const session = forThisRun(code);
      expect(session.asked()).toContain("start-attempt");
      session.send(...events);
      expect(session.state).toMatchObject({ at: "store-closed", account: ACCOUNT, why: code });
      expect(session.send(started(USED)).refreshed().state.at).toBe("online");
    }
  });

  test("a record that can't be read for a moment, as while it is scanned for viruses, costs nobody a press", () => {
    const session = play().send(startFailed("APP_UNEXPECTED"));
    expect(session.state.at).toBe("store-closed");
    expect(session.take()).toEqual([
      { type: "stop-timer", timer: "refresh" },
      { type: "stop-timer", timer: "expiry" },
      { type: "start-timer", timer: "retry", minMs: 1_000, maxMs: 2_000 },
    ]);
    expect(session.send(retryTimer, started(USED)).refreshed().state.at).toBe("online");
  });

  test("a refused keychain isn't asked again by itself: each question may be a dialog", () => {
    const session = play().send(startFailed("STORE_DENIED"));
    expect(session.take().filter(({ type }) => type === "start-timer")).toEqual([]);
  });

  test("nor when the PC wakes up or its network changes while the access token lives", () => {
    const session = online().send(refreshTimer).storeFails("STORE_DENIED", 3_000_000);
    session.take();
    expect(
      session
        .send(wake)
        .take()
        .filter(({ type }) => type === "start-timer"),
    ).toEqual([]);
  });

  test("that opens and fails in turn is asked ever more slowly", () => {
    const session = play().send(started(USED)).storeFails();
    const spans: number[] = [];
    for (let turn = 0; turn < 4; turn++) {
      const timer = session.take().find((effect) => effect.type === "start-timer");
      if (timer?.type === "start-timer") spans.push(timer.maxMs);
      session.send(retryTimer, started(USED)).storeFails();
    }
    expect(spans).toEqual([2_000, 4_000, 8_000, 16_000]);
  });

  test("locked can be logged out of, or forgotten", () => {
    expect(locked().send(logout, started(USED)).left().state).toMatchObject({
      at: "signed-out",
      kept: RESTED,
    });
    expect(locked().send(forget).left("STORE_LOCKED").state).toMatchObject({ at: "signed-out", kept: null });
  });
});

test("whose session it is can be told wherever there is one", () => {
  for (const session of [online(), offline(), resting(), leaving(), play().send(started(USED))])
    expect(accountOf(session.state)).toEqual(ACCOUNT);
  for (const session of [play(), loggingIn(), waiting(), signedOut(), locked()])
    expect(accountOf(session.state)).toBeNull();
});
