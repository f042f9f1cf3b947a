import { describe, expect, test } from "vitest";
import type { ErrorCode } from "../errors.ts";
import { CHECK_IDS, type CheckId, checkEntry } from "./checks.ts";
import {
  type Addresses,
  clockFinding,
  dnsFinding,
  ipv6Finding,
  type Look,
  lineFinding,
  lineNameFinding,
  NO_ANSWER,
  networkFinding,
  operatorFinding,
  portalFinding,
  proxyFinding,
  serviceFinding,
  tlsFinding,
} from "./network-findings.ts";
import { concluded, type Finding } from "./report.ts";

// What a PC in trouble sees, trouble by trouble as it lies on the way to the service: the nearest hides the others.

const TROUBLES = ["offline", "proxy", "dns", "portal", "clock", "inspection", "server", "line"] as const;
type Trouble = (typeof TROUBLES)[number];

const CAUSE: Readonly<Record<Trouble, readonly [CheckId, ErrorCode]>> = {
  offline: ["network", "NET_OFFLINE"],
  proxy: ["proxy", "NET_PROXY"],
  dns: ["dns", "NET_DNS"],
  portal: ["portal", "NET_CAPTIVE_PORTAL"],
  clock: ["clock", "SESSION_CLOCK_WRONG"],
  inspection: ["tls", "NET_TLS_INSPECTION"],
  server: ["service", "NET_SERVER"],
  line: ["line-name", "LINE_UNREACHABLE"],
};

const HERE: Addresses = { ipv4: true, ipv6: true, linkLocalOnly: false };
const answered = (skewMs = 0): Look => ({ reach: "answered", status: 200, detail: null, skewMs });
const failed = (code: ErrorCode): Look => ({
  reach: { failed: code },
  status: null,
  detail: "ERR",
  skewMs: null,
});
const HOUR = 3_600_000;

/** What the looks bring where all of these are there at once. */
function seen(troubles: ReadonlySet<Trouble>) {
  const has = (one: Trouble) => troubles.has(one);
  const skew = has("clock") ? HOUR : 0;
  const nearest = (["offline", "proxy", "dns"] as const).find(has);
  const code = { offline: "NET_OFFLINE", proxy: "NET_PROXY", dns: "NET_DNS" } as const;
  if (nearest !== undefined)
    return { internet: failed(code[nearest]), plain: failed(code[nearest]), line: failed(code[nearest]) };
  if (has("portal"))
    return {
      internet: failed("NET_TLS"),
      plain: { reach: "diverted", status: 302, detail: null, skewMs: skew } as const,
      line: failed("NET_TLS"),
    };
  // A certificate is no good at another time; whoever inspects answers in the clear as well.
  if (has("inspection") || has("clock")) {
    const trouble = failed(has("inspection") ? "NET_TLS_INSPECTION" : "NET_TLS");
    return { internet: trouble, plain: answered(skew), line: trouble };
  }
  if (has("server"))
    return { internet: failed("NET_SERVER"), plain: failed("NET_SERVER"), line: failed("NET_SERVER") };
  return { internet: answered(), plain: answered(), line: has("line") ? failed("NET_DNS") : answered() };
}

function findings(troubles: ReadonlySet<Trouble>): Partial<Record<CheckId, Finding>> {
  const { internet, plain, line } = seen(troubles);
  const known = troubles.has("offline") || troubles.has("dns") ? null : ["192.0.2.1"];
  const lineKnown = troubles.has("line") ? null : known;
  const addresses = troubles.has("offline") ? { ipv4: false, ipv6: false, linkLocalOnly: false } : HERE;
  return {
    network: networkFinding(addresses, false, internet),
    proxy: proxyFinding("system", "DIRECT", internet),
    dns: dnsFinding("drive.example", known, internet),
    portal: portalFinding(internet, plain),
    clock: clockFinding(internet, plain),
    tls: tlsFinding(internet, {}),
    service: serviceFinding("drive.example", internet),
    "line-name": lineNameFinding("line.example", lineKnown, true),
    ipv6: ipv6Finding(addresses, false, true),
    line: lineFinding("line.example", line, true),
    operator: operatorFinding("operator.example", line),
  };
}

const OK: Finding = { is: "ok", facts: {} };

function report(troubles: ReadonlySet<Trouble>) {
  const own = findings(troubles);
  const found = CHECK_IDS.map((id) => [id, { finding: own[id] ?? OK, ms: 0 }] as const);
  return concluded(Object.fromEntries(found) as Parameters<typeof concluded>[0], { hosts: [], ms: 0 });
}

const subsets = Array.from({ length: 2 ** TROUBLES.length }, (_one, bits) =>
  TROUBLES.filter((_trouble, index) => bits & (1 << index)),
);

