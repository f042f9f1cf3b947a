import { describe, expect, test } from "vitest";
import type { ErrorCode } from "../errors.ts";
import { SERVICE_IDS } from "../service/profiles.ts";
import { begin, transition } from "./guide.ts";
import type { RecoveryEvent } from "./guide-state.ts";
import { guideView } from "./guide-view.ts";
import type { BranchId, Known } from "./known.ts";
import { BRANCH_OF_CODE, BRANCH_OF_PAGE, recognise } from "./recognise.ts";
import { at, failed, KNOWN, leads, noticed, ONLINE, page, run } from "./sample-guides.ts";
import { eventsBetween } from "./seen.ts";
import { stepFacts } from "./step-facts.ts";

test("it begins from what was found, else from the page, else from the code, else from the session", () => {
  const all = {
    finding: "LINE_IP_SIX_OFF",
    page: "login-locked",
    code: "NET_DNS",
    session: "offline",
  } as const;
  expect(recognise({ ...KNOWN, ...all })).toBe("ipv6-off");
  expect(recognise({ ...KNOWN, ...all, finding: null })).toBe("account-locked");
  expect(recognise({ ...KNOWN, ...all, finding: null, page: "login" })).toBe("network-down");
  expect(recognise({ ...KNOWN, ...all, finding: null, page: null, code: null })).toBe("service-down");
  expect(recognise({ ...KNOWN, ...all, session: "online" })).toBeNull();
  expect(begin({ ...KNOWN, session: "online" }).state.at).toBe("online");
});

describe("method ① ticks itself off as the client sees it happen (facts B, method 1)", () => {
  test("with the consent page and the broken return", () => {
    const steps = [
      ["method-1: type-password", page("login")],
      ["method-1: answer-consent", page("consent")],
      ["method-1: close-duplicate", noticed("consent-answered")],
      ["method-1: start-anew", page("web-main")],
      ["method-1: arrive", noticed("restarted")],
      ["online", ONLINE],
    ] as const;
    let { state } = begin(KNOWN);
    expect(at(state)).toBe("method-1: open-login");
    for (const [then, event] of steps) {
      ({ state } = transition(state, event));
      expect(at(state)).toBe(then);
    }
    expect(guideView(state).steps.every((one) => one.state !== "now")).toBe(true);
  });

  test("a step that didn't come is passed over with the one after it", () => {
    expect(leads({}, page("web-main"))).toBe("method-1: start-anew");
  });

  test("what is there already isn't waited for", () => {
    expect(leads({ page: "login" })).toBe("method-1: type-password");
  });

  test("a press has the client log in; a window brought forward is no try", () => {
    expect(run({}, "press").effects).toEqual([{ type: "perform", action: "log-in", address: null }]);
    expect(leads({}, "press", failed("AUTH_TIME_LIMIT"))).toBe("method-2: open-line-login");
    expect(leads({}, page("login"), "press", failed("AUTH_TIME_LIMIT"))).toBe("method-1: type-password");
  });
});

test("a page that nobody knows is on the way where the person goes through pages of the account", () => {
  const reset = [page("password-reset"), page("unknown")] as const;
  expect(leads({ code: "AUTH_WRONG_PASSWORD" }, "forgotten", ...reset)).toBe(
    "password-forgotten: request-reset",
  );
  expect(leads({ code: "AUTH_WRONG_PASSWORD" }, "forgotten", ...reset, "done")).toBe(
    "password-forgotten: open-reset-mail",
  );
  expect(leads({}, page("login"), page("unknown"))).toBe("page-unknown: look-at-page");
});

