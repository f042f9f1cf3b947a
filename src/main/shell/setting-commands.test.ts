import { expect, test } from "vitest";
import type { View } from "../../shared/view.ts";
import type { Described } from "../config/configuration.ts";
import { STATE } from "./samples.ts";
import { settingCommands } from "./setting-commands.ts";
import { projectShell } from "./shell-view.ts";
import type { WantedSettings } from "./wanted-settings.ts";

const VIEW = projectShell(STATE);

const DESCRIBED: readonly Described[] = [
  { key: "service", value: "omakase", origin: "installer" },
  { key: "language", value: "ja", origin: "user-settings" },
];

function commands(view: Partial<View> = {}) {
  const wanted: WantedSettings[] = [];
  const shell = {
    view: (): View => ({ ...VIEW, ...view }),
    lookAtSettings: async () => {},
    async setSettings(change: WantedSettings) {
      wanted.push(change);
    },
  };
  return { ...settingCommands(shell, () => DESCRIBED), wanted };
}

const told = async (view: Partial<View>, name: string) =>
  (await commands(view).settings()).settings.find((one) => one.name === name);

test("every setting is told with who decided it and why it can't be changed", async () => {
  expect((await commands().settings()).settings.map(({ name }) => name)).toEqual([
    "service",
    "startupLogin",
    "language",
    "proxy",
    "notifications",
    "autostart",
  ]);
  expect(await told({}, "service")).toMatchObject({ origin: "installer", locked: null });
  expect(await told({}, "language")).toMatchObject({ value: "ja", origin: "user-settings" });
  expect(await told({ locked: { language: "user-policy" } }, "language")).toMatchObject({
    origin: "user-policy",
    locked: "user-policy",
  });
});

test.each<[boolean | null, View["locked"], object]>([
  [true, {}, { value: true, origin: "system", locked: null }],
  [true, { autostart: "installed" }, { origin: "installer", locked: "installed" }],
  [false, { autostart: "machine-policy" }, { origin: "machine-policy", locked: "machine-policy" }],
  [null, {}, { value: null, origin: "system", locked: "not-installed" }],
  [null, { autostart: "machine-policy" }, { value: null, locked: "machine-policy" }],
])(
  "starting with the PC (%j, %j) lies with the OS, its installer or a policy",
  async (on, locked, expected) => {
    const settings = { ...VIEW.settings, autostart: on };
    expect(await told({ settings, locked }, "autostart")).toMatchObject(expected);
  },
);

test("what was written reaches the shell as the window would say it; a reset as no choice", async () => {
  const { setSetting, resetSetting, wanted } = commands();
  await setSetting("proxy", "proxy.example:8080");
  await setSetting("startupLogin", "off");
  await resetSetting("proxy");
  expect(wanted).toEqual([
    { proxy: { server: "http://proxy.example:8080" } },
    { startupLogin: false },
    { proxy: null },
  ]);
});

test("what is locked or can't be meant never reaches it", async () => {
  const { setSetting, resetSetting, wanted } = commands({ locked: { proxy: "machine-policy" } });
  const locked = { code: "CLI_SETTING_LOCKED" };
  await expect(setSetting("proxy", "direct")).rejects.toMatchObject(locked);
  await expect(resetSetting("proxy")).rejects.toMatchObject(locked);
  await expect(setSetting("language", "fr")).rejects.toMatchObject({ code: "CLI_USAGE" });
  await expect(resetSetting("autostart")).rejects.toMatchObject({ code: "CLI_USAGE" });
  expect(wanted).toEqual([]);
});
