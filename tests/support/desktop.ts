import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ended } from "../../scripts/bound-process.mjs";
import { giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";

const script = fileURLToPath(new URL("desktop.py", import.meta.url));
/** Debian's own: another Python may not have its modules. */
const PYTHON = "/usr/bin/python3";

export type TrayEntry = {
  /** Another one in another menu. */
  readonly id: number;
  readonly label: string;
  readonly type: "item" | "separator";
  readonly enabled: boolean;
};
/** The icon as the bus has it: pictures in ARGB, what the pointer is told, the menu. */
export type TrayIcon = {
  readonly tooltip: string;
  readonly icons: readonly { readonly width: number; readonly height: number; readonly argb: string }[];
  readonly menu: readonly TrayEntry[];
};
export type Notice = {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly pressable: boolean;
  /** Whose it is: its desktop entry, without `.desktop`. */
  readonly app: string;
};

/** A desktop on a bus, and a person's hands on what the process with that id shows there. */
export type Desktop = {
  /** What a process needs to be at home there, over its own environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly tray: (process: number) => Promise<TrayIcon>;
  readonly pressTray: (process: number) => Promise<void>;
  readonly pressEntry: (process: number, label: string) => Promise<void>;
  readonly notifications: (process: number) => Promise<readonly Notice[]>;
  readonly pressNotification: (process: number, number: number) => Promise<void>;
  readonly closeNotification: (number: number) => Promise<void>;
  /** logind's signal before the PC sleeps (true) and after it woke up (false). */
  readonly prepareForSleep: (begins: boolean) => Promise<void>;
  readonly prepareForShutdown: (begins: boolean) => Promise<void>;
  /** Answers nobody until it is told otherwise; what it is asked meanwhile is kept. */
  readonly hang: (hangs: boolean) => void;
  readonly close: () => Promise<void>;
};

/** `xdg-open` of the desktop: writes down what it was asked to open. */
const XDG_OPEN = '#!/bin/sh\nprintf "%s\\n" "$1" >> "$STORAGE_DRIVE_TEST_OPENED"\n';

/** The addresses in a file that `xdg-open` wrote, in order; the last one may still be on its way. */
export function openedIn(file: string): string[] {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
}

const desktops = new Map<string, Promise<Desktop>>();

/** Ends all of them; else they end with this process. */
export async function closeDesktops(): Promise<void> {
  for (const desktop of [...desktops.values()]) await (await desktop).close();
}

/** The desktop of the bus that `env` names; one a bus. */
export function desktopOf(env: NodeJS.ProcessEnv): Promise<Desktop> {
  const bus = env.DBUS_SESSION_BUS_ADDRESS ?? "";
  const known = desktops.get(bus) ?? start(bus);
  desktops.set(bus, known);
  return known;
}

async function start(bus: string): Promise<Desktop> {
  const folder = mkdtempSync(join(tmpdir(), "desktop-"));
  writeFileSync(join(folder, "xdg-open"), XDG_OPEN);
  chmodSync(join(folder, "xdg-open"), 0o755);
  giveToOrdinaryUser(folder);
  const child = spawn(PYTHON, [script], {
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: bus },
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.once("exit", () => desktops.delete(bus));
  child.unref();
  const hands = await handsOf(child);
  const ask = <T>(what: string, ...args: unknown[]) => hands(what, args) as Promise<T>;
  return {
    env: { DBUS_SYSTEM_BUS_ADDRESS: bus, PATH: `${folder}${delimiter}${process.env.PATH ?? ""}` },
    tray: (process) => ask("tray", process),
    pressTray: (process) => ask("press-tray", process),
    pressEntry: (process, label) => ask("press-entry", process, label),
    notifications: (process) => ask("notifications", process),
    pressNotification: (process, number) => ask("press-notification", process, number),
    closeNotification: (number) => ask("close-notification", number),
    prepareForSleep: (begins) => ask("prepare-for-sleep", begins),
    prepareForShutdown: (begins) => ask("prepare-for-shutdown", begins),
    hang: (hangs) => {
      child.kill(hangs ? "SIGSTOP" : "SIGCONT");
    },
    close: async () => {
      rmSync(folder, { recursive: true, force: true });
      await ended(child);
    },
  };
}

type Answer = { number?: number; value?: unknown; missing?: string };

/** Numbered questions, one line each; resolves when the desktop is there. */
async function handsOf(child: ChildProcess): Promise<(what: string, args: unknown[]) => Promise<unknown>> {
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error("the desktop has no pipes");
  const waiting = new Map<number, (answer: Answer) => void>();
  const ready = Promise.withResolvers<void>();
  child.once("exit", (code) => {
    const ended = { missing: `the desktop ended with ${code}` };
    ready.reject(new Error(ended.missing));
    for (const tell of waiting.values()) tell(ended);
  });
  createInterface({ input: stdout }).on("line", (line) => {
    const answer = JSON.parse(line) as Answer;
    if (answer.number === undefined) ready.resolve();
    else waiting.get(answer.number)?.(answer);
  });
  await ready.promise;
  let last = 0;
  return async (what, args) => {
    const number = ++last;
    const answered = new Promise<Answer>((resolve) => waiting.set(number, resolve));
    stdin.write(`${JSON.stringify({ number, do: what, with: args })}\n`);
    const { value, missing } = await answered;
    waiting.delete(number);
    if (missing !== undefined) throw new Error(`${what}: ${missing}`);
    return value;
  };
}