test.each(
  subsets.map((troubles) => [troubles.join(" + ") || "nothing", new Set<Trouble>(troubles)] as const),
)("%s: the nearest is named, and no other finding beside it", (_name, troubles) => {
  const { first, results } = report(troubles);
  const nearest = TROUBLES.find((one) => troubles.has(one));
  const failing = results.filter(({ result }) => result === "fail" || result === "warn");
  if (nearest === undefined) {
    expect(failing).toEqual([]);
    return;
  }
  const [id, cause] = CAUSE[nearest];
  expect(first).toMatchObject({ id, cause });
  // The line's name is looked up whatever the service's host does: that is a finding of its own.
  const own = troubles.has("line") && !["offline", "proxy", "dns"].includes(nearest) ? ["line-name"] : [];
  expect(failing.map((one) => one.id)).toEqual([...new Set([id, ...own])]);
});

test("what a check finds is among the causes that its entry names", () => {
  for (const troubles of subsets)
    for (const { id, cause } of report(new Set(troubles)).results)
      if (cause !== null) expect(checkEntry(id).causes).toContain(cause);
});

describe("one by one", () => {
  test("an address that only this cable knows is no network", () => {
    const none: Addresses = { ipv4: false, ipv6: false, linkLocalOnly: true };
    expect(networkFinding(none, false, null)).toEqual({ is: "fail", cause: "NET_OFFLINE", facts: none });
    expect(networkFinding(none, true, null).is, "a service on this PC needs none").toBe("ok");
    expect(networkFinding(HERE, false, failed("NET_OFFLINE"))).toMatchObject({ cause: "NET_OFFLINE" });
  });

  test("a proxy that wants to know who is asking isn't one that refuses", () => {
    const asking = proxyFinding("fixed", "PROXY p:1", failed("NET_PROXY_AUTH"));
    expect(asking).toMatchObject({ is: "fail", cause: "NET_PROXY_AUTH", facts: { route: "PROXY p:1" } });
    expect(proxyFinding("pac", null, answered())).toMatchObject({ is: "fail", cause: "NET_PAC" });
  });

  test("a name that nobody knows is told, whatever the request ended with; a service that answered has one", () => {
    expect(dnsFinding("h", null, failed("NET_TIMEOUT"))).toMatchObject({ is: "fail", cause: "NET_DNS" });
    expect(dnsFinding("h", ["192.0.2.1"], failed("NET_DNS"))).toMatchObject({ cause: "NET_DNS" });
    expect(dnsFinding("h", ["192.0.2.1"], failed("NET_TIMEOUT")).is).toBe("ok");
    expect(dnsFinding("h", null, answered()).is).toBe("ok");
  });

  test("a portal is believed only where the service itself didn't answer", () => {
    const elsewhere: Look = { reach: "diverted", status: 302, detail: null, skewMs: 0 };
    expect(portalFinding(answered(), elsewhere).is).toBe("ok");
    expect(portalFinding(failed("NET_TIMEOUT"), elsewhere)).toMatchObject({ cause: "NET_CAPTIVE_PORTAL" });
    expect(portalFinding(elsewhere, null), "HTTP 511").toMatchObject({ cause: "NET_CAPTIVE_PORTAL" });
    expect(portalFinding(failed("NET_TIMEOUT"), failed("NET_TIMEOUT"))).toBe(NO_ANSWER);
  });

  test("a clock is wrong from five minutes on, in both directions", () => {
    expect(clockFinding(answered(299_000), null)).toEqual({ is: "ok", facts: { behindSeconds: 299 } });
    for (const skew of [300_000, -300_000])
      expect(clockFinding(answered(skew), null)).toMatchObject({ cause: "SESSION_CLOCK_WRONG" });
    expect(clockFinding(failed("NET_TLS"), answered(HOUR))).toMatchObject({ cause: "SESSION_CLOCK_WRONG" });
    expect(clockFinding(failed("NET_TLS"), null)).toBe(NO_ANSWER);
  });

  test("a server in trouble answers, and that is said", () => {
    const busy: Look = { reach: "answered", status: 503, detail: null, skewMs: 0 };
    for (const finding of [
      serviceFinding("h", busy),
      lineFinding("h", busy, true),
      operatorFinding("h", busy),
    ])
      expect(finding).toMatchObject({ is: "warn", cause: "NET_SERVER", facts: { status: 503 } });
    expect(serviceFinding("h", { ...busy, status: 404 }).is).toBe("ok");
  });

  test("the line's host is needed by whoever logs in there, and by nobody else", () => {
    expect(lineNameFinding("l", null, true).is).toBe("fail");
    expect(lineNameFinding("l", null, false)).toMatchObject({ is: "warn", cause: "LINE_UNREACHABLE" });
    expect(lineFinding("l", failed("NET_TIMEOUT"), false)).toMatchObject({ is: "warn" });
    expect(lineFinding("l", failed("NET_TLS"), true)).toMatchObject({ is: "fail", cause: "NET_TLS" });
  });

  test("IPv6 is asked for where a line is to be known", () => {
    const without = { ...HERE, ipv6: false };
    expect(ipv6Finding(without, false, true)).toMatchObject({ is: "warn", cause: "LINE_IP_SIX_OFF" });
    expect(ipv6Finding(without, false, false).is).toBe("not-here");
    expect(ipv6Finding(without, true, true).is).toBe("not-here");
  });
});
