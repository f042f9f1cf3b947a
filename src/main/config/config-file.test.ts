import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "../../core/errors.ts";
import { configFaultWords } from "../../shared/locales/config-fault-words.ts";
import { readAuthorities } from "./authorities.ts";
import { readConfigFile } from "./config-file.ts";
import { ConfigFileError } from "./config-file-error.ts";
import { policySchema } from "./policy.ts";
import { profileFile } from "./profile-schema.ts";

// The files that administrators write, as their tools leave them.

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "config-file-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function at(content: string | Buffer): Promise<string> {
  const path = join(dir, "file.json");
  await writeFile(path, content);
  return path;
}

const policy = async (content: string | Buffer) =>
  readConfigFile(await at(content), policySchema, "POLICY_INVALID", { rootOnly: false });
const profile = async (content: Buffer) =>
  readConfigFile(await at(content), profileFile, "POLICY_PROFILE_INVALID", { rootOnly: false });

/** What its administrator is told. */
async function told(reading: Promise<unknown>, language: "ja" | "en" = "ja"): Promise<string> {
  const { code, cause } = await reading.then(
    () => new AppError("APP_UNEXPECTED"),
    (thrown: AppError) => thrown,
  );
  expect(code).toMatch(/^POLICY_/);
  if (!(cause instanceof ConfigFileError)) throw new Error("it isn't told what is wrong", { cause });
  return configFaultWords(cause.fault, language);
}

describe("how it is encoded", () => {
  const JSON_TEXT = '{ "language": "ja" }';
  const utf16le = Buffer.from(JSON_TEXT, "utf16le");
  test.each([
    ["UTF-8", Buffer.from(JSON_TEXT)],
    ["UTF-8 with a mark (Notepad)", Buffer.from(`\uFEFF${JSON_TEXT}`)],
    ["UTF-16 (PowerShell)", Buffer.from(`\uFEFF${JSON_TEXT}`, "utf16le")],
    ["UTF-16, the other way round", Buffer.from(`\uFEFF${JSON_TEXT}`, "utf16le").swap16()],
    ["UTF-16 without a mark", utf16le],
    ["UTF-16 without a mark, the other way round", Buffer.from(utf16le).swap16()],
  ])("%s is read", async (_name, bytes) => {
    expect(await policy(bytes)).toEqual({ language: "ja" });
  });

  // 保管庫 in a profile's name.
  const profileNamed = (name: Buffer) =>
    Buffer.concat([
      Buffer.from('{ "id": "acme", "issuer": null, "clientId": "x", "name": "'),
      name,
      Buffer.from('" }'),
    ]);
  test.each([
    ["Shift_JIS", Buffer.from([0x95, 0xdb, 0x8a, 0xc7, 0x8c, 0xc9])],
    ["EUC-JP", Buffer.from([0xca, 0xdd, 0xb4, 0xc9, 0xb8, 0xcb])],
    ["ISO-2022-JP", Buffer.from("\u001b$BJ]4I8K\u001b(B")],
  ])("%s isn't taken with broken letters, but named", async (name, bytes) => {
    const reading = profile(profileNamed(bytes));
    expect(await told(reading)).toContain(name);
    expect(await told(reading, "en")).toContain("save it as UTF-8");
  });

  test("what is no text at all is no UTF-8 either, and not called something it isn't", async () => {
    expect(await told(policy(Buffer.from([0x7b, 0x80, 0x81, 0xff, 0xff])))).toBe(
      "文字コードがUTF-8ではありません。UTF-8で保存し直してください",
    );
  });
});

describe("what it is", () => {
  test.skipIf(process.platform === "win32").each([
    ["a policy", (path: string) => readConfigFile(path, policySchema, "POLICY_INVALID", { rootOnly: false })],
    ["authorities", (path: string) => readAuthorities(path, { rootOnly: false })],
  ])("a pipe that nobody writes to isn't waited for: %s", async (_name, read) => {
    const pipe = join(dir, "pipe");
    execFileSync("mkfifo", [pipe]);
    expect(await told(read(pipe))).toContain("ふつうのファイルではありません");
  });

  test("a folder", async () => {
    const reading = readConfigFile(dir, policySchema, "POLICY_INVALID", { rootOnly: false });
    expect(await told(reading, "en")).toContain("isn't a regular file");
  });
});

