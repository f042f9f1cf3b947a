import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { configurationFor } from "./configured.ts";
import { policyShow } from "./policy-show.ts";
import type { World } from "./world.ts";

const dir = mkdtempSync(join(tmpdir(), "policy-show-"));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("shows what holds in the client: of a policy that can't be read, the last good one of this PC", async () => {
  const policy = join(dir, "policy.json");
  const world: World = {
    env: { STORAGE_DRIVE_POLICY: policy },
    installed: false,
    // As on Windows.
    folders: { roaming: join(dir, "Roaming"), local: join(dir, "Local") },
    out: { write: () => {} },
    err: { write: () => {} },
    readInput: async () => null,
    startClient: async () => null,
    startDoctor: async () => null,
  };
  const overrides = { issuer: "https://login.example", clientId: "drive" };
  writeFileSync(policy, JSON.stringify({ service: "cowork", overrides, logout: "forget" }));
  const end = (await configurationFor(world)).follow(() => {});
  await vi.waitFor(() => readFileSync(join(dir, "Local", "policy-kept.json")));
  end();
  writeFileSync(policy, "{");
  expect(await policyShow(world, "en")).toMatchObject({
    exit: 0,
    value: {
      service: "cowork",
      problems: ["POLICY_PART_IGNORED"],
      values: expect.arrayContaining([{ key: "logout", value: "forget", origin: "machine-policy" }]),
    },
  });
});
