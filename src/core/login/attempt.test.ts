import { describe, expect, test } from "vitest";
import { ERRORS } from "../errors.ts";
import type { Grant } from "../ports.ts";
import { transition } from "./attempt.ts";
import {
  type AttemptEffect,
  type AttemptEvent,
  type AttemptState,
  IDLE,
  MAX_CONSENT_CHANGES,
  MAX_RESTARTS,
  type RefusedBy,
  type Seen,
  type Trigger,
  type WindowRef,
} from "./attempt-state.ts";
import type { ConsentDetails, ConsentPlan, ConsentPress } from "./consent.ts";
import type { ConsentDoubt } from "./consent-rules.ts";

const GRANT: Grant = { account: { sub: "u1", mail: "a@example.jp" }, expiresIn: 3600 };
const DETAILS: ConsentDetails = {
  recipient: "NTT東日本株式会社",
  serviceName: "コワークストレージ",
  canRemember: true,
  origin: "https://operator.example",
};
const PLAN: ConsentPlan = {
  fingerprint: "page-1",
  accept: 0,
  refuse: 1,
  remember: 2,
  submit: 3,
  action: "https://operator.example/answer",
};
const OTHER_PLAN: ConsentPlan = { ...PLAN, fingerprint: "page-2" };
const READING = { plan: PLAN, details: DETAILS };
const CONSENT: Seen = { screen: "consent", reading: READING };
const DOUBTFUL: Seen = { screen: "consent", reading: { doubt: "other-control" } };

/** Plays events against the machine and remembers what it asked for. */
function play(state: AttemptState = IDLE) {
  const effects: AttemptEffect[] = [];
  const self = {
    state,
    effects,
    send(...events: AttemptEvent[]) {
      for (const event of events) {
        const step = transition(self.state, event);
        self.state = step.state;
        effects.push(...step.effects);
      }
      return self;
    },
    /** The effects since the last look. */
    take: () => effects.splice(0),
    types: () => effects.splice(0).map(({ type }) => type),
    running() {
      if (self.state.at === "idle") throw new Error("the attempt has ended");
      return self.state;
    },
  };
  return self;
}

const ASKED = {
  type: "asked",
  id: 1,
  trigger: "tray",
  reveal: true,
  shown: true,
  via: "window",
} as const satisfies AttemptEvent;
const asked = (id = 1, trigger: Trigger = "tray"): AttemptEvent => ({
  type: "asked",
  id,
  trigger,
  reveal: trigger !== "startup",
  shown: true,
  via: "window",
});
const ready = (generation = 1, id = 1): AttemptEvent => ({ type: "authorization-ready", id, generation });
const seen = (
  screen: Exclude<Seen["screen"], "consent">,
  window: WindowRef = "main",
  id = 1,
): AttemptEvent => ({
  type: "page-seen",
  id,
  window,
  seen: { screen },
});
const consent = (what: Seen = CONSENT, window: WindowRef = "main", id = 1): AttemptEvent => ({
  type: "page-seen",
  id,
  window,
  seen: what,
});
const says = (answer: "yes" | "by-hand" | "abort", id = 1): AttemptEvent => ({
  type: "consent-answered",
  id,
  answer,
});
const SENT: ConsentPress = { kind: "sent", path: "/answer", fields: ["notify"] };
const kept = (doubt: ConsentDoubt): ConsentPress => ({
  kind: "kept",
  doubt,
  path: null,
  fields: [],
});
const pressed = (how: ConsentPress = SENT, id = 1): AttemptEvent => ({
  type: "consent-pressed",
  id,
  pressed: how,
});
const popup = (window: number, id = 1): AttemptEvent => ({ type: "popup-opened", id, window });
const closed = (window: WindowRef, id = 1): AttemptEvent => ({ type: "window-closed", id, window });
const callback = (generation = 1, id = 1): AttemptEvent => ({ type: "callback-received", id, generation });
const exchanged = (generation = 1, id = 1): AttemptEvent => ({
  type: "exchanged",
  id,
  generation,
  grant: GRANT,
});
const cancel: AttemptEvent = { type: "cancel-asked" };
const limit = (id = 1): AttemptEvent => ({ type: "time-limit-reached", id });

const atLogin = () => play().send(asked(), ready(), seen("login"));
const atConsent = () => atLogin().send(consent());
const pressedConsent = () => atConsent().send(says("yes"), pressed());
const exchanging = () => atLogin().send(callback());

const press = { type: "press-consent", id: 1, window: "main", plan: PLAN };
const reports = (effects: readonly AttemptEffect[]) => effects.filter(({ type }) => type === "report");
const closedPopups = (effects: readonly AttemptEffect[]) =>
  effects.flatMap((effect) => (effect.type === "close-popup" ? [effect.window] : []));