describe("what is in it", () => {
  test.each([
    ["at the top", '{\n "language": "ja",\n "language": "en" }', "language", 3],
    [
      "within",
      '{ "service": "ot",\n "overrides": { "issuer": "https://a.example",\n\n "issuer": "https://b.example" } }',
      "issuer",
      4,
    ],
    ["in a list's object", '{ "x": [ { "a": 1, "a": 2 } ] }', "a", 1],
    ["written differently", '{ "language": "ja", "l\\u0061nguage": "en" }', "language", 1],
  ])("a key that stands there twice, %s, is told and not silently taken", async (_name, text, key, line) => {
    expect(await told(policy(text))).toBe(`${line}行目: "${key}" が2回書かれています`);
  });

  test.each([
    ["cut off", '{ "language": ', 1],
    ["empty", "", 1],
    ["with a comma too many", '{\n "language": "ja",\n}', 3],
    ["with something behind it", '{ "language": "ja" }\n x', 2],
    ["with a raw line break in a text", '{ "language": "j\na" }', 1],
    ["nested beyond reason", "[".repeat(200_000), 1],
  ])("what is no JSON is told with its line: %s", async (_name, text, line) => {
    expect(await told(policy(text))).toMatch(new RegExp(`^${line}行目`));
    expect(await told(policy(text), "en")).toContain(`line ${line}`);
  });

  // Whoever reads it runs out of stack at one depth or another.
  test("however deep it is nested, it is told what it is", async () => {
    for (let depth = 1_000; depth < 8_000; depth += 250) {
      const text = `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
      expect(await told(policy(text))).not.toContain("開けません");
    }
  });

  test("comments are read over", async () => {
    const text = '{ // why "language": "en"\n /* the\n office\'s */ "caFile": "/a//b", "language": "ja" }';
    expect(await policy(process.platform === "win32" ? text.replace("/a", "c:/a") : text)).toMatchObject({
      language: "ja",
    });
  });

  test("the address of an editor's schema is read over, at the top alone", async () => {
    expect(await policy('{ "$schema": "./policy.schema.json", "language": "ja" }')).toEqual({
      language: "ja",
    });
    expect(await told(policy('{ "supportContact": { "name": "IT", "$schema": "x" } }'))).toMatch(
      /\$schema: /u,
    );
  });

  test("fifty thousand unknown fields make a message that somebody reads", async () => {
    const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`unknown${at}`, 1]));
    const text = await told(policy(JSON.stringify(many)));
    expect(text).toMatch(/^unknown0: この項目はありません、.*、ほか49995件$/u);
    expect(text.length).toBeLessThan(500);
    expect((await told(policy(JSON.stringify({ ["k".repeat(500_000)]: 1 })))).length).toBeLessThan(500);
  });

  test.each([
    ["proxy", { proxy: "host:8080" }, /^proxy: "system"、"direct"/u],
    ["proxy", { proxy: 5 }, /^proxy: "system"/u],
    ["its server", { proxy: { server: "host:8080" } }, /^proxy\.server: http\(s\):/u],
    ["its pac", { proxy: { pac: "proxy.pac" } }, /^proxy\.pac: /u],
    ["a field of it", { proxy: { server: "http://h:1", user: "x" } }, /^proxy\.user: この項目はありません$/u],
    ["redirect", { service: "ot", overrides: { redirect: "any" } }, /^overrides\.redirect: "loopback"/u],
    [
      "its ports",
      { service: "ot", overrides: { redirect: { ports: [0] } } },
      /^overrides\.redirect\.ports\.0: /u,
    ],
    ["a path", { caFile: "ca.pem" }, /^caFile: 絶対パス/u],
    ["a kind", { startupLogin: "yes" }, /^startupLogin: /u],
    ["a choice", { logout: "never" }, /^logout: .*"rest".*"forget"/u],
    ["two that exclude each other", { service: "ot", profile: resolve("/a") }, /^service と profile/u],
    [
      "an address",
      { service: "ot", overrides: { issuer: "http://a.example" } },
      /^overrides\.issuer: https/u,
    ],
  ])("what is wrong with %s is told in Japanese, by its path", async (_name, value, expected) => {
    const reading = policy(JSON.stringify(value));
    const text = await told(reading);
    expect(text).toMatch(expected);
    expect(text).not.toMatch(/invalid|must|expected|[a-z]+ [a-z]+ [a-z]+/iu);
    expect(await told(reading, "en")).not.toMatch(/[ぁ-ん]/u);
  });
});
