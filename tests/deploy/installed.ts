import { execFileSync, spawnSync } from "node:child_process";
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
import { fileURLToPath } from "node:url";
import { asOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import { NAME } from "../../scripts/package/linux.ts";

// The packages on this machine, as an administrator and a person's session have them.

export const HOME = `/usr/lib/${NAME}`;
const folder = fileURLToPath(new URL("../../out/package/", import.meta.url));
export const debOf = (version: string) => `${folder}${NAME}_${version}_amd64.deb`;
export const rpmOf = (version: string) => `${folder}x86_64/${NAME}-${version}-1.x86_64.rpm`;

/** What a program prints. Throws where it fails. */
export function said(program: string, ...args: string[]): string {
  return execFileSync(program, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 2 ** 26,
  });
}

export const install = (version: string) => said("dpkg", "--install", debOf(version));

export function remove(env: Readonly<Record<string, string>> = {}): void {
  execFileSync("dpkg", ["--remove", NAME], { env: { ...process.env, ...env }, stdio: "pipe" });
}

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

/** The installed command line as the person runs it, with no Node on PATH. */
export function storageDrive(env: Readonly<Record<string, string>>, ...args: string[]) {
  const [command, all] = asOrdinaryUser("/usr/bin/storage-drive", args);
  const { status, stdout } = spawnSync(command, all, {
    env: { PATH: "/usr/bin:/bin", HOME: "/nonexistent", LANG: "ja_JP.UTF-8", ...env },
    cwd: "/",
    encoding: "utf8",
  });
  return { code: status, text: stdout, json: parsed(stdout) };
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
