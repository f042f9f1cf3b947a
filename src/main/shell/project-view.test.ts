import { describe, expect, test } from "vitest";
import type { Running } from "../../core/login/attempt-state.ts";
import type { SessionState } from "../../core/session/session-state.ts";
import type { ClientState } from "../client/ports.ts";
import { OPEN_ATTEMPT, SIGNED_OUT } from "../client/samples.ts";
import { projectClient } from "./project-view.ts";

const account = { sub: "1", mail: "a@omakase.example" };
const grant = { account, expiresIn: 600 };
const loggingIn: SessionState = { at: "logging-in", trigger: "startup", why: null, tries: 0, behind: null };

function view(session: SessionState, change: Partial<ClientState> = {}) {
  return projectClient({ ...SIGNED_OUT, session, consentQuestion: 2, ...change });
}

test.each<[string, SessionState, string, string]>([
  ["starting", { at: "starting", asked: null }, "working", "starting"],
  ["nobody logged in", { at: "signed-out", kept: null, why: null }, "signed-out", "signed-out"],
  ["resting", { at: "signed-out", kept: { account, rested: true }, why: null }, "signed-out", "resting"],
  [
    "resuming",
    { at: "resuming", op: 1, account, why: null, tries: 0, trigger: "startup", quiet: false },
    "working",
    "resuming",
  ],
  [
    "online",
    { at: "online", account, grant, refreshing: null, why: null, tries: 0, asked: null },
    "online",
    "online",
  ],
  [
    "refreshing",
    { at: "online", account, grant, refreshing: 3, why: null, tries: 0, asked: null },
    "online",
    "online",
  ],
  ["offline", { at: "offline", account, why: "NET_SERVER", tries: 1, quiet: false }, "offline", "offline"],
  [
    "waiting",
    { at: "waiting", why: "NET_DNS", tries: 1, trigger: "startup", behind: null },
    "signed-out",
    "waiting-for-provider",
  ],
  [
    "locked keychain",
    { at: "store-closed", account, why: "STORE_LOCKED", tries: 0, trigger: "startup" },
    "attention",
    "store-closed",
  ],
])("%s is shown as %s", (_name, session, state, doing) => {
  expect(view(session)).toMatchObject({ state, doing });
});

test("offline with the session kept looks different from logged out: another state, another line", () => {
  const offline = view({ at: "offline", account, why: "NET_SERVER", tries: 1, quiet: false });
  const out = view({ at: "signed-out", kept: null, why: "NET_SERVER" });
  expect(offline.state).not.toBe(out.state);
  expect(offline.doing).not.toBe(out.doing);
  expect(offline.account).toEqual(account);
});

test("a page that waits for a person is attention; what goes by itself is working", () => {
  expect(view(loggingIn, { attempt: OPEN_ATTEMPT, deadline: 1 })).toMatchObject({
    state: "attention",
    doing: "your-turn",
  });
  expect(view(loggingIn, { attempt: { ...OPEN_ATTEMPT, main: null } })).toMatchObject({
    state: "working",
    doing: "connecting",
  });
  expect(view(loggingIn, { attempt: { ...OPEN_ATTEMPT, at: "exchanging" } })).toMatchObject({
    state: "working",
    doing: "finishing",
  });
});

describe("a login that is tried again by itself", () => {
  const trying: SessionState = {
    at: "logging-in",
    trigger: "startup",
    why: "LINE_UNREACHABLE",
    tries: 3,
    behind: null,
  };
  const unseen: Running = { ...OPEN_ATTEMPT, main: null };
  const waiting = view({
    at: "waiting",
    why: "LINE_UNREACHABLE",
    tries: 3,
    trigger: "startup",
    behind: null,
  });

  test.each<[string, Running | null]>([
    ["not begun", null],
    ["being prepared", { ...unseen, at: "preparing", windowOpen: false }],
    ["with a window that nobody sees", unseen],
  ])("%s looks as between two tries: nothing flickers", (_what, attempt) => {
    expect(view(trying, attempt === null ? {} : { attempt, deadline: 1 })).toMatchObject({
      state: waiting.state,
      doing: waiting.doing,
      reason: waiting.reason,
      actions: waiting.actions,
    });
  });

  test.each<[string, SessionState, Running]>([
    ["a page needs somebody", trying, OPEN_ATTEMPT],
    ["somebody asked to see it", trying, { ...unseen, reveal: true }],
    ["it is on its way", trying, { ...unseen, at: "exchanging" }],
    ["it goes on in the browser", trying, { ...unseen, at: "browser" }],
    ["it was restarted after the consent", trying, { ...unseen, restarts: 1 }],
    ["a person still waits for it", { ...trying, trigger: "tray" }, unseen],
  ])("but not when %s", (_what, session, attempt) => {
    expect(view(session, { attempt, deadline: 1 }).doing).not.toBe(waiting.doing);
  });
});