describe("the guide's method 1 (facts B)", () => {
  test("plays itself: mail and password typed once, one yes, and nothing else asked of the person", () => {
    const login = play().send(asked(1, "startup"));
    expect(login.take()).toEqual([
      { type: "start-time-limit", id: 1 },
      { type: "prepare-authorization", id: 1, generation: 1 },
    ]);
    login.send(ready());
    expect(login.take()).toEqual([{ type: "open-login-window", id: 1, generation: 1, focus: false }]);
    login.send(seen("login"));
    expect(login.take()).toEqual([]);
    login.send(consent());
    expect(login.take()).toEqual([{ type: "show-consent-panel", id: 1, details: DETAILS }]);
    login.send(says("yes"));
    expect(login.take()).toEqual([{ type: "close-consent-panel", id: 1 }, press]);
    // 図1 in the window and 図2 beside it: the window is used again, 図2 is closed.
    login.send(pressed(), seen("web-main"));
    expect(login.take()).toEqual([{ type: "prepare-authorization", id: 1, generation: 2 }]);
    login.send(popup(1), seen("drive-login", 1));
    expect(login.take()).toEqual([{ type: "close-popup", id: 1, window: 1 }]);
    login.send(ready(2));
    expect(login.take()).toEqual([{ type: "load-authorization", id: 1, generation: 2 }]);
    login.send(callback(2));
    expect(login.take()).toEqual([{ type: "exchange-code", id: 1, generation: 2 }]);
    login.send(exchanged(2));
    expect(login.take()).toEqual([
      { type: "close-login-window", id: 1 },
      { type: "stop-time-limit", id: 1 },
      { type: "release-authorization", id: 1 },
      { type: "report", id: 1, trigger: "startup", outcome: { kind: "success", grant: GRANT } },
    ]);
    expect(login.state).toEqual(IDLE);
  });

  test("goes straight through where consent is remembered or the line is an East one", () => {
    const login = exchanging().send(exchanged());
    expect(reports(login.take())).toEqual([
      { type: "report", id: 1, trigger: "tray", outcome: { kind: "success", grant: GRANT } },
    ]);
  });
});

