import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { ask } from "../../cli/connection.ts";
import { type Command, clientCommand } from "../../scripts/electron/client-command.mjs";
import { asOrdinaryUser, giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import type { StatusValue } from "../../src/shared/command.ts";
import { EXIT } from "../../src/shared/command-line.ts";
import { runCommandLine } from "./command-line.ts";
import { type Desktop, desktopOf, type Notice, openedIn, type TrayIcon } from "./desktop.ts";
import { relayInto } from "./relay-into.ts";
import { until } from "./wait.ts";

export type ClientOptions = {
  /** Kept between starts to play a restart of the PC; a fresh one when left out. */
  readonly dataDir?: string;
  readonly policy: unknown;
  readonly env?: Readonly<Record<string, string>>;
  /** False: nobody looks at its pages, so that no browser runs until the client itself opens a window. */
  readonly eyes?: boolean;
  /** Go to the client as they are. */
  readonly args?: readonly string[];
  /** Goes before the client's own command line, to start it elsewhere: in another network, with another clock. */
  readonly inside?: readonly string[];
  /** The command line of a client that is installed; default: the repository's own. */
  readonly program?: readonly string[];
  /** Modules that are loaded into it before its own code, in its main process alone. */
  readonly preload?: readonly string[];
};

/** The client as a process of its own on a desktop, and a person's eyes and hands on it. */
export type RunningClient = {
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** Whether it has ended, by itself or not. */
  readonly isGone: () => boolean;
  /** When it was started, as `performance.now()` tells it. */
  readonly startedAt: number;
  readonly output: () => string;
  /** The client's windows, as they are now. */
  readonly pages: () => Promise<Page[]>;
  /** Waits for a window whose page fits. */
  readonly page: (
    what: string,
    fits: (page: Page) => boolean | Promise<boolean>,
    limitMs?: number,
  ) => Promise<Page>;
  /** The icon in the tray, once it is there. */
  readonly tray: () => Promise<TrayIcon>;
  readonly pressTray: () => Promise<void>;
  /** Presses an entry of the tray's menu, once it is offered. */
  readonly menu: (label: string) => Promise<void>;
  readonly notifications: () => Promise<readonly Notice[]>;
  /** Waits for a notification whose title begins so; `press()` is the person's click on it. */
  readonly notification: (title: string) => Promise<{ readonly press: () => Promise<void> }>;
  /** The PC sleeps and wakes up; the signals alone, nothing stops meanwhile. */
  readonly wakeUp: () => Promise<void>;
  /** The PC is about to be shut down. */
  readonly shutDown: () => Promise<void>;
  /** The desktop answers nobody until it is told otherwise. */
  readonly hangDesktop: (hangs: boolean) => void;
  /** What the client asked to be opened in the person's own browser, in order. */
  readonly openedOutside: () => readonly string[];
  readonly status: () => Promise<StatusValue>;
  readonly statusWhere: (
    what: string,
    fits: (status: StatusValue) => boolean,
    limitMs?: number,
  ) => Promise<StatusValue>;
  /** Starts a command of the command line without waiting for it. */
  readonly command: (...args: string[]) => Promise<{ code: number; json: unknown }>;
  readonly quit: () => Promise<void>;
  readonly kill: () => Promise<void>;
};

export async function startClient(options: ClientOptions): Promise<RunningClient> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "drive-"));
  const policyFile = join(dataDir, "policy.json");
  await writeFile(policyFile, JSON.stringify(options.policy));
  const port = await freePort();
  const wanted = [
    ...(options.args ?? []),
    ...(options.eyes === false ? [] : [`--remote-debugging-port=${port}`]),
  ];
  const run = startOf(options.program, wanted, options.preload ?? []);
  const opened = join(dataDir, "opened-outside");
  const given = { ...process.env, ...run.env, ...options.env };
  const desktop = await desktopOf(given);
  const env = {
    ...given,
    ...desktop.env,
    STORAGE_DRIVE_DATA_DIR: dataDir,
    STORAGE_DRIVE_POLICY: policyFile,
    STORAGE_DRIVE_TEST_OPENED: opened,
    ...options.env,
  };
  giveToOrdinaryUser(dataDir);
  const inside = options.inside ?? [];
  const [program = "", ...args] = [...inside, run.command, ...run.args];
  const startedAt = performance.now();
  const child = spawn(program, args, { cwd: run.cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout?.on("data", (data) => (output += data));
  child.stderr?.on("data", (data) => (output += data));
  child.once("exit", (_code, signal) => {
    // One that broke tells nobody.
    if (signal !== null) output += `\nthe client was ended by ${signal}\n`;
  });
  const gone = new Promise<void>((done) => child.once("exit", () => done()));

  const relay = inside.length === 0 || options.eyes === false ? null : await relayInto(inside, port);
  if (relay !== null) child.once("exit", relay.close);
  let browser: Browser | null = null;
  const connected = async (): Promise<Browser> => {
    if (browser?.isConnected()) return browser;
    browser = await until(
      "the debugging port",
      () =>
        chromium.connectOverCDP(`http://127.0.0.1:${relay?.port ?? port}`, {
          timeout: 3_000,
          noDefaults: true,
        }),
      30_000,
    );
    return browser;
  };
  const all = () => browser?.contexts().flatMap((context) => context.pages()) ?? [];
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const listensOrIsGone = async () => {
    if (isGone()) return true;
    const answer = await ask(dataDir, { command: "status" }, 300);
    return answer.ok || answer.error !== "CLI_NOT_RUNNING";
  };
  const command = async (...args: string[]) => {
    // They would start another client, which isn't on this one's bus.
    if (STARTS_A_CLIENT.includes(args[0] ?? ""))
      await until("the client listens or is gone", listensOrIsGone);
    return runCommandLine(args, { STORAGE_DRIVE_DATA_DIR: dataDir, STORAGE_DRIVE_POLICY: policyFile });
  };
  // The command line's own connection, without a process for each look.
  const status = async (): Promise<StatusValue> => {
    const answer = await ask(dataDir, { command: "status" }, 10_000);
    if (!answer.ok) throw new Error(`status: ${answer.error}`);
    return answer.value;
  };
  const page: RunningClient["page"] = async (what, fits, limitMs = 20_000) => {
    await connected();
    return until(
      what,
      async () => {
        for (const candidate of all()) candidate.setDefaultTimeout(10_000);
        for (const candidate of all()) if (!candidate.isClosed() && (await fits(candidate))) return candidate;
        return null;
      },
      limitMs,
    ).catch((thrown) => {
      throw new Error(
        `${String(thrown)}\nwindows: ${all()
          .map((one) => one.url())
          .join(", ")}\n${output.slice(-3_000)}`,
      );
    });
  };
  return {
    dataDir,
    process: child,
    isGone,
    startedAt,
    output: () => output,
    pages: async () => {
      await connected();
      return all().filter((candidate) => !candidate.isClosed());
    },
    page,
    ...handsOn(desktop, child),
    openedOutside: () => openedIn(opened),
    status,
    statusWhere: async (what, fits, limitMs = 30_000) => {
      let seen: StatusValue | null = null;
      return until(
        what,
        async () => {
          const now = await status();
          seen = now;
          return fits(now) ? now : null;
        },
        limitMs,
      ).catch((thrown) => {
        throw new Error(`${String(thrown)}\nstatus: ${JSON.stringify(seen)}\n${output.slice(-3_000)}`);
      });
    },
    command,
    quit: async () => {
      await quitBy(command, isGone);
      await ended(child, gone);
    },
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/** An installed client runs as whom the repository's does, in that user's home. */
function startOf(
  program: readonly string[] | undefined,
  args: string[],
  preload: readonly string[],
): Command {
  const own = clientCommand(args, preload);
  if (program === undefined) return own;
  const [file = "", ...before] = program;
  const [command, all] = asOrdinaryUser(file, [...before, ...args]);
  return { ...own, command, args: all };
}

/** The person's hands on what the client shows outside its windows. */
function handsOn(
  desktop: Desktop,
  { pid = 0 }: ChildProcess,
): Pick<
  RunningClient,
  "tray" | "pressTray" | "menu" | "notifications" | "notification" | "wakeUp" | "shutDown" | "hangDesktop"
> {
  const done = (what: string, work: () => Promise<void>) =>
    until(what, async () => {
      await work();
      return true;
    }).then(() => {});
  return {
    tray: () => until("the icon in the tray", () => desktop.tray(pid)),
    pressTray: () => done("a press on the icon", () => desktop.pressTray(pid)),
    menu: (label) => done(`a press on ${label} in the menu`, () => desktop.pressEntry(pid, label)),
    notifications: () => desktop.notifications(pid),
    notification: async (title) => {
      const { number } = await until(`the notification ${title}`, async () =>
        (await desktop.notifications(pid)).find((one) => one.title.startsWith(title)),
      );
      return { press: () => desktop.pressNotification(pid, number) };
    },
    wakeUp: async () => {
      await desktop.prepareForSleep(true);
      await desktop.prepareForSleep(false);
    },
    shutDown: () => desktop.prepareForShutdown(true),
    hangDesktop: desktop.hang,
  };
}

const STARTS_A_CLIENT: readonly string[] = ["login", "guide", "doctor"];

/** Exit code and signal, once it has ended. */
export function exitOf(client: RunningClient): Promise<readonly [number | null, NodeJS.Signals | null]> {
  const { process } = client;
  if (client.isGone()) return Promise.resolve([process.exitCode, process.signalCode]);
  return new Promise((resolve) => process.once("exit", (code, signal) => resolve([code, signal])));
}

/** A client of a moment ago may not listen yet. */
async function quitBy(command: RunningClient["command"], isGone: () => boolean): Promise<void> {
  await until(
    "quit is taken",
    async () => isGone() || (await command("quit", "--json")).code !== EXIT.notRunning,
  );
}

async function ended(child: ChildProcess, gone: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<"late">((done) => {
    timer = setTimeout(() => done("late"), 15_000);
  });
  const how = await Promise.race([gone, limit]);
  clearTimeout(timer);
  if (how === "late") {
    child.kill("SIGKILL");
    await gone;
    throw new Error("the client didn't end within 15 s of quit");
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
