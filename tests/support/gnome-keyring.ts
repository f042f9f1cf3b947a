import { execFileSync, spawnSync } from "node:child_process";
import type { Keyring } from "../../scripts/keyring.mjs";

/** Whether this machine can run the real keychain that these tests are about. */
export const hasGnomeKeyring =
  process.platform === "linux" &&
  ["gnome-keyring-daemon", "dbus-daemon"].every(
    (program) => spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined,
  );

/** Who answers as the Secret Service. */
export function daemonPid(keyring: Keyring): number {
  const answer = execFileSync(
    "dbus-send",
    [
      "--session",
      "--print-reply",
      "--dest=org.freedesktop.DBus",
      "/org/freedesktop/DBus",
      "org.freedesktop.DBus.GetConnectionUnixProcessID",
      "string:org.freedesktop.secrets",
    ],
    { env: { ...process.env, ...keyring.env }, encoding: "utf8" },
  );
  return Number(/uint32 (\d+)/.exec(answer)?.[1]);
}
