/**
 * One Chromium process, spoken to over --remote-debugging-pipe: no open port, and Chromium ends when this process
 * does, however it ends (the pipe closes). A port is opened besides only when the command line asks for one.
 */
import { type ChildProcess, spawn } from "node:child_process";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import type { Loose } from "./loud.ts";

export type Message = { readonly method: string; readonly params: Loose; readonly sessionId?: string };

export type Chromium = {
  readonly product: string;
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
  readonly switches: readonly string[];
};

const programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const prefix = "storage-drive-host-";

/** The browser's path. Throws when none is on PATH. */
export function chromiumPath(): string {
  for (const folder of (process.env.PATH ?? "").split(delimiter))
    for (const name of programs) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {}
    }
  throw new Error(
    `The Chromium host needs one of ${programs.join(", ")} on PATH (Debian: apt install chromium)`,
  );
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** Profiles of processes that were killed are left behind; the next start sweeps them. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split("-")[0]) : Number.NaN;
    if (pid > 0 && !alive(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

type User = { readonly uid: number; readonly gid: number };

/** Chromium's sandbox refuses root, so root hands it to `nobody` (reliability 1). */
function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const entry = readFileSync("/etc/passwd", "utf8").match(/^nobody:[^:]*:(\d+):(\d+):/m);
  return entry ? { uid: Number(entry[1]), gid: Number(entry[2]) } : undefined;
}

function makeProfile(user: User | undefined): { profile: string; env: NodeJS.ProcessEnv } {
  const profile = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  mkdirSync(join(profile, "Default"));
  // Browser contexts are off the record, where Chromium would block cookies in frames of other sites; Electron doesn't.
  const preferences = {
    profile: { cookie_controls_mode: 0 },
    credentials_enable_service: false,
    translate: { enabled: false },
  };
  writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
  const env: NodeJS.ProcessEnv = { ...process.env };
  delete env.NODE_OPTIONS;
  if (user) {
    env.HOME = profile;
    delete env.DBUS_SESSION_BUS_ADDRESS;
    delete env.XDG_RUNTIME_DIR;
    delete env.XDG_CONFIG_HOME;
    delete env.XDG_CACHE_HOME;
    const certificates = join(homedir(), ".pki");
    if (existsSync(certificates)) cpSync(certificates, join(profile, ".pki"), { recursive: true });
    const xauthority = process.env.XAUTHORITY ?? join(homedir(), ".Xauthority");
    if (existsSync(xauthority)) {
      env.XAUTHORITY = join(profile, "xauthority");
      cpSync(xauthority, env.XAUTHORITY);
    }
    for (const file of ["", ...(readdirSync(profile, { recursive: true }) as string[])]) {
      chownSync(join(profile, file), user.uid, user.gid);
    }
    chmodSync(profile, 0o700);
  }
  return { profile, env };
}

const switchesAlways = [
  "--no-first-run",
  "--no-default-browser-check",
  "--no-startup-window",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-popup-blocking",
  "--disable-gpu",
  "--disable-extensions",
  "--disable-default-apps",
  "--disable-breakpad",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
  "--disable-background-timer-throttling",
  "--password-store=basic",
  "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,HttpsFirstModeIncognito,Translate,MediaRouter,OptimizationHints,PreloadTopChromeWebUI,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
];

async function launchAs(user: User | undefined, options: LaunchOptions): Promise<Chromium> {
  const { profile, env } = makeProfile(user);
  const root = process.getuid?.() === 0;
  const args = [
    "--remote-debugging-pipe",
    `--user-data-dir=${profile}`,
    ...switchesAlways,
    ...(options.headed ? [] : ["--headless=new"]),
    ...(options.port === undefined ? [] : [`--remote-debugging-port=${options.port}`]),
    ...(root && !user ? ["--no-sandbox"] : []),
    ...options.switches,
  ];
  const child = spawn(chromiumPath(), args, {
    env,
    cwd: profile,
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
    ...user,
  });
  const connection = connect(child, profile);
  const version = await connection.send("Browser.getVersion");
  return { ...connection, product: version.product };
}

function connect(child: ChildProcess, profile: string): Omit<Chromium, "product"> {
  const output = child.stdio[3] as Writable;
  const input = child.stdio[4] as Readable;
  const pending = new Map<
    number,
    { method: string; resolve: (v: Loose) => void; reject: (e: Error) => void }
  >();
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
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
      resolve();
    };
    child.on("error", (error) => end(`Chromium didn't start: ${error.message}`));
    child.on("exit", (code, signal) => end(`Chromium ended (${code ?? signal}) ${noise}`));
  });
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        if (over) return reject(new Error(`${method}: Chromium has ended`));
        const id = ++lastId;
        pending.set(id, { method, resolve, reject });
        output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      }),
    listen: (listener) => void listeners.push(listener),
    ended,
    async close() {
      if (!over) output.write(`${JSON.stringify({ id: ++lastId, method: "Browser.close" })}\0`);
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
  const user = sandboxRefused ? undefined : unprivilegedUser();
  if (!user) {
    if (process.getuid?.() === 0 && !sandboxRefused)
      process.stderr.write("host: no unprivileged user, Chromium runs without its sandbox\n");
    sandboxRefused ||= process.getuid?.() === 0;
    return launchAs(undefined, options);
  }
  try {
    return await launchAs(user, options);
  } catch (error) {
    sandboxRefused = true;
    process.stderr.write(
      "host: Chromium can't run as an unprivileged user here, so it runs without its sandbox\n",
    );
    return launchAs(undefined, options).catch(() => {
      throw error;
    });
  }
}
