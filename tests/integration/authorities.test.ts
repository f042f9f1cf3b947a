import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readAuthorities } from "../../src/main/config/authorities.ts";
import { createTestAuthority, hasOpenssl } from "../support/test-authority.ts";

// What the policy's `caFile` may hold (reliability 30); requests under it: tests/contract/authorities.test.ts.
describe.skipIf(!hasOpenssl)("an authority that IT names", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "authorities-"));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

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
