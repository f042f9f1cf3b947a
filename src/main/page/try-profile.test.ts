import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { blank, consentPage, loginPage, withHosts } from "../../core/login/sample-pages.ts";
import { PROFILES } from "../../core/service/profiles.ts";
import { structureOf } from "../../core/support/page-structure.ts";
import { createSweep } from "../../core/support/sweep.ts";
import { PROFILE_TRY_WORDS } from "../../shared/locales/profile-try-words.ts";
import { ConfigFileError } from "../config/config-file-error.ts";
import { tryProfile } from "./try-profile.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drive-try-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const profile = withHosts(PROFILES.cowork);
const operator = profile.origins.operator ?? "";
const login = loginPage(profile.origins.line ?? "");

function tried(content: unknown) {
  const file = join(folder, "page.json");
  writeFileSync(file, Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return tryProfile(file, profile);
}

test("says the screen, and of each screen what speaks for it and what doesn't", async () => {
  const found = await tried(login);
  expect(found).toMatchObject({ screen: "login", sure: "certain", why: ["host", "form", "password"] });
  expect(found.form).toEqual({
    signs: { title: true, mail: true, password: true, button: true },
    need: 3,
  });
  const locked = found.candidates.find(({ screen }) => screen === "login-locked");
  expect(locked).toMatchObject({ host: true, need: 2, signs: { form: true, "lock-text": false } });
});

test("says of the consent page whether it would be asked about", async () => {
  expect(await tried(consentPage(operator))).toMatchObject({ screen: "consent", doubt: null });
  const other = consentPage(operator, { buttons: ["進む"] });
  expect(await tried(other)).toMatchObject({ screen: "consent", doubt: "other-control" });
  const elsewhere = consentPage("https://elsewhere.example", { buttons: ["進む"] });
  expect(await tried(elsewhere)).toMatchObject({ screen: "consent", sure: "likely", doubt: null });
});

test("the structure that a bundle holds is read, and what its labels make out is made out all the same", async () => {
  const sweep = createSweep({ names: ["hanako"], folders: ["/home/hanako"] });
  const screenOf = async (page: typeof login) => (await tried(structureOf(page, sweep))).screen;
  expect(await screenOf(login)).toBe("login");
  expect(await screenOf(consentPage(operator))).toBe("consent");
  expect(await screenOf(blank)).toBe("unknown");
});

test("a file as PowerShell writes it is read", async () => {
  const text = `\ufeff${JSON.stringify(login)}`;
  expect((await tried(Buffer.from(text, "utf16le"))).screen).toBe("login");
  expect((await tried(Buffer.from(text, "utf8"))).screen).toBe("login");
});

test.each([
  ["another's fields", { ...login, password: "himitsu" }, "fields"],
  ["fields that are missing", { origin: "https://a.example" }, "fields"],
  [
    "more controls than a page may have",
    { ...login, controls: Array(101).fill(login.controls[0]) },
    "fields",
  ],
  ["no JSON", Buffer.from("<html>"), "syntax"],
  ["brackets without end", Buffer.from("[".repeat(100_000)), "syntax"],
  ["more than somebody reads", Buffer.alloc(1_048_577, "x"), "too-large"],
  ["Shift_JIS", Buffer.from([0x22, 0x83, 0x8d, 0x83, 0x4f, 0x22]), "encoding"],
])("a file that holds %s is told by what is wrong", async (_what, content, what) => {
  const thrown = await tried(content).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ConfigFileError);
  expect(thrown).toMatchObject({ fault: { what } });
});

test("a file that isn't there, or is none", async () => {
  const fault = (path: string) => tryProfile(path, profile).catch((error: unknown) => error);
  expect(await fault(join(folder, "none.json"))).toMatchObject({ fault: { what: "absent" } });
  expect(await fault(folder)).toMatchObject({ fault: { what: "not-a-file" } });
});

test("every sign has a word in both languages", async () => {
  const { candidates, form } = await tried(login);
  const names = ["host", ...[form, ...candidates].flatMap(({ signs }) => Object.keys(signs))];
  for (const { sign } of Object.values(PROFILE_TRY_WORDS))
    expect([...new Set(names)].toSorted()).toEqual(Object.keys(sign).toSorted());
});
