/**
 * The client's way out as it runs in the product: inside Electron (electron-outbound-main.ts), asked from a test. One
 * JSON line each way for whatever is asked and answered.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { bundleMain } from "../../scripts/electron/bundle-main.ts";
import { electronCommand } from "../../scripts/electron/client-command.mjs";
import { giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import type { ErrorCode } from "../../src/core/errors.ts";
import type { ProxyChoice } from "../../src/main/config/proxy.ts";
import { NetworkError } from "../../src/main/network/network-error.ts";
import type { Outbound } from "../../src/main/network/outbound.ts";
import type { ProxyCredentials, ProxyLogins } from "../../src/main/network/proxy-logins.ts";

type AskedLogins = Pick<ProxyLogins, "of" | "refused" | "waiting" | "onForget">;

export type OutboundSettings = {
  readonly proxy?: ProxyChoice;
  /** PEM. */
  readonly authorities?: readonly string[];
  readonly timeoutMs?: number;
  /** Hosts whose pages are told by themselves who is logged in to this PC; none unless given. */
  readonly singleSignOn?: readonly string[];
  /** Asked here, in the test's process; nobody is known unless given. */
  readonly proxyLogins?: AskedLogins;
};

export type ElectronOutbound = {
  /** A new adapter, with sessions of its own. */
  open(settings?: OutboundSettings): Promise<BridgedOutbound>;
  /** Chromium's network ends, as by a crash. */
  loseNetwork(): Promise<void>;
  /** Whatever nobody caught in there. */
  readonly uncaught: string[];
  close(): Promise<void>;
};

export type BridgedOutbound = Outbound & {
  /** A request as it must not be sent: over the session of what may be sent twice. */
  fetchRepeatably(url: string, init?: RequestInit): Promise<Response>;
  /** The text of a page of a login window. Rejects like a request. */
  page(url: string): Promise<string>;
  /** The status that the doctor's first look sees, on a way out of its own. Rejects like a request. */
  examine(url: string): Promise<number>;
};

type Plain = { method?: string; headers?: [string, string][]; body?: string };
type Way = "fetch" | "peek" | "repeatably";

export type Opening = {
  number: number;
  do: "open";
  adapter: number;
  proxy: ProxyChoice;
  authorities: readonly string[];
  singleSignOn: readonly string[];
  timeoutMs?: number;
};

/** To Electron. */
export type Order =
  | Opening
  | { number: number; do: "page"; adapter: number; url: string }
  | { number: number; do: "examine"; adapter: number; url: string }
  | { number: number; do: Way; adapter: number; url: string; init: Plain; aborted: string | null }
  | { number: number; do: "close"; adapter: number }
  | { number: number; do: "lose-network" }
  | { do: "abort"; request: number; name: string }
  | { do: "forget"; adapter: number }
  | { do: "known"; question: number; known: ProxyCredentials | null; waiting: string | null };

export type Answered = { status: number; headers: [string, string][]; body: string | null };
export type Refused = { network: boolean; code: string; detail: string };

/** From Electron. */
export type Report =
  | { say: "ready" }
  | { say: "done"; number: number; response?: Answered }
  | { say: "failed"; number: number; error: Refused }
  | { say: "of"; question: number; adapter: number; proxy: string }
  | { say: "refused"; adapter: number; proxy: string; credentials: ProxyCredentials }
  | { say: "uncaught"; text: string };

const NOBODY: AskedLogins = {
  of: async () => null,
  refused: () => {},
  waiting: () => null,
  onForget: () => {},
};

