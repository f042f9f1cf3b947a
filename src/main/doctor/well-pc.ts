import type { Look } from "../../core/doctor/network-findings.ts";
import { PROFILES } from "../../core/service/profiles.ts";
import type { ExaminedPc } from "./check.ts";
import { examinedHosts } from "./looks.ts";

const ANSWERED: Look = { reach: "answered", status: 200, detail: null, skewMs: 0 };

/** For tests: a PC where all is well and nothing is really asked; `own` replaces parts of it. */
export function wellPc(own: Partial<ExaminedPc> = {}): ExaminedPc {
  const profile = PROFILES.omakase;
  const nobody = () => Promise.reject(new Error("asked"));
  return {
    profile,
    hosts: examinedHosts(profile),
    outbound: { fetch: nobody, peek: nobody, close: async () => {} },
    mayAsk: () => false,
    metadata: null,
    names: { route: async () => "DIRECT", addresses: async () => ["192.0.2.1"] },
    look: async () => ANSWERED,
    signed: () => ({}),
    addresses: () => ({ ipv4: true, ipv6: true, linkLocalOnly: false }),
    configuration: { problems: [], facts: {}, proxy: "system", loginBrowser: "auto" },
    keychain: { probe: async () => "ok", isLocked: async () => false, program: async () => null },
    recordFile: () => "/nonexistent/none",
    folders: [],
    desktop: { browser: async () => "browser", autostart: async () => true, tray: async () => true },
    versions: {},
    now: Date.now,
    ...own,
  };
}
