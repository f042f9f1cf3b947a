import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import { type MisbehavingProvider, startMisbehavingProvider } from "../conformance/misbehaving-provider.ts";
import { type RunningClient, startClient } from "../support/running-client.ts";
import { createTestAuthority, hasOpenssl } from "../support/test-authority.ts";

// Electron, app "select-client-certificate": without a listener the first certificate that fits goes to whoever asks.

const OFFICE = "Office people";
const PASSWORD = "pw";

describe.skipIf(!hasOpenssl)("a login page that asks for a certificate of this PC", () => {
  let home: string;
  let provider: MisbehavingProvider;
  let server: Server;
  /** Common names of what it was given; "" = nothing. */
  let given: string[];
  let client: RunningClient | null;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), "drive-certificates-"));
    provider = await startMisbehavingProvider();
    given = [];
    client = null;
    const authority = createTestAuthority(join(home, "ca"), OFFICE);
    const { key, cert } = authority.issue(["drive.localhost"]);
    const database = join(home, ".pki", "nssdb");
    mkdirSync(database, { recursive: true });
    const certutil = (...args: string[]) => execFileSync("certutil", ["-d", `sql:${database}`, ...args]);
    certutil("-N", "--empty-password");
    certutil("-A", "-n", "office", "-t", "C,,", "-i", authority.certificateFile);
    // The person's own, as the office gave it to them.
    const own = authority.issue(["hanako.example"]);
    writeFileSync(join(home, "own.pem"), own.key + own.cert);
    const file = join(home, "own.p12");
    execFileSync("openssl", [
      ...["pkcs12", "-export", "-in", join(home, "own.pem"), "-out", file],
      ...["-name", "hanako", "-passout", `pass:${PASSWORD}`],
    ]);
    execFileSync("pk12util", ["-d", `sql:${database}`, "-i", file, "-W", PASSWORD, "-K", ""]);
    const ca = readFileSync(authority.certificateFile);
    server = createServer(
      { key, cert, ca, requestCert: true, rejectUnauthorized: false },
      (request, answer) => {
        if (request.url !== "/favicon.ico")
          given.push(String((request.socket as TLSSocket).getPeerCertificate().issuer?.CN ?? ""));
        answer.setHeader("content-type", "text/html; charset=utf-8");
        answer.end("<title>ログイン</title><h1>ログイン</h1><form><input type=password></form>");
      },
    );
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterEach(async () => {
    await client?.kill();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await provider.close();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  });

  async function shown(policy: object): Promise<readonly string[]> {
    const dataDir = join(home, "data");
    mkdirSync(dataDir);
    const profile = join(dataDir, "profile.json");
    const origin = `https://drive.localhost:${(server.address() as AddressInfo).port}`;
    const { issuer, clientId } = provider;
    const written = {
      id: "certs",
      name: "証明書",
      issuer,
      clientId,
      loginUrl: `${origin}/`,
      origins: { internet: origin },
    };
    writeFileSync(profile, JSON.stringify(written));
    giveToOrdinaryUser(home);
    client = await startClient({ dataDir, policy: { profile, ...policy }, env: { HOME: home } });
    await client.statusWhere("the page is there", (status) => status.state === "attention");
    return given;
  }

  test("gets none that nobody named", async () => {
    expect(await shown({})).toEqual([""]);
  });

  test("gets the one whose issuer policy names", async () => {
    expect(await shown({ clientCertificateIssuers: [OFFICE] })).toEqual([OFFICE]);
  });

  test("gets none of an issuer that only begins alike", async () => {
    expect(await shown({ clientCertificateIssuers: ["Office"] })).toEqual([""]);
  });
});
