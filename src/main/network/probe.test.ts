import type { NetworkInterfaceInfo } from "node:os";
import { expect, test } from "vitest";
import { PROFILES } from "../../core/service/profiles.ts";
import { explained } from "../client/explained.ts";
import { NetworkError } from "./network-error.ts";
import { createNetworkProbe, hasAddress } from "./probe.ts";

// What needs names, certificates and port 80 of the real service; the rest is in tests/integration/network-probe.test.ts.

const NOW = Date.parse("2026-04-01T09:00:00Z");
const profile = { ...PROFILES.omakase, issuer: "https://issuer.omakase.example" };
const INTERNET = "https://ff.cloud-nas.net/";
const IN_THE_CLEAR = "http://ff.cloud-nas.net/";
const LINE = "https://ff.cloud-nas.biz/";

/** What each host answers; one that isn't named is unknown here. */
function world(hosts: Readonly<Record<string, Response | NetworkError>>, linked = true) {
  const asked: string[] = [];
  const probe = createNetworkProbe({
    outbound: {
      async peek(url) {
        asked.push(url.href);
        const answer = hosts[url.href] ?? new NetworkError("NET_DNS", "ENOTFOUND");
        if (answer instanceof NetworkError) throw answer;
        return answer;
      },
    },
    profile,
    now: () => NOW,
    linked: () => linked,
  });
  return { probe, asked };
}

const to = (location: string) => new Response(null, { status: 302, headers: { location } });
const silent = new NetworkError("NET_TIMEOUT", "no answer");
const strange = new NetworkError("NET_TLS", "ERR_TLS_CERT_ALTNAME_INVALID");
const unknownIssuer = new NetworkError("NET_TLS_INSPECTION", "SELF_SIGNED_CERT_IN_CHAIN");

test.each([
  ["drops what is encrypted", silent],
  ["answers with a certificate of its own name", strange],
  ["answers with a certificate of its own making", unknownIssuer],
])("a captive portal that %s is told by what it does in the clear", async (_what, encrypted) => {
  const { probe, asked } = world({ [INTERNET]: encrypted, [IN_THE_CLEAR]: to("https://wifi.example/login") });
  expect(await probe.explain(encrypted.code, "provider")).toBe("NET_CAPTIVE_PORTAL");
  expect(asked).toEqual([INTERNET, IN_THE_CLEAR]);
});

test.each([
  ["to its encrypted door", to(INTERNET)],
  ["to another host of its own", to("https://cc.cloud-nas.net/")],
  ["nowhere", new Response()],
])("a service that sends %s from the clear is no portal", async (_where, answer) => {
  const { probe } = world({ [INTERNET]: unknownIssuer, [IN_THE_CLEAR]: answer });
  expect(await probe.explain("NET_TLS_INSPECTION", "provider")).toBe("NET_TLS_INSPECTION");
});

test("a redirect that proves to be the service's leads where it likes", async () => {
  const { probe, asked } = world({ [INTERNET]: to("https://somewhere.example/") });
  expect(await probe.explain("NET_SERVER", "provider")).toBe("NET_SERVER");
  expect(asked).toEqual([INTERNET]);
});

test.each([
  [86_400_000, "SESSION_CLOCK_WRONG"],
  [-86_400_000, "SESSION_CLOCK_WRONG"],
  [60_000, "NET_TLS"],
] as const)("a certificate out of its time: the clock, %i ms off in the clear, is %s", async (off, code) => {
  const date = new Date(NOW + off).toUTCString();
  const { probe } = world({
    [INTERNET]: new NetworkError("NET_TLS", "CERT_HAS_EXPIRED"),
    [IN_THE_CLEAR]: new Response(null, { headers: { date } }),
  });
  expect(await probe.explain("NET_TLS", "provider")).toBe(code);
});

test("a provider that proved who it is and answered has said what it is: nobody else is asked", async () => {
  const { probe, asked } = world({ [INTERNET]: silent });
  const answers = { fetch: async () => new Response(null, { status: 503 }) };
  const silence = {
    fetch: async () => {
      throw silent;
    },
  };
  const rest = { peek: async () => new Response(), close: async () => {} };
  await probe.watching({ ...rest, ...answers }).fetch("https://issuer.omakase.example/token");
  expect(await probe.explain("NET_SERVER", "provider")).toBe("NET_SERVER");
  expect(asked).toEqual([]);
  await probe.explain("NET_TIMEOUT", "login");
  expect(asked).toContain(INTERNET);
  asked.splice(0);
  await probe
    .watching({ ...rest, ...silence })
    .fetch("https://issuer.omakase.example/token")
    .catch(() => {});
  await probe.explain("NET_TIMEOUT", "provider");
  expect(asked).toContain(INTERNET);
});

test("the line's host is asked for a login alone, and only where the Internet is", async () => {
  const there = world({ [INTERNET]: new Response() });
  expect(await there.probe.explain("NET_DNS", "login")).toBe("LINE_UNREACHABLE");
  expect(there.asked).toEqual([INTERNET, LINE]);
  const refresh = world({ [INTERNET]: new Response() });
  expect(await refresh.probe.explain("NET_DNS", "provider")).toBe("NET_DNS");
  expect(refresh.asked).toEqual([INTERNET]);
  const away = world({});
  expect(await away.probe.explain("NET_DNS", "login")).toBe("NET_DNS");
  expect(away.asked).toEqual([INTERNET, IN_THE_CLEAR]);
});

test.each([
  [[], false],
  [["127.0.0.1", "::1"], false],
  [["fe80::1"], false],
  // What Windows makes up without a DHCP server, and what many a virtual adapter always has.
  [["fe80::1", "169.254.17.4"], false],
  [["169.254.17.4", "192.168.0.7"], true],
  [["2001:db8::7"], true],
])("with the addresses %j a way out of the PC is %s", (addresses, linked) => {
  const one = (address: string): NetworkInterfaceInfo => ({
    address,
    netmask: "",
    mac: "",
    cidr: null,
    internal: address === "127.0.0.1" || address === "::1",
    ...(address.includes(":") ? { family: "IPv6", scopeid: 0 } : { family: "IPv4" }),
  });
  expect(hasAddress({ net: addresses.map(one) })).toBe(linked);
});

test.each(["NET_PROXY", "NET_DNS", "NET_TIMEOUT"] as const)(
  "a PC without a network is offline, also where %s is what failed; nobody is asked for that",
  async (failed) => {
    const { probe, asked } = world({}, false);
    const deps = { explain: probe.explain, log: () => {} };
    expect(await explained(deps, failed, "provider")).toBe("NET_OFFLINE");
    expect(asked).toEqual([]);
  },
);

test("a proxy that said what it is isn't asked for more", async () => {
  const { probe, asked } = world({});
  const deps = { explain: probe.explain, log: () => {} };
  for (const said of ["NET_PROXY", "NET_PROXY_AUTH"] as const)
    expect(await explained(deps, said, "provider")).toBe(said);
  expect(asked).toEqual([]);
});
