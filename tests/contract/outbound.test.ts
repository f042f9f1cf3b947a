import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createSecureServer } from "node:http2";
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type ErrorCode, errorCode } from "../../src/core/errors.ts";
import {
  type BridgedOutbound,
  type ElectronOutbound,
  type OutboundSettings,
  startElectronOutbound,
} from "../support/electron-outbound.ts";
import { createTestAuthority, hasOpenssl } from "../support/test-authority.ts";
import { until } from "../support/wait.ts";

/*
 * The client's way out, on the Electron that is here.
 */
let electron: ElectronOutbound;
beforeAll(async () => {
  electron = await startElectronOutbound();
});
afterAll(() => electron?.close());

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
  expect(electron.uncaught.splice(0)).toEqual([]);
});

async function outbound(settings: OutboundSettings = {}): Promise<BridgedOutbound> {
  const made = await electron.open(settings);
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

/** Answers with these bytes, whatever is asked. */
const saying = (...bytes: Buffer[]) =>
  listening(createTcpServer((socket) => socket.once("data", () => socket.end(Buffer.concat(bytes)))));

const failure = (promise: Promise<unknown>) => promise.then(() => "none", errorCode);

describe("the way out", () => {
  test.each(["localhost", "a.localhost", "line.omakase.localhost", "127.0.0.1"])(
    "finds %s on this PC (RFC 6761 6.3)",
    async (host) => {
      const port = await serving((req, res) => res.end(req.headers.host));
      const answer = await (await outbound()).fetch(`http://${host}:${port}/`);
      expect(await answer.text()).toBe(`${host}:${port}`);
    },
  );

  test("sends what it is given and brings back what is answered", async () => {
    const port = await serving(async (req, res) => {
      const body = (await req.toArray()).join("");
      const { "content-type": type, accept } = req.headers;
      res.writeHead(418, { "x-some": ["one", "two"] }).end(JSON.stringify([req.method, type, accept, body]));
    });
    const answer = await (await outbound()).fetch(`http://localhost:${port}/`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: new URLSearchParams({ name: "花子" }),
    });
    expect([answer.status, answer.headers.get("x-some")]).toEqual([418, "one, two"]);
    const sent = ["POST", "application/x-www-form-urlencoded", "application/json", "name=%E8%8A%B1%E5%AD%90"];
    expect(await answer.json()).toEqual(sent);
  });

  test("outlives Chromium's network, which is a process of its own (electron#49572)", async () => {
    const port = await serving((req, res) => res.end(req.method));
    const way = await outbound();
    const ask = async (method: string) => (await way.fetch(`http://localhost:${port}/`, { method })).text();
    await ask("GET");
    await electron.loseNetwork();
    expect([await ask("GET"), await ask("POST")]).toEqual(["GET", "POST"]);
  });

  test.each(["GET", "POST"])("follows no redirect of a %s", async (method) => {
    const asked: unknown[] = [];
    const port = await serving((req, res) => {
      asked.push(req.url);
      res.writeHead(302, { location: "/elsewhere" }).end();
    });
    const answer = await (await outbound()).fetch(`http://localhost:${port}/`, {
      method,
      redirect: "follow",
    });
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/elsewhere"]);
    expect(asked).toEqual(["/"]);
  });

  test("keeps no cookie and no answer", async () => {
    const cookies: unknown[] = [];
    const port = await serving((req, res) => {
      cookies.push(req.headers.cookie);
      res.writeHead(200, { "set-cookie": "a=1; path=/", "cache-control": "max-age=600" }).end();
    });
    const way = await outbound();
    for (const method of ["GET", "GET", "POST"]) await way.fetch(`http://localhost:${port}/`, { method });
    expect(cookies).toEqual([undefined, undefined, undefined]);
  });

  test.each([
    "http://provider.example/",
    "http://localhost.example/",
    "http://127.0.0.1.example/",
    "ftp://localhost/",
  ])("refuses %s (reliability 10)", async (url) =>
    expect(await failure((await outbound()).fetch(url))).toBe("NET_TLS"),
  );

  test("looks around in the clear, and follows nothing", async () => {
    const port = await serving((req, res) =>
      res.writeHead(302, { location: "/login", "x-was": req.method }).end(),
    );
    const answer = await (await outbound()).peek(new URL(`http://localhost:${port}/`));
    expect([answer.status, answer.headers.get("x-was")]).toEqual([302, "HEAD"]);
    // No URL is refused, whatever it is.
    expect(await failure((await outbound()).peek(new URL("http://no-such-host.invalid/")))).toBe("NET_DNS");
  });

  test.each(["GET", "POST"])(
    "gives up on a server that doesn't answer a %s, or stops half-way",
    async (method) => {
      const way = await outbound({ timeoutMs: 500 });
      const silent = await serving(() => {});
      expect(await failure(way.fetch(`http://localhost:${silent}/`, { method }))).toBe("NET_TIMEOUT");
      const halting = await serving((_req, res) =>
        res.writeHead(200, { "content-length": "100" }).write("half"),
      );
      expect(await failure(way.fetch(`http://localhost:${halting}/`, { method }))).toBe("NET_TIMEOUT");
    },
  );

  test("passes on the caller's own abort, and what it sent next arrives", async () => {
    const port = await serving((req, res) => void (req.url === "/silent" || res.end("here")));
    const way = await outbound();
    const stop = new AbortController();
    const post = { method: "POST", signal: stop.signal };
    const fetching = [
      way.fetch(`http://localhost:${port}/silent`, post),
      way.fetch(`http://localhost:${port}/silent`, post),
    ];
    stop.abort();
    for (const one of fetching) await expect(one).rejects.toMatchObject({ name: "AbortError" });
    await expect(way.fetch(`http://localhost:${port}/`, post)).rejects.toMatchObject({ name: "AbortError" });
    const next = await way.fetch(`http://localhost:${port}/`, { method: "POST" });
    expect(await next.text()).toBe("here");
    const late = way.fetch(`http://localhost:${port}/silent`, { signal: AbortSignal.timeout(100) });
    expect(await failure(late)).toBe("NET_TIMEOUT");
  });

  test("ends what is under way, and sends nothing that it was asked for just before", async () => {
    const asked: string[] = [];
    const port = await serving((req) => asked.push(`${req.method}`));
    const way = await outbound();
    const asking = (method: string) => failure(way.fetch(`http://localhost:${port}/`, { method }));
    const underWay = ["GET", "POST", "POST"].map(asking);
    await until("all are asked for", () => asked.length === 3);
    const late = asking("POST");
    await way.close();
    expect(await Promise.all([...underWay, late])).toEqual(Array(4).fill("NET_SERVER"));
    expect(asked.toSorted()).toEqual(["GET", "POST", "POST"]);
  });

  test("lets no token request wait for another that takes its time", async () => {
    let held = 0;
    const port = await serving((req, res) => {
      if (req.url === "/slow") held += 1;
      else res.end("answered");
    });
    const way = await outbound();
    const slow = failure(way.fetch(`http://localhost:${port}/slow`, { method: "POST" }));
    await until("it is under way", () => held === 1);
    const other = await way.fetch(`http://localhost:${port}/`, { method: "POST" });
    expect(await other.text()).toBe("answered");
    await way.close();
    expect(await slow).toBe("NET_SERVER");
  });

  test("says what is wrong with the server by code", async () => {
    const reset = await listening(createTcpServer((socket) => socket.destroy()));
    const cut = await serving((req, res) => {
      res.writeHead(200, { "content-length": "100" }).write("half", () => req.socket.destroy());
    });
    const plain = await serving((_req, res) => res.end());
    const other = await saying(Buffer.from("220 mail.example ESMTP\r\n"));
    const gone = createServer();
    const port = await listening(gone);
    await new Promise((resolve) => gone.close(resolve));
    const way = await outbound();
    expect(await failure(way.fetch(`http://localhost:${port}/`))).toBe("NET_SERVER");
    expect(await failure(way.fetch(`http://localhost:${reset}/`))).toBe("NET_SERVER");
    expect(await failure(way.fetch(`http://localhost:${cut}/`))).toBe("NET_SERVER");
    expect(await failure(way.fetch(`https://localhost:${plain}/`))).toBe("NET_TLS");
    expect(await failure(way.fetch("https://no-such-host.invalid/"))).toBe("NET_DNS");
    expect(await failure(way.fetch(`http://localhost:${other}/`))).toBe("NET_UNEXPECTED_ANSWER");
  });

  test("takes no answer that is larger than any", async () => {
    const port = await serving((_req, res) => {
      for (let megabytes = 0; megabytes < 9; megabytes += 1) res.write(Buffer.alloc(1024 * 1024));
      res.end();
    });
    expect(await failure((await outbound()).fetch(`http://localhost:${port}/`))).toBe(
      "NET_UNEXPECTED_ANSWER",
    );
  });

  test.each<[string, Buffer, unknown]>([
    ["a status that is none", Buffer.from("HTTP/1.1 799 Odd\r\n\r\n"), "NET_UNEXPECTED_ANSWER"],
    [
      "a redirect to nowhere",
      Buffer.from("HTTP/1.1 302 Odd\r\nlocation: http://[\r\n\r\n"),
      "NET_UNEXPECTED_ANSWER",
    ],
    [
      "a body where there is none",
      Buffer.from("HTTP/1.1 205 Odd\r\ncontent-length: 3\r\n\r\nodd"),
      [205, null],
    ],
    ["a header in UTF-8", Buffer.from("HTTP/1.1 200 OK\r\nx-odd: 花\r\n\r\n"), [200, "\u00e8\u008a\u00b1"]],
    [
      "a header in Latin-1",
      Buffer.from("HTTP/1.1 200 OK\r\nx-odd: \u00e9\r\n\r\n", "latin1"),
      [200, "\u00ef\u00bf\u00bd"],
    ],
  ])("lives through %s", async (_what, bytes, expected) => {
    const port = await saying(bytes);
    const asking = (await outbound({ timeoutMs: 3_000 })).fetch(`http://localhost:${port}/`);
    const came = await asking.then((answer) => [answer.status, answer.headers.get("x-odd")], errorCode);
    expect(came).toEqual(expected);
  });
});

