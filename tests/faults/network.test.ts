import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { ask } from "../../cli/connection.ts";
import { type Keyring, startKeyring } from "../../scripts/keyring.mjs";
import type { ErrorCode } from "../../src/core/errors.ts";
import { createKeychain } from "../../src/main/adapters/keychain.ts";
import { entryOf } from "../../src/main/adapters/session-tokens-vault.ts";
import { KEYCHAIN_SERVICE } from "../../src/shared/keychain-service.ts";
import { forkKeychain } from "../support/keychain-child.ts";
import { CLIENT } from "../support/plain-provider.ts";
import { type RunningClient, startClient } from "../support/running-client.ts";
import { hasOpenssl } from "../support/test-authority.ts";
import { until } from "../support/wait.ts";
import { type Finding, faultTest } from "./fault.ts";
import { type NetworkWorld, networkRefused, openNetworkWorld } from "./network-world.ts";
import { byItself, definedEnv, sane, sessionLog, shownAs } from "./room.ts";

// What lies between PC and service (reliability 27): the built client in a network of its own, at a real provider
// behind TLS, under a name that isn't loopback. Seven states, each of which keeps the session.

const ID = "faults";
let world: NetworkWorld;
let keyring: Keyring;
let dataDir: string;
let client: RunningClient | null = null;

const skip = () => networkRefused() ?? (hasOpenssl ? null : "openssl isn't here");

beforeAll(async () => {
  if (skip() !== null) return;
  world = await openNetworkWorld(4);
  keyring = await startKeyring({ isolated: true });
  dataDir = mkdtempSync(join(tmpdir(), "drive-faults-"));
  await leaveSession();
});
afterAll(async () => {
  if (skip() !== null) return;
  await stop();
  await world.close();
  await keyring.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A session as an earlier client of this PC left it: its record, and its token in the keychain. */
async function leaveSession(): Promise<void> {
  const { issuer } = world;
  const folder = join(dataDir, "services", ID);
  mkdirSync(folder, { recursive: true });
  const account = { sub: "hanako", mail: null };
  const savedAt = new Date().toISOString();
  const record = { version: 1, service: ID, issuer, clientId: CLIENT, account, rested: false, savedAt };
  writeFileSync(join(folder, "session.json"), JSON.stringify(record));
  const profile = { id: ID, name: "Faults", issuer, clientId: CLIENT, scope: "openid email offline_access" };
  writeFileSync(join(dataDir, "profile.json"), JSON.stringify(profile));
  const keychain = createKeychain({
    fork: () => forkKeychain(keyring.env),
    serviceName: KEYCHAIN_SERVICE,
  });
  await keychain.set(entryOf(profile, null), await world.provider.loggedIn("hanako"));
  await keychain.close();
}

async function start(): Promise<RunningClient> {
  await stop();
  const env = { ...definedEnv(keyring.env), ...world.env };
  const policy = { profile: join(dataDir, "profile.json"), startupSpreadSeconds: 0, language: "ja" };
  client = await startClient({ dataDir, policy, env, eyes: false, inside: world.inside });
  return client;
}

async function stop(): Promise<void> {
  const running = client;
  client = null;
  if (running === null || running.process.exitCode !== null) return;
  await ask(dataDir, { command: "quit" }, 5_000);
  await until("the client has ended", () => running.process.exitCode !== null);
}

async function online(): Promise<RunningClient> {
  const running = client ?? (await start());
  await running.statusWhere("online", ({ state }) => state === "online");
  return running;
}

type Between = {
  readonly begin: () => void;
  readonly end: () => void;
  readonly reason: ErrorCode;
};

/** It comes while the client is online; then also when the PC starts. */
async function between({ begin, end, reason }: Between): Promise<Finding> {
  const first = await online();
  const logBefore = sessionLog(dataDir).length;
  const shown: string[] = [];
  const recovered: number[] = [];
  try {
    for (const running of [first, null]) {
      if (running === null) {
        await stop();
        begin();
      } else begin();
      const now = running ?? (await start());
      const status = await now.statusWhere(
        `offline ${reason}`,
        ({ state, reason: why }) => state === "offline" && why === reason,
        40_000,
      );
      expect(status.windows).toEqual([]);
      shown.push(shownAs(status));
      end();
      const ended = performance.now();
      const back = await now.statusWhere("online", ({ state }) => state === "online", 60_000);
      recovered.push(performance.now() - ended);
      expect(back.windows).toEqual([]);
      sane(now);
    }
  } finally {
    end();
  }
  const gone = sessionLog(dataDir)
    .slice(logBefore)
    .filter(({ to }) => to === "signed-out" || to === "logging-in");
  expect(gone, "no logout").toEqual([]);
  expect(world.provider.grants.filter((one) => one !== "refresh_token")).toEqual([]);
  const [running = 0, atStart = 0] = recovered;
  return {
    shown: [...new Set(shown)].join(", "),
    lost: "nothing",
    recovered: `${byItself(running)}; at the start of the PC after ${(atStart / 1_000).toFixed(1)} s`,
  };
}

faultTest({
  shows: "27",
  fault: "offline: the network cable is pulled out",
  skip,
  play: () =>
    between({
      begin: () => world.cable(false),
      end: () => world.cable(true),
      reason: "NET_OFFLINE",
    }),
});
faultTest({
  shows: "27",
  fault: "DNS: the server says that there is no such name",
  skip,
  play: () =>
    between({
      begin: () => world.dns("no such name"),
      end: () => world.dns("answers"),
      reason: "NET_DNS",
    }),
});
faultTest({
  shows: "27",
  fault: "DNS: the server doesn't answer",
  skip,
  play: () =>
    between({ begin: () => world.dns("silent"), end: () => world.dns("answers"), reason: "NET_DNS" }),
});
faultTest({
  shows: "27",
  fault: "a captive portal answers in the service's place",
  skip,
  play: () =>
    between({
      begin: () => world.server("portal"),
      end: () => world.server("passes"),
      reason: "NET_CAPTIVE_PORTAL",
    }),
});
faultTest({
  shows: "27",
  fault: "TLS is opened by an office's proxy whose authority the PC doesn't trust",
  skip,
  play: () =>
    between({
      begin: () => world.server("inspected"),
      end: () => world.server("passes"),
      reason: "NET_TLS_INSPECTION",
    }),
});
faultTest({
  shows: "27",
  fault: "the server refuses connections",
  skip,
  play: () =>
    between({
      begin: () => world.server("refuses"),
      end: () => world.server("passes"),
      reason: "NET_SERVER",
    }),
});
faultTest({
  shows: "27, 30",
  fault: "TLS is opened by an office's proxy, and the PC's certificate store trusts it",
  skip,
  async play() {
    await online();
    await stop();
    world.trustInspection();
    world.server("inspected");
    try {
      const running = await start();
      await running.statusWhere("online", ({ state }) => state === "online");
      sane(running);
      return { shown: "online", lost: "nothing", recovered: "not needed" };
    } finally {
      world.server("passes");
      await stop();
    }
  },
});
