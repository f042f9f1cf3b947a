import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createWords } from "../../src/shared/words.ts";
import { type Office, openOffice } from "../support/office.ts";

const ja = createWords("ja");
let office: Office;
beforeEach(async () => {
  office = await openOffice({ policy: { startupLogin: false } });
});
afterEach(() => office.close());

/** Every file below a folder that holds the text, as UTF-8 or UTF-16. */
async function filesWith(text: string, folder: string): Promise<string[]> {
  const wanted = [Buffer.from(text), Buffer.from(text, "utf16le")];
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const holds = async (path: string) => {
    const body = await readFile(path);
    return wanted.some((one) => body.includes(one));
  };
  const found = await Promise.all(paths.map(async (path) => ((await holds(path)) ? path : null)));
  return found.filter((path) => path !== null);
}

test("from the tray's 設定 to a checked password, with nobody logged in, and no file ever holds it", async () => {
  const secret = "qZ7-Himitsu-canary";
  const client = await office.startPc();
  await client.statusWhere("signed out", (status) => status.state === "signed-out");
  await client.menu(ja.t("tray.settings"));
  const page = await client.page("the settings", async (candidate) =>
    candidate.getByRole("heading", { level: 1, name: ja.t("settings.heading") }).isVisible(),
  );
  await page.getByRole("link", { name: ja.t("common.checks") }).click();
  await page.getByRole("link", { name: ja.t("checks.topic.password") }).click();
  await page.getByLabel(ja.t("checks.password.password"), { exact: true }).fill(secret);
  await page.getByRole("button", { name: ja.t("checks.ask") }).click();
  await page.getByRole("heading", { name: "このパスワードは条件を満たしています" }).waitFor();
  // The service of the form is the one of the client.
  expect(await page.getByLabel(ja.t("checks.service")).inputValue()).toBe(office.id);
  expect((await client.status()).state).toBe("signed-out");
  await client.quit();
  expect(client.output()).not.toContain(secret);
  expect(await filesWith("storage-drive", office.dataDir)).not.toEqual([]);
  expect(await filesWith(secret, office.dataDir)).toEqual([]);
});
