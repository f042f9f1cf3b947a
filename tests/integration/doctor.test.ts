import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Finding } from "../../src/core/doctor/report.ts";
import type { Profile } from "../../src/core/service/profile.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";
import { loadConfiguration } from "../../src/main/config/configuration.ts";
import { ALL_CHECKS } from "../../src/main/doctor/all-checks.ts";
import type { ExaminedPc } from "../../src/main/doctor/check.ts";
import { configurationFacts } from "../../src/main/doctor/configuration-facts.ts";
import { toKnownHosts } from "../../src/main/doctor/known-hosts.ts";
import { createLooks, examinedHosts, profileHosts } from "../../src/main/doctor/looks.ts";
import { wellPc } from "../../src/main/doctor/well-pc.ts";
import { createRecordFile } from "../../src/main/files/record-file.ts";
import { createMetadata } from "../../src/main/provider/metadata.ts";
import { sessionRecordFormat } from "../../src/main/session/record-format.ts";
import { mountSmallDisk, smallDiskRefused } from "../faults/small-disk.ts";
import { createNodeOutbound } from "../support/node-outbound.ts";
import { CLIENT, startPlainProvider } from "../support/plain-provider.ts";

// The checks against real servers, disks and files; in a real network and with real keychains, tests/faults/doctor*.test.ts.

const open: { close(): unknown }[] = [];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drive-doctor-"));
});
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
  rmSync(folder, { recursive: true, force: true });
});

const found = (id: keyof typeof ALL_CHECKS, pc: ExaminedPc): Promise<Finding> =>
  ALL_CHECKS[id](pc, new AbortController().signal);

async function serving(host: string, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
  open.push({ close: () => new Promise((done) => server.close(done)) });
  return `http://${host}.localhost:${(server.address() as AddressInfo).port}`;
}

function pcAt(own: Pick<Profile, "issuer" | "origins"> & Partial<Profile>): ExaminedPc {
  const profile: Profile = { ...PROFILES.omakase, loginUrl: own.origins.line ?? null, ...own };
  const way = createNodeOutbound();
  open.push(way);
  const to = toKnownHosts(way, profileHosts(profile));
  const metadata = createMetadata({
    outbound: to.outbound,
    profile,
    now: Date.now,
    told: (_doing, error) => error,
  });
  return wellPc({
    profile,
    hosts: examinedHosts(profile),
    outbound: to.outbound,
    mayAsk: to.mayAsk,
    metadata: () => metadata.read(),
    look: createLooks(to.outbound, profile, Date.now),
  });
}

describe("a service", () => {
  test("that answers is well, and each host gets one HEAD however many checks look at it", async () => {
    const asked: string[] = [];
    const heard =
      (name: string): RequestListener =>
      ({ method, url, headers }, res) => {
        asked.push(`${name} ${method} ${url} ${headers.cookie ?? ""}${headers.authorization ?? ""}`.trim());
        res.end();
      };
    const internet = await serving("internet.a", heard("internet"));
    const line = await serving("line.a", heard("line"));
    const operator = await serving("operator.a", heard("operator"));
    const pc = pcAt({ issuer: internet, origins: { internet, line, operator } });
    for (const id of ["portal", "clock", "service", "line", "operator", "network"] as const)
      expect([id, (await found(id, pc)).is]).toEqual([id, "ok"]);
    expect(asked.sort()).toEqual(["internet HEAD /", "line HEAD /", "operator HEAD /"]);
  });

  test("that is down, in trouble, or on another clock is told as that", async () => {
    const busy = await serving("internet.b", (_req, res) => res.writeHead(503).end());
    const late = await serving("internet.c", (_req, res) =>
      res.writeHead(200, { date: new Date(Date.now() + 3_600_000).toUTCString() }).end(),
    );
    const gone = await serving("internet.d", () => {});
    await open.pop()?.close();
    const at = (internet: string) => pcAt({ issuer: internet, origins: { internet } });
    expect(await found("service", at(busy))).toMatchObject({ is: "warn", cause: "NET_SERVER" });
    expect(await found("service", at(gone))).toMatchObject({ is: "fail", cause: "NET_SERVER" });
    expect(await found("clock", at(late))).toMatchObject({ is: "fail", cause: "SESSION_CLOCK_WRONG" });
    expect(await found("clock", at(gone))).toMatchObject({ is: "no-answer" });
  });

  test("behind a network that wants a sign-in (RFC 6585 6) is told as that", async () => {
    const internet = await serving("internet.e", (_req, res) => res.writeHead(511).end());
    const pc = pcAt({ issuer: internet, origins: { internet } });
    expect(await found("portal", pc)).toMatchObject({ is: "fail", cause: "NET_CAPTIVE_PORTAL" });
  });
});

