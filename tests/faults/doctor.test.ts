import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { ask } from "../../cli/connection.ts";
import { ordinaryUsersFolder } from "../../scripts/electron/ordinary-user.mjs";
import { startKeyring } from "../../scripts/keyring.mjs";
import type { CheckId } from "../../src/core/doctor/checks.ts";
import type { DoctorReport } from "../../src/core/doctor/report.ts";
import type { ErrorCode } from "../../src/core/errors.ts";
import { startForbiddingBus } from "../support/forbidding-bus.ts";
import { daemonPid, hasGnomeKeyring } from "../support/gnome-keyring.ts";
import { hasSquid, type Squid, startSquid } from "../support/squid.ts";
import { hasOpenssl } from "../support/test-authority.ts";
import { type Finding, faultTest } from "./fault.ts";
import { nothingLeaked } from "./leaks.ts";
import { KINDS_OF_REFRESH, type NetworkPc, openNetworkPc } from "./network-pc.ts";
import { type NetworkWorld, networkRefused } from "./network-world.ts";
import { definedEnv } from "./room.ts";

// What the doctor names first in each state of the network and of the keychain (reliability 21, 27), asked of the running
// client and of one that is started for the report alone.

const skip = () =>
  networkRefused() ?? (hasOpenssl ? null : "openssl isn't here") ?? (hasGnomeKeyring ? null : "no keyring");

const LIMIT_SECONDS = 10;
/** What this desktop has none of, and what has nothing to do with the troubles. */
const OF_THE_DESKTOP: readonly CheckId[] = ["browser", "tray"];

let pc: NetworkPc;
let world: NetworkWorld;
beforeAll(async () => {
  if (skip() !== null) return;
  pc = await openNetworkPc();
  ({ world } = pc);
});
afterAll(() => (skip() === null ? pc.close() : undefined));

type Named = readonly [CheckId, ErrorCode] | null;

/** The one that is named, and nothing beside it. */
function expectFirst({ first, results, hosts, ms }: DoctorReport, named: Named): void {
  const findings = results.filter(({ result, id }) => result === "fail" && !OF_THE_DESKTOP.includes(id));
  const all = JSON.stringify(results.filter(({ result }) => result !== "ok"));
  expect(
    findings.map(({ id, cause }) => [id, cause]),
    all,
  ).toEqual(named === null ? [] : [named]);
  if (named !== null) expect([first?.id, first?.cause]).toEqual(named);
  expect(ms).toBeLessThan(LIMIT_SECONDS * 1_000);
  for (const host of hosts) expect(host).toMatch(/\.drive-fault\.example$/u);
}

async function byTheRunningClient(): Promise<DoctorReport> {
  const [dataDir = ""] = pc.folders();
  const answer = await ask(dataDir, { command: "doctor" }, 20_000);
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}

async function named(first: Named, env: Readonly<Record<string, string>> = {}): Promise<Finding> {
  const running = await byTheRunningClient();
  expectFirst(running, first);
  const alone = await pc.examined(env);
  expectFirst(alone, first);
  const shown = first === null ? "nothing" : first[1];
  const times = `${(running.ms / 1_000).toFixed(1)} s, ${(alone.ms / 1_000).toFixed(1)} s`;
  return { shown: `${shown} (${times})`, lost: "nothing", recovered: "–" };
}

type Trouble = { readonly begin: () => unknown; readonly end: () => unknown; readonly first: Named };

async function under({ begin, end, first }: Trouble): Promise<Finding> {
  await pc.online();
  try {
    await begin();
    return await named(first);
  } finally {
    await end();
  }
}

const server = (mode: Parameters<NetworkWorld["server"]>[0], first: Named): Trouble => ({
  begin: () => world.server(mode),
  end: () => world.server("passes"),
  first,
});
const dns = (mode: Parameters<NetworkWorld["dns"]>[0], first: Named): Trouble => ({
  begin: () => world.dns(mode),
  end: () => world.dns("answers"),
  first,
});

