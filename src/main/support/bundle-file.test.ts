import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { BundleFile } from "../../shared/bundle.ts";
import { writeBundle, zipOf } from "./bundle-file.ts";

const FILES: readonly BundleFile[] = [
  { name: "summary.txt", text: "概要\n😀\u0000\n" },
  { name: "log.txt", text: "" },
  { name: "manifest.json", text: "{}\n" },
];

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "drive-zip-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("what comes out of the ZIP is byte for byte what went in, in its order", () => {
  const entries = Object.entries(unzipSync(zipOf(FILES)));
  expect(entries.map(([name, bytes]) => ({ name, text: Buffer.from(bytes).toString("utf8") }))).toEqual(
    FILES,
  );
});

test("the same files make the same bytes, whatever the hour and the zone", () => {
  const zone = process.env.TZ;
  const [first, ...others] = ["Asia/Tokyo", "America/New_York", "UTC"].map((one) => {
    process.env.TZ = one;
    return Buffer.from(zipOf(FILES)).toString("hex");
  });
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  for (const other of others) expect(other).toBe(first);
});

test("two at once: each is whole, and nothing is left beside it", async () => {
  const path = join(dir, "out.zip");
  await Promise.all([1, 2, 3].map(() => writeBundle(path, FILES, { overwrite: true })));
  expect(readFileSync(path)).toEqual(Buffer.from(zipOf(FILES)));
  expect(readdirSync(dir)).toEqual(["out.zip"]);
});
