import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { storageDrive, temporaryFolder } from "./command-line.fixture.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** `policy show` with this policy and no client. */
function show(policy: unknown, ...args: string[]) {
  const file = join(folder.path, "policy.json");
  writeFileSync(file, typeof policy === "string" ? policy : JSON.stringify(policy));
  return storageDrive(join(folder.path, "data"), ["policy", "show", ...args], { STORAGE_DRIVE_POLICY: file });
}

const complete = {
  service: "cowork",
  startupLogin: false,
  overrides: { issuer: "http://issuer.cowork.localhost:8080", clientId: "drive" },
};

test("policy show tells every value and who decided it, without a client", async () => {
  const { exit, out, err } = await show(complete, "--json");
  expect({ exit, err }).toEqual({ exit: 0, err: "" });
  const { ok, value } = JSON.parse(out);
  expect({ ok, service: value.service, problems: value.problems }).toEqual({
    ok: true,
    service: "cowork",
    problems: [],
  });
  expect(value.values).toEqual(
    expect.arrayContaining([
      { key: "startupLogin", value: false, origin: "machine-policy" },
      { key: "logout", value: "rest", origin: "default" },
      { key: "profile.issuer", value: complete.overrides.issuer, origin: "machine-policy" },
      { key: "profile.name", value: "コワークストレージ", origin: "profile" },
    ]),
  );
  expect(existsSync(join(folder.path, "data"))).toBe(false);
});

test("for a person it is a table, and what isn't certain is said to be so", async () => {
  const { exit, out } = await show(complete);
  expect(exit).toBe(0);
  expect(out).toMatch(/^startupLogin +false +PCへのポリシー（固定）$/m);
  expect(out).toMatch(/^profile\.lineAuthentication\.consentPath .*資料に記載なし/m);
  expect((await show(complete, "--lang", "en")).out).toMatch(
    /^startupLogin +false +machine policy \(fixed\)$/m,
  );
});

test("a profile that leaves the issuer unsaid is shown, with the problem", async () => {
  const { exit, out } = await show({ service: "cowork" }, "--json");
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ ok: true, value: { problems: ["POLICY_PROFILE_INCOMPLETE"] } });
  const told = (await show({ service: "cowork" })).out;
  expect(told).toMatch(/\(POLICY_PROFILE_INCOMPLETE\)\n詳細: issuer: .*overrides.*clientId: /u);
});

test.each([
  ["isn't JSON", "{", "POLICY_INVALID", ""],
  ["has a service that isn't one", { service: "A B" }, "POLICY_INVALID", "service"],
  ["points at no profile", { profile: resolve("/nowhere/profile.json") }, "POLICY_PROFILE_INVALID", ""],
])("a policy that %s is a fault, named for its administrator", async (_what, policy, code, field) => {
  const { exit, out } = await show(policy, "--json");
  expect(exit).toBe(8);
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    error: {
      code,
      message: expect.stringContaining(field),
      nextStep: expect.stringContaining("policy show"),
    },
  });
});

test("a field that is wrong is passed over, and named with its file; the rest is shown", async () => {
  const { exit, out } = await show({ ...complete, startupLogin: "yes", startupLogn: true });
  expect(exit).toBe(0);
  expect(out).toContain("POLICY_PART_IGNORED");
  expect(out).toContain(`${join(folder.path, "policy.json")}: `);
  expect(out).toMatch(/startupLogin: .*startupLogn: /u);
});

test("what a value was stronger than stands beside it", async () => {
  const overrides = { ...complete.overrides, webUrl: "https://web.example" };
  const { out } = await show({ ...complete, overrides });
  expect(out).toMatch(
    /^profile\.webUrl +https:\/\/web\.example +PCへのポリシー（固定） +サービスのプロファイル: https:/mu,
  );
});

test.each([
  ["policy", "startupLogin"],
  ["profile", "issuer"],
])("%s schema is the JSON schema of such a file", async (what, field) => {
  const { exit, out } = await storageDrive(join(folder.path, "data"), [what, "schema"]);
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    $schema: expect.stringContaining("json-schema.org"),
    properties: { [field]: expect.anything() },
    additionalProperties: false,
  });
});