const STATES: readonly (readonly [string, Trouble])[] = [
  ["nothing is wrong", { begin: () => {}, end: () => {}, first: null }],
  [
    "the network cable is pulled out",
    { begin: () => world.cable(false), end: () => world.cable(true), first: ["network", "NET_OFFLINE"] },
  ],
  ["the DNS server says that there is no such name", dns("no such name", ["dns", "NET_DNS"])],
  ["the DNS server doesn't answer", dns("silent", ["dns", "NET_DNS"])],
  ["a captive portal answers in the service's place", server("portal", ["portal", "NET_CAPTIVE_PORTAL"])],
  ["an office opens TLS whose authority nobody trusts", server("inspected", ["tls", "NET_TLS_INSPECTION"])],
  ["the server refuses connections", server("refuses", ["service", "NET_SERVER"])],
  ["the line-authentication host has no name", dns("no line", ["line-name", "LINE_UNREACHABLE"])],
];

for (const [fault, trouble] of STATES)
  faultTest({ shows: "27", fault: `doctor: ${fault}`, skip, play: () => under(trouble) });

const SIGNERS = [
  ["the service's own", "passes", "Service", "system"],
  ["an office's that nobody trusts", "inspected", "Office inspection", "nobody"],
] as const;

for (const [whose, mode, signedBy, trustedBy] of SIGNERS)
  faultTest({
    shows: "27",
    fault: `doctor: who signed the certificate, ${whose}`,
    skip,
    async play() {
      world.server(mode);
      try {
        const { results } = await pc.examined();
        expect(results.find(({ id }) => id === "tls")?.facts).toMatchObject({ signedBy, trustedBy });
        return { shown: `${signedBy}, ${trustedBy}`, lost: "nothing", recovered: "–" };
      } finally {
        world.server("passes");
      }
    },
  });

faultTest({
  shows: "27, 30",
  fault: "doctor: who signed the certificate, an office's that policy names",
  skip,
  async play() {
    const [dataDir = ""] = pc.folders();
    const caFile = join(dataDir, "office.pem");
    const policy = join(dataDir, "policy-with-authority.json");
    writeFileSync(caFile, world.authorities.office.certificate);
    const written = JSON.parse(readFileSync(join(dataDir, "policy.json"), "utf8"));
    writeFileSync(policy, JSON.stringify({ ...written, caFile }));
    world.server("inspected");
    try {
      const report = await pc.examined({ STORAGE_DRIVE_POLICY: policy });
      expectFirst(report, null);
      const tls = report.results.find(({ id }) => id === "tls");
      expect(tls?.facts).toMatchObject({ signedBy: "Office inspection", trustedBy: "policy" });
      return { shown: "policy", lost: "nothing", recovered: "–" };
    } finally {
      world.server("passes");
    }
  },
});

