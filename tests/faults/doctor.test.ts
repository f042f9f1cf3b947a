import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { ordinaryUsersFolder } from "../../scripts/electron/ordinary-user.mjs";
import { DoctorAtPc, expectFirst, type Named, skip, type Trouble } from "./doctor-at-pc.ts";
import { faultTest } from "./fault.ts";
import { nothingLeaked } from "./leaks.ts";
import { KINDS_OF_REFRESH } from "./network-pc.ts";
import type { NetworkWorld } from "./network-world.ts";

// What the doctor names first in each state of the network (reliability 27); of an office's proxy: doctor-proxy.test.ts.

const at = new DoctorAtPc();

const server = (mode: Parameters<NetworkWorld["server"]>[0], first: Named): Trouble => ({
  begin: () => at.pc.world.server(mode),
  end: () => at.pc.world.server("passes"),
  first,
});
const dns = (mode: Parameters<NetworkWorld["dns"]>[0], first: Named): Trouble => ({
  begin: () => at.pc.world.dns(mode),
  end: () => at.pc.world.dns("answers"),
  first,
});

const STATES: readonly (readonly [string, Trouble])[] = [
  ["nothing is wrong", { begin: () => {}, end: () => {}, first: null }],
  [
    "the network cable is pulled out",
    {
      begin: () => at.pc.world.cable(false),
      end: () => at.pc.world.cable(true),
      first: ["network", "NET_OFFLINE"],
    },
  ],
  ["the DNS server says that there is no such name", dns("no such name", ["dns", "NET_DNS"])],
  ["the DNS server doesn't answer", dns("silent", ["dns", "NET_DNS"])],
  ["a captive portal answers in the service's place", server("portal", ["portal", "NET_CAPTIVE_PORTAL"])],
  ["an office opens TLS whose authority nobody trusts", server("inspected", ["tls", "NET_TLS_INSPECTION"])],
  ["the service's certificate is over", server("expired", ["tls", "NET_TLS"])],
  ["the service's certificate is another host's", server("misnamed", ["tls", "NET_TLS"])],
  ["the server refuses connections", server("refuses", ["service", "NET_SERVER"])],
  ["the line-authentication host has no name", dns("no line", ["line-name", "LINE_UNREACHABLE"])],
];

for (const [fault, trouble] of STATES)
  faultTest({ shows: "27", fault: `doctor: ${fault}`, skip, play: () => at.under(trouble) });

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
      at.pc.world.server(mode);
      try {
        const { results } = await at.pc.examined();
        expect(results.find(({ id }) => id === "tls")?.facts).toMatchObject({ signedBy, trustedBy });
        return { shown: `${signedBy}, ${trustedBy}`, lost: "nothing", recovered: "–" };
      } finally {
        at.pc.world.server("passes");
      }
    },
  });

faultTest({
  shows: "27, 30",
  fault: "doctor: who signed the certificate, an office's that policy names",
  skip,
  async play() {
    const [dataDir = ""] = at.pc.folders();
    const caFile = join(dataDir, "office.pem");
    writeFileSync(caFile, at.pc.world.authorities.office.certificate);
    at.pc.world.server("inspected");
    try {
      const report = await at.pc.examined(at.pc.policyWith({ caFile }));
      expectFirst(report, null);
      const tls = report.results.find(({ id }) => id === "tls");
      expect(tls?.facts).toMatchObject({ signedBy: "Office inspection", trustedBy: "policy" });
      return { shown: "policy", lost: "nothing", recovered: "–" };
    } finally {
      at.pc.world.server("passes");
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
      const report = await at.pc.examined({ PC_CLOCK: file }, preload);
      expectFirst(report, ["clock", "SESSION_CLOCK_WRONG"]);
      return { shown: "SESSION_CLOCK_WRONG", lost: "nothing", recovered: "–" };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
});

faultTest({
  shows: "27, 31",
  fault: "control: through all of it the doctor looks up no other name than the service's",
  skip,
  async play() {
    expect(at.pc.world.asked().filter((name) => !name.endsWith(".drive-fault.example"))).toEqual([]);
    return { shown: "–", lost: "nothing", recovered: "–" };
  },
});

nothingLeaked("the doctor", () => [at.pc], { skip, kinds: KINDS_OF_REFRESH });
