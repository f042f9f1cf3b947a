import { spawnSync } from "node:child_process";

/** Whether this machine can run the real keychain that these tests are about. */
export const hasGnomeKeyring =
  process.platform === "linux" &&
  ["gnome-keyring-daemon", "dbus-daemon"].every(
    (program) => spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined,
  );
