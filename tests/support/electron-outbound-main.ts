/** Inside Electron: does with the client's way out what the lines on stdin say (electron-outbound.ts). */
import { createInterface } from "node:readline";
import { app, BrowserWindow, net, session } from "electron";
import { createWayOut } from "../../src/main/doctor/way-out.ts";
import { createNetOutbound } from "../../src/main/network/net-outbound.ts";
import { NetworkError, netError } from "../../src/main/network/network-error.ts";
import type { Outbound } from "../../src/main/network/outbound.ts";
import type { ProxyCredentials, ProxyLogins } from "../../src/main/network/proxy-logins.ts";
import { setProxy } from "../../src/main/network/set-proxy.ts";
import { allowSingleSignOn } from "../../src/main/network/single-sign-on.ts";
import { trustAuthorities } from "../../src/main/network/trusted-authorities.ts";
import { loginWindowOptions } from "../../src/main/windows/options.ts";
import { answerProxies } from "../../src/main/windows/proxy-login.ts";
import type { Answered, Opening, Order, Refused, Report } from "./electron-outbound.ts";

const adapters = new Map<number, Outbound>();
const pageLogins = new Map<number, ProxyLogins>();
const examining = new Map<number, (url: URL) => Promise<Answered>>();
const forgetting = new Map<number, () => void>();
const requests = new Map<number, AbortController>();
const questions = new Map<number, (known: Extract<Order, { do: "known" }>) => void>();
let asked = 0;

const say = (report: Report) => void process.stdout.write(`${JSON.stringify(report)}\n`);
const partition = (adapter: number) => `outbound-${adapter}`;
const pagesOf = (adapter: number) => `persist:pages-${adapter}`;

process.on("uncaughtException", (thrown) => say({ say: "uncaught", text: String(thrown) }));
process.on("unhandledRejection", (thrown) => say({ say: "uncaught", text: String(thrown) }));
app.setPath("userData", process.env.STORAGE_DRIVE_TEST_USER_DATA ?? "");
app.on("window-all-closed", () => {});
// As in the product (src/main/index.ts): else every session fetches a dictionary, through the test's proxies.
app.on("session-created", (created) => created.setSpellCheckerLanguages([]));

/** What the test's own object knows; what it waits for comes with each answer. */
function loginsOf(adapter: number): ProxyLogins {
  let waiting: string | null = null;
  return {
    async of(proxy) {
      const question = ++asked;
      const answer = Promise.withResolvers<Extract<Order, { do: "known" }>>();
      questions.set(question, answer.resolve);
      say({ say: "of", question, adapter, proxy });
      const told = await answer.promise;
      waiting = told.waiting;
      return told.known;
    },
    refused: (proxy: string, credentials: ProxyCredentials) =>
      say({ say: "refused", adapter, proxy, credentials }),
    waiting: () => waiting,
    introduce: async () => {},
    forget: async () => {},
    onForget: (listener) => void forgetting.set(adapter, listener),
  };
}

async function open({ adapter, proxy, authorities, timeoutMs, singleSignOn }: Opening): Promise<void> {
  const limit = timeoutMs === undefined ? {} : { timeoutMs };
  const proxyLogins = loginsOf(adapter);
  const settings = { proxy, authorities, proxyLogins, ...limit, partition: partition(adapter) };
  adapters.set(adapter, createNetOutbound(settings));
  const pages = session.fromPartition(pagesOf(adapter));
  trustAuthorities(pages, authorities);
  allowSingleSignOn(pages, singleSignOn);
  await setProxy(pages, proxy);
  pageLogins.set(adapter, proxyLogins);
  examining.set(adapter, async (url) => {
    const way = createWayOut({ proxy, authorities, proxyLogins });
    await way.renew();
    try {
      const { status } = await way.outbound.peek(url);
      return { status, headers: [], body: null };
    } finally {
      await way.outbound.close();
    }
  });
}

