import { execFile, execFileSync, spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { asOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import { NAME } from "../../scripts/package/linux.ts";

// The packages on this machine, as an administrator and a person's session have them.

export const [FIRST, NEXT] = ["0.1.0", "0.1.1"] as const;
export const HOME = `/usr/lib/${NAME}`;
const folder = fileURLToPath(new URL("../../out/package/", import.meta.url));
export const debOf = (version: string) => `${folder}${NAME}_${version}_amd64.deb`;
export const rpmOf = (version: string) => `${folder}${NAME}-${version}-1.x86_64.rpm`;

type Surroundings = Readonly<Record<string, string>>;

/** What a program prints. Throws where it fails. */
export function said(program: string, ...args: string[]): string {
  return execFileSync(program, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 2 ** 26,
  });
}

// What follows doesn't keep the service waiting, which lives in this process and whose answers clients may wait for.

const administrator = async (env: Surroundings, program: string, ...args: string[]) => {
  await promisify(execFile)(program, args, { env: { ...process.env, ...env } });
};
export const install = (version: string) => administrator({}, "dpkg", "--install", debOf(version));
export const remove = (env: Surroundings = {}) => administrator(env, "dpkg", "--remove", NAME);
/** For whoever comes next: with what dpkg keeps of a package that was removed, as if it had never been here. */
export const purge = () => administrator({}, "dpkg", "--purge", NAME);

/** rpm's records, empty at first: those of a Debian lie in root's home. */
const records = ["--dbpath", join(tmpdir(), "rpm-records")];
export const rpmSaid = (...args: string[]) => said("rpm", ...records, ...args);
/** What the package needs is here as Debian's, which rpm doesn't know. */
export const installRpm = (version: string) =>
  administrator({}, "rpm", ...records, "--upgrade", "--nodeps", rpmOf(version));
export const removeRpm = (env: Surroundings = {}) => administrator(env, "rpm", ...records, "--erase", NAME);

/** The machine's policy, as an administrator lays it down. */
export function writePolicy(policy: unknown): void {
  mkdirSync(`/etc/${NAME}`, { recursive: true, mode: 0o755 });
  writeFileSync(`/etc/${NAME}/policy.json`, JSON.stringify(policy), { mode: 0o644 });
  chownSync(`/etc/${NAME}/policy.json`, 0, 0);
}

export function removePolicy(): void {
  rmSync(`/etc/${NAME}`, { recursive: true, force: true });
}

/** What a session starts at a logon: the command line of the system's autostart entry (Autostart specification). */
export function autostart(wanted = /^Exec=(.+)$/mu): readonly string[] {
  const entry = readFileSync(`/etc/xdg/autostart/${NAME}.desktop`, "utf8");
  const [, command = ""] = wanted.exec(entry) ?? [];
  return command.split(" ");
}

/** The installed command line as a person runs it in their session, with no Node on PATH. */
export const storageDrive = (env: Surroundings, ...args: string[]) => storageDriveFed("", env, ...args);

/** @param input what is piped in */
export async function storageDriveFed(input: string, env: Surroundings, ...args: string[]) {
  const [command, all] = asOrdinaryUser("/usr/bin/storage-drive", args);
  const { DISPLAY = "", DBUS_SESSION_BUS_ADDRESS = "" } = process.env;
  const session = { DISPLAY, DBUS_SESSION_BUS_ADDRESS, HOME: "/nonexistent", LANG: "ja_JP.UTF-8" };
  const child = spawn(command, all, { env: { PATH: "/usr/bin:/bin", ...session, ...env }, cwd: "/" });
  const exit = new Promise<number | null>((done) => child.once("close", done));
  child.stdin.end(input);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exit, text: out, errors: err, json: parsed(out) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export type Process = {
  readonly pid: number;
  readonly type: string;
  readonly uid: number;
  readonly seccomp: number;
  readonly namespace: string;
};

/** Every process of the package's program; `type` is Chromium's, empty for the client itself. */
export function processes(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((name) => {
      try {
        if (!readlinkSync(`/proc/${name}/exe`).startsWith(`${HOME}/${NAME}`)) return [];
        const status = readFileSync(`/proc/${name}/status`, "utf8");
        const [, type = ""] = /--type=([\w-]+)/u.exec(readFileSync(`/proc/${name}/cmdline`, "utf8")) ?? [];
        const field = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, "mu").exec(status)?.[1]);
        const namespace = readlinkSync(`/proc/${name}/ns/pid`);
        return [{ pid: Number(name), type, uid: field("Uid"), seccomp: field("Seccomp"), namespace }];
      } catch {
        return []; // gone meanwhile
      }
    });
}

export const isThere = (path: string) => existsSync(path);
