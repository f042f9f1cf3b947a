import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import {
  createServer as createHttpServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import { type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import { createTestAuthority, type TestAuthority } from "../support/test-authority.ts";
import { until } from "../support/wait.ts";
import { type DnsMode, startDns } from "./network-dns.ts";

/**
 * An office's network around one PC: a network namespace with a cable (veth) to this machine, on whose other end stand
 * a DNS server, and a TLS server before a real OpenID provider. Each of them can go wrong. Needs root on Linux.
 */
export type NetworkWorld = {
  readonly issuer: string;
  /** Origin of the line-authentication host. */
  readonly line: string;
  readonly provider: PlainProvider;
  /** Goes before a command that is to run in that network. */
  readonly inside: readonly string[];
  /** What the PC's OS trusts: the service's authority, and the inspecting office's after `trustInspection`. */
  readonly env: Readonly<Record<string, string>>;
  trustInspection(): void;
  dns(mode: DnsMode): void;
  /** Every name that the PC's programs have asked for. */
  asked(): readonly string[];
  server(mode: ServerMode): void;
  /** Waits until no answer is on its way: with one that is cut off a rotated token is lost, and the session. */
  answered(): Promise<void>;
  /** Pulls the cable out, or puts it in again. */
  cable(plugged: boolean): void;
  /** This machine's address in the PC's network, where all hosts answer. */
  readonly gateway: string;
  /** Name of the provider's host. */
  readonly host: string;
  /** The service's authority, and the one of the office that inspects. */
  readonly authorities: { readonly service: TestAuthority; readonly office: TestAuthority };
  close(): Promise<void>;
};

/**
 * `portal`: a hotspot's login page at every address; `inspected`: an office's own certificate for every host; `expired`,
 * `misnamed`: the service's own authority, and a certificate that is over or another host's; `another day`: the
 * service's time, and its certificate's, is another than this PC's, as where this PC's clock is fast.
 */
export type ServerMode =
  | "passes"
  | "portal"
  | "inspected"
  | "expired"
  | "misnamed"
  | "another day"
  | "refuses";

const HOST = "login.drive-fault.example";
/** Another host of the same service, with the same front. */
const LINE_HOST = "line-authentication.drive-fault.example";
/** Worlds of two test files stand beside each other. */
const NETWORK = `10.${100 + (process.pid % 100)}.${1 + (Math.floor(process.pid / 100) % 250)}`;
const GATEWAY = `${NETWORK}.1`;
const NETWORK_6 = `fd21:3:${(process.pid % 0xffff).toString(16)}`;
const GATEWAY_6 = `${NETWORK_6}::1`;
const DAYS_APART_MS = 3 * 24 * 3_600_000;

/** Why such a network can't be made here; null when it can. */
export function networkRefused(): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return "a network of its own needs root on Linux";
  const tried = spawnSync("unshare", ["--net", "true"], { stdio: "ignore" });
  return tried.status === 0 ? null : "a network of its own can't be made here";
}

export async function openNetworkWorld(accessTokenSeconds: number): Promise<NetworkWorld> {
  const folder = mkdtempSync(join(tmpdir(), "drive-network-"));
  const service = createTestAuthority(join(folder, "service"), "Service");
  const office = createTestAuthority(join(folder, "office"), "Office inspection");
  const trusted = join(folder, "trusted.pem");
  writeFileSync(trusted, service.certificate);
  trustInPages(folder, service);
  const link = makeLink();
  const issuer = `https://${HOST}`;
  const provider = await startPlainProvider(undefined, { issuer, accessTokenSeconds });
  const names = await startDns({ gateway: GATEWAY, gateway6: GATEWAY_6, lineHost: LINE_HOST });
  const web = await startWeb(provider, {
    passes: service.issue([HOST, LINE_HOST]),
    inspected: office.issue([HOST, LINE_HOST]),
    expired: service.issue([HOST, LINE_HOST], -1),
    misnamed: service.issue(["www.drive-fault.example"]),
    "another day": service.issue([HOST, LINE_HOST], -1),
    portal: createTestAuthority(join(folder, "portal"), "Hotspot").issue(["portal.example"]),
  });
  return {
    issuer,
    line: `https://${LINE_HOST}`,
    provider,
    gateway: GATEWAY,
    host: HOST,
    authorities: { service, office },
    inside: ["ip", "netns", "exec", link.name],
    env: { SSL_CERT_FILE: trusted, SSL_CERT_DIR: folder, HOME: folder },
    trustInspection: () => {
      writeFileSync(trusted, service.certificate + office.certificate);
      trustInPages(folder, office);
    },
    dns: names.become,
    asked: () => [...names.asked],
    server: web.become,
    answered: () => until("every request is answered", () => web.underWay() === 0).then(() => {}),
    cable: link.cable,
    async close() {
      await web.close();
      names.close();
      await provider.close();
      link.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function makeLink() {
  const name = `drive-${process.pid}`;
  const [ours, theirs] = [`df${process.pid}a`, `df${process.pid}b`];
  const ip = (...args: string[]) => execFileSync("ip", args, { stdio: "pipe" });
  const within = (...args: string[]) => ip("-n", name, ...args);
  ip("netns", "add", name);
  // `ip netns exec` lays the files of this folder over those of /etc.
  const etc = join("/etc/netns", name);
  mkdirSync(etc, { recursive: true });
  writeFileSync(join(etc, "resolv.conf"), `nameserver ${GATEWAY}\noptions timeout:1 attempts:1\n`);
  ip("link", "add", ours, "type", "veth", "peer", "name", theirs);
  ip("link", "set", theirs, "netns", name);
  ip("address", "add", `${GATEWAY}/24`, "dev", ours);
  ip("address", "add", `${GATEWAY_6}/64`, "dev", ours, "nodad");
  ip("link", "set", ours, "up");
  const plug = () => {
    within("address", "add", `${NETWORK}.2/24`, "dev", theirs);
    within("link", "set", theirs, "up");
    within("route", "add", "default", "via", GATEWAY);
    within("address", "add", `${NETWORK_6}::2/64`, "dev", theirs, "nodad");
    within("route", "add", "default", "via", GATEWAY_6);
  };
  within("link", "set", "lo", "up");
  plug();
  let isPlugged = true;
  return {
    name,
    cable(plugged: boolean) {
      if (plugged === isPlugged) return;
      isPlugged = plugged;
      if (plugged) plug();
      else {
        within("address", "flush", "dev", theirs);
        within("link", "set", theirs, "down");
      }
    },
    remove() {
      spawnSync("ip", ["netns", "delete", name]);
      spawnSync("ip", ["link", "delete", ours]);
      rmSync(etc, { recursive: true, force: true });
    },
  };
}

/** Chromium on Linux trusts what is in the user's NSS database, and doesn't look at OpenSSL's store. */
function trustInPages(home: string, { certificateFile }: TestAuthority): void {
  const database = join(home, ".pki", "nssdb");
  const certutil = (...args: string[]) => execFileSync("certutil", ["-d", `sql:${database}`, ...args]);
  if (!existsSync(database)) {
    mkdirSync(database, { recursive: true });
    certutil("-N", "--empty-password");
  }
  certutil("-A", "-n", certificateFile, "-t", "C,,", "-i", certificateFile);
  giveToOrdinaryUser(home);
}

type Certificate = { readonly key: string; readonly cert: string };

/** What stands at the address of the service: its own front, or somebody who answers in its place. */
async function startWeb(
  provider: PlainProvider,
  certificates: Readonly<Record<Exclude<ServerMode, "refuses">, Certificate>>,
) {
  let mode: ServerMode = "passes";
  let underWay = 0;
  const contexts = new Map(
    Object.entries(certificates).map(([one, certificate]) => [one, createSecureContext(certificate)]),
  );
  const onRequest = (req: IncomingMessage, res: ServerResponse, secure: boolean): void => {
    // A connection that is kept would still have the certificate of before.
    res.setHeader("connection", "close");
    if (mode === "another day") res.setHeader("date", new Date(Date.now() - DAYS_APART_MS).toUTCString());
    if (mode === "portal" && !secure)
      res.writeHead(302, { location: "http://portal.example/login" }).end("log in to this network");
    else if (mode === "portal") res.writeHead(200, { "content-type": "text/html" }).end("<h1>Wi-Fi</h1>");
    else if (!secure) res.writeHead(301, { location: `https://${HOST}${req.url}` }).end();
    else {
      underWay += 1;
      res.once("close", () => (underWay -= 1));
      forward(provider, req, res);
    }
  };
  const secure = createHttpsServer(
    {
      ...certificates.passes,
      SNICallback: (_name, done) => done(null, contexts.get(mode)),
    },
    (req, res) => onRequest(req, res, true),
  );
  const plain = createHttpServer((req, res) => onRequest(req, res, false));
  const servers = [
    { server: secure, port: 443 },
    { server: plain, port: 80 },
  ] as const;
  const alsoUnderIpv6 = servers.map(({ port }) => relayFromIpv6(port));
  const listen = () =>
    Promise.all(
      servers.map(({ server, port }) => new Promise<void>((done) => server.listen(port, GATEWAY, done))),
    );
  await listen();
  return {
    underWay: () => underWay,
    become(next: ServerMode) {
      const before = mode;
      mode = next;
      secure.setTicketKeys(randomBytes(48)); // who stands in its place knows nothing of its TLS sessions
      // As in `answered()`: what is on its way arrives.
      secure.closeIdleConnections();
      if (next === "refuses") for (const { server } of servers) server.close();
      else if (before === "refuses") void listen();
    },
    async close() {
      for (const relay of alsoUnderIpv6) relay.close();
      for (const { server } of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

function relayFromIpv6(port: number): Server {
  const relay = createServer((from) => {
    const to = connect(port, GATEWAY);
    from.pipe(to).pipe(from);
    for (const socket of [from, to])
      socket.on("error", () => {
        from.destroy();
        to.destroy();
      });
  });
  return relay.listen(port, GATEWAY_6);
}

function forward(provider: PlainProvider, req: IncomingMessage, res: ServerResponse): void {
  const { port } = new URL(provider.address);
  const headers = { ...req.headers, host: HOST, "x-forwarded-proto": "https", connection: "close" };
  const onward = request(
    { host: "127.0.0.1", port, method: req.method, path: req.url, headers, agent: false },
    (answer) => {
      res.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: "close" });
      answer.pipe(res);
    },
  );
  onward.on("error", () => res.writeHead(502).end());
  req.pipe(onward);
}