/** As a login window shows it. Rejects with the proxy's trouble, or with Chromium's own words. */
async function page({ adapter, url }: Extract<Order, { do: "page" }>): Promise<Answered> {
  const logins = pageLogins.get(adapter);
  if (logins === undefined) throw new Error("no such adapter");
  const window = new BrowserWindow(loginWindowOptions(pagesOf(adapter), "page"));
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  answerProxies(window.webContents, logins, (code) => failed.reject(new NetworkError(code, "page")));
  try {
    const loaded = window.loadURL(url).catch((thrown: Error) => {
      throw netError(thrown.message) ?? thrown;
    });
    await Promise.race([loaded, failed.promise]);
    const text: string = await window.webContents.executeJavaScript("document.body.innerText");
    return { status: 200, headers: [], body: Buffer.from(text).toString("base64") };
  } finally {
    window.destroy();
  }
}

function loseNetwork(): Promise<void> {
  const gone = new Promise<void>((resolve) => app.once("child-process-gone", () => resolve()));
  const network = app.getAppMetrics().find((one) => one.serviceName === "network.mojom.NetworkService");
  if (network === undefined) throw new Error("no network");
  process.kill(network.pid, "SIGKILL");
  return gone;
}

async function obey(order: Order): Promise<Answered | undefined> {
  if (order.do === "open") await open(order);
  else if (order.do === "page") return page(order);
  else if (order.do === "examine") return examining.get(order.adapter)?.(new URL(order.url));
  else if (order.do === "close") await adapters.get(order.adapter)?.close();
  else if (order.do === "lose-network") await loseNetwork();
  else if (order.do === "forget") forgetting.get(order.adapter)?.();
  else if (order.do === "known") questions.get(order.question)?.(order);
  else if (order.do === "abort") requests.get(order.request)?.abort(reason(order.name));
  else return request(order);
  return undefined;
}

type Request = Extract<Order, { do: "fetch" | "peek" | "repeatably" }>;

async function request(order: Request): Promise<Answered> {
  const { adapter, url, init, aborted } = order;
  const stop = new AbortController();
  if (aborted !== null) stop.abort(reason(aborted));
  requests.set(order.number, stop);
  const outbound = adapters.get(adapter);
  if (outbound === undefined) throw new Error("no such adapter");
  try {
    if (order.do === "repeatably") return await repeatably(partition(adapter), url, init.method, init.body);
    const response = await (order.do === "peek"
      ? outbound.peek(new URL(url))
      : outbound.fetch(url, { ...init, signal: stop.signal }));
    const body = response.body === null ? null : Buffer.from(await response.arrayBuffer()).toString("base64");
    return { status: response.status, headers: [...response.headers], body };
  } finally {
    requests.delete(order.number);
  }
}

/** Around the adapter, over its session of what may be sent twice. */
function repeatably(from: string, url: string, method = "GET", body?: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asking = net.request({ method, url, session: session.fromPartition(from), credentials: "omit" });
    asking.on("error", reject);
    asking.on("response", (answer) => {
      answer.on("data", () => {});
      answer.on("end", () => resolve({ status: answer.statusCode, headers: [], body: null }));
    });
    if (body !== undefined) asking.write(body);
    asking.end();
  });
}

const reason = (name: string) => new DOMException("ended by the test", name);

function refused(thrown: unknown): Refused {
  if (thrown instanceof NetworkError)
    return { network: true, code: thrown.code, detail: String(thrown.cause) };
  const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { network: false, code: name, detail: message };
}

void app.whenReady().then(() => {
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    const order = JSON.parse(line) as Order;
    const number = "number" in order ? order.number : null;
    obey(order).then(
      (response) => number !== null && say({ say: "done", number, ...(response && { response }) }),
      (thrown: unknown) => number !== null && say({ say: "failed", number, error: refused(thrown) }),
    );
  });
  // Nobody asks any more.
  lines.on("close", () => app.exit(0));
  say({ say: "ready" });
});