describe("consent", () => {
  test("in a pop-up is pressed in that pop-up, and its browser page restarts the login window", () => {
    const login = atLogin().send(popup(1), consent(CONSENT, 1), says("yes"));
    expect(login.take()).toContainEqual({ ...press, window: 1 });
    login.send(pressed(), seen("web-main", 1));
    expect(login.types()).toEqual(["prepare-authorization"]);
  });

  test("whose pop-up shows the browser page before the press is confirmed restarts all the same", () => {
    const login = atLogin().send(popup(1), consent(CONSENT, 1), says("yes"), seen("web-main", 1));
    expect(login.types()).toContain("prepare-authorization");
    expect(login.send(pressed()).running().consent.at).toBe("pressed");
  });

  test("answered in the page while the panel asks closes the panel, and the broken return is still mended", () => {
    const login = atLogin().send(popup(1), consent(CONSENT, 1));
    login.take();
    login.send(seen("web-main", 1));
    expect(login.types()).toEqual(["close-consent-panel", "prepare-authorization"]);
  });

  test("rendered late is asked once it is there", () => {
    const login = atLogin().send(seen("unknown"));
    expect(login.running().notice).toBe("AUTH_UNKNOWN_PAGE");
    login.send(consent());
    expect(login.running().notice).toBeNull();
    expect(login.types()).toContain("show-consent-panel");
  });

  test("seen twice is asked once", () => {
    const login = atConsent();
    login.take();
    expect(login.send(consent()).take()).toEqual([]);
  });

  test("changed under the question is asked anew, and the press is for what was asked last", () => {
    const login = atConsent();
    login.take();
    const changed = { ...DETAILS, recipient: "別の会社" };
    login.send(consent({ screen: "consent", reading: { details: changed, plan: OTHER_PLAN } }));
    expect(login.take()).toEqual([{ type: "show-consent-panel", id: 1, details: changed }]);
    login.send(says("yes"));
    expect(login.take()).toContainEqual({ ...press, plan: OTHER_PLAN });
  });

  test("changed into something doubtful is left to the person", () => {
    const login = atConsent();
    login.take();
    login.send(consent(DOUBTFUL));
    expect(login.types()).toEqual(["close-consent-panel", "reveal-login-window"]);
    expect(login.running()).toMatchObject({
      consent: { at: "by-hand", doubt: "other-control" },
      notice: "LINE_CONSENT_DOUBT",
    });
    expect(login.send(says("yes")).take()).toEqual([]);
  });

  test("doubtful from the start shows the page and no panel", () => {
    const login = atLogin();
    login.take();
    expect(login.send(consent(DOUBTFUL)).types()).toEqual(["reveal-login-window"]);
  });

  test("a second page of the same kind is not pressed", () => {
    const login = pressedConsent();
    login.take();
    login.send(consent({ screen: "consent", reading: { ...READING, plan: OTHER_PLAN } }));
    expect(login.types()).toEqual(["reveal-login-window"]);
    expect(login.running().consent).toEqual({ at: "by-hand", doubt: "second-page" });
  });

  test("the same page still there after the press is not pressed again", () => {
    const login = pressedConsent();
    login.take();
    login.send(consent(), says("yes"));
    expect(login.types()).not.toContain("press-consent");
  });

  test("vanishing before the yes takes the question away", () => {
    const login = atConsent();
    login.take();
    expect(login.send(seen("unknown")).types()).toEqual(["close-consent-panel"]);
    expect(login.send(says("yes")).take()).toEqual([]);
    expect(login.send(consent()).types()).toEqual(["show-consent-panel"]);
  });

  test("whose button is gone when it should be pressed is left to the person", () => {
    const login = atConsent().send(says("yes"), pressed(kept("button")));
    expect(login.running()).toMatchObject({
      consent: { at: "by-hand", doubt: "button" },
      notice: "LINE_CONSENT_DOUBT",
    });
    expect(login.types()).toContain("reveal-login-window");
  });

  test("another form at the press is asked about anew, and says that it changed", () => {
    const login = atConsent().send(says("yes"));
    login.take();
    login.send(pressed({ kind: "another-form", reading: { plan: OTHER_PLAN, details: DETAILS } }));
    expect(login.running().consent).toMatchObject({ at: "asking", plan: OTHER_PLAN, changes: 1 });
    expect(login.types()).toEqual(["show-consent-panel"]);
    expect(login.send(says("yes")).take()).toContainEqual({ ...press, plan: OTHER_PLAN });
  });

  test("a form that doesn't keep still is left to the person after a while", () => {
    const login = atConsent();
    for (let change = 1; change <= MAX_CONSENT_CHANGES; change++)
      login.send(
        consent({
          screen: "consent",
          reading: { ...READING, plan: { ...PLAN, fingerprint: `page ${change}` } },
        }),
      );
    expect(login.running().consent.at).toBe("asking");
    login.take();
    login.send(consent({ screen: "consent", reading: { ...READING, plan: OTHER_PLAN } }));
    expect(login.running().consent).toEqual({ at: "by-hand", doubt: "changing" });
    expect(login.types()).toEqual(["close-consent-panel", "reveal-login-window"]);
  });

  test("a press that fails after the page went on bothers nobody", () => {
    const login = atConsent().send(says("yes"), seen("web-main"));
    login.take();
    login.send(pressed(kept("no-reaction")));
    expect(login.take()).toEqual([]);
    expect(login.running().notice).toBeNull();
  });

  test("by hand leaves the page to the person, and mends what comes back", () => {
    const login = atConsent();
    login.take();
    expect(login.send(says("by-hand")).types()).toEqual(["close-consent-panel", "reveal-login-window"]);
    expect(login.running().notice).toBe("LINE_CONSENT_BY_HAND");
    expect(login.send(seen("web-main")).types()).toEqual(["prepare-authorization"]);
  });

  test("中止 ends the attempt", () => {
    const login = atConsent();
    login.take();
    login.send(says("abort"));
    expect(login.types()).toEqual([
      "close-consent-panel",
      "close-login-window",
      "stop-time-limit",
      "release-authorization",
      "report",
    ]);
  });

  test("answered with yes twice is pressed once", () => {
    const login = atConsent().send(says("yes"), says("yes"));
    expect(login.types().filter((type) => type === "press-consent")).toHaveLength(1);
  });

  test("is asked about one window at a time", () => {
    const login = atConsent().send(popup(1));
    login.take();
    expect(
      login.send(consent({ screen: "consent", reading: { ...READING, plan: OTHER_PLAN } }, 1)).take(),
    ).toEqual([]);
    expect(login.send(says("yes")).take()).toContainEqual(press);
  });

  test("of another attempt counts for nothing", () => {
    const login = atConsent();
    login.take();
    expect(login.send(says("yes", 0), says("yes", 2), consent(CONSENT, "main", 2)).take()).toEqual([]);
  });

  test("whose pop-up the person closes is asked no more", () => {
    const login = atLogin().send(popup(1), consent(CONSENT, 1));
    login.take();
    expect(login.send(closed(1)).types()).toEqual(["close-consent-panel"]);
    expect(login.running().consent.at).toBe("none");
  });

  test("in a line that is refused afterwards is named also where the refusal comes in the pop-up", () => {
    const login = atLogin().send(
      popup(1),
      consent(CONSENT, 1),
      says("yes"),
      pressed(),
      seen("line-error", 1),
    );
    expect(login.running().notice).toBe("LINE_NOT_VERIFIED");
  });

  test("done, but back at a stale login page, asks for one new authorization and then leaves it to the person", () => {
    const login = pressedConsent();
    login.take();
    expect(login.send(seen("login")).types()).toEqual(["prepare-authorization"]);
    expect(login.send(ready(2), seen("login")).types()).toEqual(["load-authorization"]);
  });
});

