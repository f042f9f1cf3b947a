import { expect, test } from "vitest";
import { panelIsDark, type Surface } from "./panel-theme.ts";

const surface: Surface = { platform: "linux", desktop: undefined, appsDark: false, taskbarDark: false };

test.each<[string, Partial<Surface>, boolean]>([
  ["a desktop that nothing is known of, apps light", {}, false],
  ["a desktop that nothing is known of, apps dark", { appsDark: true }, true],
  ["GNOME, whose bar is dark also over light apps", { desktop: "GNOME" }, true],
  ["Ubuntu's GNOME", { desktop: "ubuntu:GNOME" }, true],
  ["GNOME with its classic, light bar", { desktop: "GNOME-Classic:GNOME" }, false],
  ["KDE, whose panel goes with its apps", { desktop: "KDE" }, false],
  ["KDE, dark", { desktop: "KDE", appsDark: true }, true],
  ["Windows, light apps on a dark taskbar", { platform: "win32", taskbarDark: true }, true],
  ["Windows, dark apps on a light taskbar", { platform: "win32", appsDark: true }, false],
])("%s", (_name, given, dark) => {
  expect(panelIsDark({ ...surface, ...given })).toBe(dark);
});
