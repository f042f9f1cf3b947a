import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NO_SETTINGS } from "../../src/main/config/settings.ts";
import {
  canTakeTheNetworkAway,
  hasTerminals,
  storageDrive,
  storageDriveAtTerminal,
  storageDriveOffline,
  temporaryFolder,
} from "./command-line.fixture.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const data = () => join(folder.path, "data");

function check(line: string, input: string | Buffer = "", env: Readonly<Record<string, string>> = {}) {
  return storageDrive(data(), ["check", ...line.split(" ")], env, input);
}

async function json(line: string, input: string | Buffer = "", env: Readonly<Record<string, string>> = {}) {
  const ran = await check(`${line} --json`, input, env);
  expect(ran.out).toMatch(/^\{.*\}\n$/u);
  expect(ran.err).toBe("");
  return { exit: ran.exit, ...JSON.parse(ran.out) };
}

function policy(content: unknown): Readonly<Record<string, string>> {
  const file = join(folder.path, "policy.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return { STORAGE_DRIVE_POLICY: file };
}

test("a password from standard input: accepted 0, refused 8, nobody says 9", async () => {
  expect(await json("password --service cowork", "Abcdefg1\nAbcdefg1\n")).toMatchObject({
    exit: 0,
    ok: true,
    value: { outcome: "accepted", certainty: "stated", facts: ["A8", "A9"] },
  });
  const refused = await check("password --service cowork", "abcdefg1\n");
  expect(refused).toMatchObject({ exit: 8, err: "" });
  expect(refused.out).toContain("次にすること");
  expect(refused.out).not.toContain("abcdefg1");
  expect(await json("password --service codec", "abcdefg1\n")).toMatchObject({
    exit: 9,
    value: { outcome: "accepted", certainty: "unknown", advice: [{ code: "too-few-classes" }] },
  });
});

test.skipIf(!hasTerminals())("at a terminal a password is asked for and not shown", async () => {
  const args = ["check", "password", "--service", "cowork"];
  const typing = { prompt: "表示されません", typed: "abcdefg1\n" };
  const { exit, out } = await storageDriveAtTerminal(data(), args, typing);
  expect(exit).toBe(8);
  expect(out).toContain("次にすること");
  expect(out).not.toContain("abcdefg1");
});

test("a password as an argument is refused without being repeated, and nothing is written anywhere", async () => {
  for (const line of ["password Secret1!", "password --password=Secret1!", "Secret1! password"]) {
    const { exit, out, err } = await check(line, "");
    expect({ exit, out }).toEqual({ exit: 2, out: "" });
    expect(err).not.toContain("Secret1");
  }
  expect(existsSync(data())).toBe(false);
});

test("Japanese as it comes: UTF-8 with or without the mark, and nothing guessed of other encodings", async () => {
  const typed = "ｃａｆ１２３４５６７８９０\r\n";
  for (const mark of ["", "\ufeff"])
    expect(await json("line-number", `${mark}${typed}`)).toMatchObject({
      exit: 0,
      value: { value: { numbers: ["CAF1234567890"] } },
    });
  // Shift_JIS, as an old editor saves it.
  const shiftJis = Buffer.from([0x82, 0x83, 0x82, 0x60]);
  expect((await check("line-number", shiftJis)).exit).toBe(2);
  expect((await check("line-number", Buffer.alloc(1_000_001, "a"))).exit).toBe(2);
});

test("a list from a file", async () => {
  const file = join(folder.path, "lines.txt");
  writeFileSync(file, "CAF1234567890\nCOP12345678\n");
  expect(await json(`line-number --file ${file}`)).toMatchObject({
    exit: 0,
    value: { value: { numbers: ["CAF1234567890", "COP12345678"] } },
  });
});

test("the service is the one of policy, or of the person's settings, unless named", async () => {
  const service = async (line: string, env = {}) => (await json(line, "", env)).value.service;
  expect(await service("sms")).toBe("omakase");
  mkdirSync(data());
  writeFileSync(join(data(), "settings.json"), JSON.stringify({ ...NO_SETTINGS, service: "ot" }));
  expect(await service("sms")).toBe("ot");
  const fixed = policy({ service: "codec" });
  expect(await service("sms", fixed)).toBe("codec");
  expect(await service("sms --service cowork", fixed)).toBe("cowork");
});

test("an address that policy fixed is the right one (facts A2)", async () => {
  const doubtful = await json("login-url --on-line yes", "", policy({ service: "ot" }));
  expect(doubtful.value).toMatchObject({
    certainty: "inferred",
    value: { url: "https://ff.cloud-nas.net/VX5" },
  });
  const loginUrl = "https://ff.cloud-nas.biz/VX5";
  const fixed = policy({ service: "ot", overrides: { loginUrl } });
  expect((await json("login-url --on-line yes", "", fixed)).value).toMatchObject({
    certainty: "stated",
    value: { url: loginUrl },
  });
  // It is ot's, not another service's.
  const other = await json("login-url --on-line yes --service cowork", "", fixed);
  expect(other.value.value.url).toBe("https://ff.ncfs.ntt-east.biz/");
});

test("a broken policy is a fault where it would say the service, and no matter where one is named", async () => {
  const broken = policy("{");
  expect(await json("sms", "", broken)).toMatchObject({
    exit: 8,
    ok: false,
    error: { code: "POLICY_INVALID" },
  });
  expect((await check("sms --service ot", "", broken)).exit).toBe(0);
});

test("a provider of one's own has none of the manuals: the service has to be named", async () => {
  const profile = join(folder.path, "profile.json");
  writeFileSync(
    profile,
    JSON.stringify({ id: "own", name: "Own", issuer: "https://op.example", clientId: "x" }),
  );
  const { exit, error } = await json("sms", "", policy({ profile }));
  expect(exit).toBe(2);
  expect(error.message).toContain("--service");
});

test.skipIf(!canTakeTheNetworkAway())("without any network it answers the same", async () => {
  const args = ["check", "link", "--kind", "reset", "--at", "2025-01-10", "--now", "2025-01-11", "--json"];
  const offline = await storageDriveOffline(data(), args);
  expect(offline).toEqual(await storageDrive(data(), args));
  expect(offline.exit).toBe(0);
});
