import { expect, test } from "vitest";
import { ERRORS, type NextAction } from "../core/errors.ts";
import type { Action, ViewState } from "../shared/view.ts";
import { labelOf, offersOf } from "./offers.ts";

const cases: readonly {
  readonly what: string;
  readonly state: ViewState;
  readonly nextAction: NextAction;
  readonly actions: readonly Action[];
  readonly primary: string | null;
  readonly secondary: readonly string[];
}[] = [
  {
    what: "signed out: log in",
    state: "signed-out",
    nextAction: "log-in",
    actions: ["login", "switch-account", "open-web"],
    primary: "login",
    secondary: ["switch-account", "open-web"],
  },
  {
    what: "online: nothing needs to be done, so nothing is big",
    state: "online",
    nextAction: "none",
    actions: ["open-web", "relogin", "logout", "switch-account", "forget"],
    primary: null,
    secondary: ["open-web", "relogin", "logout", "switch-account"],
  },
  {
    what: "the login window waits for the person",
    state: "attention",
    nextAction: "answer-in-window",
    actions: ["show-login-window", "cancel-login"],
    primary: "show-login-window",
    secondary: ["cancel-login"],
  },
  {
    what: "locked: the mail comes first, a reset is offered too (facts A36)",
    state: "attention",
    nextAction: "open-unlock-mail",
    actions: ["show-login-window", "cancel-login"],
    primary: "show-login-window",
    secondary: ["cancel-login", "reset-password"],
  },
  {
    what: "a federated account belongs in the browser",
    state: "attention",
    nextAction: "continue-in-browser",
    actions: ["open-browser", "cancel-login", "open-web"],
    primary: "open-browser",
    secondary: ["cancel-login", "open-web"],
  },
  {
    what: "continue in the browser, where the state doesn't offer it: the login still",
    state: "signed-out",
    nextAction: "continue-in-browser",
    actions: ["login"],
    primary: "login",
    secondary: [],
  },
  {
    what: "the wrong line: try again once it has been checked",
    state: "signed-out",
    nextAction: "check-line",
    actions: ["login", "open-web"],
    primary: "login",
    secondary: ["open-web"],
  },
  {
    what: "working: waiting needs no press",
    state: "working",
    nextAction: "wait",
    actions: ["cancel-login"],
    primary: null,
    secondary: ["cancel-login"],
  },
  {
    what: "the provider is down: it is tried again by itself, no big button says otherwise",
    state: "signed-out",
    nextAction: "wait",
    actions: ["login", "cancel-login"],
    primary: null,
    secondary: ["login", "cancel-login"],
  },
  {
    what: "online without a keychain: a login wouldn't bring one",
    state: "online",
    nextAction: "install-keychain",
    actions: ["relogin", "logout"],
    primary: null,
    secondary: ["relogin", "logout"],
  },
  {
    what: "online, the keychain is locked: a press asks for the unlock dialog again",
    state: "online",
    nextAction: "unlock-keychain",
    actions: ["relogin", "logout"],
    primary: "relogin",
    secondary: ["logout"],
  },
  {
    what: "offline: it goes on by itself, but trying now is allowed",
    state: "offline",
    nextAction: "check-network",
    actions: ["relogin", "logout", "forget"],
    primary: "relogin",
    secondary: ["logout"],
  },
];

test.each(cases)("$what", ({ state, nextAction, actions, primary, secondary }) => {
  const offers = offersOf({ state, nextAction, actions, proxy: null });
  expect(offers.primary).toBe(primary);
  expect(offers.secondary).toEqual(secondary);
  expect(offers.forget).toBe(actions.includes("forget"));
});

test("whatever the next action, nothing is offered that the state doesn't allow, and nothing twice", () => {
  const nexts = new Set<NextAction>(Object.values(ERRORS).map((entry) => entry.next));
  const allowed: readonly Action[] = ["login", "open-web", "forget"];
  for (const nextAction of nexts) {
    const { primary, secondary } = offersOf({
      state: "attention",
      nextAction,
      actions: allowed,
      proxy: null,
    });
    const shown = [...(primary === null ? [] : [primary]), ...secondary];
    expect(new Set(shown).size).toBe(shown.length);
    for (const offer of shown) expect([...allowed, "reset-password"]).toContain(offer);
    if (nextAction !== "wait") expect(primary).not.toBeNull();
    expect(shown).toContain("login");
    expect(shown).not.toContain("forget");
  }
});

test("where a proxy asks, its form has the one next action", () => {
  const asks = { state: "signed-out", nextAction: "introduce-to-proxy", actions: ["login"] } as const;
  expect(offersOf({ ...asks, proxy: "proxy.example:8080" })).toMatchObject({
    primary: null,
    secondary: ["login"],
  });
});

test("the browser that was opened is opened again, and only that one", () => {
  const attempt = { page: null, deadline: "2026-01-01T00:00:00.000Z" };
  const doing = "in-browser";
  expect(labelOf("open-browser", { doing, attempt: { ...attempt, address: null } })).toBe(
    "action.open-browser",
  );
  expect(labelOf("open-browser", { doing, attempt: { ...attempt, address: "https://a.example/" } })).toBe(
    "status.openBrowserAgain",
  );
});

test("while the consent panel asks, the button says that it brings up the question", () => {
  const attempt = null;
  expect(labelOf("show-login-window", { doing: "consent-asked", attempt })).toBe("status.reviewConsent");
  expect(labelOf("show-login-window", { doing: "your-turn", attempt })).toBe("action.show-login-window");
  expect(labelOf("reset-password", { doing: "your-turn", attempt })).toBe("status.resetPassword");
});
