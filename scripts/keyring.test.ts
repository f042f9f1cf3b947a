import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startKeyring, withKeyring } from "./keyring.mjs";

const keytar = JSON.stringify(createRequire(import.meta.url).resolve("keytar"));
const script = `
  const keytar = require(${keytar});
  (async () => {
    const before = await keytar.getPassword("test", "a");
    await keytar.setPassword("test", "a", "kept");
    console.log(before);
  })().catch((error) => { console.log(error.message); process.exit(1); });
`;

/** What a process of its own sees in the keychain before it writes. */
function seenIn(env: NodeJS.ProcessEnv): string {
  const options = { env: { ...process.env, ...env }, encoding: "utf8", timeout: 10_000 } as const;
  return spawnSync(process.execPath, ["-e", script], options).stdout.trim();
}

test.runIf(process.platform === "linux")(
  "what the stand-in stores is there after a restart, and nowhere else",
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "keyring-data-"));
    try {
      const first = await startKeyring({ dataDir, isolated: true });
      expect(seenIn(first.env)).toBe("null");
      await first.stop();
      const second = await startKeyring({ dataDir, isolated: true });
      const other = await startKeyring({ isolated: true });
      expect(seenIn(second.env)).toBe("kept");
      expect(seenIn(other.env)).toBe("null");
      await Promise.all([second.stop(), other.stop()]);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
);

test.runIf(process.platform === "linux")("it can be locked, stopped, and started again", async () => {
  const keyring = await startKeyring({ isolated: true });
  try {
    expect(seenIn(keyring.env)).toBe("null");
    await keyring.lock();
    expect(seenIn(keyring.env)).toMatch(/locked/);
    await keyring.stopDaemon();
    expect(seenIn(keyring.env)).toMatch(/not provided/);
    await keyring.startDaemon();
    expect(seenIn(keyring.env)).toBe("kept");
  } finally {
    await keyring.stop();
  }
});

test.runIf(process.platform === "linux")("a command's exit code is handed on", async () => {
  expect(await withKeyring("sh", ["-c", "exit 7"], { isolated: true })).toBe(7);
  expect(await withKeyring("sh", ["-c", "kill -9 $$"], { isolated: true })).toBe(137);
});