describe("duplicate login dialogs (図2)", () => {
  test.each([1, 3])("%i of them are closed", (count) => {
    const login = pressedConsent().send(seen("web-main"));
    for (let window = 1; window <= count; window++) login.send(popup(window), seen("drive-login", window));
    expect(closedPopups(login.take())).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    expect(login.running().popups).toEqual([]);
  });

  test("that were there before the browser page are closed when it comes", () => {
    const login = pressedConsent().send(popup(1), seen("drive-login", 1), popup(2), seen("login", 2));
    login.take();
    expect(closedPopups(login.send(seen("web-main")).take())).toEqual([1, 2]);
  });

  test("that open during the exchange are closed", () => {
    const login = exchanging().send(popup(1), seen("drive-login", 1));
    expect(closedPopups(login.take())).toEqual([1]);
  });

  test("that open during the exchange and show themselves after the end are closed", () => {
    const login = exchanging().send(popup(1), exchanged());
    login.take();
    expect(login.send(seen("unknown", 1), seen("drive-login", 1)).take()).toEqual([
      { type: "close-popup", id: 1, window: 1 },
    ]);
    expect(login.state).toEqual(IDLE);
  });

  test("that open after the end are closed", () => {
    const login = exchanging().send(exchanged(), popup(7));
    login.take();
    expect(closedPopups(login.send(seen("drive-login", 7)).take())).toEqual([7]);
  });

  test("left over from one attempt are closed in the next", () => {
    const login = exchanging().send(popup(1), exchanged(), asked(2), ready(1, 2), seen("login", "main", 2));
    login.take();
    expect(closedPopups(login.send(seen("drive-login", 1, 2)).take())).toEqual([1]);
  });

  test("locked or with a message are duplicates as well", () => {
    const login = pressedConsent().send(seen("web-main"), popup(1), popup(2));
    login.send(seen("login-locked", 1), seen("login-wrong-password", 2));
    expect(closedPopups(login.take())).toEqual([1, 2]);
  });
});

describe("a window that we don't know is never closed", () => {
  test.each(["unknown", "web-main", "second-factor", "federated", "line-error", "password-reset"] as const)(
    "a pop-up with %s stays, whatever becomes of the attempt",
    (screen) => {
      for (const end of [cancel, limit(), closed("main"), callback()]) {
        const login = atLogin().send(popup(1), seen(screen, 1), end, exchanged());
        expect(login.state.at).toBe("idle");
        expect(closedPopups(login.take())).toEqual([]);
      }
    },
  );

  test("the browser version that later asks for a login is the person's, not a duplicate", () => {
    const login = exchanging().send(popup(1), seen("web-main", 1), exchanged(), seen("login", 1));
    expect(closedPopups(login.take())).toEqual([]);
  });

  test("a pop-up that was something else when its attempt ended is the person's from then on", () => {
    const login = atLogin().send(popup(1), seen("second-factor", 1), cancel, seen("login", 1));
    expect(closedPopups(login.take())).toEqual([]);
  });

  test("a login dialog is left while the login window shows something else that isn't known", () => {
    const login = play().send(asked(), ready(), seen("unknown"), popup(1), seen("login", 1));
    expect(closedPopups(login.take())).toEqual([]);
  });

  test("a pop-up opened twice is one pop-up", () => {
    const login = atLogin().send(popup(1), popup(1));
    expect(login.running().popups).toHaveLength(1);
    expect(play().send(popup(1), popup(1)).state).toEqual({ at: "idle", leftovers: [1] });
  });
});

describe("one attempt at a time", () => {
  test("five triggers at once open one window", () => {
    const login = play().send(asked(1, "startup"));
    for (const trigger of [
      "tray",
      "command-line",
      "notification",
      "second-instance",
      "status-window",
    ] as const)
      login.send(asked(2, trigger));
    login.send(ready());
    expect(login.types()).toEqual(["start-time-limit", "prepare-authorization", "open-login-window"]);
  });

  test("a person who joins the startup's attempt gets the window in front, startup itself doesn't", () => {
    const behind = play().send(asked(1, "startup"), asked(2, "startup"), ready());
    expect(behind.take()).toContainEqual({ type: "open-login-window", id: 1, generation: 1, focus: false });
    const front = play().send(asked(1, "startup"), asked(2, "tray"), ready());
    expect(front.take()).toContainEqual({ type: "open-login-window", id: 1, generation: 1, focus: true });
    expect(behind.send(asked(2, "tray")).take()).toEqual([{ type: "reveal-login-window", id: 1 }]);
  });

  test("joining while the consent question stands shows the question again", () => {
    const login = atConsent();
    login.take();
    expect(login.send(asked(2)).types()).toEqual(["reveal-login-window", "show-consent-panel"]);
  });

  test("who asked first is who it is reported for", () => {
    const login = play().send(asked(1, "startup"), asked(2, "tray"), cancel);
    expect(reports(login.take())).toMatchObject([{ trigger: "startup", outcome: { kind: "cancelled" } }]);
  });
});

