import { expect, test } from "vitest";
import { createRouteMemory, ProxyWantsCredentials, proxyRoutes } from "./proxy-routes.ts";

test.each([
  ["DIRECT", [null]],
  ["", [null]],
  ["PROXY p.example:8080; DIRECT", ["http://p.example:8080", null]],
  [
    "HTTPS p.example:443;PROXY [::1]:3128 ; SOCKS q.example:1080",
    ["https://p.example:443", "http://[::1]:3128", "socks5://q.example:1080"],
  ],
  ["proxy p.example:8080", ["http://p.example:8080"]],
  ["SOCKS4 p.example:1080; PROXY q.example:3128", ["http://q.example:3128"]],
  ["SOCKS4 p.example:1080", []],
  ["PROXY", []],
])("a PAC script's %j means the routes %j", (answer, routes) => expect(proxyRoutes(answer)).toEqual(routes));

test("a proxy that couldn't be reached is tried last for five minutes", () => {
  let now = 0;
  const memory = createRouteMemory(() => now);
  const routes = ["http://a:1", "http://b:1", null];
  memory.failed("http://a:1");
  expect(memory.order(routes)).toEqual(["http://b:1", null, "http://a:1"]);
  now = 5 * 60_000;
  expect(memory.order(routes)).toEqual(routes);
});

test.each([
  ['Basic realm="office"', "NET_PROXY_AUTH"],
  ['Negotiate, NTLM, basic realm="a"', "NET_PROXY_AUTH"],
  ["Negotiate, NTLM", "NET_PROXY"],
  ['Digest realm="Basic"', "NET_PROXY"],
  ["", "NET_PROXY"],
])("a proxy that asks with %j is %s", (challenges, code) =>
  expect(new ProxyWantsCredentials(challenges).code).toBe(code),
);

test.each([
  ["NTLM", "HTTP 407 NTLM"],
  ["Negotiate, NTLM", "HTTP 407 Negotiate, NTLM"],
  ['Digest realm="a, b", nonce="c"', "HTTP 407 Digest"],
  ['Basic realm="office"', "HTTP 407"],
  ["", "HTTP 407"],
])("what a proxy wants that isn't spoken here is named: %s", (challenges, said) => {
  expect(new ProxyWantsCredentials(challenges).cause).toBe(said);
});
