import { fileURLToPath, pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type SupportFacts, supportCode } from "../../src/core/support/support-code.ts";

// The page of the helpdesk as it is built: one file, opened from the disk.
const file = pathToFileURL(fileURLToPath(new URL("../../out/helpdesk/index.html", import.meta.url))).href;
const locked: SupportFacts = {
  service: "cowork",
  version: { major: 0, minor: 1, patch: 0 },
  doing: "signed-out",
  error: "AUTH_LOCKED",
  finding: "all-well",
  os: "windows",
  age: "1-hour",
};

let browser: Browser;
const open: Page[] = [];
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
});
afterEach(async () => {
  for (const page of open.splice(0)) await page.close();
});
afterAll(() => browser.close());

async function opened() {
  const page = await browser.newPage();
  open.push(page);
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => request.url() !== file && asked.push(request.url()));
  page.on("pageerror", (thrown) => complaints.push(String(thrown)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(file);
  return { page, asked, complaints, field: page.getByLabel("サポートコード", { exact: true }) };
}

test("says of a code what to say and what to ask, and asks no network for it", async () => {
  const { page, field, asked, complaints } = await opened();
  await page.keyboard.type(supportCode(locked)); // the field has the focus
  const answer = page.getByRole("status");
  for (const words of [
    "コワークストレージ",
    "AUTH_LOCKED アカウントがロックされています",
    "問題は見つかっていません",
    "1~4時間",
    "0.1.0、Windows",
    "ヘルプデスク（解消しないとき）",
    "【コワークストレージ】アカウントロック",
    "「アカウントがロックされています」と表示されています。ロックの解除のしかたを教えてください。",
    "お伝えすること",
  ])
    await expect.poll(() => answer.textContent()).toContain(words);
  for (const words of ["ほかにうかがうこと", "件名に「アカウントロック」を含むメールは届いていますか。"])
    await expect.poll(() => page.locator("#guide").textContent()).toContain(words);
  await field.fill(
    supportCode({ ...locked, service: null, error: null, finding: 4, doing: "online", os: "linux" }),
  );
  for (const words of ["独自のプロファイル", "なし", "4番"])
    await expect.poll(() => answer.textContent()).toContain(words);
  await expect.poll(() => page.locator("#guide").textContent()).toContain("ログインは正常です");
  expect([asked, complaints]).toEqual([[], []]);
});

test("leads the call: one question or step at a time, by the keyboard alone, to online or to the end", async () => {
  const { page, field, complaints } = await opened();
  const guide = page.getByRole("region", { name: "ご案内" });
  const said = guide.locator(".say");
  const press = async (name: string) => {
    await guide.getByRole("button", { name, exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe("say");
  };
  await field.fill(supportCode(locked));
  await expect.poll(() => said.textContent()).toBe("アカウントロックのメールは届いていますか。");
  await press("届いている");
  await expect.poll(() => said.textContent()).toContain("ロックを解除してください");
  expect(await guide.textContent()).toContain("【コワークストレージ】アカウントロック");
  await field.fill(`コードは ${supportCode(locked).replaceAll("0", "O")} です。`);
  await expect.poll(() => said.textContent()).toContain("ロックを解除してください");
  await press("済みました");
  await expect.poll(() => said.textContent()).toBe("「ログイン」を押してください。");
  expect(await guide.getByRole("button", { name: "済みました" }).count()).toBe(0);
  await press("ログインできました");
  await expect.poll(() => said.textContent()).toBe("ログインしています。");
  // The same caller once more, whom nothing helps.
  await field.fill("");
  await field.fill(supportCode(locked));
  await press("届いていない");
  const stuck = guide.getByRole("button", { name: "うまくいきません" });
  for (let steps = 0; steps < 10 && (await stuck.count()) > 0; steps += 1) await press("うまくいきません");
  await expect.poll(() => said.textContent()).toContain("これで全部です");
  expect(complaints).toEqual([]);
});

test("is silent while a code is typed, and says of a wrong one which part to ask for again", async () => {
  const { page, field } = await opened();
  const answer = page.getByRole("status");
  const code = supportCode(locked);
  await field.fill(code.slice(0, 14));
  expect(await answer.textContent()).toBe("");
  expect(await field.getAttribute("aria-invalid")).toBe("false");
  const wrong = `${code[0] === "9" ? "8" : "9"}${code.slice(1)}`;
  await field.fill(wrong);
  expect(await answer.textContent()).toContain("聞きまちがいがあります");
  expect(await answer.textContent()).toContain("1番目の4桁");
  expect(await field.getAttribute("aria-invalid")).toBe("true");
  await field.fill(`${code} 1`);
  expect(await answer.textContent()).toContain("16桁です");
  await field.fill(code.replaceAll("0", "O"));
  expect(await answer.textContent()).toContain("AUTH_LOCKED");
});