describe("cancelling", () => {
  const places = {
    "while preparing": () => play().send(asked()),
    "before the first page": () => play().send(asked(), ready()),
    "at the login page": atLogin,
    "at the second factor": () => atLogin().send(seen("second-factor")),
    "at an unknown page": () => atLogin().send(seen("unknown")),
    "at the line error": () => atLogin().send(seen("line-error")),
    "at the consent question": atConsent,
    "while consent is pressed": () => atConsent().send(says("yes")),
    "after consent was pressed": pressedConsent,
    "with consent by hand": () => atConsent().send(says("by-hand")),
    "during the restart": () => pressedConsent().send(seen("web-main")),
    "while the code is exchanged": exchanging,
  };

  test.each(Object.entries(places))("%s ends the attempt and cleans up once", (_where, go) => {
    const login = go();
    const open = login.state.at !== "idle" && login.state.windowOpen;
    const asking = login.state.at !== "idle" && login.state.consent.at === "asking";
    login.take();
    login.send(cancel);
    expect(login.state.at).toBe("idle");
    const types = login.send(cancel, limit()).types();
    const count = (type: AttemptEffect["type"]) => types.filter((each) => each === type).length;
    expect(login.state.at).toBe("idle");
    expect(count("close-login-window")).toBe(open ? 1 : 0);
    expect(count("close-consent-panel")).toBe(asking ? 1 : 0);
    expect([count("report"), count("stop-time-limit"), count("release-authorization")]).toEqual([1, 1, 1]);
  });

  test.each(Object.entries(places))(
    "× on the login window %s ends it like a cancel, without a second close",
    (_where, go) => {
      const login = go();
      if (login.state.at === "idle" || !login.state.windowOpen) return;
      const finishing = login.state.at === "exchanging";
      login.take();
      const effects = login.send(closed("main")).take();
      expect(effects.map(({ type }) => type)).not.toContain("close-login-window");
      // The code is there already: the window has done its work and the login finishes without it.
      expect(reports(effects)).toHaveLength(finishing ? 0 : 1);
      if (finishing) expect(reports(login.send(exchanged()).take())).toHaveLength(1);
    },
  );

  test("of nothing does nothing", () => {
    expect(play().send(cancel).take()).toEqual([]);
  });

  test("× on a window that isn't open any more does nothing", () => {
    const login = play().send(asked());
    login.take();
    expect(login.send(closed("main")).take()).toEqual([]);
  });
});

describe("late results are dropped", () => {
  test("of another attempt", () => {
    const login = play().send(asked(1), cancel, asked(2));
    login.take();
    const before = login.state;
    login.send(
      ready(1, 1),
      callback(1, 1),
      exchanged(1, 1),
      limit(1),
      closed("main", 1),
      seen("web-main", "main", 1),
    );
    login.send({ type: "exchange-failed", id: 1, generation: 1, code: "NET_SERVER" });
    login.send({ type: "page-failed", id: 1, window: "main", code: "NET_DNS" });
    expect(login.take()).toEqual([]);
    expect(login.state).toBe(before);
  });

  test("of an authorization that was restarted", () => {
    const login = pressedConsent().send(seen("web-main"));
    login.take();
    login.send(ready(1), callback(1), exchanged(1));
    login.send({ type: "authorization-failed", id: 1, generation: 1, code: "NET_SERVER" });
    expect(login.take()).toEqual([]);
    login.send(ready(2), callback(1));
    expect(login.types()).toEqual(["load-authorization"]);
  });

  test("of a page that fails because the next one replaces it, or whose code is there", () => {
    const failed: AttemptEvent = { type: "page-failed", id: 1, window: "main", code: "NET_TIMEOUT" };
    for (const login of [pressedConsent().send(seen("web-main")), exchanging()]) {
      login.take();
      expect(login.send(failed).take()).toEqual([]);
    }
  });

  test("a callback twice exchanges once", () => {
    const login = exchanging();
    login.take();
    expect(login.send(callback()).take()).toEqual([]);
  });
});

describe("what ends an attempt", () => {
  test("a provider that can't be reached, before any window was opened", () => {
    const login = play().send(asked());
    login.take();
    login.send({ type: "authorization-failed", id: 1, generation: 1, code: "NET_SERVER" });
    expect(login.types()).toEqual(["stop-time-limit", "release-authorization", "report"]);
  });

  test("a page that can't be loaded", () => {
    const login = play().send(asked(), ready(), {
      type: "page-failed",
      id: 1,
      window: "main",
      code: "NET_DNS",
    });
    expect(reports(login.take())).toMatchObject([{ outcome: { kind: "failed", code: "NET_DNS" } }]);
  });

  test("but not a pop-up that can't be loaded", () => {
    const login = atLogin().send(popup(1), { type: "page-failed", id: 1, window: 1, code: "NET_DNS" });
    expect(login.state.at).toBe("open");
  });

  test("a code that isn't accepted", () => {
    const login = exchanging().send({
      type: "exchange-failed",
      id: 1,
      generation: 1,
      code: "AUTH_RESPONSE_INVALID",
    });
    expect(reports(login.take())).toMatchObject([
      { outcome: { kind: "failed", code: "AUTH_RESPONSE_INVALID" } },
    ]);
  });

  test("the time limit, in every state", () => {
    for (const go of [() => play().send(asked()), atLogin, atConsent, pressedConsent, exchanging])
      expect(reports(go().send(limit()).take())).toMatchObject([
        { outcome: { kind: "failed", code: "AUTH_TIME_LIMIT" } },
      ]);
  });

  test("too many broken returns", () => {
    const login = atLogin();
    for (let generation = 2; generation <= MAX_RESTARTS + 1; generation++)
      login.send(seen("web-main"), ready(generation));
    expect(login.state.at).toBe("open");
    login.send(seen("web-main"));
    expect(reports(login.take())).toMatchObject([
      { outcome: { kind: "failed", code: "AUTH_RESTART_LIMIT" } },
    ]);
    expect(ERRORS.AUTH_RESTART_LIMIT.retry).toBe("person");
  });
});

