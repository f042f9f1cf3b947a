/**
 * One Chromium process, spoken to over --remote-debugging-pipe: no open port, and Chromium ends when this process
 * does, however it ends (the pipe closes). A port is opened besides only when the command line asks for one.
 */
import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { type Loose, words } from "./loud.ts";
import { processRuns } from "./paths.ts";

export type Message = { readonly method: string; readonly params: Loose; readonly sessionId?: string };

export type Chromium = {
  /** Rejects with the protocol's message; every pending call rejects when Chromium ends. */
  send(method: string, params?: object, sessionId?: string): Promise<Loose>;
  listen(listener: (message: Message) => void): void;
  readonly ended: Promise<void>;
  /** Asks Chromium to close, and kills it if it hasn't after 5 s. */
  close(): Promise<void>;
};

type LaunchOptions = {
  readonly headed: boolean;
  readonly port: string | undefined;
  readonly pac: string | undefined;
};

const programs = words("chromium chromium-browser google-chrome google-chrome-stable microsoft-edge");
const prefix = "storage-drive-host-";

/** The browser's path. Throws when none is on PATH. */
function chromiumPath(): string {
  for (const folder of (process.env.PATH ?? "").split(delimiter))
    for (const name of programs) {
      const path = join(folder, name);
      try {
        fs.accessSync(path, fs.constants.X_OK);
        return path;
      } catch {}
    }
  throw new Error(
    `The Chromium host needs one of ${programs.join(", ")} on PATH (Debian: apt install chromium)`,
  );
}

/** Profiles of processes that were killed are left behind; a later start sweeps them. */
function sweep(): void {
  for (const name of fs.readdirSync(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split("-")[0]) : Number.NaN;
    if (!(pid > 0) || processRuns(pid)) continue;
    try {
      fs.rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {} // its browser still ends, and writes there until then
  }
}

type User = { readonly uid: number; readonly gid: number };

/** Chromium's sandbox refuses root, so root hands it to `nobody` (reliability 1). */
function unprivilegedUser(): User | undefined {
  const entry = fs.readFileSync("/etc/passwd", "utf8").match(/^nobody:[^:]*:(\d+):(\d+):/m);
  return entry ? { uid: Number(entry[1]), gid: Number(entry[2]) } : undefined;
}

// Browser contexts are off the record, where Chromium would block cookies in frames of other sites; Electron doesn't.
const preferences = {
  profile: { cookie_controls_mode: 0 },
  credentials_enable_service: false,
  translate: { enabled: false },
};

function makeProfile(user: User | undefined): { profile: string; env: NodeJS.ProcessEnv } {
  const profile = fs.mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  fs.mkdirSync(join(profile, "Default"));
  fs.writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
  const env: NodeJS.ProcessEnv = { ...process.env };
  delete env.NODE_OPTIONS;
  if (!user) return { profile, env };
  env.HOME = profile;
  const ofRoot = "DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR XDG_CONFIG_HOME XDG_CACHE_HOME XAUTHORITY";
  for (const name of words(ofRoot)) delete env[name];
  const bring = (from: string, to: string): void => {
    if (fs.existsSync(from)) fs.cpSync(from, join(profile, to), { recursive: true });
  };
  bring(join(homedir(), ".pki"), ".pki");
  bring(process.env.XAUTHORITY ?? join(homedir(), ".Xauthority"), ".Xauthority");
  for (const file of ["", ...(fs.readdirSync(profile, { recursive: true }) as string[])])
    fs.chownSync(join(profile, file), user.uid, user.gid);
  return { profile, env };
}

const switches = words(`
  --remote-debugging-pipe --no-first-run --no-default-browser-check --no-startup-window --disable-quic
  --disable-background-networking --disable-component-update --disable-sync --disable-popup-blocking
  --disable-gpu --disable-extensions --disable-default-apps --disable-breakpad
  --disable-backgrounding-occluded-windows --disable-renderer-backgrounding
  --disable-background-timer-throttling --password-store=basic
  --disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,HttpsFirstModeIncognito,Translate,MediaRouter,OptimizationHints,PreloadTopChromeWebUI,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup`);

const isRoot = process.getuid?.() === 0;

async function launchAs(user: User | undefined, { headed, port, pac }: LaunchOptions): Promise<Chromium> {
  const program = chromiumPath();
  const { profile, env } = makeProfile(user);
  const args = [`--user-data-dir=${profile}`, ...switches];
  if (!headed) args.push("--headless=new");
  if (port !== undefined) args.push(`--remote-debugging-port=${port}`);
  if (pac !== undefined) args.push(`--proxy-pac-url=${pac}`);
  if (isRoot && !user) args.push("--no-sandbox");
  const stdio: ("ignore" | "pipe")[] = ["ignore", "ignore", "pipe", "pipe", "pipe"];
  const chromium = connect(spawn(program, args, { env, cwd: profile, stdio, ...user }), profile);
  await chromium.send("Browser.getVersion");
  return chromium;
}

function connect(child: ChildProcess, profile: string): Chromium {
  const output = child.stdio[3] as Writable;
  const input = child.stdio[4] as Readable;
  type Call = { method: string; resolve: (value: Loose) => void; reject: (error: Error) => void };
  const pending = new Map<number, Call>();
  const listeners: ((message: Message) => void)[] = [];
  let lastId = 0;
  let noise = "";
  let over = false;
  const dispatch = (text: string): void => {
    const message = JSON.parse(text);
    if (message.id === undefined) {
      for (const listener of listeners) listener(message);
      return;
    }
    const call = pending.get(message.id);
    pending.delete(message.id);
    if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`));
    else call?.resolve(message.result);
  };
  let chunks: Buffer[] = [];
  input.on("data", (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      chunks.push(chunk.subarray(from, end));
      const text = Buffer.concat(chunks).toString("utf8");
      chunks = [];
      from = end + 1;
      dispatch(text);
    }
    chunks.push(chunk.subarray(from));
  });
  for (const stream of [input, output]) stream.on("error", () => {});
  child.stderr?.on("data", (text: Buffer) => {
    noise = (noise + text.toString("utf8")).slice(-2000);
  });
  const ended = new Promise<void>((resolve) => {
    const end = (reason: string): void => {
      if (over) return;
      over = true;
      for (const call of pending.values()) call.reject(new Error(`${call.method}: ${reason}`));
      pending.clear();
      fs.rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
      resolve();
    };
    child.on("error", (error) => end(`Chromium didn't start: ${error.message}`));
    child.on("exit", (code, signal) => end(`Chromium ended (${code ?? signal}) ${noise}`));
  });
  const send: Chromium["send"] = (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      if (over) return reject(new Error(`${method}: Chromium has ended`));
      const id = ++lastId;
      pending.set(id, { method, resolve, reject });
      output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  return {
    send,
    listen: (listener) => void listeners.push(listener),
    ended,
    async close() {
      send("Browser.close").catch(() => {});
      const late = setTimeout(() => child.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(late);
    },
  };
}

let sandboxRefused = false;

/** Starts Chromium, as an unprivileged user where root asks; says so once where that can't be. */
export async function launchChromium(options: LaunchOptions): Promise<Chromium> {
  sweep();
  const user = isRoot && !sandboxRefused ? unprivilegedUser() : undefined;
  if (user) {
    const chromium = await launchAs(user, options).catch(() => undefined);
    if (chromium) return chromium;
  }
  if (isRoot && !sandboxRefused)
    process.stderr.write(
      "host: Chromium can't run as an unprivileged user here, so it runs without its sandbox\n",
    );
  sandboxRefused = isRoot;
  return launchAs(undefined, options);
}
