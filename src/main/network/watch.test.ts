import { expect, test } from "vitest";
import { addressesThatLeadOut, watchNetwork } from "./watch.ts";

function watched() {
  let addresses = "eth0 10.0.0.2";
  let look = () => {};
  let told = 0;
  let stopped = false;
  const stop = watchNetwork({
    changed: () => {
      told += 1;
    },
    addresses: () => addresses,
    every: (_ms, each) => {
      look = each;
      return () => {
        stopped = true;
      };
    },
  });
  return {
    /** The addresses at the next looks, one after the other. */
    sees: (...next: string[]) => {
      for (addresses of next) look();
      return told;
    },
    stop: () => {
      stop();
      return stopped;
    },
  };
}

test("a network that stays is no news", () => {
  expect(watched().sees("eth0 10.0.0.2", "eth0 10.0.0.2", "eth0 10.0.0.2")).toBe(0);
});

test("another network is told once it has come to rest, and once (reliability 28)", () => {
  expect(watched().sees("", "wlan0 192.168.1.5", "wlan0 192.168.1.5", "wlan0 192.168.1.5")).toBe(1);
});

test("an address that comes and goes between two looks is no burst", () => {
  const vpn = "eth0 10.0.0.2\ntun0 172.16.0.1";
  expect(watched().sees(vpn, "eth0 10.0.0.2", vpn, "eth0 10.0.0.2", "eth0 10.0.0.2")).toBe(0);
});

test("leaving and coming back are two", () => {
  expect(watched().sees("", "", "eth0 10.0.0.2", "eth0 10.0.0.2")).toBe(2);
});

test("stops when told", () => {
  expect(watched().stop()).toBe(true);
});

const of = (address: string, cidr = `${address}/24`) => ({ address, cidr, internal: false });

test.each([
  ["a container starts", { docker0: [of("172.17.0.1")], vethab12cd3: [of("169.254.7.1"), of("fe80::1")] }],
  ["its bridge appears", { "br-3f2a91b0c4d5": [of("172.18.0.1")], virbr0: [of("192.168.122.1")] }],
  [
    "a machine in the machine starts",
    { vmnet8: [of("172.16.5.1")], vboxnet0: [of("192.168.56.1")], tap0: [] },
  ],
  [
    "Windows makes its own",
    { "vEthernet (WSL)": [of("172.28.0.1")], "vEthernet (Default Switch)": [of("172.29.0.1")] },
  ],
  ["nobody gave an address", { eth1: [of("169.254.3.4"), of("fe80::2")] }],
])("a virtual cable within this PC is no other network: %s", (_what, more) => {
  const plain = { eth0: [of("10.0.0.2")] };
  expect(addressesThatLeadOut({ ...plain, ...more } as never)).toBe(addressesThatLeadOut(plain as never));
});

test.each([
  ["Wi-Fi", { wlan0: [of("192.168.1.5")] }],
  ["a second cable", { enp4s0: [of("10.1.0.2")] }],
  ["a VPN", { tun0: [of("172.16.0.1")], wg0: [of("10.9.0.2")] }],
  ["another address", { eth0: [of("10.0.0.3")] }],
  ["a bridge of one's own that the cable is in", { br0: [of("10.0.7.2")] }],
])("another network is one: %s", (_what, more) => {
  const plain = { eth0: [of("10.0.0.2")] };
  expect(addressesThatLeadOut({ ...plain, ...more } as never)).not.toBe(addressesThatLeadOut(plain as never));
});