describe("method ② (facts B, method 2)", () => {
  test("follows where ① didn't help, and opens the address for line authentication (facts A2)", () => {
    const { state, effects } = run({}, "stuck", "press");
    expect(at(state)).toBe("method-2: open-line-login");
    expect(effects).toEqual([
      { type: "perform", action: "open-line-login", address: "https://ff.cloud-nas.biz/VX4" },
    ]);
  });

  test("begun by the person alone, too; what may still be asked is shown and not promised", () => {
    const { state } = run({}, "stuck", "done", "logged-in");
    expect(at(state)).toBe("method-2: log-in-after-browser");
    if (state.at !== "acting") throw new Error(state.at);
    expect(stepFacts(state.step, state).mayAsk).toEqual([
      { what: "password", asked: "unknown", certainty: "unknown" },
      { what: "consent", asked: "unknown", certainty: "unknown" },
      { what: "second-factor", asked: "no", certainty: "stated" },
    ]);
  });

  test("an error there is the line's (facts A47), another name somebody else's login", () => {
    const start = ["stuck", noticed("line-login-opened")] as const;
    expect(leads({}, ...start)).toBe("method-2? browser-login");
    expect(leads({}, ...start, "line-error")).toBe("line-not-registered? role");
    expect(leads({}, ...start, "other-person")).toBe("browser-other-person: log-out-in-browser");
    expect(leads({}, ...start, "not")).toBe("helpdesk");
  });

  test("isn't there without line authentication; policy's address goes before the manual's", () => {
    expect(leads({ line: false }, "stuck")).toBe("helpdesk");
    expect(leads({ service: null }, "stuck")).toBe("helpdesk");
    const lineLogin = "https://line.example/";
    expect(run({ lineLogin }, "stuck", "press").effects).toMatchObject([{ address: lineLogin }]);
    expect(run({ lineLogin, service: null }, "stuck", "press").effects).toMatchObject([
      { address: lineLogin },
    ]);
  });
});

describe("what happens meanwhile", () => {
  test("another cause takes over, one that is in hand doesn't", () => {
    expect(leads({}, page("second-factor"))).toBe("second-factor? code-there");
    expect(leads({}, page("login"), failed("LINE_CONSENT_BY_HAND"))).toBe("method-1: type-password");
    expect(leads({ code: "AUTH_LOCKED" }, "expired", page("password-reset"))).toBe(
      "unlock-link-expired: request-reset",
    );
    const started = ["expired", page("password-reset"), failed("AUTH_PASSWORD_RESET")] as const;
    expect(leads({ code: "AUTH_LOCKED" }, ...started)).toBe("unlock-link-expired: request-reset");
  });

  test("what was gone through before ends at the helpdesk, with the last code", () => {
    const { state, effects } = run(
      { code: "AUTH_LOCKED" },
      "missing",
      "done",
      "done",
      "press",
      failed("AUTH_LOCKED"),
    );
    expect(state).toMatchObject({ at: "helpdesk", code: "AUTH_LOCKED", branch: "password-forgotten" });
    expect(effects).toEqual([
      { type: "offer-support-code", code: "AUTH_LOCKED", branch: "password-forgotten" },
    ]);
    expect(guideView(state).now).toEqual({
      at: "helpdesk",
      code: "AUTH_LOCKED",
      tried: ["account-locked", "password-forgotten"],
    });
    expect(at(transition(state, ONLINE).state)).toBe("online");
  });

  test("a page that every login has is no failure", () => {
    const lifted = ["sms-missing", "done", "press"] as const;
    expect(leads({ page: "second-factor" }, ...lifted, page("second-factor"))).toBe(
      "sms-not-arriving: log-in",
    );
    expect(leads({ page: "second-factor" }, ...lifted, failed("AUTH_SECOND_FACTOR"))).toBe(
      "sms-not-arriving: log-in",
    );
  });

  test("where the client has no code, the branch has one", () => {
    expect(run({ line: false }, "stuck").state).toMatchObject({ at: "helpdesk", code: "AUTH_TIME_LIMIT" });
  });

  test("a look around is asked for once, where it can tell more", () => {
    expect(begin({ ...KNOWN, code: "NET_PROXY" }).effects).toEqual([{ type: "look-around" }]);
    expect(begin({ ...KNOWN, code: "NET_PROXY", finding: "NET_PROXY" }).effects).toEqual([]);
    expect(leads({ code: "NET_PROXY" }, { type: "found", finding: "NET_PAC" })).toBe(
      "pac-missing: ask-for-pac",
    );
  });

  test("words for another question or step, or an answer that there isn't, do nothing", () => {
    const { state } = run({ code: "AUTH_LOCKED" });
    for (const event of [
      { type: "answered", question: "role", answer: "holder" },
      { type: "answered", question: "unlock-mail", answer: "constructor" },
      { type: "pressed", step: "log-in" },
      { type: "done-said", step: "log-in" },
      { type: "stuck-said", item: "log-in" },
    ] as const)
      expect(transition(state, event).state).toBe(state);
    // Nobody says of a step that the client sees that it is done.
    const login = begin(KNOWN).state;
    expect(transition(login, { type: "done-said", step: "open-login" }).state).toBe(login);
    const wait = begin({ ...KNOWN, code: "STORE_DIALOG_WAITING" }).state;
    expect(transition(wait, { type: "pressed", step: "answer-dialog" })).toEqual({
      state: wait,
      effects: [],
    });
  });
});

