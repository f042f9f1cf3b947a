import { expect, test } from "vitest";
import { AppError, type ErrorCode } from "../../core/errors.ts";
import { PROFILES } from "../../core/service/profiles.ts";
import { jaErrors } from "../../shared/locales/ja-errors.ts";
import { Client } from "../client/client.ts";
import { CLIENT_DEPS } from "../client/samples.ts";
import type { SettingsChange } from "../config/configuration.ts";
import { Guide } from "../guide/guide.ts";
import { leave } from "./leave.ts";
import type { ShellDeps } from "./ports.ts";
import { SETTINGS } from "./samples.ts";
import { Shell } from "./shell.ts";
import type { ShellSettings } from "./shell-view.ts";

const OFFLINE = {
  ...CLIENT_DEPS.authorization,
  async prepare(): Promise<never> {
    throw new AppError("NET_OFFLINE");
  },
};

/** The resident program without a screen; its clients' logouts end when `left` is told. */
/** A choice that is taken back is what it was at first. */
function settingsAfter(before: ShellSettings, change: SettingsChange): ShellSettings {
  const { service, startupLogin, language, proxy, notifications, ...rest } = change;
  const said = <T>(one: T | null | undefined, was: T, unless: T): T => (one === null ? unless : (one ?? was));
  return {
    ...before,
    ...rest,
    service: said(service, before.service, SETTINGS.service),
    startupLogin: said(startupLogin, before.startupLogin, SETTINGS.startupLogin),
    language: said(language, before.language, SETTINGS.language),
    proxy: said(proxy, before.proxy, SETTINGS.proxy),
    notifications: said(notifications, before.notifications, SETTINGS.notifications),
  };
}

function startShell({
  lost = null as ErrorCode | null,
  startupSpreadMs = 0,
  kept = true,
  unkept = null as ErrorCode | null,
  offline = false,
} = {}) {
  const told: string[] = [];
  const ends: (() => void)[] = [];
  /** Clients that were started and not ended. */
  const running = new Set<Client>();
  /** Whether each was begun to go on with a session. */
  const wentOn: boolean[] = [];
  let settings: ShellSettings = { ...SETTINGS, services: [PROFILES.omakase, PROFILES.ot] };
  let autostart = true;
  const ownWindows = {
    show() {},
    send() {},
    close() {},
    retitle() {},
    list: () => [],
    kindOf: () => null,
  };
  const deps: ShellDeps = {
    version: "0.1.0",
    tray: { draw() {}, destroy() {} },
    ownWindows: () => ownWindows,
    notify(title, body) {
      told.push(title, body);
      return null;
    },
    guide: (seen) => new Guide({ ...seen, examine: () => new Promise(() => {}), log() {} }),
    finding: () => "not-looked",
    updates: () => null,
    settings: () => settings,
    async saveSettings(change) {
      settings = settingsAfter(settings, change);
      return unkept;
    },
    service({ changed }, lastError, goOn) {
      wentOn.push(goOn);
      const leave = () => new Promise<null>((done) => ends.push(() => done(null)));
      const client = new Client(
        {
          ...CLIENT_DEPS,
          startupSpreadMs,
          changed,
          ...(offline && { authorization: OFFLINE }),
          tokens: { ...CLIENT_DEPS.tokens, leave, ...(!kept && { open: async () => null }) },
        },
        lastError,
      );
      running.add(client);
      return {
        profile: settings.service === "ot" ? PROFILES.ot : PROFILES.omakase,
        client,
        loginWindows: { visible: () => [], focused: () => false },
        events: { saw() {}, list: () => [] },
        unrecognisedPage: () => null,
        async close() {
          void client.dispose();
          running.delete(client);
          return lost;
        },
      };
    },
    autostart: {
      now: () => ({ on: autostart, byPerson: true }),
      async look() {},
      async set(on) {
        autostart = on;
      },
    },
    waitingProxy: () => null,
    waitingDialog: () => null,
    openExternal: () => true,
    resetPasswordUrl: () => null,
    quit() {},
    log() {},
    now: () => 0,
  };
  const shell = new Shell(deps);
  shell.start();
  return { shell, running, wentOn, left: () => ends.at(-1)?.(), told, settings: () => settings };
}

test.each<[string, (shell: Shell) => void]>([
  ["opens the status window", (shell) => shell.showStatus("status")],
  ["starts it once more", (shell) => shell.secondInstance()],
  ["opens the guide, also by a link", (shell) => shell.showGuide("method-1")],
  ["presses the tray's login", (shell) => shell.run("login")],
  ["presses anything else there", (shell) => shell.run("settings")],
  ["asks on the command line", (shell) => shell.client()?.login("command-line")],
])("who %s doesn't wait for the start's spread (reliability 26)", async (_what, asks) => {
  const { shell } = startShell({ startupSpreadMs: 30_000 });
  const at = () => shell.client()?.state().session.at;
  await expect.poll(at).toBe("due");
  asks(shell);
  await expect.poll(at).toBe("resuming");
});

test("the command line's logout is answered when it is done", async () => {
  const { shell, left } = startShell();
  const answer = leave(shell, false);
  await expect.poll(() => shell.client()?.state().session.at).toBe("leaving");
  left();
  expect(await answer).toBeNull();
});

