import { expect, test } from "vitest";
import { PROFILES } from "../core/service/profiles.ts";
import { Client } from "./client.ts";
import { CLIENT_DEPS } from "./client-samples.ts";
import { Shell } from "./shell.ts";
import type { ShellDeps } from "./shell-ports.ts";
import type { ShellSettings } from "./shell-view.ts";

/** The resident program without a screen; its clients' logouts end when `left` is told. */
function startShell() {
  const ends: (() => void)[] = [];
  let settings: ShellSettings = {
    service: "omakase",
    startupLogin: true,
    language: "ja",
    locked: [],
    services: [PROFILES.omakase, PROFILES.ot],
    firstRun: false,
    lastError: null,
    presence: "known",
    problem: null,
  };
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
    tray: () => ({ draw() {}, destroy() {} }),
    ownWindows: () => ownWindows,
    notify: () => null,
    settings: () => settings,
    async saveSettings(change) {
      settings = { ...settings, ...change };
    },
    service({ changed }) {
      const leave = () => new Promise<null>((done) => ends.push(() => done(null)));
      const client = new Client({ ...CLIENT_DEPS, changed, tokens: { ...CLIENT_DEPS.tokens, leave } });
      return {
        profile: PROFILES.omakase,
        client,
        loginWindows: { visible: () => [], focused: () => false },
        close: async () => client.dispose(),
      };
    },
    waitingProxy: () => null,
    openExternal: () => true,
    resetPasswordUrl: () => null,
    quit() {},
    log() {},
    now: () => 0,
  };
  const shell = new Shell(deps);
  shell.start();
  return { shell, left: () => ends.at(-1)?.() };
}

test("the command line's logout is answered when it is done", async () => {
  const { shell, left } = startShell();
  const answer = shell.leave(false);
  await expect.poll(() => shell.client()?.state().session.at).toBe("leaving");
  left();
  expect(await answer).toBeNull();
});

test.each([
  ["another service is chosen", (shell: Shell) => shell.setSettings({ service: "ot" })],
  ["the client ends", (shell: Shell) => shell.close()],
])("and doesn't wait for ever when %s meanwhile: what became of it can't be told", async (_what, happens) => {
  const { shell } = startShell();
  const answer = shell.leave(true);
  await happens(shell);
  expect(await answer).toBe("CLI_TIME_LIMIT");
});