describe("a provider", () => {
  test("that describes itself and shows its keys is well", async () => {
    const provider = await startPlainProvider();
    open.push(provider);
    const pc = pcAt({ issuer: provider.issuer, clientId: CLIENT, origins: {} });
    expect(await found("discovery", pc)).toEqual({ is: "ok", facts: { issuer: provider.issuer } });
    expect(await found("keys", pc)).toMatchObject({ is: "ok", facts: { keys: 1 } });
  });

  test("whose description is another's, or whose keys are none, is told as that", async () => {
    const provider = await startPlainProvider();
    open.push(provider);
    const pc = () => pcAt({ issuer: provider.issuer, clientId: CLIENT, origins: {} });
    provider.answer("/jwks", 1, { headers: { "content-type": "application/json" }, body: '{"keys":[]}' });
    await expect(found("keys", pc())).rejects.toMatchObject({ code: "NET_UNEXPECTED_ANSWER" });
    provider.answer("/.well-known/openid-configuration", 2, {
      headers: { "content-type": "application/json" },
      body: '{"issuer":"https://other.example"}',
    });
    await expect(found("discovery", pc())).rejects.toMatchObject({ code: "AUTH_ISSUER_UNUSABLE" });
    expect(await found("keys", pc()), "the keys have nothing to say then").toMatchObject({ is: "no-answer" });
  });
});