/** @param args Chromium's switches */
export async function startElectronOutbound({
  args = [],
  env = {},
}: {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
} = {}): Promise<ElectronOutbound> {
  const main = await bundleMain(fileURLToPath(new URL("electron-outbound-main.ts", import.meta.url)));
  const folder = mkdtempSync(join(tmpdir(), "electron-outbound-"));
  giveToOrdinaryUser(folder);
  const started = electronCommand(main, [...args]);
  const child = spawn(started.command, started.args, {
    cwd: started.cwd,
    env: { ...process.env, ...started.env, ...env, STORAGE_DRIVE_TEST_USER_DATA: folder },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors = (errors + chunk.toString("utf8")).slice(-10_000);
  });
  const ended = once(child, "close");
  const waiting = new Map<number, PromiseWithResolvers<Answered | undefined>>();
  const logins = new Map<number, AskedLogins>();
  const uncaught: string[] = [];
  const ready = Promise.withResolvers<void>();
  let last = 0;

  void ended.then(([code]) => {
    const gone = new Error(`Electron ended with ${code}\n${errors}`);
    ready.reject(gone);
    for (const one of waiting.values()) one.reject(gone);
  });
  const tell = (order: Order) => void child.stdin.write(`${JSON.stringify(order)}\n`);
  child.stdin.on("error", () => {});

  async function hear(report: Report): Promise<void> {
    if (report.say === "ready") ready.resolve();
    else if (report.say === "uncaught") uncaught.push(report.text);
    else if (report.say === "done") waiting.get(report.number)?.resolve(report.response);
    else if (report.say === "failed") waiting.get(report.number)?.reject(thrownIn(report.error));
    else {
      const asked = logins.get(report.adapter) ?? NOBODY;
      if (report.say === "refused") return asked.refused(report.proxy, report.credentials);
      const known = await asked.of(report.proxy).catch(() => null);
      tell({ do: "known", question: report.question, known, waiting: asked.waiting() });
    }
  }
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.startsWith("{")) void hear(JSON.parse(line) as Report);
  });

  async function ask(make: (number: number) => Order, signal?: AbortSignal | null) {
    const number = ++last;
    const answer = Promise.withResolvers<Answered | undefined>();
    waiting.set(number, answer);
    tell(make(number));
    const abort = () => tell({ do: "abort", request: number, name: nameOf(signal?.reason) });
    signal?.addEventListener("abort", abort, { once: true });
    try {
      return await answer.promise;
    } catch (thrown) {
      // What comes back as it went in is the signal's own reason.
      throw signal?.aborted && !(thrown instanceof NetworkError) ? signal.reason : thrown;
    } finally {
      waiting.delete(number);
      signal?.removeEventListener("abort", abort);
    }
  }

  async function open(settings: OutboundSettings = {}): Promise<BridgedOutbound> {
    const { proxy = "direct", authorities = [], singleSignOn = [] } = settings;
    const { timeoutMs, proxyLogins = NOBODY } = settings;
    const adapter = ++last;
    logins.set(adapter, proxyLogins);
    proxyLogins.onForget(() => tell({ do: "forget", adapter }));
    const limit = timeoutMs === undefined ? {} : { timeoutMs };
    await ask((number) => ({ number, do: "open", adapter, proxy, authorities, singleSignOn, ...limit }));
    const request = async (way: Way, url: string | URL, init: RequestInit = {}): Promise<Response> => {
      const aborted = init.signal?.aborted ? nameOf(init.signal.reason) : null;
      const order = { do: way, adapter, url: String(url), init: plain(init), aborted };
      return responseOf(await ask((number) => ({ number, ...order }), init.signal));
    };
    return {
      fetch: (url, init) => request("fetch", url, init),
      fetchRepeatably: (url, init) => request("repeatably", url, init),
      peek: (url) => request("peek", url),
      page: async (url) => responseOf(await ask((number) => ({ number, do: "page", adapter, url }))).text(),
      examine: async (url) =>
        responseOf(await ask((number) => ({ number, do: "examine", adapter, url }))).status,
      close: async () => void (await ask((number) => ({ number, do: "close", adapter }))),
    };
  }

  await ready.promise;
  return {
    open,
    loseNetwork: async () => void (await ask((number) => ({ number, do: "lose-network" }))),
    uncaught,
    async close() {
      child.stdin.end();
      const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(late);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const nameOf = (reason: unknown) => (reason instanceof Error ? reason.name : "AbortError");

function plain({ method, headers, body }: RequestInit): Plain {
  return {
    ...(method !== undefined && { method }),
    ...(headers !== undefined && { headers: [...new Headers(headers)] }),
    ...(body !== undefined && body !== null && { body: String(body) }),
  };
}

function responseOf(answer: Answered | undefined): Response {
  if (answer === undefined) throw new Error("no response");
  const { status, headers, body } = answer;
  return new Response(body === null ? null : Buffer.from(body, "base64"), { status, headers });
}

function thrownIn({ network, code, detail }: Refused): Error {
  if (network) return new NetworkError(code as ErrorCode, detail);
  return Object.assign(new Error(detail), { name: code });
}
