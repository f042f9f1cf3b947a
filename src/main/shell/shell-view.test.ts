import { expect, test } from "vitest";
import type { ErrorCode } from "../../core/errors.ts";
import { CONSENT_WORDS } from "../../core/rules/consent-words.ts";
import type { Profile } from "../../core/service/profile.ts";
import { PROFILES } from "../../core/service/profiles.ts";
import type { ClientState } from "../client/ports.ts";
import { OPEN_ATTEMPT, SIGNED_OUT } from "../client/samples.ts";
import { SETTINGS, STATE } from "./samples.ts";
import { projectShell, type ShellState } from "./shell-view.ts";

const shell: ShellState = {
  ...STATE,
  settings: { ...SETTINGS, services: [{ id: "omakase", name: "おまかせクラウドストレージ" }] },
};

function at(change: Partial<Profile>) {
  return projectShell({
    ...shell,
    running: { profile: { ...PROFILES.omakase, ...change }, state: SIGNED_OUT },
  });
}

test("a profile that can't be logged in to is attention with its reason, and offers nothing", () => {
  const settings = { ...shell.settings, problem: "POLICY_PROFILE_INCOMPLETE" as const };
  expect(projectShell({ ...shell, settings })).toMatchObject({
    state: "attention",
    reason: "POLICY_PROFILE_INCOMPLETE",
    nextAction: "ask-administrator",
    actions: [],
    service: { id: "omakase", name: "おまかせクラウドストレージ" },
  });
});

test("a problem of new settings isn't the reason of a login that goes on with those of before", () => {
  const settings = { ...shell.settings, problem: "POLICY_PROFILE_INCOMPLETE" as const };
  const during = (state: Partial<ClientState>) =>
    projectShell({
      ...shell,
      settings,
      running: { profile: PROFILES.omakase, state: { ...SIGNED_OUT, ...state } },
    });
  const session = { at: "logging-in", trigger: "startup", why: null, tries: 0, behind: null } as const;
  const deadline = Date.parse("2026-04-01T09:10:00Z");
  expect(during({ session, attempt: OPEN_ATTEMPT, deadline })).toMatchObject({
    reason: null,
    attempt: { page: "login" },
  });
  expect(during({}).reason).toBe("POLICY_PROFILE_INCOMPLETE");
});

test("a provider on this PC is the simulation, a real one isn't", () => {
  expect(at({ issuer: "http://issuer.omakase.localhost:8787" }).simulation).toBe(true);
  expect(at({ issuer: "https://login.omakase.example/" }).simulation).toBe(false);
  expect(at({ issuer: null }).simulation).toBe(false);
});

test("the web version and the operator's explanation are offered only where they are known", () => {
  expect(at({ webUrl: "https://w.example/" }).actions).toContain("open-web");
  expect(at({ webUrl: null }).actions).not.toContain("open-web");
  expect(at({ lineAuthentication: null }).disclaimer).toBe(false);
  expect(
    at({
      lineAuthentication: { consentPath: null, disclaimerUrl: "https://o.example/", words: CONSENT_WORDS },
    }).disclaimer,
  ).toBe(true);
});

test("whose dialog waits is shown while it is the reason, and not besides", () => {
  const waiting = (why: ErrorCode) =>
    projectShell({
      ...shell,
      waitingDialog: "KeePassXC",
      running: {
        profile: PROFILES.omakase,
        state: {
          ...SIGNED_OUT,
          session: { at: "store-closed", account: null, why, tries: 1, trigger: "startup" },
        },
      },
    }).dialog;
  expect(waiting("STORE_DIALOG_WAITING")).toBe("KeePassXC");
  expect(waiting("STORE_LOCKED")).toBeNull();
});

test("the proxy that waits is shown while it is the reason, and not besides", () => {
  const waiting = (code: ErrorCode) =>
    projectShell({
      ...shell,
      waitingProxy: "proxy.example:8080",
      running: {
        profile: PROFILES.omakase,
        state: {
          ...SIGNED_OUT,
          session: { at: "waiting", why: code, tries: 1, trigger: "startup", behind: null },
        },
      },
    }).proxy;
  expect(waiting("NET_PROXY_AUTH")).toBe("proxy.example:8080");
  expect(waiting("NET_DNS")).toBeNull();
});

test("what a policy hides is offered nowhere, and what was installed for everybody is the person's no more", () => {
  const view = projectShell({
    ...shell,
    settings: { ...shell.settings, hiddenMenuItems: ["forget", "open-web"] },
    running: { profile: { ...PROFILES.omakase, webUrl: "https://web.example" }, state: SIGNED_OUT },
    autostart: { on: true, byPerson: false },
  });
  expect(view.actions).not.toEqual(expect.arrayContaining(["open-web"]));
  expect(view.actions).toContain("login");
  expect(view.locked).toEqual({ autostart: "installed" });
  expect(view.settings.autostart).toBe(true);
});
