import { expect, test } from "vitest";
import { watchNetwork } from "./network-watch.ts";

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