describe("an answer whose end never comes", () => {
  const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
  const TOKENS = '{"refresh_token":"rotated"}';
  const chunked = (body: string) =>
    `${HEAD}transfer-encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n`;
  const post = { method: "POST", body: "grant_type=refresh_token" };

  /** Answers like this, and then ends the connection as it is told; null leaves it open. */
  const answering = async (bytes: string, ends: "end" | "resetAndDestroy" | null) => {
    const server = createTcpServer((socket) => {
      open.push({ close: () => socket.destroy() });
      socket.on("error", () => {});
      socket.once("data", () => socket.write(bytes, () => ends && setTimeout(() => socket[ends](), 50)));
    });
    const port = await listening(server);
    return (await outbound({ timeoutMs: ends === null ? 300 : 3_000 })).fetch(
      `http://localhost:${port}/`,
      post,
    );
  };

  test.each<[string, string, "end" | "resetAndDestroy" | null]>([
    ["is cut off behind the last byte", `${HEAD}connection: close\r\n\r\n${TOKENS}`, "resetAndDestroy"],
    ["lacks the last, empty chunk", chunked(TOKENS), "end"],
    ["is shorter than it says", `${HEAD}content-length: 1000\r\n\r\n${TOKENS}`, "end"],
    ["stays open", `${HEAD}connection: close\r\n\r\n${TOKENS}`, null],
  ])(
    "is one if its JSON is whole, or its token would be lost (reliability 14): %s",
    async (_how, bytes, ends) => {
      expect(await (await answering(bytes, ends)).text()).toBe(TOKENS);
    },
  );

  test.each<[string, string, ErrorCode]>([
    ["half of it", chunked(TOKENS.slice(0, 9)), "NET_SERVER"],
    ["nothing of it", HEAD, "NET_SERVER"],
    ["a refusal", chunked('{"error":"invalid_grant"}').replace("200 OK", "400 No"), "NET_SERVER"],
  ])("is none with %s", async (_what, bytes, code) => {
    expect(await failure(answering(bytes, "resetAndDestroy"))).toBe(code);
  });
});

