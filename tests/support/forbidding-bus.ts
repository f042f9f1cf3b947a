import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { asOrdinaryUser, giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import { until } from "./wait.ts";

/** A bus like a confined application's: the Secret Service can't be spoken to. */
export async function startForbiddingBus(folder: string) {
  const config = join(folder, "bus.conf");
  writeFileSync(
    config,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=${join(folder, "bus")}</listen>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/>
<allow receive_type="method_call"/><allow receive_type="method_return"/><allow receive_type="error"/><allow receive_type="signal"/>
<deny send_destination="org.freedesktop.secrets"/></policy></busconfig>`,
  );
  giveToOrdinaryUser(folder);
  const [program, args] = asOrdinaryUser("dbus-daemon", [
    ...[`--config-file=${config}`, "--nofork", "--print-address=1"],
  ]);
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise<string>((resolve) => {
    child.stdout.once("data", (chunk) => resolve(String(chunk).trim()));
  });
  const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: address };
  const [keyring, options] = asOrdinaryUser("gnome-keyring-daemon", [
    ...["--foreground", "--components=secrets", `--control-directory=${join(folder, "control")}`],
  ]);
  const daemon = spawn(keyring, options, {
    stdio: "ignore",
    env: { ...env, XDG_DATA_HOME: folder, XDG_RUNTIME_DIR: folder },
  });
  const ask = ["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"];
  await until("the daemon on the bus", () =>
    execFileSync(
      "dbus-send",
      [...ask, "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"],
      { env, encoding: "utf8" },
    ).includes("boolean true"),
  );
  return {
    address,
    stop() {
      for (const one of [daemon, child]) one.kill("SIGKILL");
    },
  };
}
