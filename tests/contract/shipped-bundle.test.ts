import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { licensed } from "../../scripts/package/licences.ts";
import { createKeychain } from "../../src/main/keychain/keychain.ts";
import { forkKeychain } from "../support/keychain-child.ts";

// What is shipped are ES modules for the Node 24 of the current Electron. Where that Electron can't be had, another
// bundle runs (docs/adr/0006-one-host.md); this much of the shipped one can be shown without Electron.

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const withoutElectron = pathToFileURL(root("tests/support/without-electron.ts")).href;

test("the shipped main process loads on Node 24, and needs no package but those it is shipped with", async () => {
  // What it loads once its icon stands, and what few starts need, are files of their own.
  const files = readdirSync(root("out/main")).filter((file) => /(?<!keychain-process)\.js$/u.test(file));
  const all = files.map(
    (file) => `await import(${JSON.stringify(pathToFileURL(root(`out/main/${file}`)).href)});`,
  );
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--import",
    withoutElectron,
    "--input-type=module",
    "--eval",
    all.join("\n"),
  ]);
  const lines = stdout.trim().split("\n");
  const loaded = lines.map((line) => (JSON.parse(line) as { specifier: string }).specifier);
  const { dependencies } = JSON.parse(readFileSync(root("package.json"), "utf8"));
  const packageOf = (specifier: string) => specifier.split("/")[0] ?? "";
  const isTheirs = (specifier: string) => !isBuiltin(specifier) && !(packageOf(specifier) in dependencies);
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded.filter(isTheirs)).toEqual([]);
});

test("the licence of every package that is bundled is passed on", () => {
  const maps = ["main", "renderer/assets", "preload"].flatMap((folder) =>
    readdirSync(root(`out/${folder}`))
      .filter((file) => file.endsWith(".map"))
      .map((file) => root(`out/${folder}/${file}`)),
  );
  const sources = maps.flatMap((file) => JSON.parse(readFileSync(file, "utf8")).sources as string[]);
  const packageOf = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//u;
  const inside = new Set(sources.flatMap((source) => packageOf.exec(source)?.[1] ?? []));
  expect(inside.size).toBeGreaterThan(10);
  expect([...inside].filter((name) => !licensed().has(name))).toEqual([]);
});

test("the shipped keychain process answers on Node 24", async () => {
  const keychain = createKeychain({
    fork: () => forkKeychain(process.env, root("out/main/keychain-process.js")),
    serviceName: `bundle-${randomUUID()}`,
  });
  await keychain.set("entry", "kept");
  expect(await keychain.get("entry")).toBe("kept");
  expect(await keychain.delete("entry")).toBe(true);
  await keychain.close();
});
