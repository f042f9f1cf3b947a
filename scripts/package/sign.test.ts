import { execFile, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  holds,
  makeCompany,
  openClock,
  PFX_PASSWORD,
  type TestCompany,
} from "../../tests/support/signing.ts";
import { root } from "../run-command.ts";
import { isSigned, PASSWORD, signerInto, signerOf, signFile, signFolder, trySigner } from "./sign.ts";

const here = ["osslsigncode", "openssl"].every((tool) => spawnSync(tool, ["version"]).error === undefined);
const MODULE = join(root, "node_modules/native-reg/prebuilds/win32-x64/node.napi.node");
const SIGN_FILE = join(root, "scripts/package/sign-file.ts");
let folder: string;
let company: TestCompany;
let module: string;

describe.skipIf(!here)("signatures for Windows", () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "sign-"));
    company = makeCompany(join(folder, "company"));
  });
  beforeEach(() => {
    module = join(folder, "part.node");
    copyFileSync(MODULE, module);
    process.env[PASSWORD] = PFX_PASSWORD;
  });
  afterEach(() => delete process.env[PASSWORD]);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("hold up to the root, and no longer once a byte is changed", () => {
    expect([isSigned(module), holds(module, company)]).toEqual([false, false]);
    signFile(module, { pfx: company.pfx });
    expect([isSigned(module), holds(module, company)]).toEqual([true, true]);
    const bytes = readFileSync(module);
    bytes[5_000] = (bytes[5_000] ?? 0) ^ 1;
    writeFileSync(module, bytes);
    expect(holds(module, company)).toBe(false);
  });

  test("a key file without a password takes none", () => {
    delete process.env[PASSWORD];
    const at = (name: string) => join(company.folder, name);
    const key = ["-inkey", at("signer.key"), "-in", at("signer.pem"), "-certfile", company.root];
    spawnSync("openssl", ["pkcs12", "-export", ...key, "-out", at("open.pfx"), "-passout", "pass:"]);
    signFile(module, { pfx: at("open.pfx") });
    expect(holds(module, company)).toBe(true);
    expect(() => signFile(module, { pfx: company.pfx })).toThrow(/Next step: .*STORAGE_DRIVE_SIGN_PASSWORD/u);
  });

  test("a wrong password says what to look at, without the password, and leaves the file as it was", () => {
    process.env[PASSWORD] = "wrong one";
    const said = () => signFile(module, { pfx: company.pfx });
    expect(said).toThrow(/Next step: .*STORAGE_DRIVE_SIGN_PASSWORD/u);
    expect(said).not.toThrow(/wrong one/u);
    expect(() => trySigner({ pfx: company.pfx })).toThrow(/Next step/u);
    expect(readFileSync(module).equals(readFileSync(MODULE))).toBe(true);
  });

  test("a company's own command signs in place; one that doesn't, or fails, is noticed", () => {
    const key = `-certs '${company.folder}/signer.pem' -key '${company.folder}/signer.key'`;
    const command = `f() { osslsigncode sign ${key} -in "$1" -out "$1.new" >/dev/null && mv "$1.new" "$1"; }; f`;
    signFile(module, { command });
    expect(holds(module, company)).toBe(true);
    copyFileSync(MODULE, module);
    expect(() => signFile(module, { command: "true" })).toThrow(/isn't signed/u);
    expect(() => signFile(module, { command: "exit 3;" })).toThrow(/ended with 3/u);
  });

  test("a time stamp is asked for and held against its server's certificate, by the process that makensis starts", async () => {
    const clock = await openClock(company);
    const env = { ...process.env, ...signerInto({ pfx: company.pfx, timestamp: clock.url }) };
    const signing = promisify(execFile)(process.execPath, [SIGN_FILE, module], { env });
    await signing.finally(() => clock.close());
    expect(clock.asked).toHaveLength(1);
    expect(holds(module, company)).toBe(true);
    // Later than any of these certificates lives.
    const later = ["-time", String(Math.floor(Date.now() / 1000) + 400 * 86_400)];
    expect(holds(module, company, later)).toBe(true);
    copyFileSync(MODULE, module);
    signFile(module, { pfx: company.pfx });
    expect(holds(module, company, later)).toBe(false);
  });

  test("in a folder what others signed stays theirs", () => {
    const other = makeCompany(join(folder, "other"));
    signFile(module, { pfx: other.pfx });
    const own = join(folder, "own.dll");
    copyFileSync(MODULE, own);
    signFolder(folder, { pfx: company.pfx });
    expect([holds(module, other), holds(own, company)]).toEqual([true, true]);
  });
});

test("what can't be right is said before anything is made", () => {
  expect(signerOf({})).toBeNull();
  expect(signerOf({ "sign-command": "hsm sign" })).toEqual({ command: "hsm sign" });
  expect(() => signerOf({ sign: "/none.pfx" })).toThrow(/isn't there/u);
  expect(() => signerOf({ sign: "a", "sign-command": "b" })).toThrow(/not both/u);
  expect(() => signerOf({ sign: MODULE, timestamp: "later" })).toThrow(/no address/u);
});