faultTest({
  shows: "25, 27",
  fault: "doctor: the PC's clock is a day slow",
  skip,
  async play() {
    const folder = ordinaryUsersFolder(mkdtempSync(join(tmpdir(), "drive-clock-")));
    try {
      const file = join(folder, "pc-clock");
      writeFileSync(file, "-86400");
      const preload = [join(import.meta.dirname, "pc-clock.cjs")];
      const report = await pc.examined({ PC_CLOCK: file }, preload);
      expectFirst(report, ["clock", "SESSION_CLOCK_WRONG"]);
      return { shown: "SESSION_CLOCK_WRONG", lost: "nothing", recovered: "–" };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

const PROXIES = [
  ["is stopped", "NET_PROXY", (relay: Server) => void relay.close()],
  ["asks for a user and a password that nobody has", "NET_PROXY_AUTH", () => {}],
] as const;

for (const [name, cause, begin] of PROXIES)
  faultTest({
    shows: "27, 30",
    fault: `doctor: the proxy (squid) ${name}`,
    skip: () => skip() ?? (hasSquid ? null : "squid isn't here"),
    async play() {
      const squid = await startSquid({
        hosts: [world.host],
        address: world.gateway,
        credentials: { user: "office", password: "not-the-client's" },
      });
      const relay = relayTo(squid);
      await new Promise<void>((done) => relay.listen(squid.port, world.gateway, done));
      const address = `http://${world.gateway}:${squid.port}`;
      try {
        begin(relay);
        const report = await pc.examined({ https_proxy: address, http_proxy: address });
        expectFirst(report, ["proxy", cause]);
        return { shown: cause, lost: "nothing", recovered: "–" };
      } finally {
        relay.close();
        await squid.close();
      }
    },
  });

/** From the PC's network to the squid of this machine. */
function relayTo({ port }: Squid): Server {
  return createServer((from) => {
    const to = connect(port, "127.0.0.1");
    from.pipe(to).pipe(from);
    for (const socket of [from, to])
      socket.on("error", () => {
        from.destroy();
        to.destroy();
      });
  });
}

const LOCKED: Trouble = {
  begin: () => pc.keyring.lock(),
  async end() {
    await pc.keyring.stopDaemon();
    await pc.keyring.startDaemon();
  },
  first: ["keychain", "STORE_LOCKED"],
};
const STOPPED: Trouble = {
  begin: () => pc.keyring.stopDaemon(),
  end: () => pc.keyring.startDaemon(),
  first: ["keychain", "STORE_MISSING"],
};
let hung = 0;
const HUNG: Trouble = {
  begin() {
    hung = daemonPid(pc.keyring);
    process.kill(hung, "SIGSTOP");
  },
  end: () => process.kill(hung, "SIGCONT"),
  first: ["keychain", "STORE_TIMEOUT"],
};
for (const [fault, trouble] of [
  ["the keyring is locked", LOCKED],
  ["there is no keyring's daemon", STOPPED],
  ["the keyring's daemon hangs", HUNG],
] as const)
  faultTest({ shows: "21", fault: `doctor: ${fault}`, skip, play: () => under(trouble) });

faultTest({
  shows: "21",
  fault: "doctor: a D-Bus that forbids the Secret Service",
  skip,
  async play() {
    const folder = ordinaryUsersFolder(mkdtempSync(join(tmpdir(), "drive-bus-")));
    const bus = await startForbiddingBus(folder);
    try {
      const report = await pc.examined({ DBUS_SESSION_BUS_ADDRESS: bus.address });
      expectFirst(report, ["keychain", "STORE_DENIED"]);
      return { shown: "STORE_DENIED", lost: "nothing", recovered: "–" };
    } finally {
      bus.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

faultTest({
  shows: "21, 24",
  fault: "doctor: the keyring's disk is full",
  skip,
  async play() {
    const folder = ordinaryUsersFolder(mkdtempSync(join(tmpdir(), "drive-full-")));
    const small = join(folder, "small");
    mkdirSync(small);
    spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k,mode=777", "tmpfs", small]);
    const full = await startKeyring({ isolated: true, dataDir: small });
    try {
      const env = definedEnv(full.env);
      expectFirst(await pc.examined(env), null);
      spawnSync("dd", ["if=/dev/zero", `of=${join(small, "fill")}`, "bs=1k"]);
      expectFirst(await pc.examined(env), ["keychain", "STORE_FULL"]);
      return { shown: "STORE_FULL", lost: "nothing", recovered: "–" };
    } finally {
      await full.stop();
      spawnSync("umount", [small]);
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

faultTest({
  shows: "27, 31",
  fault: "control: through all of it the doctor looks up no other name than the service's",
  skip,
  async play() {
    expect(world.asked().filter((name) => !name.endsWith(".drive-fault.example"))).toEqual([]);
    return { shown: "–", lost: "nothing", recovered: "–" };
  },
});

nothingLeaked("the doctor", () => [pc], { skip, kinds: KINDS_OF_REFRESH });
