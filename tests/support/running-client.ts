import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { ask } from "../../cli/connection.ts";
import { chooseHost } from "../../scripts/client-host.mjs";
import type { StatusValue } from "../../src/shared/command.ts";
import { runCommandLine } from "./command-line.ts";
import { until } from "./wait.ts";

export type ClientOptions = {
  /** Kept between starts to play a restart of the PC; a fresh one when left out. */
  readonly dataDir?: string;
  readonly policy: unknown;
  readonly env?: Readonly<Record<string, string>>;
  /** False: nobody looks at its pages, so that no browser runs until the client itself opens a window. */
  readonly eyes?: boolean;
  /** Goes before the client's own command line, to start it elsewhere: in another network, with another clock. */
  readonly inside?: readonly string[];
};

/** The client as a process of its own on whichever host is here, and a person's eyes and hands on it. */
export type RunningClient = {
  readonly dataDir: string;
  readonly process: ChildProcess;
  readonly output: () => string;
  /** The client's own windows (the host's tray page excluded), as they are now. */
  readonly pages: () => Page[];
  /** Waits for a window whose page fits. */
  readonly page: (
    what: string,
    fits: (page: Page) => boolean | Promise<boolean>,
    limitMs?: number,
  ) => Promise<Page>;
  readonly tray: () => Promise<Page>;
  /** Presses an entry of the tray's menu. */
  readonly menu: (label: string) => Promise<void>;
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
  const host = chooseHost(options.eyes === false ? [] : [`--remote-debugging-port=${port}`]);
  const env = {
    ...process.env,
    STORAGE_DRIVE_DATA_DIR: dataDir,
    STORAGE_DRIVE_POLICY: policyFile,
    ...options.env,
  };
  const [program = "", ...args] = [...(options.inside ?? []), host.command, ...host.args];
  const child = spawn(program, args, { cwd: host.cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout?.on("data", (data) => (output += data));
  child.stderr?.on("data", (data) => (output += data));
  const gone = new Promise<void>((done) => child.once("exit", () => done()));

  let browser: Browser | null = null;
  const connected = async (): Promise<Browser> => {
    if (browser?.isConnected()) return browser;
    browser = await until(
      "the debugging port",
      () => chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: 3_000 }),
      30_000,
    );
    return browser;
  };
  const all = () => browser?.contexts().flatMap((context) => context.pages()) ?? [];
  const command = (...args: string[]) =>
    runCommandLine(args, { STORAGE_DRIVE_DATA_DIR: dataDir, STORAGE_DRIVE_POLICY: policyFile });
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
  const tray = () => page("the tray", async (candidate) => (await candidate.title()) === "Tray – host");
  return {
    dataDir,
    process: child,
    output: () => output,
    pages: () => all().filter((candidate) => !candidate.isClosed() && !isHostPage(candidate.url())),
    page,
    tray,
    menu: async (label) => {
      const icon = await tray();
      const entry = icon.getByRole("menuitem", { name: label, exact: true });
      if (!(await entry.isVisible())) await icon.getByRole("button").first().click({ button: "right" });
      await entry.click();
    },
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
      if (child.exitCode === null && child.signalCode === null) await command("quit", "--json");
      await ended(child, gone);
    },
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

function isHostPage(url: string): boolean {
  return !/^(https?|app):/u.test(url) && !/^https:\/\/[^/]*\.invalid\//u.test(url);
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
