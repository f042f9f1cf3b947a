import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { DoctorReport } from "../../src/core/doctor/report.ts";
import type { ErrorCode } from "../../src/core/errors.ts";
import type { CommandHandlers } from "../../src/main/command/handlers.ts";
import { createCommandServer } from "../../src/main/command/server.ts";
import type { SettingsTold, StatusValue } from "../../src/shared/command.ts";
import type { GuideStand } from "../../src/shared/guide.ts";

const bin = fileURLToPath(new URL("../../cli/bin.mjs", import.meta.url));

export type Ran = { readonly exit: number | null; readonly out: string; readonly err: string };

/** The command line as a person or script runs it, as a process of its own. */
export function storageDrive(
  dataDir: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input: string | Buffer = "",
): Promise<Ran> {
  return ranWith([process.execPath, bin, ...args], dataDir, env, input);
}

/** The same with the network taken away, where the OS lets this user do that (Linux, `unshare`). */
export function storageDriveOffline(dataDir: string, args: readonly string[]): Promise<Ran> {
  return ranWith(["unshare", "--net", process.execPath, bin, ...args], dataDir, {}, "");
}

export function canTakeTheNetworkAway(): boolean {
  return spawnSync("unshare", ["--net", "true"]).status === 0;
}

/**
 * The same at a terminal of its own (`script` of util-linux): once `prompt` stands there this is typed. `out` is all that
 * the terminal showed.
 */
export function storageDriveAtTerminal(
  dataDir: string,
  args: readonly string[],
  { prompt, typed }: { readonly prompt: string; readonly typed: string },
): Promise<Ran> {
  const line = [process.execPath, bin, ...args].join(" ");
  return ranWith(
    ["script", "--quiet", "--return", "--command", line, "/dev/null"],
    dataDir,
    {},
    (shown, stdin) => {
      if (shown.includes(prompt) && !stdin.writableEnded) stdin.end(typed);
    },
  );
}

export function hasTerminals(): boolean {
  return spawnSync("script", ["--version"]).status === 0;
}

type Typing = (shown: string, stdin: Writable) => void;

function ranWith(
  [command = "", ...args]: readonly string[],
  dataDir: string,
  env: Readonly<Record<string, string>>,
  input: string | Buffer | Typing,
): Promise<Ran> {
  const child = spawn(command, args, {
    env: {
      PATH: process.env.PATH,
      HOME: dataDir,
      LANG: "ja_JP.UTF-8",
      STORAGE_DRIVE_DATA_DIR: dataDir,
      ...env,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  // A command that reads nothing may have ended before.
  child.stdin.on("error", () => {});
  if (typeof input !== "function") child.stdin.end(input);
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    out += text;
    if (typeof input === "function") input(out, child.stdin);
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    err += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exit) => resolve({ exit, out, err }));
  });
}

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "drive-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export const signedOut: StatusValue = {
  version: "1.2.3",
  service: "omakase",
  state: "signed-out",
  reason: null,
  account: null,
  since: "2026-01-01T00:00:00.000Z",
  accessTokenExpiresAt: null,
  lastError: null,
  tokenStore: "ok",
  windows: [],
};

/** A client without windows behind the real socket: it stands where it is put, and does what it is told at a login. */
export async function standInClient(dataDir: string, first: Partial<StatusValue> = {}) {
  let now: StatusValue = { ...signedOut, ...first };
  const listeners = new Set<() => void>();
  const calls: string[] = [];
  const client = {
    calls,
    /** What a login does at once. */
    atLogin: (): void => {},
    logoutEnds: null as ErrorCode | null,
    stand: { branch: "method-1", at: "acting", item: "open-login", code: null } as GuideStand,
    report: { first: null, results: [], hosts: [], ms: 12 } as DoctorReport,
    told: {
      settings: [
        { name: "service", value: "omakase", origin: "default", locked: null },
        { name: "language", value: "ja", origin: "machine-policy", locked: "machine-policy" },
        {
          name: "proxy",
          value: { server: "http://proxy.example:8080", bypass: ["<local>"] },
          origin: "user-settings",
          locked: null,
        },
        { name: "autostart", value: null, origin: "system", locked: "not-installed" },
      ],
      waiting: false,
    } as SettingsTold,
    go(next: Partial<StatusValue>) {
      now = { ...now, ...next };
      for (const listener of listeners) listener();
    },
    close: async (): Promise<void> => {},
  };
  const handlers: CommandHandlers = {
    status: () => now,
    login() {
      calls.push("login");
      client.atLogin();
    },
    async logout(forget) {
      calls.push(forget ? "forget" : "logout");
      if (client.logoutEnds === null) client.go({ state: "signed-out", reason: null, account: null });
      return client.logoutEnds;
    },
    guide() {
      calls.push("guide");
      return client.stand;
    },
    supportCode: () => "1201 0010 0800 0123",
    async doctor() {
      calls.push("doctor");
      return client.report;
    },
    async settings() {
      return client.told;
    },
    async setSetting(name, written) {
      calls.push(`set ${name} ${written}`);
      return client.told;
    },
    async resetSetting(name) {
      calls.push(`reset ${name}`);
      return client.told;
    },
    quit() {
      calls.push("quit");
      void server.close();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const server = await createCommandServer({ dataDir, handlers, log: () => {} });
  client.close = () => server.close();
  return client;
}
