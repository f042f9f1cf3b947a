import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { targetOf } from "./http.ts";

test.each([
  ["/VX4?a=1", "web.ot.localhost:80", "http://web.ot.localhost/VX4?a=1"],
  ["//", "web.ot.localhost", "http://web.ot.localhost//"],
  ["//evil.example/x", "web.ot.localhost", "http://web.ot.localhost//evil.example/x"],
  ["http://evil.example/x", "web.ot.localhost", "http://evil.example/x"],
  ["/", undefined, "http://localhost/"],
  ["http://[/", "web.ot.localhost", null],
  ["*", "web.ot.localhost", null],
  ["/", "web.ot.localhost:99999", null],
])("%s at %s asks for %s", (target, host, asked) => {
  const request = new IncomingMessage(new Socket());
  request.url = target;
  if (host !== undefined) request.headers.host = host;
  expect(targetOf(request)?.href ?? null).toBe(asked);
});
