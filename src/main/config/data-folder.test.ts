import { afterEach, expect, test, vi } from "vitest";
import { dataFolders } from "./data-folder.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

// Windows takes an empty one for none, and asks the account.
const EMPTY = process.platform === "win32" ? [] : [""];

test.each([...EMPTY, ".", "~", "home/hanako"])(
  "a home folder that isn't absolute is none, whatever folder a program is started in: %j",
  (home) => {
    for (const name of ["HOME", "USERPROFILE"]) vi.stubEnv(name, home);
    expect(() => dataFolders({})).toThrow("APP_DATA_FOLDER");
    expect(dataFolders({ STORAGE_DRIVE_DATA_DIR: "/mine" }).local).toMatch(/mine$/u);
  },
);
