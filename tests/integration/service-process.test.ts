import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { AdminClient } from "../../service/admin/client.ts";
import { readyLine } from "../../service/admin/schema.ts";
import { loopbackRequest } from "../../service/web/loopback-request.ts";

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

function start(...args: string[]) {
  const main = fileURLToPath(new URL("../../service/main.ts", import.meta.url));
  const child = spawn(process.execPath, [main, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  running.push(child);
  return child;
}

async function output(
  child: ReturnType<typeof start>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}

async function ready(child: ReturnType<typeof start>) {
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return readyLine.parse(JSON.parse(line));
}

test("its first line is the ready line, and SIGTERM ends it cleanly", async () => {
  const child = start("--service", "ot");
  const said = await ready(child);
  expect(Object.keys(said.origins)).toEqual(["ot"]);
  expect(said.accounts.map((account) => account.role).slice(0, 3)).toEqual([
    "contractor",
    "user",
    "administrator",
  ]);
  const admin = new AdminClient(said.admin);
  expect((await admin.line()).region).toBe("west");
  child.kill("SIGTERM");
  expect((await output(child)).code).toBe(0);
});

test("--with-parent: it ends with its standard input", async () => {
  const child = start("--service", "ot", "--with-parent");
  await ready(child);
  child.stdin.end();
  expect((await output(child)).code).toBe(0);
});

test("--schema prints every shape of the admin surface", async () => {
  const { code, stdout } = await output(start("--schema"));
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(stdout) as object)).toEqual(
    expect.arrayContaining(["ready", "PUT /__admin/line", "POST /__admin/faults"]),
  );
});

test.each([["--seed"], ["--data", ""], ["--port", "70000"], ["--service", "other"], ["stray"]])(
  "%s is a usage error: exit 2",
  async (...args) => {
    const { code, stdout, stderr } = await output(start(...args));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("storage-service [--port N]");
  },
);

test("a taken port and hosts that aren't ours are refused", async () => {
  const child = start("--service", "ot");
  const said = await ready(child);
  const { port } = new URL(said.admin);
  const second = await output(start("--port", port));
  expect(second).toMatchObject({ code: 1, stderr: "the port is in use; name another with --port\n" });
  for (const host of [`127.0.0.1:${port}`, `rebound.example:${port}`, `issuer.omakase.localhost:${port}`]) {
    expect((await loopbackRequest(`http://${host}/`)).status, host).toBe(421);
  }
});

test("the admin surface takes JSON only, strictly", async () => {
  const child = start("--service", "ot");
  const { admin } = await ready(child);
  const put = (body: string, type = "application/json") =>
    loopbackRequest(`${admin}line`, { method: "PUT", body, headers: { "content-type": type } });
  expect((await put('{"region":"east","number":"CAF1234567890","ipv6":true}')).status).toBe(200);
  expect((await put('{"region":"north","number":"CAF1234567890","ipv6":true}')).status).toBe(400);
  expect((await put('{"region":"east","number":"CAF1234567890","ipv6":true,"more":1}')).status).toBe(400);
  expect((await put('{"region":"east","number":"CAF1234567890","ipv6":true}', "text/plain")).status).toBe(
    400,
  );
  const fault = { route: "token", kind: "status", status: 302, location: "/a\r\nSet-Cookie: b=c" };
  const headers = { "content-type": "application/json" };
  const asked = { method: "POST", body: JSON.stringify(fault), headers } as const;
  expect((await loopbackRequest(`${admin}faults`, asked)).status).toBe(400);
  expect((await loopbackRequest(`${admin}nothing`)).status).toBe(404);
});
