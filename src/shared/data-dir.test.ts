import { expect, test } from "vitest";
import { dataDir, localDataDir } from "./data-dir.ts";

test.each([
  ["linux", {}, "/home/a/.config/storage-service-drive"],
  ["linux", { XDG_CONFIG_HOME: "/x" }, "/x/storage-service-drive"],
  ["linux", { XDG_CONFIG_HOME: "relative" }, "/home/a/.config/storage-service-drive"],
  ["linux", { XDG_CONFIG_HOME: "" }, "/home/a/.config/storage-service-drive"],
  ["linux", { STORAGE_DRIVE_DATA_DIR: "", XDG_CONFIG_HOME: "/x" }, "/x/storage-service-drive"],
  ["darwin", { XDG_CONFIG_HOME: "/x" }, "/home/a/Library/Application Support/storage-service-drive"],
  ["win32", { APPDATA: "C:\\R" }, "C:\\R\\storage-service-drive"],
  ["win32", {}, "/home/a\\AppData\\Roaming\\storage-service-drive"],
])("on %s with %j the per-user files lie in %s", (platform, env, expected) => {
  expect(dataDir(env, platform, () => "/home/a")).toBe(expected);
});

test.each(["linux", "darwin", "win32"])("on %s the variable wins over the OS's place", (platform) => {
  const env = { STORAGE_DRIVE_DATA_DIR: "/mine", XDG_CONFIG_HOME: "/x", APPDATA: "C:\\R" };
  expect(dataDir(env, platform, () => "/home/a")).toBe("/mine");
});

test.each([
  ["win32", { APPDATA: "C:\\R", LOCALAPPDATA: "C:\\L" }, "C:\\L\\storage-service-drive"],
  ["win32", { APPDATA: "C:\\R" }, "/home/a\\AppData\\Local\\storage-service-drive"],
  ["win32", { LOCALAPPDATA: "C:\\L", STORAGE_DRIVE_DATA_DIR: "C:\\mine" }, "C:\\mine"],
  ["linux", {}, "/home/a/.config/storage-service-drive"],
])("on %s with %j Chromium's own data lie in %s, and never roam", (platform, env, expected) => {
  expect(localDataDir(env, platform, () => "/home/a")).toBe(expected);
});
