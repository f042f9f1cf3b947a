import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTcpServer, type Socket, type Server as TcpServer } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { errorCode } from "../../src/core/errors.ts";
import { answerError, networkError, retryAfter } from "../../src/main/adapters/network-error.ts";
import { createOutbound, type Outbound, type OutboundDeps } from "../../src/main/adapters/outbound.ts";
import { until } from "../support/wait.ts";

const PYTHON = "/usr/bin/python3";
const LOSSY = fileURLToPath(new URL("../support/lossy-listener.py", import.meta.url));

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

function outbound(deps: OutboundDeps = {}): Outbound {
  const made = createOutbound(deps);
  open.push(made);
  return made;
}

async function listening(
  server: Pick<TcpServer, "address" | "close"> & { listen(...where: [number, string, () => void]): unknown },
): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  open.push({ close: () => server.close() });
  return (server.address() as AddressInfo).port;
}

async function serving(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  const port = await listening(server);
  open.push({ close: () => server.closeAllConnections() });
  return port;
}

const failure = (promise: Promise<unknown>) => promise.then(() => "none", errorCode);

describe("the way out", () => {
  test.each(["localhost", "a.localhost", "line.omakase.localhost", "127.0.0.1"])(
    "finds %s on this PC (RFC 6761 6.3)",
    async (host) => {
      const port = await serving((req, res) => res.end(req.headers.host));
      const answer = await outbound().fetch(`http://${host}:${port}/`);
      expect(await answer.text()).toBe(`${host}:${port}`);
    },
  );

  test("follows no redirect", async () => {
    const port = await serving((_req, res) => res.writeHead(302, { location: "/elsewhere" }).end());
    const answer = await outbound().fetch(`http://localhost:${port}/`, { redirect: "follow" });
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe("/elsewhere");
  });

  test.each([
    "http://provider.example/",
    "http://localhost.example/",
    "http://127.0.0.1.example/",
    "ftp://localhost/",
  ])("refuses %s (reliability 10)", async (url) =>
    expect(await failure(outbound().fetch(url))).toBe("NET_TLS"),
  );

  test("gives up on a server that doesn't answer, or stops half-way", async () => {
    const silent = await serving(() => {});
    expect(await failure(outbound({ timeoutMs: 200 }).fetch(`http://localhost:${silent}/`))).toBe(
      "NET_TIMEOUT",
    );
    const halting = await serving((_req, res) =>
      res.writeHead(200, { "content-length": "100" }).write("half"),
    );
    const answer = await outbound({ timeoutMs: 300 }).fetch(`http://localhost:${halting}/`);
    const thrown = await answer.text().catch((error: unknown) => error);
    expect(networkError(thrown)?.code).toBe("NET_TIMEOUT");
  });

  test("passes on the caller's own abort", async () => {
    const silent = await serving(() => {});
    const stop = new AbortController();
    const fetching = outbound().fetch(`http://localhost:${silent}/`, { signal: stop.signal });
    stop.abort();
    await expect(fetching).rejects.toMatchObject({ name: "AbortError" });
  });

  test("says what is wrong with the server by code", async () => {
    const closing = createTcpServer((socket) => socket.destroy());
    const reset = await listening(closing as unknown as Server);
    const plain = await serving((_req, res) => res.end());
    const gone = createServer();
    const port = await listening(gone);
    await new Promise((resolve) => gone.close(resolve));
    const way = outbound();
    expect(await failure(way.fetch(`http://localhost:${port}/`))).toBe("NET_SERVER");
    expect(await failure(way.fetch(`http://localhost:${reset}/`))).toBe("NET_SERVER");
    expect(await failure(way.fetch(`https://localhost:${plain}/`))).toBe("NET_TLS");
    expect(await failure(way.fetch("https://no-such-host.invalid/"))).toBe("NET_DNS");
  });

  test("goes through the proxy that is named, never for this PC itself (reliability 30)", async () => {
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on("connect", (req, socket) => {
      asked.push(req.url ?? "");
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    });
    const port = await listening(proxy);
    const local = await serving((_req, res) => res.end("here"));
    const way = outbound({ resolveProxy: async () => `PROXY 127.0.0.1:${port}; DIRECT` });
    expect(await failure(way.fetch("https://provider.example/"))).toBe("NET_PROXY");
    expect(asked).toEqual(["provider.example:443"]);
    expect(await (await way.fetch(`http://localhost:${local}/`)).text()).toBe("here");
  });

  test("says so when the proxy isn't there or can't be named", async () => {
    const refusing = outbound({ resolveProxy: async () => "PROXY 127.0.0.1:1" });
    expect(await failure(refusing.fetch("https://provider.example/"))).toBe("NET_PROXY");
    const broken = outbound({ resolveProxy: () => Promise.reject(new Error("PAC")) });
    expect(await failure(broken.fetch("https://provider.example/"))).toBe("NET_PROXY");
  });

  test("a proxy script that never answers holds no request longer than its time limit", async () => {
    const stuck = outbound({ timeoutMs: 200, resolveProxy: () => new Promise(() => {}) });
    expect(await failure(stuck.fetch("https://service.example/"))).toBe("NET_PROXY");
    expect(await failure(stuck.peek(new URL("https://service.example/")))).toBe("NET_PROXY");
  });
});