test.each([
  ["another service is chosen", (shell: Shell) => shell.setSettings({ service: "ot" })],
  ["the client ends", (shell: Shell) => shell.close()],
])("and doesn't wait for ever when %s meanwhile: what became of it can't be told", async (_what, happens) => {
  const { shell } = startShell();
  const answer = leave(shell, true);
  await happens(shell);
  expect(await answer).toBe("CLI_OVERTAKEN");
});

test("however fast another service is chosen, one client runs: that of the last choice", async () => {
  const { shell, running } = startShell();
  const former = shell.client();
  await Promise.all(["ot", "omakase", "ot"].map((service) => shell.setSettings({ service })));
  expect([...running]).toEqual([shell.client()]);
  expect(shell.client()).not.toBe(former);
  expect(shell.view().service.id).toBe("ot");
});

test("no client is started any more when the program ends while another service is chosen", async () => {
  const { shell, running } = startShell();
  await Promise.all([shell.setSettings({ service: "ot" }), shell.close()]);
  expect(running).toEqual(new Set());
});

test.each([
  ["the client ends", (shell: Shell) => shell.close()],
  ["another service is chosen", (shell: Shell) => shell.setSettings({ service: "ot" })],
])(
  "a login that is lost when %s is told, then and at the next start (reliability 36)",
  async (_what, happens) => {
    const { shell, told, settings } = startShell({ lost: "SESSION_NOT_KEPT" });
    await happens(shell);
    expect(told.join()).toContain(jaErrors.SESSION_NOT_KEPT.title);
    expect(settings().lastError).toBe("SESSION_NOT_KEPT");
  },
);

test("and nothing is told where nothing is lost", async () => {
  const { shell, told, settings } = startShell();
  await shell.close();
  expect([told, settings().lastError]).toEqual([[], null]);
});

test("a policy's words follow at once; where more is another, the service is begun anew and its session goes on", async () => {
  const { shell, running, wentOn } = startShell();
  await expect.poll(() => shell.client()?.state().session.at).toBe("resuming");
  const former = shell.client();
  shell.policyChanged(false);
  expect(shell.client()).toBe(former);
  shell.policyChanged(true);
  await expect.poll(() => shell.client()).not.toBe(former);
  expect([...running]).toEqual([shell.client()]);
  expect(wentOn).toEqual([false, true]);
});

test("and waits until nobody is logging in", async () => {
  const { shell } = startShell({ kept: false });
  const former = shell.client();
  await expect.poll(() => former?.state().attempt.at).not.toBe("idle");
  shell.policyChanged(true);
  await new Promise((later) => setTimeout(later, 50));
  expect(shell.client()).toBe(former);
  former?.cancel();
  await expect.poll(() => shell.client()).not.toBe(former);
});

test("another proxy that a person sets is used at once: the session goes on by it", async () => {
  const { shell, wentOn } = startShell();
  await expect.poll(() => shell.client()?.state().session.at).toBe("resuming");
  const former = shell.client();
  await shell.setSettings({ proxy: "system" }); // as it was
  expect(shell.client()).toBe(former);
  await shell.setSettings({ proxy: "direct" });
  expect(shell.client()).not.toBe(former);
  expect(wentOn).toEqual([false, true]);
  expect(shell.view().settings).toMatchObject({ proxy: "direct", waiting: false });
});

test("a choice that is taken back holds at once, as another one would", async () => {
  const { shell } = startShell();
  await shell.setSettings({ service: "ot", language: "en" });
  await shell.setSettings({ service: null, language: null });
  expect(shell.view()).toMatchObject({ service: { id: SETTINGS.service }, language: SETTINGS.language });
});

test("and a login under way begins again by it", async () => {
  const { shell } = startShell({ kept: false });
  const former = shell.client();
  await expect.poll(() => former?.state().attempt.at).not.toBe("idle");
  await shell.setSettings({ proxy: "direct" });
  expect(shell.client()).not.toBe(former);
  await expect.poll(() => shell.view().attempt).not.toBeNull();
});

test("what can't be kept holds for this run, and whoever set it learns why", async () => {
  const { shell } = startShell({ unkept: "APP_DATA_FOLDER" });
  await expect(shell.setSettings({ language: "en" })).rejects.toMatchObject({ code: "APP_DATA_FOLDER" });
  expect(shell.view().language).toBe("en");
  // It lies with the OS, and needs no settings of ours.
  await shell.setSettings({ autostart: false });
  expect(shell.view().settings.autostart).toBe(false);
});

test("between two tries the client may be replaced, unless the login is a person's", async () => {
  const { shell } = startShell({ kept: false, offline: true });
  const at = () => shell.client()?.state().session;
  await expect.poll(at).toMatchObject({ at: "waiting", trigger: "startup" });
  expect(shell.isIdle()).toBe(true);
  shell.run("login");
  expect(shell.isIdle()).toBe(false);
  await expect.poll(at).toMatchObject({ at: "waiting", trigger: "tray" });
  expect(shell.isIdle()).toBe(false);
  shell.run("cancel-login");
  await expect.poll(at).toMatchObject({ at: "signed-out" });
  expect(shell.isIdle()).toBe(true);
});
