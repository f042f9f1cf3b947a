import { readFile } from "node:fs/promises";
import { askSessionBus, BUS } from "../bus/session-bus.ts";

/*
 * What the Linux desktop's Secret Service (0.2 of the specification) tells without asking anybody for anything, unlike
 * every call of keytar. Null where that can't be told: another system, no `dbus-send`, no service, no answer in time.
 * Nothing here rejects.
 */

const SECRETS = "org.freedesktop.secrets";
const SERVICE = { destination: SECRETS, path: "/org/freedesktop/secrets" } as const;

/** The program behind the keychain; `name` as its users know it, null where only a go-between is seen. */
export type AnsweringProgram = { readonly name: string | null };

/** Whether the keyring is locked: property `Locked` of the collection with the alias `default`, which libsecret writes to. */
export async function isKeyringLocked(env: NodeJS.ProcessEnv = process.env): Promise<boolean | null> {
  const method = "org.freedesktop.Secret.Service.ReadAlias";
  const alias = await askSessionBus({ ...SERVICE, method, args: ["string:default"] }, { env });
  const collection = /object path "(\/[^"]+)"/u.exec(alias ?? "")?.[1];
  if (collection === undefined) return null;
  const answer = await askSessionBus(
    {
      destination: SECRETS,
      path: collection,
      method: "org.freedesktop.DBus.Properties.Get",
      args: ["string:org.freedesktop.Secret.Collection", "string:Locked"],
    },
    { env },
  );
  return answer === null ? null : answer.includes("boolean true");
}

/**
 * Whether there is such an entry, open or locked: KeePassXC opens each one to each program on its own, and keytar says of
 * one that was refused to it what it says of one that isn't there.
 * @param service and key: as keytar's schema has them (keytar_posix.cc), `service` and `account`
 */
export async function hasEntry(
  service: string,
  key: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean | null> {
  if (`${service}${key}`.includes(",")) return null; // at which `dbus-send` parts a dictionary
  const args = [`dict:string:string:service,${service},account,${key}`];
  const method = "org.freedesktop.Secret.Service.SearchItems";
  const found = await askSessionBus({ ...SERVICE, method, args }, { env });
  return found === null ? null : found.includes("object path");
}

/** The program that answers as the Secret Service just now; null also where it hangs. */
export async function answeringProgram(
  env: NodeJS.ProcessEnv = process.env,
): Promise<AnsweringProgram | null> {
  const ping = { ...SERVICE, method: "org.freedesktop.DBus.Peer.Ping" };
  if ((await askSessionBus(ping, { env })) === null) return null;
  const method = "org.freedesktop.DBus.GetConnectionUnixProcessID";
  const owner = await askSessionBus({ ...BUS, method, args: [`string:${SECRETS}`] }, { env });
  const pid = /uint32 (\d+)/u.exec(owner ?? "")?.[1];
  return { name: pid === undefined ? null : nameOf(await programOf(pid)) };
}

/** The unique name of who answers as the Secret Service, which no other connection to the bus ever gets (D-Bus, "Bus names"). */
export async function secretServiceOwner(env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const method = "org.freedesktop.DBus.GetNameOwner";
  const owner = await askSessionBus({ ...BUS, method, args: [`string:${SECRETS}`] }, { env });
  return /string "([^"]+)"/u.exec(owner ?? "")?.[1] ?? null;
}

/**
 * Whether the next process of ours gets at the entries as this one did, without a question to the person: GNOME Keyring
 * asks nobody; KeePassXC asks about each connection anew; of others it isn't known. Elsewhere it is the program's file
 * that is let in (macOS: access control lists of keychain items, by its signature), or the user (Windows).
 */
export async function letsNextProcessIn(env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  if (process.platform !== "linux") return true;
  return (await answeringProgram(env))?.name === GNOME_KEYRING;
}

async function programOf(pid: string): Promise<string> {
  return (await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "")).trim();
}

const GNOME_KEYRING = "GNOME Keyring";
const NAMES: readonly (readonly [RegExp, string | null])[] = [
  [/^keepassxc/iu, "KeePassXC"],
  [/^(kwalletd|ksecretd)/u, "KWallet"],
  [/^gnome-keyring/u, GNOME_KEYRING],
  [/^(xdg-dbus-proxy|python[\d.]*|)$/u, null],
];

function nameOf(program: string): string | null {
  for (const [pattern, name] of NAMES) if (pattern.test(program)) return name;
  return program;
}
