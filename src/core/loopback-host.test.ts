import { expect, test } from "vitest";
import { isLoopback } from "./loopback-host.ts";

test.each([
  ["localhost", true],
  ["a.b.localhost", true],
  ["localhost.", true],
  ["127.0.0.1", true],
  ["127.9.9.9", true],
  ["[::1]", true],
  ["localhost.example", false],
  ["notlocalhost", false],
  ["127.0.0.1.example", false],
  ["10.0.0.1", false],
])("%s is on this PC: %s", (host, expected) => expect(isLoopback(host)).toBe(expected));