describe("pages that are the person's to answer are named", () => {
  test.each([
    ["login-wrong-password", "AUTH_WRONG_PASSWORD"],
    ["login-locked", "AUTH_LOCKED"],
    ["second-factor", "AUTH_SECOND_FACTOR"],
    ["password-reset", "AUTH_PASSWORD_RESET"],
    ["line-error", "LINE_NOT_VERIFIED"],
    ["unknown", "AUTH_UNKNOWN_PAGE"],
  ] as const)("%s says %s, and the attempt goes on", (screen, notice) => {
    const login = atLogin().send(seen(screen));
    expect(login.running()).toMatchObject({ at: "open", main: screen, notice });
    expect(login.send(seen("login")).running().notice).toBeNull();
  });

  test("a page that its server calls an error, with nothing to fill in, is trouble and not followed", () => {
    const login = atLogin().send({
      type: "page-seen",
      id: 1,
      window: "main",
      seen: { screen: "unknown", errorPage: true },
    });
    expect(login.running().notice).toBe("AUTH_REQUEST_REFUSED");
    expect(login.send(seen("login")).running().notice).toBeNull();
  });

  test("a page that the profile does not reach is named, and the login page keeps saying so", () => {
    const login = atLogin().send(
      { type: "navigation-refused", id: 1, window: "main", by: "link" },
      seen("login"),
    );
    expect(login.running().notice).toBe("AUTH_OUTSIDE_PAGE");
    expect(login.send(callback()).running().notice).toBeNull();
  });
});

const refused = (by: RefusedBy, window: WindowRef = "main", id = 1): AttemptEvent => ({
  type: "navigation-refused",
  id,
  window,
  by,
});

describe("a host that isn't the profile's where the operator's page is due (reliability 8)", () => {
  test("is named and left unopened, and nothing moves to the browser", () => {
    const login = atLogin();
    login.take();
    login.send(refused("login-answer"));
    expect(login.running()).toMatchObject({
      at: "open",
      notice: "LINE_OPERATOR_UNKNOWN",
    });
    expect(login.types()).toEqual(["reveal-login-window"]);
    expect(login.send(seen("login")).running().notice).toBe("LINE_OPERATOR_UNKNOWN");
  });

  test("also where the operator's own page leads there", () => {
    const login = atLogin().send(consent(DOUBTFUL));
    login.take();
    expect(login.send(refused("redirect")).running().notice).toBe("LINE_OPERATOR_UNKNOWN");
    expect(login.types()).toEqual(["reveal-login-window"]);
  });

  test("the person may still take it to the browser", () => {
    const login = atLogin().send(refused("login-answer"), { type: "browser-asked" });
    expect(login.running()).toMatchObject({ at: "preparing", via: "browser" });
  });
});

describe("where policy keeps logins in the window", () => {
  const atWindow = () => {
    const question: AttemptEvent = { ...ASKED, via: "window-only" };
    const login = play().send(question, ready(), seen("login"));
    login.take();
    return login;
  };
  const forbidden = { kind: "failed", code: "AUTH_METHOD_FORBIDDEN" };
  const popup: AttemptEvent = { type: "popup-opened", id: 1, window: 1 };

  test.each<[string, AttemptEvent[]]>([
    ["the service sends the login to another company", [refused("redirect")]],
    ["a pop-up is sent there", [popup, refused("redirect", 1)]],
    ["its own page for external accounts shows", [seen("federated")]],
    ["a page refuses the window", [seen("embedded-refused")]],
    [
      "the response refuses the window",
      [callback(), { type: "exchange-failed", id: 1, generation: 1, code: "AUTH_EMBEDDED_REFUSED" }],
    ],
  ])("an attempt ends with a code of its own, before there are tokens, when %s", (_what, events) => {
    const login = atWindow().send(...events);
    expect(login.state.at).toBe("idle");
    const effects = login.take();
    expect(effects).toContainEqual(expect.objectContaining({ type: "report", outcome: forbidden }));
    expect(effects).toContainEqual({ type: "close-login-window", id: 1 });
    for (const type of ["open-browser", "prepare-authorization"])
      expect(effects).not.toContainEqual(expect.objectContaining({ type }));
  });

  test("no browser opens, whoever asks for it, and a link that leads elsewhere says why", () => {
    const login = atWindow().send({ type: "browser-asked" });
    expect(login.take()).toEqual([]);
    expect(login.send(refused("link"), seen("login")).running()).toMatchObject({
      at: "open",
      notice: "AUTH_METHOD_FORBIDDEN",
    });
  });

  test("mail address and password log in as ever", () => {
    const login = atWindow().send(callback(), { type: "exchanged", id: 1, generation: 1, grant: GRANT });
    expect(login.take()).toContainEqual(
      expect.objectContaining({ type: "report", outcome: { kind: "success", grant: GRANT } }),
    );
  });
});

