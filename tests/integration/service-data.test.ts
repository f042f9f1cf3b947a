import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ReferenceService, type StartOptions, startReferenceService } from "../../service/start.ts";
import { DataFileError } from "../../service/state/data-file.ts";
import { loopbackRequest } from "../../service/web/loopback-request.ts";
import { driveRequest, redeem, refresh, Visitor } from "./service-visitor.ts";

let folder = "";
let service: ReferenceService | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "service-data-"));
});
afterEach(async () => {
  await service?.close();
  service = null;
  rmSync(folder, { recursive: true, force: true });
});

const data = () => join(folder, "service.json");

async function start(options: StartOptions = {}): Promise<ReferenceService> {
  service = await startReferenceService({ services: ["cowork"], ...options });
  return service;
}

async function restart(options: StartOptions): Promise<ReferenceService> {
  await service?.close();
  return start(options);
}

function place(running: ReferenceService) {
  const origins = running.ready.origins.cowork;
  const account = running.ready.accounts[0];
  if (origins === undefined || account === undefined) throw new Error("cowork isn't served");
  return { origins, account };
}

async function logIn(running: ReferenceService, person: Visitor, ca: string | null = null) {
  const { origins, account } = place(running);
  const request = driveRequest();
  const page = await person.open(`${origins.internet}/?${request.query}`);
  const landing = await person.submit(page, { mail: account.mail, password: account.password });
  const answer = await redeem(origins.issuer, landing, request, ca);
  expect(answer.status).toBe(200);
  return answer.body;
}

const run = (...args: string[]) =>
  spawnSync(process.execPath, [fileURLToPath(new URL("../../service/main.ts", import.meta.url)), ...args], {
    encoding: "utf8",
  });

test("--data keeps people, settings, tokens and the browser's login over a restart, at the same port", async () => {
  const before = await start({ data: data() });
  const person = new Visitor();
  const tokens = await logIn(before, person);
  await before.admin.setUser({ service: "cowork", mail: "shinjin@cowork.example", password: "Shinjin-2025" });
  await before.admin.setContract({ service: "cowork", lines: ["CAF0000000001"] });
  const after = await restart({ data: data() });
  expect(after.ready.origins).toEqual(before.ready.origins);
  expect((await after.admin.users()).map(({ mail }) => mail)).toContain("shinjin@cowork.example");
  expect((await after.admin.contracts()).cowork?.lines).toEqual(["CAF0000000001"]);
  const { origins } = place(after);
  expect((await refresh(origins.issuer, tokens.refresh_token)).status).toBe(200);
  // The provider's session answers: nobody is asked anything.
  const again = await person.open(`${origins.internet}/?${driveRequest().query}`);
  expect(again.url.searchParams.has("code")).toBe(true);
});

test("the data file is the owner's alone, and a used refresh token stays used", async () => {
  const tokens = await logIn(await start({ data: data() }), new Visitor());
  const { origins } = place(await restart({ data: data() }));
  expect(statSync(data()).mode & 0o777).toBe(0o600);
  expect((await refresh(origins.issuer, tokens.refresh_token)).status).toBe(200);
  await restart({ data: data() });
  expect((await refresh(origins.issuer, tokens.refresh_token)).body.error).toBe("invalid_grant");
});

test("what a service that isn't served this time knows is kept", async () => {
  await start({ services: ["cowork", "ot"], data: data() });
  await service?.admin.setUser({ service: "ot", mail: "shinjin@ot.example", password: "Shinjin-2025" });
  const one = await restart({ services: ["cowork"], data: data() });
  expect(one.ready.accounts.every((account) => account.service === "cowork")).toBe(true);
  const both = await restart({ services: ["cowork", "ot"], data: data() });
  expect((await both.admin.users()).map(({ mail }) => mail)).toContain("shinjin@ot.example");
});

