import { arch, release } from "node:os";
import { join } from "node:path";
import type { Facts } from "../core/doctor/report.ts";
import type { SecretStore } from "../core/ports.ts";
import type { Configuration } from "./config/configuration.ts";
import type { DataFolders } from "./config/data-folder.ts";
import { type ProxyChoice, proxyConfig } from "./config/proxy.ts";
import { ALL_CHECKS } from "./doctor/all-checks.ts";
import type { ExaminedPc } from "./doctor/check.ts";
import { configurationFacts } from "./doctor/configuration-facts.ts";
import { desktopHere } from "./doctor/desktop.ts";
import { createDoctor, type Doctor, type Examination } from "./doctor/doctor.ts";
import { toKnownHosts } from "./doctor/known-hosts.ts";
import { createLooks, examinedHosts, ownAddresses, profileHosts } from "./doctor/looks.ts";
import { loginsOfTrial, tryWay } from "./doctor/proxy-try.ts";
import { createWayOut, type WayOut } from "./doctor/way-out.ts";
import { app, session } from "./electron.ts";
import { answeringProgram, isKeyringLocked } from "./keychain/secret-service-look.ts";
import { namesProxy, systemProxies } from "./network/named-proxies.ts";
import { onNetworkLost } from "./network/network-process.ts";
import type { Outbound } from "./network/outbound.ts";
import type { ProxyLogins } from "./network/proxy-logins.ts";
import { createMetadata } from "./provider/metadata.ts";
import { autostartHere } from "./shell/autostart.ts";
import { createProxyTrial, type ProxyTrial } from "./shell/proxy-trial.ts";

export type DoctorParts = {
  readonly configuration: Configuration;
  readonly folders: DataFolders;
  readonly keychain: Pick<SecretStore, "probe">;
  readonly proxyLogins: ProxyLogins;
  /** Told of a check that threw. */
  readonly failed: (check: string, thrown: unknown) => void;
};

/** The doctor of this PC, with what the client itself has: beside `compose.ts` and for both of its ways to be asked. */
export function composeDoctor(parts: DoctorParts): Doctor {
  let way: { readonly as: string; readonly out: WayOut } | null = null;
  let lost = 0;
  onNetworkLost(() => {
    lost += 1;
  });
  return createDoctor({
    checks: ALL_CHECKS,
    failed: parts.failed,
    async open() {
      const { configuration, proxyLogins } = parts;
      // Made when it is first asked for: most starts of the client never ask.
      const settings = { proxy: configuration.proxy(), authorities: configuration.authorities() };
      const as = JSON.stringify({ ...settings, lost });
      // A policy may have changed the way meanwhile, or what the session knew of the network have ended with it.
      if (way?.as !== as) {
        void way?.out.outbound.close();
        way = { as, out: createWayOut({ ...settings, proxyLogins }, `doctor-${lost}`) };
      }
      await way.out.renew();
      return examination(parts, way.out);
    },
  });
}

const TRIAL = "proxy-trial";

/** Reaches for the service by a proxy that nobody has saved yet: the doctor's way out and checks, by that proxy. */
export function composeProxyTrial(parts: DoctorParts): ProxyTrial {
  let trials = 0;
  return createProxyTrial(async (proxy, signal) => {
    const { configuration, proxyLogins } = parts;
    const { profile } = configuration.current();
    if (profile === null || examinedHosts(profile) === null)
      return { is: "failed", cause: configuration.problems[0] ?? "POLICY_PROFILE_INCOMPLETE", via: null };
    let outbound: Outbound | null = null;
    const open = async () => {
      trials += 1;
      const partition = `${TRIAL}-${trials}`; // what an earlier one was told may have ended with its network
      // Set before anybody asks which way it goes.
      await session.fromPartition(partition, { cache: false }).setProxy(proxyConfig(proxy));
      const logins = loginsOfTrial(proxyLogins, namesProxy(proxy, systemProxies));
      const authorities = configuration.authorities();
      const way = createWayOut({ proxy, authorities, proxyLogins: logins }, partition);
      outbound = way.outbound;
      await way.renew();
      return examination(parts, way, proxy);
    };
    return tryWay(open, parts.failed, signal).finally(() => outbound?.close());
  });
}

async function examination(
  parts: DoctorParts,
  way: WayOut,
  proxy = parts.configuration.proxy(),
): Promise<Examination> {
  const { configuration, folders } = parts;
  const { profile } = configuration.current();
  const to = toKnownHosts(way.outbound, profile === null ? new Set() : profileHosts(profile));
  const facts = configurationFacts(configuration);
  const dataDir = configuration.bindSession() === "user" ? folders.roaming : folders.local;
  const pc: ExaminedPc = {
    profile,
    hosts: profile === null ? null : examinedHosts(profile),
    outbound: to.outbound,
    mayAsk: to.mayAsk,
    metadata: profile === null ? null : metadataOf(profile, to.outbound),
    names: way.names,
    look: profile === null ? async () => null : createLooks(to.outbound, profile, Date.now),
    signed: way.signed,
    addresses: () => ownAddresses(),
    configuration: {
      problems: configuration.problems,
      facts,
      proxy: kindOf(proxy),
      loginBrowser: configuration.externalAccounts() === "refuse" ? "auto" : configuration.loginBrowser(),
    },
    keychain: {
      probe: () => parts.keychain.probe(),
      isLocked: () => isKeyringLocked(),
      program: async () => (await answeringProgram())?.name ?? null,
    },
    recordFile: ({ id }) => join(dataDir, "services", id, "session.json"),
    folders: [...new Set([folders.roaming, folders.local])],
    desktop: desktopHere(async () => (await autostartHere().read())?.on ?? null),
    versions: versionsHere(),
    now: Date.now,
  };
  return { pc, hosts: to.asked, close: () => way.outbound.close() };
}

function metadataOf(
  profile: Parameters<typeof createMetadata>[0]["profile"],
  outbound: ExaminedPc["outbound"],
) {
  const metadata = createMetadata({ outbound, profile, now: Date.now, told: (_doing, error) => error });
  return () => metadata.read();
}

function kindOf(choice: ProxyChoice): ExaminedPc["configuration"]["proxy"] {
  if (typeof choice === "string") return choice;
  return "pac" in choice ? "pac" : "fixed";
}

function versionsHere(): Facts {
  return {
    client: app.getVersion(),
    electron: process.versions.electron ?? null,
    os: process.platform,
    osVersion: release(),
    arch: arch(),
  };
}
