import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { canary, searchFolder, searchProcesses, searchText, spellings } from "../support/canary.ts";

/*
 * The search that other tests lean on: one that finds nothing because it can't find anything would be worthless.
 */
const one = canary("token");
const json = (text: string) => JSON.stringify({ value: text });

describe("a canary secret is found", () => {
  test.each<[string, (secret: string) => string]>([
    ["as it is", (secret) => `before ${secret} after`],
    ["in a URL", (secret) => `https://a.example/?code=${encodeURIComponent(secret)}&x=1`],
    ["in a form's body", (secret) => new URLSearchParams({ a: "b", token: secret }).toString()],
    ["in JSON within JSON", (secret) => json(json(secret))],
    ["in base64", (secret) => Buffer.from(secret).toString("base64")],
    ["in a Basic header", (secret) => `Basic ${Buffer.from(`user:${secret}`).toString("base64")}`],
    ["in a JWT's payload", (secret) => Buffer.from(json(secret)).toString("base64url")],
    ["in base64 of two bytes before it", (secret) => Buffer.from(`ab${secret}cd`).toString("base64url")],
    ["in base64 of UTF-16", (secret) => Buffer.from(`x${secret}`, "utf16le").toString("base64")],
  ])("%s", (_how, write) => {
    expect(searchText("text", write(one.secret), [canary("other"), one])).toContainEqual(
      expect.objectContaining({ where: "text", canary: "token" }),
    );
  });

  test("in files of any encoding and in their names, but for those that may hold it", async () => {
    const dir = await mkdtemp(join(tmpdir(), "canary-"));
    try {
      const named = { name: "plain", secret: "canary-0123456789" };
      await mkdir(join(dir, "deep", "cookies"), { recursive: true });
      await writeFile(join(dir, "deep", "log.txt"), Buffer.from(`x${one.secret}`, "utf16le"));
      await writeFile(join(dir, "deep", "cookies", "jar"), one.secret);
      await writeFile(join(dir, `${named.secret}.txt`), "nothing");
      const { sightings, files } = await searchFolder(dir, [one, named], ["deep/cookies"]);
      expect(files).toBe(2);
      expect(new Set(sightings.map(({ where, canary }) => `${canary}: ${where}`))).toEqual(
        new Set(["token: deep/log.txt", `plain: name of ${named.secret}.txt`]),
      );
    } finally {
      await rm(dir, { recursive: true });
    }
  });

  test.skipIf(process.platform !== "linux")("on a command line and in an environment", async () => {
    const [argument, variable, unseen] = [canary("argument"), canary("variable"), canary("unseen")];
    const child = spawn(process.execPath, ["-e", "process.stdin.resume()", argument.secret], {
      env: { ...process.env, HINT: variable.secret },
      stdio: "pipe",
    });
    try {
      await once(child, "spawn");
      const search = await searchProcesses([argument, variable, unseen]);
      expect(search?.sightings).toContainEqual({
        where: `command line of ${child.pid}`,
        canary: "argument",
        spelling: "raw",
      });
      expect(search?.sightings).toContainEqual({
        where: `environment of ${child.pid}`,
        canary: "variable",
        spelling: "raw",
      });
      expect(search?.sightings.filter((seen) => seen.canary === "unseen")).toEqual([]);
      expect(search?.processes).toBeGreaterThan(1);
    } finally {
      child.kill("SIGKILL");
    }
  });
});

test("a text without it is clean, and a sighting never repeats the secret", () => {
  expect(searchText("text", "nothing to see", [one])).toEqual([]);
  const seen = JSON.stringify(searchText("text", one.secret, [one]));
  for (const needle of spellings(one.secret).values()) expect(Buffer.from(seen).includes(needle)).toBe(false);
});

test("a secret too short to mean anything isn't accepted", () => {
  expect(() => searchText("text", "1234", [{ name: "pin", secret: "1234" }])).toThrow("prove nothing");
});
