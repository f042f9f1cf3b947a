import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { clientProfileOverrides } from "../../service/provider/client-policy.ts";
import type { PageSnapshot } from "../../src/core/login/page.ts";
import { blank } from "../../src/core/login/sample-pages.ts";
import { SNAPSHOT_SCRIPT } from "../../src/main/page/page-script.ts";
import { storageDrive, temporaryFolder } from "./command-line.fixture.ts";
import { placeIn, runningService } from "./service-place.ts";
import { driveRequest } from "./service-visitor.ts";

// A page of the service that changed, mended by a profile: the client's own look at it, kept in a file, and what the
// command line makes of that.

const CHROMIUM = "/usr/bin/chromium";
const hasChromium = process.platform !== "win32" && existsSync(CHROMIUM);
const service = runningService();
let browser: Browser;
beforeAll(async () => {
  if (!hasChromium) return;
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
});
afterAll(() => browser?.close());

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** The words of a later release of the service. */
const NEW_WORDS = [
  ["ログイン", "入室"],
  ["メールアドレス", "利用者ID"],
] as const;
const SCREENS = {
  login: {
    title: { heading: ["入室"] },
    mail: { field: ["利用者ID"] },
    button: { button: ["入室"] },
  },
};

/** The reference service's login page, as it is or with its new words, as the client sees it. */
async function loginPage(change: readonly (readonly [string, string])[]): Promise<PageSnapshot> {
  const page = await browser.newPage();
  try {
    await page.goto(placeIn(service).front("cowork", "internet", driveRequest().query));
    await page.evaluate((words) => {
      const { documentElement: root } = document;
      for (const [before, after] of words) root.innerHTML = root.innerHTML.replaceAll(before, after);
    }, change);
    return (await page.evaluate(SNAPSHOT_SCRIPT)) as PageSnapshot;
  } finally {
    await page.close();
  }
}

/** `profile try` with a policy for the running service, and no client. */
function tryPage(content: unknown, screens: object | null, ...args: string[]) {
  const policy = clientProfileOverrides(service.ready, "cowork", { door: "internet" });
  const overrides = { ...policy.overrides, ...(screens === null ? {} : { screens }) };
  const file = join(folder.path, "policy.json");
  writeFileSync(file, JSON.stringify({ ...policy, overrides }));
  const page = join(folder.path, "page.json");
  writeFileSync(page, typeof content === "string" ? content : JSON.stringify(content));
  const env = { STORAGE_DRIVE_POLICY: file };
  return storageDrive(join(folder.path, "data"), ["profile", "try", page, ...args], env);
}

test.skipIf(!hasChromium)("a changed login page is recognised once the profile has its words", async () => {
  const [old, changed] = [await loginPage([]), await loginPage(NEW_WORDS)];
  const recognised = async (page: PageSnapshot, screens: object | null) => {
    const { exit, out } = await tryPage(page, screens, "--json");
    const { screen, sure } = JSON.parse(out).value;
    return { exit, screen, sure };
  };
  const known = { exit: 0, screen: "login", sure: "certain" };
  expect(await recognised(old, null)).toEqual(known);
  expect(await recognised(changed, null)).toEqual({ exit: 9, screen: "unknown", sure: "unsure" });
  expect(await recognised(changed, SCREENS)).toEqual(known);
  expect(existsSync(join(folder.path, "data"))).toBe(false);
});

test.skipIf(!hasChromium)("for a person it says the screen and why, and what is missing", async () => {
  const changed = await loginPage(NEW_WORDS);
  const before = await tryPage(changed, null);
  expect(before).toMatchObject({ exit: 9, err: "" });
  expect(before.out).toMatch(/^画面 +認識できない画面 \(unknown\)$/mu);
  expect(before.out).toMatch(/^ログイン欄 +3 +password +title, mail, button$/mu);
  expect(before.out).toContain("screens");
  const after = await tryPage(changed, SCREENS, "--lang", "en");
  expect(after.out).toMatch(/^Screen +login \(login\)$/mu);
  expect(after.out).toMatch(/^Why +host, form, password field$/mu);
});

test.skipIf(!hasChromium)("a page of another host is told to be one, whatever the profile says", async () => {
  const elsewhere = { ...(await loginPage([])), origin: "https://evil.example" };
  const { exit, out } = await tryPage(elsewhere, null, "--json");
  expect({ exit, sure: JSON.parse(out).value.sure }).toEqual({ exit: 9, sure: "likely" });
});

test.each([
  ["isn't JSON", "<html>", "1行目"],
  ["isn't a page", { origin: "https://a.example" }, "path"],
  ["holds what a terminal would obey", { ...blank, "\u001b[2J": 1 }, "\ufffd[2J"],
])("a file that %s is bad input, and says what is wrong", async (_what, content, said) => {
  const { exit, err } = await tryPage(content, null);
  expect(exit).toBe(2);
  expect(err).toContain("CLI_USAGE");
  expect(err).toContain(said);
  expect(err).not.toContain("\u001b");
});

test("signs that aren't any are a fault of the policy, named", async () => {
  const { exit, out } = await tryPage({}, { login: { button: { button: ["*"] } } }, "--json");
  expect(exit).toBe(8);
  expect(JSON.parse(out).error).toMatchObject({
    code: "POLICY_INVALID",
    message: expect.stringContaining("screens.login.button.button"),
  });
});