describe("the person's own browser (reliability 6)", () => {
  const wanted: AttemptEvent = { type: "browser-asked" };
  const callback = (generation: number): AttemptEvent => ({ type: "callback-received", id: 1, generation });
  const atStartup = () => play().send(asked(1, "startup"), ready());

  test("an external account that was chosen moves the attempt there, and finishes it", () => {
    const login = atLogin();
    login.take();
    login.send(refused("redirect"));
    expect(login.take()).toEqual([
      { type: "close-login-window", id: 1 },
      { type: "prepare-authorization", id: 1, generation: 2 },
    ]);
    expect(login.running()).toMatchObject({ at: "preparing", windowOpen: false });
    login.send(ready(2));
    expect(login.take()).toEqual([{ type: "open-browser", id: 1, generation: 2 }]);
    expect(login.running()).toMatchObject({ at: "browser", notice: "AUTH_CONTINUE_IN_BROWSER" });
    login.send(callback(2));
    expect(login.take()).toEqual([{ type: "exchange-code", id: 1, generation: 2 }]);
    expect(login.send({ type: "exchanged", id: 1, generation: 2, grant: GRANT }).state.at).toBe("idle");
    expect(login.types()).toEqual(["stop-time-limit", "release-authorization", "report"]);
  });

  test.each(["federated", "embedded-refused"] as const)("the page %s moves it there", (screen) => {
    const login = atLogin().send(seen(screen), ready(2));
    expect(login.running()).toMatchObject({ at: "browser", via: "browser", browserOpened: true });
  });

  test("disallowed_useragent in the response moves it there, once", () => {
    const login = atLogin().send(callback(1));
    const failed = (generation: number): AttemptEvent => ({
      type: "exchange-failed",
      id: 1,
      generation,
      code: "AUTH_EMBEDDED_REFUSED",
    });
    expect(login.send(failed(1), ready(2)).running().at).toBe("browser");
    login.send(callback(2));
    login.take();
    expect(login.send(failed(2)).state.at).toBe("idle");
    expect(login.take()).toContainEqual(
      expect.objectContaining({ type: "report", outcome: { kind: "failed", code: "AUTH_EMBEDDED_REFUSED" } }),
    );
  });

  test("a pop-up that was opened for it moves it, the browser version's own doesn't", () => {
    const popup: AttemptEvent = { type: "popup-opened", id: 1, window: 1 };
    const fresh = atLogin().send(popup, refused("redirect", 1));
    expect(fresh.running()).toMatchObject({ at: "preparing", via: "browser" });
    const known = atLogin().send(popup, seen("unknown", 1), refused("redirect", 1));
    expect(known.running()).toMatchObject({ at: "open", notice: "AUTH_OUTSIDE_PAGE" });
  });

  test("a link that leads elsewhere is the person's to decide", () => {
    const login = atLogin().send(refused("link"));
    expect(login.running()).toMatchObject({ at: "open", notice: "AUTH_OUTSIDE_PAGE" });
    login.take();
    login.send(wanted, ready(2));
    expect(login.types()).toEqual(["close-login-window", "prepare-authorization", "open-browser"]);
  });

  test("policy's wish starts there, without a window", () => {
    const login = play().send(
      { type: "asked", id: 1, trigger: "tray", reveal: true, shown: true, via: "browser" },
      ready(),
    );
    expect(login.types()).toEqual(["start-time-limit", "prepare-authorization", "open-browser"]);
  });

  test.each<readonly [string, AttemptEvent]>([
    ["the notification is pressed", asked(1, "notification")],
    ["it is asked for", wanted],
  ])("isn't opened at a start that nobody sees, until %s", (_what, event) => {
    const login = play().send(
      { type: "asked", id: 1, trigger: "startup", reveal: false, shown: true, via: "browser" },
      ready(),
    );
    expect(login.types()).not.toContain("open-browser");
    expect(login.running()).toMatchObject({ at: "browser", browserOpened: false });
    login.send(event);
    expect(login.take()).toEqual([{ type: "open-browser", id: 1, generation: 1 }]);
    // A further start of the program joins; the tab that is there stays the only one.
    login.send(asked(1, "second-instance"));
    expect(login.take()).toEqual([]);
  });

  test("isn't opened when a login page that nobody saw goes on by itself (an external account's, known to it)", () => {
    const unseen: AttemptEvent = {
      type: "asked",
      id: 1,
      trigger: "startup",
      reveal: false,
      shown: false,
      via: "window",
    };
    const login = play().send(unseen, ready(), seen("login"), refused("redirect"), ready(2));
    expect(login.running()).toMatchObject({ at: "browser", browserOpened: false });
    expect(login.types()).not.toContain("open-browser");
  });

  test("isn't opened when the first page of a start sends the window away", () => {
    const login = atStartup().send(refused("redirect"), ready(2));
    expect(login.running()).toMatchObject({ at: "browser", browserOpened: false });
    expect(login.types()).not.toContain("open-browser");
  });

  test("wanted while it is prepared is opened when it is ready", () => {
    const login = atStartup().send(refused("redirect"), wanted);
    login.take();
    login.send(ready(2));
    expect(login.types()).toEqual(["open-browser"]);
  });

  test("is opened again at the same request, as often as wanted", () => {
    const login = atLogin().send(wanted, ready(2));
    login.take();
    login.send(wanted, wanted);
    expect(login.take()).toEqual([
      { type: "open-browser", id: 1, generation: 2 },
      { type: "open-browser", id: 1, generation: 2 },
    ]);
  });

  test("that can't be opened leaves the address to copy, and the attempt goes on", () => {
    const login = atLogin().send(wanted, ready(2));
    login.take();
    login.send({ type: "browser-opened", id: 1, generation: 2, done: false });
    expect(login.take()).toEqual([{ type: "show-browser-address", id: 1 }]);
    expect(login.running()).toMatchObject({ at: "browser", notice: "AUTH_BROWSER_NOT_OPENED" });
    expect(login.send(callback(2)).running().at).toBe("exchanging");
  });

  test("an answer to the window's request, which has moved, counts for nothing", () => {
    const login = atLogin().send(wanted, ready(2), callback(1));
    expect(login.running().at).toBe("browser");
  });

  test("closes the consent question with the window, and duplicates that come later", () => {
    const login = atLogin().send(consent());
    login.take();
    login.send(wanted);
    expect(login.types()).toEqual(["close-consent-panel", "close-login-window", "prepare-authorization"]);
    login.send(ready(2), { type: "popup-opened", id: 1, window: 1 });
    login.take();
    login.send(seen("login", 1));
    expect(login.take()).toEqual([{ type: "close-popup", id: 1, window: 1 }]);
  });

  test("can be cancelled, and is of no use while the code is exchanged", () => {
    const waiting = atLogin().send(wanted, ready(2));
    expect(waiting.send({ type: "cancel-asked" }).state.at).toBe("idle");
    const exchanging = atLogin().send(callback(1));
    exchanging.take();
    expect(exchanging.send(wanted).take()).toEqual([]);
  });
});