test.each([
  ["7", 7_000],
  [" 0 ", 0],
  ["Thu, 01 Jan 1970 00:01:00 GMT", 59_000],
  ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ["99999999", 86_400_000],
  ["soon", null],
  ["", null],
  [null, null],
])("Retry-After %j is %j ms", (header, expected) => expect(retryAfter(header, 1_000)).toBe(expected));

test.each([
  [429, "NET_RATE_LIMITED"],
  [500, "NET_SERVER"],
  [503, "NET_SERVER"],
  [408, "NET_SERVER"],
  [407, "NET_PROXY"],
  [404, "NET_UNEXPECTED_ANSWER"],
  [302, "NET_UNEXPECTED_ANSWER"],
  [200, "NET_UNEXPECTED_ANSWER"],
])("an unwanted answer %i is %s", (status, code) => {
  expect(answerError({ status, headers: new Headers({ "retry-after": "3" }) }, 0)).toMatchObject({
    code,
    retryAfterMs: 3_000,
  });
});

test.each([
  ["a day ahead", 86_400_000],
  ["a day behind", -86_400_000],
])(
  "a date to wait for counts from the server's own clock where this PC's is %s (reliability 25, 26)",
  (_what, wrong) => {
    const at = Date.parse("2026-04-01T09:00:00Z");
    const headers = new Headers({
      date: new Date(at).toUTCString(),
      "retry-after": new Date(at + 120_000).toUTCString(),
    });
    expect(answerError({ status: 503, headers }, at + wrong).retryAfterMs).toBe(120_000);
  },
);

test.each([
  ["EAI_AGAIN", "NET_DNS"],
  ["ENETUNREACH", "NET_OFFLINE"],
  ["ECONNRESET", "NET_SERVER"],
  ["UND_ERR_HEADERS_TIMEOUT", "NET_TIMEOUT"],
  ["CERT_HAS_EXPIRED", "NET_TLS"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "NET_TLS_INSPECTION"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "NET_TLS"],
  ["HPE_INVALID_CONSTANT", "NET_UNEXPECTED_ANSWER"],
])("a cause with the code %s is %s, however deep", (code, expected) => {
  const cause = Object.assign(new Error("text that says nothing"), { code });
  const thrown = new Error("outer", { cause: new TypeError("fetch failed", { cause }) });
  expect(networkError(thrown)?.code).toBe(expected);
});

test("what isn't about the network isn't named so", () => {
  expect(networkError(new TypeError("a slip of our own"))).toBeNull();
  expect(networkError("text")).toBeNull();
});

describe("names and addresses", () => {
  test("a resolver that doesn't answer in its own time is a name that isn't found, not a slow server", async () => {
    const asking = outbound({ timeoutMs: 2_000, resolveHost: () => {} }).fetch("https://drive.example/");
    expect(await failure(asking)).toBe("NET_DNS");
  });

  test.skipIf(process.platform !== "linux" || spawnSync(PYTHON, ["--version"]).status !== 0)(
    "an address that answers after a lost packet is waited for, though the next one is dead",
    async () => {
      const child = spawn(PYTHON, [LOSSY], { stdio: ["pipe", "pipe", "inherit"] });
      open.push({ close: () => child.kill("SIGKILL") });
      const port = Number(await new Promise((resolve) => child.stdout.once("data", resolve)));
      const way = outbound({
        resolveHost: (_host, _options, callback) =>
          callback(null, [
            { address: "127.0.0.1", family: 4 },
            { address: "127.0.0.3", family: 4 },
          ]),
      });
      const before = packetsUnderWay(port);
      // In the clear, as only a look around may.
      const answer = way.peek(new URL(`http://two-addresses.example:${port}/`));
      await until("the first packet is lost", () => packetsUnderWay(port) > before);
      child.stdin.write("\n");
      expect((await answer).status).toBe(200);
    },
  );
});

/** Connections to this port whose first packet has no answer (proc(5), /proc/net/tcp: 02 is SYN_SENT). */
function packetsUnderWay(port: number): number {
  const there = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/u))
    .filter(([, , remote = "", state]) => remote.endsWith(there) && state === "02").length;
}

describe("a SOCKS proxy that is no good is passed over, as nothing was sent on", () => {
  const once = (socket: Socket, then: () => void) => socket.once("data", then);
  test.each<[string, (socket: Socket) => void]>([
    ["hangs up", (socket) => socket.destroy()],
    ["hangs up after the greeting", (socket) => once(socket, () => socket.destroy())],
    ["speaks something else", (socket) => once(socket, () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"))],
    ["wants what isn't offered", (socket) => once(socket, () => socket.end(Buffer.from([5, 0xff])))],
    ["says nothing", () => {}],
    [
      "refuses the way",
      (socket) =>
        once(socket, () => {
          socket.write(Buffer.from([5, 0]));
          once(socket, () => socket.end(Buffer.from([5, 2, 0, 1, 0, 0, 0, 0, 0, 0])));
        }),
    ],
  ])("%s", async (_what, serve) => {
    const port = await listening(createTcpServer((socket) => serve(socket.on("error", () => {}))));
    const asked = (answer: string) =>
      failure(
        outbound({ timeoutMs: 8_000, resolveProxy: async () => answer }).fetch("https://host.invalid/"),
      );
    expect(await asked(`SOCKS5 127.0.0.1:${port}`)).toBe("NET_PROXY");
    // What the direct way says comes from beyond the proxy.
    expect(await asked(`SOCKS5 127.0.0.1:${port}; DIRECT`)).toBe("NET_DNS");
  });
});
