/** Runs a fixture of mains/ on the Electron that is here. What the fixture says is one JSON line each on stdout. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, test } from "vitest";
import { bundleMain } from "../../../scripts/electron/bundle-main.ts";
import { electronCommand } from "../../../scripts/electron/client-command.mjs";
import { giveToOrdinaryUser } from "../../../scripts/electron/ordinary-user.mjs";
import { type Desktop, desktopOf, openedIn } from "../../support/desktop.ts";

const mains = fileURLToPath(new URL("mains", import.meta.url));
const beside = ["preload-script.cjs", "utility-script.cjs", "self-signed-cert.pem", "self-signed-key.pem"];

/** Versions on which the cases were seen, on Linux x64. */
const SEEN_ON = ["25.1.1"];

type Promised = {
  /** Page of https://www.electronjs.org/docs/latest/ that promises it. */
  readonly docs: string;
  readonly seen?: readonly string[];
  /** What the source of 45, on which nothing was seen yet, does otherwise. */
  readonly at45?: string;
};

/** What the product relies on in Electron; the test's name tells where it was seen. */
export function relies(on: string, promised: Promised, play: () => Promise<void> | void): void {
  const { docs, seen = SEEN_ON, at45 } = promised;
  const otherwise = at45 === undefined ? "" : `; 45 by its source: ${at45}`;
  test(`${on} (${docs}; seen on ${seen.join(", ")}${otherwise})`, play);
}

export type Said = Record<string, unknown> & { readonly said: string };
export type Running = {
  readonly child: ChildProcess;
  readonly said: Said[];
  /** The first line of that name, now or later; fails when the process ends without it. */
  heard(name: string): Promise<Said>;
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
  readonly errors: () => string;
  readonly desktop: Desktop;
  /** What it asked the desktop to open. */
  readonly opened: () => readonly string[];
};

const folders: string[] = [];
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children)
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A folder for a test's user data, gone after the file's tests. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "contract-"));
  giveToOrdinaryUser(folder);
  folders.push(folder);
  return folder;
}

export async function startMain(
  name: string,
  userData: string,
  given: readonly string[] = [],
): Promise<Running> {
  const main = await bundleMain(
    join(mains, `${name}.ts`),
    beside.map((file) => join(mains, file)),
  );
  const { command, args, cwd, env } = electronCommand(main, [...given]);
  const desktop = await desktopOf(process.env);
  const openedFile = join(userData, "opened");
  const child = spawn(command, args, {
    cwd,
    env: {
      ...process.env,
      ...env,
      ...desktop.env,
      CONTRACT_USER_DATA: userData,
      STORAGE_DRIVE_TEST_OPENED: openedFile,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  return { ...listenTo(child, name), desktop, opened: () => openedIn(openedFile) };
}

function listenTo(child: ChildProcess, name: string): Omit<Running, "desktop" | "opened"> {
  const said: Said[] = [];
  const waiting = new Set<() => void>();
  let rest = "";
  let errors = "";
  let over: number | string | undefined;
  const wake = (): void => {
    for (const each of [...waiting]) each();
  };
  child.stdout?.on("data", (chunk: Buffer) => {
    rest += chunk.toString("utf8");
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith("{")) said.push(JSON.parse(line));
    wake();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    errors += chunk.toString("utf8");
  });
  const ended = new Promise<number | string>((resolve) => {
    child.on("close", (code, signal) => {
      over = code ?? signal ?? "?";
      wake();
      resolve(over);
    });
  });
  const heard = (wanted: string): Promise<Said> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = said.find((line) => line.said === wanted);
        if (found) resolve(found);
        else if (over !== undefined)
          reject(new Error(`${name} ended (${over}) without saying ${wanted}\n${errors}`));
        else return;
        waiting.delete(look);
      };
      waiting.add(look);
      look();
    });
  return { child, said, heard, ended, errors: () => errors };
}

/** Runs a main to its end and gives what it said; fails if it didn't end by itself with 0. */
export async function runMain(
  name: string,
  userData = freshFolder(),
  args: readonly string[] = [],
): Promise<Said[]> {
  const running = await startMain(name, userData, args);
  const code = await running.ended;
  if (code !== 0)
    throw new Error(`${name} ended with ${code}\n${JSON.stringify(running.said)}\n${running.errors()}`);
  return running.said;
}

export const one = (said: readonly Said[], name: string): Said => {
  const found = said.find((line) => line.said === name);
  if (!found) throw new Error(`nobody said ${name}: ${JSON.stringify(said)}`);
  return found;
};