describe("a disk", () => {
  test("that takes a file is well, and nothing stays on it", async () => {
    expect(await found("disk", wellPc({ folders: [folder] }))).toMatchObject({ is: "ok" });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("with a file in the folder's place is told as that", async () => {
    writeFileSync(join(folder, "file"), "");
    const pc = wellPc({ folders: [join(folder, "file", "data")] });
    expect(await found("disk", pc)).toMatchObject({ is: "fail", cause: "APP_DATA_FOLDER" });
    const ofTheRecord = wellPc({ recordFile: () => join(folder, "file", "session.json") });
    expect(await found("disk", ofTheRecord)).toMatchObject({ is: "fail", cause: "APP_DATA_FOLDER" });
  });

  test.skipIf(smallDiskRefused() !== null)("that is small is low, and once full takes nothing", async () => {
    const disk = mountSmallDisk(folder, "1m");
    try {
      const pc = wellPc({ folders: [folder] });
      expect(await found("disk", pc)).toMatchObject({ is: "warn", cause: "APP_DISK_LOW" });
      disk.fill();
      expect(await found("disk", pc)).toMatchObject({ is: "fail", cause: "STORE_FULL" });
    } finally {
      disk.remove();
    }
  });
});

describe("the record of a session", () => {
  const pc = () => wellPc({ recordFile: ({ id }) => join(folder, id, "session.json") });
  const file = () => join(folder, "omakase", "session.json");
  const kept = {
    ...({ version: 3, service: "omakase", issuer: "https://a.example", clientId: "c" } as const),
    ...{ account: { sub: "1", mail: null }, rested: false, machine: null },
    savedAt: new Date().toISOString(),
  };

  test("absent, whole, damaged, of a later client, or a folder in its place: looked at and left alone", async () => {
    expect(await found("record", pc())).toMatchObject({ is: "ok", facts: { record: "absent" } });
    mkdirSync(join(folder, "omakase"));
    await createRecordFile(file(), sessionRecordFormat).write(kept);
    expect(await found("record", pc())).toMatchObject({ is: "ok", facts: { record: "whole" } });
    writeFileSync(file(), JSON.stringify({ ...kept, version: 99 }));
    expect(await found("record", pc())).toMatchObject({ is: "warn", cause: "SESSION_RECORD_NEWER" });
    writeFileSync(file(), "{");
    expect(await found("record", pc())).toMatchObject({ is: "warn", cause: "SESSION_RECORD_DAMAGED" });
    expect(readdirSync(join(folder, "omakase")).sort()).toEqual(["session.json", "session.json.bak"]);
    rmSync(file());
    mkdirSync(file());
    expect(await found("record", pc())).toMatchObject({ is: "fail", cause: "STORE_RECORD_UNREAD" });
  });
});

describe("policy and profile", () => {
  async function examined(policy: string, profile?: string) {
    const policyPath = join(folder, "policy.json");
    writeFileSync(policyPath, policy);
    if (profile !== undefined) writeFileSync(join(folder, "profile.json"), profile);
    const places = {
      folders: { roaming: folder, local: folder },
      policyPath,
      packaged: false,
      systemLanguage: "ja",
    };
    const configuration = await loadConfiguration(places);
    const facts = configurationFacts(configuration);
    const { configuration: own } = wellPc();
    return found("policy", wellPc({ configuration: { ...own, problems: configuration.problems, facts } }));
  }
  const pointing = () => JSON.stringify({ profile: join(folder, "profile.json") });

  test("that can be used are well", async () => {
    const profile = '{ "id": "a", "name": "A", "issuer": "https://a.example", "clientId": "c" }';
    expect(await examined(pointing(), profile)).toEqual({ is: "ok", facts: { service: "a" } });
  });

  test("of a policy with a wrong field the file and the field are told, not what is written there", async () => {
    const overrides = '"overrides": { "issuer": "https://a.example", "clientId": "c" }';
    const finding = await examined(`{ "service": "omakase", ${overrides}, "startupLogin": "secret-value" }`);
    expect(finding).toMatchObject({
      is: "warn",
      cause: "POLICY_PART_IGNORED",
      facts: { file: join(folder, "policy.json"), fault: "fields", fields: "startupLogin" },
    });
    expect(JSON.stringify(finding)).not.toContain("secret-value");
  });

  test("of a field that a login can do without, that it isn't used here: a warning", async () => {
    const overrides = { issuer: "https://login.example", clientId: "drive" };
    const policy = { service: "omakase", overrides, loginHint: "{upn}" };
    const finding = await examined(JSON.stringify(policy));
    expect(finding).toMatchObject({
      is: "warn",
      cause: "POLICY_PART_IGNORED",
      facts: { file: join(folder, "policy.json"), fault: "fields", fields: "loginHint" },
    });
  });

  test("of a policy that is no JSON, the line", async () => {
    expect(await examined('{\n  "service" "omakase"\n}')).toMatchObject({
      cause: "POLICY_INVALID",
      facts: { fault: "syntax", line: 2 },
    });
  });

  test("of a profile, its own file and field", async () => {
    expect(await examined(pointing(), '{ "id": "a", "name": "A", "issuer": "ftp://a" }')).toMatchObject({
      cause: "POLICY_PROFILE_INVALID",
      facts: { file: join(folder, "profile.json"), fields: expect.stringContaining("issuer") },
    });
  });

  test("of a service that nobody has said where it is, what is missing", async () => {
    expect(await examined('{ "service": "omakase" }')).toMatchObject({
      cause: "POLICY_PROFILE_INCOMPLETE",
      facts: { fields: "issuer, clientId" },
    });
  });
});
