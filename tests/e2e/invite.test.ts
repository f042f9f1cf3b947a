import { type Browser, chromium } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Office, openOffice, Person, seesLoginWindows } from "../support/office.ts";

let office: Office;
let browser: Browser;
beforeEach(async () => {
  office = await openOffice();
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
});
afterEach(async () => {
  await browser.close();
  await office.close();
});

/** The contract holder adds somebody in the console; @returns the link of the mail */
async function invite(mail: string): Promise<string> {
  const page = await browser.newPage();
  const { internet, web } = office.service.ready.origins[office.id] ?? { internet: "", web: "" };
  await page.goto(internet);
  await page.getByLabel("メールアドレス").fill(`keiyakusha@${office.id}.example`);
  await page.getByLabel("パスワード", { exact: true }).fill("Keiyaku-2025");
  await page.getByRole("button", { name: "ログイン", exact: true }).click();
  await page.waitForURL(`${web}/`);
  await page.getByRole("link", { name: "管理コンソール" }).click();
  await page.getByLabel("氏名").fill("新人 一");
  await page.getByLabel("メールアドレス").fill(mail);
  await page.getByRole("button", { name: "登録してご案内メールを送信" }).click();
  await page.getByRole("heading", { name: "利用者を登録しました" }).waitFor();
  await page.close();
  const sent = (await office.service.admin.mail()).find(({ to }) => to === mail);
  return sent?.link ?? "";
}

test("who was invited registers in a browser and logs in with the client, the guide's first login", async () => {
  const account = { mail: "shinjin@new.example", password: "Shinjin-2025" };
  const page = await browser.newPage();
  await page.goto(await invite(account.mail));
  await page.getByLabel("パスワード", { exact: true }).fill(account.password);
  await page.getByLabel("パスワード（確認用）", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "登録", exact: true }).click();
  await page.getByRole("button", { name: "確認", exact: true }).click();
  await page.getByRole("heading", { name: "申込完了" }).waitFor();

  const client = await office.startPc();
  await new Person(client).logInFirstTime(account);
  const status = await client.status();
  expect(status.account?.mail).toBe(account.mail);
  await seesLoginWindows(client, 0);
});
