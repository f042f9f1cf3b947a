import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";
import { createWords } from "../../src/shared/words.ts";
import { canary, searchText } from "../support/canary.ts";
import { runCommandLine } from "../support/command-line.ts";
import { type PagePc, startPagePc } from "../support/page-pc.ts";
import { until } from "../support/wait.ts";
import { xWindow, xWindows } from "../support/x-windows.ts";

// From a login page that nobody knows to the one file that the helpdesk gets, on a real Electron.

const { t } = createWords("ja");
let pc: PagePc;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drive-saved-"));
  giveToOrdinaryUser(folder);
});
afterEach(async () => {
  await pc.close();
  rmSync(folder, { recursive: true, force: true });
});

const password = canary("password");
const mail = { name: "mail", secret: "kanaria@canary-mail.example" };
const text = { name: "text of the page", secret: "工事のお知らせの本文" };
const CHANGED = `<!doctype html><title>サインイン</title><h1>サインイン</h1><p>${text.secret}</p>
<form method="post" action="/in"><label>利用者ID <input name="id"></label>
<label>暗証番号 <input name="word" type="password"></label><button>次へ進む</button></form>`;

async function atChangedPage(): Promise<void> {
  pc = await startPagePc({
    loginPath: "/login",
    serve: (_request, response) => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(CHANGED);
      return true;
    },
  });
  const { client } = pc;
  await client.statusWhere("the page is told", ({ reason }) => reason === "AUTH_UNKNOWN_PAGE", 15_000);
  const page = await client.page(
    "the login page",
    async (one) => (await one.getByLabel("利用者ID").count()) > 0,
  );
  await page.getByLabel("利用者ID").fill(mail.secret);
  await page.getByLabel("暗証番号").fill(password.secret);
}

async function openedBundle(): Promise<Page> {
  await pc.client.menu(t("tray.about"));
  const about = await pc.client.page("about", (page) => page.url().includes("#/about"));
  await about.getByRole("button", { name: t("bundle.open") }).click();
  const page = await pc.client.page("the bundle", (one) => one.url().includes("#/bundle"));
  await page.locator("pre").waitFor({ timeout: 30_000 });
  return page;
}

/** Name → text, as the window shows it. */
async function seen(page: Page): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const button of await page.getByRole("navigation").getByRole("button").all()) {
    await button.click();
    const name = (await page.locator(".file[aria-current] .file-name").textContent()) ?? "";
    found[name] = (await page.locator("pre").textContent()) ?? "";
  }
  return found;
}

/** The person in the OS's own dialog: a path typed, or Escape. */
async function inDialog(path: string | null): Promise<void> {
  const dialog = await xWindow(t("bundle.dialog"));
  if (path === null) dialog.press("Escape");
  else {
    dialog.press("ctrl+a");
    dialog.type(path);
    dialog.press("Return");
  }
  await until("the dialog is gone", () => xWindows(t("bundle.dialog")).length === 0);
}

const unzipped = (path: string) =>
  Object.fromEntries(
    Object.entries(unzipSync(new Uint8Array(readFileSync(path)))).map(([name, bytes]) => [
      name,
      Buffer.from(bytes).toString("utf8"),
    ]),
  );

test("what the window shows is what the ZIP holds, byte for byte, with the page once it was ticked (reliability 32)", async () => {
  await atChangedPage();
  const page = await openedBundle();
  const path = join(folder, "out.zip");

  const save = page.getByRole("button", { name: t("bundle.save") });
  await save.click();
  await inDialog(null);
  expect(await page.getByText(t("bundle.saved", { file: "out.zip" })).count()).toBe(0);

  const without = await seen(page);
  expect(Object.keys(without)).not.toContain("page.json");
  await save.click();
  await inDialog(path);
  await page.getByText(t("bundle.saved", { file: "out.zip" })).waitFor();
  expect(unzipped(path)).toEqual(without);

  await page.getByRole("checkbox").check();
  const withPage = await seen(page);
  await save.click();
  await inDialog(join(folder, "page.zip"));
  await page.getByText(t("bundle.saved", { file: "page.zip" })).waitFor();
  expect(unzipped(join(folder, "page.zip"))).toEqual(withPage);

  const secrets = [password, mail, text];
  for (const [name, content] of Object.entries(withPage))
    expect(searchText(name, content, secrets)).toEqual([]);
  expect(withPage["page.json"]).toContain("次へ進む");
  expect(withPage["summary.txt"]).toContain("AUTH_UNKNOWN_PAGE");
  expect(JSON.parse(withPage["doctor.json"] ?? "").results).toHaveLength(21);
  expect(withPage["log.txt"]).toContain('"event":"state"');

  const file = join(folder, "page.json");
  writeFileSync(file, withPage["page.json"] ?? "");
  const tried = await runCommandLine(["profile", "try", file, "--json"], {
    STORAGE_DRIVE_DATA_DIR: pc.client.dataDir,
    STORAGE_DRIVE_POLICY: join(pc.client.dataDir, "policy.json"),
  });
  expect(tried.json).toMatchObject({ ok: true, value: { sure: expect.any(String) } });
});

test("the command line makes the same of the running client, and the status tells what happened", async () => {
  await atChangedPage();
  const path = join(folder, "cli.zip");
  expect((await pc.client.command("bundle", "--out", path, "--json", "--lang", "ja")).code).toBe(0);
  const files = unzipped(path);
  expect(JSON.parse(files["events.json"] ?? "")).toEqual([
    expect.objectContaining({ what: "login-asked", code: "AUTH_UNKNOWN_PAGE" }),
  ]);
  expect(files["summary.txt"]).toContain(t("event.login-asked"));
  for (const [name, content] of Object.entries(files))
    expect(searchText(name, content, [password, mail, text])).toEqual([]);
});