test.each([
  ["no JSON", () => "{"],
  ["something else", () => '{"hello":1}'],
  ["a newer version's", () => JSON.stringify({ ...JSON.parse(readFileSync(data(), "utf8")), format: 99 })],
  [
    "a changed record",
    () =>
      readFileSync(data(), "utf8").replace('"memories":{', '"memories":{"links":[["x",{"kind":"none"}]],'),
  ],
])("a data file that is %s is refused and left as it is", async (_what, spoil) => {
  await start({ data: data() });
  await service?.close();
  service = null;
  const spoilt = spoil();
  // the last `links` wins in JSON: ours has to be the only one
  writeFileSync(data(), spoilt.replace(/,"links":\[\]/u, ""));
  const left = readFileSync(data(), "utf8");
  await expect(start({ data: data() })).rejects.toThrow(DataFileError);
  expect(readFileSync(data(), "utf8")).toBe(left);
  const said = run("--service", "cowork", "--data", data());
  expect(said.status).toBe(2);
  expect(said.stderr).toContain("Move it away");
});

test("a data file that can't be written is said at once", () => {
  const path = join(folder, "no-such-folder", "file.json");
  expect(run("--service", "cowork", "--data", path)).toMatchObject({
    status: 2,
    stdout: "",
    stderr: `${path}: can't be written (ENOENT). Name a file that may be written.\n`,
  });
});

test("--seed: the organisation is the file's, and reset goes back to it", async () => {
  const running = await start({
    seed: {
      cowork: {
        contract: { plan: "trial", lines: [] },
        users: [{ mail: "shacho@kaisha.example", role: "contractor", password: "Shacho-2025" }],
      },
    },
  });
  expect(running.ready.accounts.map(({ mail, role }) => [mail, role])).toEqual([
    ["shacho@kaisha.example", "contractor"],
  ]);
  await logIn(running, new Visitor());
  await running.admin.setContract({ service: "cowork", plan: "basic" });
  await running.admin.reset();
  expect((await running.admin.contracts()).cowork).toMatchObject({
    plan: "trial",
    lines: [],
    accessPath: "both",
  });
});

test("a seed that isn't one names the places that don't fit", () => {
  const path = join(folder, "seed.json");
  writeFileSync(path, JSON.stringify({ cowork: { users: [{ mail: "no address" }] }, nobody: {} }));
  const said = run("--seed", path);
  expect(said.status).toBe(2);
  expect(said.stderr).toContain("users[0].mail");
  expect(said.stderr).toContain("nobody");
});

test("a seed that isn't there is told so; the mark that Notepad puts before one is passed over", () => {
  const path = join(folder, "seed.json");
  expect(run("--seed", path)).toMatchObject({ status: 2, stderr: `${path}: can't be read (ENOENT).\n` });
  writeFileSync(path, `\uFEFF${JSON.stringify({ nobody: {} })}`);
  expect(run("--seed", path).stderr).toContain("nobody");
});

test("--tls: all of it over https, under a CA of its own that stays with the data file", async () => {
  const running = await start({ tls: true, data: data() });
  const ca = readFileSync(running.ready.ca ?? "", "utf8");
  const { origins } = place(running);
  expect(Object.values(origins).every((origin) => origin.startsWith("https://"))).toBe(true);
  const tokens = await logIn(running, new Visitor(ca), ca);
  await expect(loopbackRequest(`${origins.issuer}/jwks`)).rejects.toThrow(/certificate/u);
  const after = await restart({ tls: true, data: data() });
  expect(readFileSync(after.ready.ca ?? "", "utf8")).toBe(ca);
  expect((await refresh(origins.issuer, tokens.refresh_token, ca)).status).toBe(200);
});

test("--tls without a data file: the CA's file goes when the service ends, cookies are for https alone", async () => {
  const running = await start({ tls: true });
  const ca = readFileSync(running.ready.ca ?? "", "utf8");
  const page = await loopbackRequest(`${place(running).origins.internet}/reset-request`, { ca });
  expect(String(page.headers["set-cookie"])).toContain("; Secure");
  await running.close();
  service = null;
  expect(() => statSync(running.ready.ca ?? "")).toThrow(/ENOENT/u);
});