test("the consent question is in the view for as long as it is asked", () => {
  const details = {
    recipient: "NTT東日本株式会社",
    serviceName: "コワークストレージ",
    canRemember: true,
    origin: "https://o.example",
  };
  const plan = { fingerprint: "f", accept: 0, refuse: 1, remember: null, submit: 2, action: "" };
  const asking = {
    ...OPEN_ATTEMPT,
    consent: { at: "asking" as const, window: "main" as const, details, plan, changes: 1 },
  };
  expect(view(loggingIn, { attempt: asking })).toMatchObject({
    state: "attention",
    doing: "consent-asked",
    consent: { ...details, question: 2, changed: true },
  });
  expect(view(loggingIn, { attempt: { ...OPEN_ATTEMPT, consent: { at: "pressed" } } }).consent).toBeNull();
});

test("while the page that was said yes to goes away, nobody is called", () => {
  const pressed = { ...OPEN_ATTEMPT, main: "consent" as const, consent: { at: "pressed" as const } };
  expect(view(loggingIn, { attempt: pressed })).toMatchObject({ state: "working", doing: "consent-driven" });
  expect(view(loggingIn, { attempt: { ...pressed, main: "login" } })).toMatchObject({ state: "attention" });
});

test("what the page says comes before what the session says", () => {
  const seen = view(
    { ...loggingIn, why: "SESSION_ENDED" },
    { attempt: { ...OPEN_ATTEMPT, notice: "AUTH_LOCKED" } },
  );
  expect(seen).toMatchObject({ reason: "AUTH_LOCKED", nextAction: "open-unlock-mail" });
});

test.each<[string, SessionState, string[]]>([
  [
    "signed out",
    { at: "signed-out", kept: null, why: null },
    ["login", "switch-account", "forget", "open-web"],
  ],
  [
    "online",
    { at: "online", account, grant, refreshing: null, why: null, tries: 0, asked: null },
    ["relogin", "logout", "switch-account", "forget", "open-web"],
  ],
  ["logging in", loggingIn, ["cancel-login", "open-web"]],
  [
    "waiting",
    { at: "waiting", why: "NET_DNS", tries: 1, trigger: "startup", behind: null },
    ["login", "cancel-login", "open-web"],
  ],
])("the actions when %s", (_name, session, actions) => {
  expect(view(session).actions).toEqual(actions);
});

test("a logout that the disk doesn't know of says so as long as it is so, and other notices don't", () => {
  const out: SessionState = { at: "signed-out", kept: { account, rested: true }, why: null };
  expect(view(out, { notice: "SESSION_LOGOUT_UNSAVED" })).toMatchObject({
    state: "signed-out",
    doing: "resting",
    reason: "SESSION_LOGOUT_UNSAVED",
    nextAction: "wait",
  });
  expect(view(out, { notice: "SESSION_CLOCK_WRONG" }).reason).toBeNull();
});

test("a session that can't outlive its access token says so while it is online, and only then", () => {
  const notice = "AUTH_NO_REFRESH_TOKEN";
  const online: SessionState = {
    at: "online",
    account,
    grant,
    refreshing: null,
    why: null,
    tries: 0,
    asked: null,
  };
  expect(view(online, { notice })).toMatchObject({ state: "online", reason: notice });
  expect(view({ at: "signed-out", kept: null, why: null }, { notice }).reason).toBeNull();
});

test("another account is offered in a login where somebody else may be logged in, and in no other", () => {
  const offers = (session: SessionState, attempt: Running) =>
    view(session, { attempt }).actions.includes("switch-account");
  expect(offers(loggingIn, OPEN_ATTEMPT)).toBe(false);
  expect(offers(loggingIn, { ...OPEN_ATTEMPT, at: "browser", via: "browser" })).toBe(true);
  expect(offers({ ...loggingIn, why: "SESSION_ANOTHER_ACCOUNT" }, OPEN_ATTEMPT)).toBe(true);
});