/** One that answers all but a token request, which it reads to its end, counts, and hangs up on. */
type Losing = { readonly address: string; readonly authorities: string[]; tokenRequests(): number };

const POSTS = process.env.STORAGE_DRIVE_TEST_LONG === "1" ? 1_000 : 100;

describe("a token request whose answer is lost arrives once (RFC 9700 4.14.2)", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "outbound-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function overHttp1(): Promise<Losing> {
    let tokens = 0;
    const port = await serving(async (req, res) => {
      await req.toArray();
      if (req.url !== "/token") return void res.end("answered");
      tokens += 1;
      req.socket.destroy();
    });
    return { address: `http://localhost:${port}`, authorities: [], tokenRequests: () => tokens };
  }

  async function overHttp2(): Promise<Losing> {
    const authority = createTestAuthority(join(folder, "authority"));
    const server = createSecureServer(authority.issue(["localhost"]));
    let tokens = 0;
    server.on("session", (session) => open.push({ close: () => session.destroy() }));
    server.on("stream", (stream, headers) => {
      stream.on("error", () => {});
      stream.resume().on("end", () => {
        if (headers[":path"] !== "/token") return stream.respond({ ":status": 200 }, { endStream: true });
        tokens += 1;
        stream.session?.socket.destroy();
      });
    });
    const port = await listening(server);
    const address = `https://localhost:${port}`;
    return { address, authorities: [authority.certificate], tokenRequests: () => tokens };
  }

  const post = { method: "POST", body: "grant_type=refresh_token" };
  const ways = [
    ["HTTP/1.1", overHttp1],
    ["HTTP/2", overHttp2],
  ] as const;

  test.skipIf(!hasOpenssl).each(ways)(
    "over %s, though connections are there to be used again",
    async (_protocol, start) => {
      const server = await start();
      const way = await outbound({ authorities: server.authorities });
      for (let sent = 1; sent <= POSTS; sent += 1) {
        expect((await way.fetch(`${server.address}/`)).status).toBe(200);
        // And on the way that posts take.
        expect((await way.fetch(`${server.address}/`, post)).status).toBe(200);
        expect(await failure(way.fetch(`${server.address}/token`, post))).toBe("NET_SERVER");
        expect(server.tokenRequests()).toBe(sent);
      }
    },
    600_000,
  );

  test.skipIf(!hasOpenssl).each(ways)(
    "over %s also where several are asked for at once",
    async (_protocol, start) => {
      const server = await start();
      const way = await outbound({ authorities: server.authorities });
      await way.fetch(`${server.address}/`, post);
      const asked = [1, 2, 3, 4, 5].map(() => failure(way.fetch(`${server.address}/token`, post)));
      expect(await Promise.all(asked)).toEqual(Array(5).fill("NET_SERVER"));
      expect(server.tokenRequests()).toBe(5);
    },
  );

  test.skipIf(!hasOpenssl).each(ways)(
    "which %s alone doesn't bring about: on a connection that is used again Chromium sends it twice",
    async (_protocol, start) => {
      const server = await start();
      const way = await outbound({ authorities: server.authorities });
      await way.fetch(`${server.address}/`);
      await expect(way.fetchRepeatably(`${server.address}/token`, post)).rejects.toThrow("net::ERR_");
      expect(server.tokenRequests()).toBe(2);
    },
  );
});
