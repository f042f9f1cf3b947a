import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createOutbound } from "../../src/main/adapters/outbound.ts";
import { readAuthorities } from "../../src/main/config/authorities.ts";
import { createTestAuthority, hasOpenssl } from "../support/test-authority.ts";

// Whatever TLS takes as an authority the policy's `caFile` may hold (reliability 30).
describe.skipIf(!hasOpenssl)("an authority that IT names", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "authorities-"));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  test.each([1, 3] as const)("of X.509's version %i is trusted", async (version) => {
    const authority = createTestAuthority(join(dir, "ca"), "Office", version);
    const server = createServer(authority.issue(["drive.localhost"]), (_req, res) => res.end("the service"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const outbound = createOutbound({
      ca: await readAuthorities(authority.certificateFile, { rootOnly: false }),
    });
    try {
      const { port } = server.address() as AddressInfo;
      const answer = await outbound.fetch(`https://drive.localhost:${port}/`);
      expect(await answer.text()).toBe("the service");
    } finally {
      await outbound.close();
      server.closeAllConnections();
      server.close();
    }
  });

  test("may come as Windows exports it, in DER", async () => {
    const { certificateFile } = createTestAuthority(join(dir, "ca"));
    const certificate = new X509Certificate(readFileSync(certificateFile));
    writeFileSync(join(dir, "ca.cer"), certificate.raw);
    const [read = ""] = await readAuthorities(join(dir, "ca.cer"), { rootOnly: false });
    expect(new X509Certificate(read).fingerprint256).toBe(certificate.fingerprint256);
  });

  test("isn't one that it signed", async () => {
    const { cert } = createTestAuthority(join(dir, "ca")).issue(["drive.localhost"]);
    writeFileSync(join(dir, "host.pem"), cert);
    await expect(readAuthorities(join(dir, "host.pem"), { rootOnly: false })).rejects.toMatchObject({
      code: "POLICY_INVALID",
    });
  });
});
