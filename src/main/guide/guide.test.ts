import { describe, expect, test } from "vitest";
import type { DoctorReport } from "../../core/doctor/report.ts";
import { KNOWN } from "../../core/recovery/sample-guides.ts";
import type { Doctor, Progress } from "../doctor/doctor.ts";
import { Guide, type Seen } from "./guide.ts";

const NOTHING: DoctorReport = { first: null, results: [], hosts: [], ms: 1 };
const PORTAL: DoctorReport = {
  ...NOTHING,
  first: { number: 6, id: "portal", cause: "NET_CAPTIVE_PORTAL" },
  results: [
    {
      number: 6,
      id: "portal",
      result: "fail",
      cause: "NET_CAPTIVE_PORTAL",
      next: "check-network",
      because: null,
      facts: {},
      ms: 1,
    },
  ],
};

/** A guide, a client to be changed, and a doctor whose report comes when it is told. */
function startGuide(known: Partial<Seen["known"]> = {}) {
  let seen: Seen = { service: "omakase", known: { ...KNOWN, ...known } };
  let opens = true;
  let atPress = () => {};
  const performed: unknown[] = [];
  const told = { changes: 0 };
  const runs: {
    readonly report: (report: DoctorReport) => void;
    readonly progress: (progress: Progress) => void;
    readonly signal: AbortSignal | undefined;
  }[] = [];
  const examine: Doctor["examine"] = ({ signal, progress = () => {} } = {}) =>
    new Promise((report, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
      runs.push({ report, progress, signal });
    });
  const guide = new Guide({
    look: () => seen,
    perform: (action, address) => {
      performed.push([action, address]);
      atPress();
      return opens;
    },
    examine,
    changed: () => {
      told.changes += 1;
    },
    log() {},
  });
  return {
    guide,
    performed,
    runs,
    told,
    opensNothing: () => {
      opens = false;
    },
    atPress: (does: () => void) => {
      atPress = does;
    },
    now: (change: Partial<Seen["known"]>, service = seen.service) => {
      seen = { service, known: { ...seen.known, ...change } };
      guide.clientChanged();
    },
    at: () => {
      const shown = guide.shown();
      if (shown === null) return null;
      const { branch, now } = shown.guide;
      const item = now.at === "asking" ? now.question : now.at === "acting" ? now.facts.step : now.at;
      return `${branch}: ${item}`;
    },
  };
}

const turn = () => new Promise((done) => setImmediate(done));

test("begins from what the client knows, and follows what it sees", () => {
  const { guide, at, now } = startGuide();
  expect(at()).toBeNull();
  guide.open();
  expect(at()).toBe("method-1: open-login");
  now({ session: "logging-in", page: "login" });
  expect(at()).toBe("method-1: type-password");
  now({ page: "login-wrong-password", code: "AUTH_WRONG_PASSWORD" });
  expect(at()).toBe("password-wrong: password-known");
  now({ session: "online", page: null, code: null });
  expect(at()).toBe("password-wrong: online");
});

test("somebody is logged in: there is nothing to lead out of", () => {
  const { guide, at } = startGuide({ session: "online" });
  guide.open();
  expect(at()).toBe("method-1: online");
});

test("somebody was logged in and isn't any more: it begins again", () => {
  const { guide, at, now } = startGuide({ session: "online" });
  guide.open();
  now({ session: "offline", code: "NET_DNS" });
  expect(at()).toBe("network-down: check-network");
  now({ session: "online", code: null });
  expect(at()).toBe("network-down: online");
});

test("a login that is stopped at one of its pages is begun from its first step; one that failed isn't", () => {
  const { guide, at, now } = startGuide();
  guide.open();
  now({ session: "logging-in", page: "login" });
  now({ page: "consent", consent: "asking" });
  expect(at()).toBe("method-1: answer-consent");
  now({ session: "signed-out", page: null, consent: "none" });
  expect(at()).toBe("method-1: open-login");
  now({ session: "logging-in", page: "login" });
  now({ session: "signed-out", page: null, code: "AUTH_TIME_LIMIT" });
  expect(at()).not.toBe("method-1: open-login");
});

test("whoever is on another way keeps their place when they stop the login", () => {
  const { guide, at, now } = startGuide({ session: "logging-in", page: "login-locked", code: "AUTH_LOCKED" });
  guide.open();
  const before = at();
  now({ session: "signed-out", page: null, code: null });
  expect(at()).toBe(before);
});

test("a proxy that asks again is no failure until the person has sent a name and a password", () => {
  const { guide, at, now } = startGuide({ session: "offline", code: "NET_PROXY_AUTH" });
  guide.proxyLoginSent();
  guide.open();
  const asksAgain = () => {
    now({ session: "resuming" });
    now({ session: "offline" });
  };
  asksAgain();
  expect(at()).toBe("proxy-login-needed: introduce-to-proxy");
  guide.proxyLoginSent();
  asksAgain();
  expect(at()).toBe("proxy-login-refused: retype-proxy-login");
});

test("a press has the client act; one on what is no longer shown does nothing", () => {
  const { guide, performed, at } = startGuide();
  guide.open();
  guide.press({ type: "pressed", step: "switch-account" });
  expect(performed).toEqual([]);
  guide.press({ type: "pressed", step: "open-login" });
  expect(performed).toEqual([["log-in", null]]);
  guide.press({ type: "stuck-said", item: "open-login" });
  expect(at()).toBe("method-2: open-line-login");
});

