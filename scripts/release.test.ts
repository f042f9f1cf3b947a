import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const dir = mkdtempSync(join(tmpdir(), "release-"));
const at = (name: string) => join(dir, name);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function release(...args: string[]): { readonly code: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/release.ts", ...args], {
    encoding: "utf8",
  });
  return { code: status, output: stdout + stderr };
}

test("makes a key, signs a release with it, and says whether a folder is as signed", () => {
  const made = release("new-key", "--key", at("key.json"));
  expect(made.code).toBe(0);
  expect(statSync(at("key.json")).mode & 0o077).toBe(0);
  expect(JSON.parse(made.output)).not.toHaveProperty("d");
  writeFileSync(at("public.json"), made.output);
  writeFileSync(at("notes.json"), JSON.stringify({ ja: ["速くなりました。"], en: ["Faster."] }));
  writeFileSync(at("drive-0.2.0-x64.exe"), "installer");
  const what = ["--version", "0.2.0", "--notes", at("notes.json"), "--stage", "2026-12-01T00:00:00Z=5"];
  const file = ["--file", `nsis:x64:${at("drive-0.2.0-x64.exe")}`];
  const signed = release("sign", "--key", at("key.json"), ...what, ...file, "--out", at("updates"));
  expect(signed).toMatchObject({ code: 0, output: expect.stringContaining("stable 0.2.0, 1 files") });
  const check = ["check", "--folder", at("updates"), "--public", at("public.json")];
  expect(release(...check)).toMatchObject({ code: 0 });
  appendFileSync(at("updates/drive-0.2.0-x64.exe"), "!");
  expect(release(...check)).toMatchObject({
    code: 1,
    output: expect.stringContaining("drive-0.2.0-x64.exe"),
  });
  expect(readdirSync(at("updates")).toSorted()).toEqual(["drive-0.2.0-x64.exe", "stable.jws"]);
  // A key is never written over.
  const before = readFileSync(at("key.json"), "utf8");
  expect(release("new-key", "--key", at("key.json")).code).toBe(1);
  expect(readFileSync(at("key.json"), "utf8")).toBe(before);
});

test.each([
  ["two installers of one PC", ["a.exe", "b.exe"], ["nsis:x64:", "nsis:x64:"]],
  ["two files of one name", ["x64/drive.exe", "arm64/Drive.exe"], ["nsis:x64:", "nsis:arm64:"]],
  ["an installer that Windows wouldn't run", ["drive.bin"], ["nsis:x64:"]],
  ["a package that electron-updater wouldn't know", ["drive.run"], ["appimage:x64:"]],
  ["a name with a space", ["drive setup.exe"], ["nsis:x64:"]],
  ["a version that no client takes", ["c.exe"], ["nsis:x64:"], ["--version", "0.03.0"]],
  ["a stage for nobody knows how many", ["d.exe"], ["nsis:x64:"], ["--stage", "2026-12-01T00:00:00Z="]],
  ["a stage from a day that isn't", ["e.exe"], ["nsis:x64:"], ["--stage", "2026-02-30T00:00:00Z=5"]],
])("signs nothing that can't be installed: %s", (_what, names, forms, other: readonly string[] = []) => {
  if (!existsSync(at("own.json"))) release("new-key", "--key", at("own.json"));
  writeFileSync(at("notes.json"), JSON.stringify({ ja: ["速くなりました。"], en: ["Faster."] }));
  for (const folder of ["x64", "arm64"]) mkdirSync(at(folder), { recursive: true });
  for (const name of names) writeFileSync(at(name), `content of ${name}`);
  const files = names.flatMap((name, index) => ["--file", `${forms[index]}${at(name)}`]);
  const what = ["--key", at("own.json"), "--version", "0.3.0", "--notes", at("notes.json"), ...other];
  expect(release("sign", ...what, ...files, "--out", at("refused")).code).toBe(1);
  expect(existsSync(at("refused"))).toBe(false);
});
