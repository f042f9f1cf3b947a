import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import got from "got";
import { expect, test } from "vitest";
import { SECRET_KINDS, type SecretKind, tapWire } from "../support/wire-tap.ts";

const long = (name: string) => `${name}-${"x".repeat(43)}`;

test("every secret that goes through a server is told once, also of an answer that was cut", async () => {
  const found: (readonly [SecretKind, string])[] = [];
  tapWire((kind, secret) => found.push([kind, secret]));
  const server = createServer((request, response) => {
    request.resume();
    request.once("end", () => {
      if (request.url === "/cut") {
        response.writeHead(200, { "Content-Length": 1_000 }).flushHeaders();
        const half = `{"access_token":"${long("half")}","id_token":"${long("header.pay")}`;
        response.socket?.write(half, () => response.socket?.destroySoon());
      } else if (request.url === "/token")
        response.end(JSON.stringify({ access_token: long("access"), refresh_token: long("refresh") }));
      else
        response
          .writeHead(303, {
            "Set-Cookie": [`_session=${long("cookie")}; path=/`, "_interaction=; path=/"],
            Location: `http://127.0.0.1/callback?state=1&code=${long("code")}&iss=x`,
          })
          .end();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const send = (path: string, form: Record<string, string>) =>
    got.post(`http://127.0.0.1:${port}${path}`, { form, followRedirect: false, retry: { limit: 0 } }).text();
  await send("/login", { mail: "a@example.jp", password: "p&ss wörd+1" });
  await send("/token", { code: long("code"), code_verifier: long("verifier") });
  await send("/token", { refresh_token: long("refresh") });
  await expect(send("/cut", {})).rejects.toThrow();
  await new Promise((done) => server.close(done));
  expect(found).toEqual([
    ["password", "p&ss wörd+1"],
    ["authorization code", long("code")],
    ["cookie", long("cookie")],
    ["code verifier", long("verifier")],
    ["refresh token", long("refresh")],
    ["access token", long("access")],
    ["access token", long("half")],
    ["ID token", long("header.pay")],
  ]);
  expect(new Set(found.map(([kind]) => kind)), "no kind is untried").toEqual(new Set(SECRET_KINDS));
});