test("a login that the press begins anew is none that failed", () => {
  const refused = { session: "logging-in", page: "line-error", code: "LINE_NOT_VERIFIED" } as const;
  const { guide, at, now, atPress } = startGuide(refused);
  guide.open();
  for (const answer of ["elsewhere"]) guide.press({ type: "answered", question: "line-where", answer });
  guide.press({ type: "done-said", step: "join-line" });
  atPress(() => {
    now({ session: "signed-out", page: null });
    now({ session: "logging-in", page: null });
  });
  guide.press({ type: "pressed", step: "log-in" });
  expect(at()).toBe("off-line: log-in");
  now({ session: "signed-out" });
  expect(at()).not.toBe("off-line: log-in");
});

test("② is ticked off once its page was opened, and not where it couldn't be (facts A2)", () => {
  for (const opens of [true, false]) {
    const { guide, at, opensNothing } = startGuide({ code: "AUTH_RESTART_LIMIT" });
    if (!opens) opensNothing();
    guide.open();
    guide.press({ type: "pressed", step: "open-line-login" });
    expect(at()).toBe(opens ? "method-2: browser-login" : "method-2: open-line-login");
  }
});

test("opened again it stays where it was, also at a code that somebody reads out; begun anew when it is asked to", () => {
  const { guide, at } = startGuide({ code: "STORE_LOCKED" });
  const begun = { branch: "keychain-locked", at: "acting", item: "unlock-keychain", code: null };
  expect(guide.open()).toEqual(begun);
  guide.press({ type: "stuck-said", item: "unlock-keychain" });
  expect(guide.open()).toEqual({ ...begun, at: "helpdesk", item: null, code: "STORE_LOCKED" });
  guide.restart();
  expect(at()).toBe("keychain-locked: unlock-keychain");
  guide.press({ type: "stuck-said", item: "unlock-keychain" });
  guide.close();
  expect(guide.open()).toEqual(begun);
});

test("a link leads to its branch, unless nothing is wrong; what is no branch leads nowhere", () => {
  const { guide, at } = startGuide();
  guide.open("device-lost");
  expect(at()).toBe("device-lost: recovery-code-there");
  guide.open("no-such-branch");
  expect(at()).toBe("device-lost: recovery-code-there");
  guide.open("constructor");
  expect(at()).toBe("device-lost: recovery-code-there");
  const other = startGuide({ session: "online" });
  other.guide.open("device-lost");
  expect(other.at()).toBe("method-1: online");
});

test("another service begins it anew; a closed one stays closed", () => {
  const { guide, at, now } = startGuide({ code: "STORE_LOCKED" });
  guide.open();
  now({ service: "ot", code: "NET_DNS" }, "ot");
  expect(at()).toBe("network-down: check-network");
  expect(guide.shown()?.guide.service).toBe("ot");
  guide.close();
  now({ code: "STORE_LOCKED" }, "omakase");
  guide.restart();
  expect(at()).toBeNull();
});

describe("the doctor", () => {
  test("looks around where that can help, tells how far it is, and what it finds leads on", async () => {
    const { guide, runs, at } = startGuide({ code: "NET_SERVER" });
    guide.open();
    expect(guide.shown()?.look).toEqual({ is: "running", done: 0, of: 21 });
    runs[0]?.progress({ id: "dns", number: 5, done: 3, of: 21 });
    expect(guide.shown()?.look).toEqual({ is: "running", done: 3, of: 21 });
    runs[0]?.report(PORTAL);
    await turn();
    expect(at()).toBe("captive-portal: finish-portal");
    expect(guide.shown()?.look).toEqual({ is: "found" });
    expect(runs).toHaveLength(1);
  });

  test("finds nothing: that is said, and the way goes on", async () => {
    const { guide, runs, at } = startGuide({ code: "NET_SERVER" });
    guide.open();
    runs[0]?.report(NOTHING);
    await turn();
    expect([at(), guide.shown()?.look]).toEqual(["service-down: arrive", { is: "clear" }]);
  });

  test("is stopped by the person, and ends with the window", async () => {
    const { guide, runs, told } = startGuide({ code: "NET_SERVER" });
    guide.open();
    guide.stopLooking();
    await turn();
    expect(guide.shown()?.look).toEqual({ is: "stopped" });
    guide.restart();
    guide.close();
    expect(runs.map(({ signal }) => signal?.aborted)).toEqual([true, true]);
    const { changes } = told;
    await turn();
    runs[1]?.progress({ id: "dns", number: 5, done: 3, of: 21 });
    expect(told.changes).toBe(changes);
  });

  test("of a guide that was begun anew, what it finds leads nowhere", async () => {
    const { guide, runs, at, now } = startGuide({ code: "NET_SERVER" });
    guide.open();
    now({ service: "ot", code: "NET_DNS" }, "ot");
    runs[0]?.report(PORTAL);
    await turn();
    expect(at()).toBe("network-down: check-network");
    expect(guide.shown()?.look).toMatchObject({ is: "running" });
    expect(runs).toHaveLength(2);
  });

  test("is asked before the helpdesk is, whose code holds what it finds", async () => {
    const { guide, runs, at } = startGuide({ code: "STORE_LOCKED" });
    guide.open();
    expect(runs).toHaveLength(0);
    guide.press({ type: "stuck-said", item: "unlock-keychain" });
    expect(at()).toBe("keychain-locked: helpdesk");
    runs[0]?.report(PORTAL);
    await turn();
    expect([at(), guide.shown()?.look]).toEqual(["keychain-locked: helpdesk", { is: "found" }]);
  });
});
