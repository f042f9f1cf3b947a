import { execFile } from "node:child_process";
import { promisify } from "node:util";

const exec = promisify(execFile);
const LIMIT_MS = 3_000;
const SECRETS = "org.freedesktop.secrets";

/**
 * Whether the Linux desktop's keyring is locked (Secret Service 0.2, property `Locked` of the collection with the alias
 * `default`, which libsecret writes to). Asks nobody for a password, unlike every call of keytar. Null where that can't
 * be told: another system, no `dbus-send`, no service, no keyring, no answer in time. Never rejects.
 */
export async function isKeyringLocked(env: NodeJS.ProcessEnv = process.env): Promise<boolean | null> {
  if (process.platform !== "linux") return null;
  const send = async (path: string, method: string, args: readonly string[]) => {
    const fixed = ["--session", "--print-reply", `--reply-timeout=${LIMIT_MS}`, `--dest=${SECRETS}`];
    const timeout = 2 * LIMIT_MS;
    return (await exec("/usr/bin/dbus-send", [...fixed, path, method, ...args], { env, timeout })).stdout;
  };
  try {
    const service = "org.freedesktop.Secret.Service.ReadAlias";
    const alias = await send("/org/freedesktop/secrets", service, ["string:default"]);
    const collection = /object path "(\/[^"]+)"/u.exec(alias)?.[1];
    if (collection === undefined) return null;
    const property = ["string:org.freedesktop.Secret.Collection", "string:Locked"];
    const answer = await send(collection, "org.freedesktop.DBus.Properties.Get", property);
    return answer.includes("boolean true");
  } catch {
    return null;
  }
}
