import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { ErrorCode } from "../../src/core/errors.ts";
import { NetworkError } from "../../src/main/network/network-error.ts";
import type { Outbound } from "../../src/main/network/outbound.ts";
import { createNetworkProbe } from "../../src/main/network/probe.ts";
import { createNodeOutbound } from "../support/node-outbound.ts";

// Real requests through the one way out; each state as the PC would meet it (reliability 27).

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const pem = (name: string) =>
  readFileSync(new URL(`../contract/electron/mains/self-signed-${name}.pem`, import.meta.url));

type Served = { readonly origin: string; readonly requests: string[] };

async function serving(host: string, answer: RequestListener, tls = false): Promise<Served> {
  const requests: string[] = [];
  const heard: RequestListener = (req, res) => {
    requests.push(`${req.method} ${req.url}`);
    answer(req, res);
  };
  const server: Server = tls
    ? createTlsServer({ key: pem("key"), cert: pem("cert") }, heard)
    : createServer(heard);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
  open.push({ close: () => new Promise((done) => server.close(done)) });
  const { port } = server.address() as AddressInfo;
  return { origin: `${tls ? "https" : "http"}://${host}.localhost:${port}`, requests };
}

/** An origin where nobody listens. */
async function nobody(host: string): Promise<string> {
  const { origin } = await serving(host, () => {});
  await open.pop()?.close();
  return origin;
}

type Place = { internet?: string; line?: string; issuer?: string; login?: string };

function probe(
  place: Place,
  { way = createNodeOutbound(), linked = true }: { way?: Outbound; linked?: boolean } = {},
) {
  open.push(way);
  const { internet, line, issuer = internet, login = line ?? internet } = place;
  return createNetworkProbe({
    outbound: way,
    profile: {
      issuer: issuer ?? null,
      loginUrl: login ?? null,
      origins: { ...(internet && { internet }), ...(line && { line }) },
    },
    now: Date.now,
    linked: () => linked,
  });
}

const fine: RequestListener = (_req, res) => res.end();

describe("what a failure really is", () => {
  test("offline: no network, and nothing is sent", async () => {
    const looking = probe({ internet: "https://nowhere.invalid" }, { linked: false });
    expect(await looking.explain("NET_DNS", "provider")).toBe("NET_OFFLINE");
  });

  test.each<[string, RequestListener]>([
    [
      "sends the browser elsewhere",
      (_req, res) => res.writeHead(302, { location: "http://wifi.example/" }).end(),
    ],
    ["says so itself (RFC 6585 6)", (_req, res) => res.writeHead(511).end()],
  ])("captive portal that %s", async (_how, portal) => {
    const { origin } = await serving("internet", portal);
    expect(await probe({ internet: origin }).explain("NET_UNEXPECTED_ANSWER", "provider")).toBe(
      "NET_CAPTIVE_PORTAL",
    );
  });

  test("the service's own redirect is no portal", async () => {
    const web = await serving("web", fine);
    const { origin } = await serving("internet", (_req, res) =>
      res.writeHead(302, { location: `${web.origin}/main` }).end(),
    );
    expect(await probe({ internet: origin, login: web.origin }).explain("NET_SERVER", "provider")).toBe(
      "NET_SERVER",
    );
  });

  test("proxy refusal: the proxy is away", async () => {
    const refused = () => Promise.reject(new NetworkError("NET_PROXY", "ERR_PROXY_CONNECTION_FAILED"));
    const way = { ...createNodeOutbound(), peek: refused };
    const looking = probe({ internet: "https://service.invalid" }, { way });
    expect(await looking.explain("NET_TIMEOUT", "provider")).toBe("NET_PROXY");
  });

  test("DNS failure", async () => {
    expect(await probe({ internet: "https://service.invalid" }).explain("NET_DNS", "provider")).toBe(
      "NET_DNS",
    );
  });

  test("TLS inspection: a certificate of an authority that this PC doesn't know", async () => {
    const { origin } = await serving("internet", fine, true);
    expect(await probe({ internet: origin }).explain("NET_TIMEOUT", "provider")).toBe("NET_TLS_INSPECTION");
  });

  test("server down: the Internet door answers, the provider doesn't", async () => {
    const { origin } = await serving("internet", fine);
    const issuer = await nobody("issuer");
    expect(await probe({ internet: origin, issuer }).explain("NET_SERVER", "provider")).toBe("NET_SERVER");
  });

  test.each(["https://line.invalid", null])(
    "wrong line: the line's host (%s) isn't reached",
    async (unknown) => {
      const { origin } = await serving("internet", fine);
      const line = unknown ?? (await nobody("line"));
      expect(await probe({ internet: origin, line }).explain("NET_DNS", "login")).toBe("LINE_UNREACHABLE");
    },
  );

  test("but the line is no answer to what the provider did", async () => {
    const { origin } = await serving("internet", fine);
    const line = "https://line.invalid";
    expect(await probe({ internet: origin, line }).explain("NET_TIMEOUT", "provider")).toBe("NET_TIMEOUT");
  });

  test.each([86_400_000, -86_400_000, 600_000, -600_000])(
    "a certificate out of its time by a clock %i ms off",
    async (off) => {
      const date = new Date(Date.now() + off).toUTCString();
      const { origin } = await serving("internet", (_req, res) => res.writeHead(200, { date }).end());
      expect(await probe({ internet: origin }).explain("NET_TLS", "provider")).toBe("SESSION_CLOCK_WRONG");
    },
  );
});

test("cheap and polite: one HEAD a host, and things that fail together look once", async () => {
  const internet = await serving("internet", fine);
  const line = await serving("line", fine);
  const looking = probe({ internet: internet.origin, line: line.origin });
  const causes: ErrorCode[] = await Promise.all([
    looking.explain("NET_TIMEOUT", "login"),
    looking.explain("NET_SERVER", "login"),
  ]);
  expect(causes).toEqual(["NET_TIMEOUT", "NET_SERVER"]);
  expect(internet.requests).toEqual(["HEAD /"]);
  expect(line.requests).toEqual(["HEAD /"]);
});

test("a profile without doors is asked where its provider is", async () => {
  const { origin, requests } = await serving("issuer", (_req, res) => res.writeHead(503).end());
  expect(await probe({ issuer: origin }).explain("NET_SERVER", "provider")).toBe("NET_SERVER");
  expect(requests).toEqual(["HEAD /"]);
});