describe("a consent that policy approved", () => {
  const APPROVED: Seen = { screen: "consent", reading: READING, approved: true };
  const page = (what: Seen, window: WindowRef = "main"): AttemptEvent => ({
    type: "page-seen",
    id: 1,
    window,
    seen: what,
  });
  const open = () => {
    const game = play().send(asked(), ready());
    game.take();
    return game;
  };

  test("is answered without a question, once", () => {
    const game = open().send(page(APPROVED));
    expect(game.take()).toEqual([
      { type: "press-consent", id: 1, window: "main", plan: PLAN, approved: true },
    ]);
    game.send(page(APPROVED), { type: "consent-pressed", id: 1, pressed: SENT });
    expect(game.take()).toEqual([]);
    expect(game.running().consent).toEqual({ at: "pressed" });
    game.send(page(APPROVED));
    expect(game.running()).toMatchObject({ consent: { at: "by-hand", doubt: "second-page" } });
    expect(game.types()).toEqual(["reveal-login-window"]);
  });

  test("with a doubt is the person's", () => {
    const game = open().send(
      page({ screen: "consent", reading: { doubt: "other-control" }, approved: true }),
    );
    expect(game.running()).toMatchObject({ consent: { at: "by-hand", doubt: "other-control" } });
    expect(game.types()).toEqual(["reveal-login-window"]);
  });

  test("that turned into another form before it was touched is the person's to answer", () => {
    const reading = { plan: OTHER_PLAN, details: DETAILS };
    const game = open().send(page(APPROVED), {
      type: "consent-pressed",
      id: 1,
      pressed: { kind: "another-form", reading },
    });
    expect(game.types()).toEqual(["press-consent", "show-consent-panel"]);
    expect(game.running().consent).toMatchObject({ at: "asking", plan: OTHER_PLAN, changes: 1 });
  });

  test("that wasn't sent is shown to the person", () => {
    const pressed: ConsentPress = { kind: "kept", doubt: "held-back", path: null, fields: [] };
    const game = open().send(page(APPROVED), { type: "consent-pressed", id: 1, pressed });
    expect(game.running()).toMatchObject({
      consent: { at: "by-hand", doubt: "held-back" },
      notice: "LINE_CONSENT_DOUBT",
    });
  });

  test("doesn't answer over a question that the person is being asked", () => {
    const game = open().send(page(CONSENT));
    game.take();
    game.send(page(APPROVED), page({ ...APPROVED, reading: { plan: OTHER_PLAN, details: DETAILS } }));
    expect(game.types()).toEqual(["show-consent-panel"]);
    expect(game.running().consent.at).toBe("asking");
  });
});