describe("role and plan", () => {
  const linkGone = ["mail-changed", "expired"] as const;
  const start = { code: "AUTH_WRONG_PASSWORD" } as const;

  test("are asked only where the answer changes who may do it", () => {
    expect(leads(start, ...linkGone)).toBe("change-link-expired? role");
    // No other user may, whatever the plan.
    expect(leads(start, ...linkGone, "other")).toBe("change-link-expired: send-change-link");
    expect(leads(start, ...linkGone, "holder")).toBe("change-link-expired? plan");
    expect(leads({ ...start, role: "holder", plan: "basic" }, ...linkGone)).toBe(
      "change-link-expired: send-change-link",
    );
  });

  test("aren't asked where the manual is silent or there is none", () => {
    const lockedOut = ["on-line", "nobody", "told", "number-changed"] as const;
    // codec's manual says nothing of the access path, but who registers numbers (facts A15).
    expect(leads({ code: "LINE_NOT_VERIFIED", service: "codec" }, ...lockedOut, "holder")).toBe(
      "line-locked-out: open-credential-menu",
    );
    expect(leads({ ...start, service: null }, ...linkGone)).toBe("change-link-expired: send-change-link");
  });

  test.each(SERVICE_IDS)("in %s a refusal says who may (facts A33)", (service) => {
    const { state } = run({ ...start, service, role: "other", plan: "basic" }, ...linkGone);
    if (state.at !== "acting") throw new Error(state.at);
    const facts = stepFacts(state.step, state);
    expect(facts.permission?.outcome).toBe("refused");
    expect(facts).toMatchObject({
      who: "holder-or-administrator",
      instead: { step: "ask-holder-for-link" },
      way: ["管理コンソール", "ユーザー一覧", "ユーザ詳細", "メールアドレス変更"],
    });
  });
});

test("every code and every page of trouble leads to its branch at once", () => {
  for (const [code, branch] of Object.entries(BRANCH_OF_CODE) as [ErrorCode, BranchId][])
    expect(begin({ ...KNOWN, code }).state.visited).toContain(branch);
  for (const [screen, branch] of Object.entries(BRANCH_OF_PAGE) as [Known["page"], BranchId | null][])
    expect(begin({ ...KNOWN, page: screen }).state.branch).toBe(branch ?? "method-1");
});

describe("what happened between two looks at the client", () => {
  const between = (before: Partial<Known>, then: Partial<Known>) =>
    eventsBetween({ ...KNOWN, ...before }, { ...KNOWN, ...then });

  test.each<[Partial<Known>, Partial<Known>, readonly RecoveryEvent[]]>([
    [{}, {}, []],
    [{ page: "login" }, { page: "consent" }, [page("consent")]],
    [{ consent: "asking" }, { consent: "answered" }, [noticed("consent-answered")]],
    [{}, { restarts: 1 }, [noticed("restarted")]],
    [{}, { browserOpened: true }, [noticed("browser-opened")]],
    [{ code: "NET_DNS" }, { code: "AUTH_LOCKED" }, [noticed("network-back"), failed("AUTH_LOCKED")]],
    [{ code: "NET_DNS" }, { code: "NET_PROXY" }, [failed("NET_PROXY")]],
    [{ code: "LINE_UNREACHABLE" }, {}, [noticed("line-back")]],
    [{ code: "SESSION_CLOCK_WRONG" }, {}, [noticed("clock-right")]],
    [{ code: "POLICY_INVALID" }, {}, [noticed("settings-right")]],
    [{ tokenStore: "locked" }, {}, [noticed("keychain-open")]],
    [{}, { session: "leaving" }, [noticed("left")]],
    [{}, { finding: "LINE_IP_SIX_OFF" }, [{ type: "found", finding: "LINE_IP_SIX_OFF" }]],
    [{}, { session: "online" }, [ONLINE]],
    [{ session: "logging-in", code: "AUTH_LOCKED" }, { code: "AUTH_LOCKED" }, [failed("AUTH_LOCKED")]],
    [{ session: "resuming", code: "NET_DNS" }, { session: "online" }, [noticed("network-back"), ONLINE]],
  ])("%j, then %j", (before, then, events) => {
    expect(between(before, then)).toEqual(events);
  });
});
