import type { ServerResponse } from "node:http";
import { userInfo } from "node:os";
import { afterEach, expect, test } from "vitest";
import { type Office, openOffice, Person } from "../support/office.ts";
import { type PagePc, startPagePc } from "../support/page-pc.ts";
import { until } from "../support/wait.ts";

// Policy says who logs in: nobody types that, and nobody's typing is touched.

let office: Office | null = null;
let pc: PagePc | null = null;
afterEach(async () => {
  await office?.close();
  await pc?.close();
  office = null;
  pc = null;
});

const html = (response: ServerResponse, body: string) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(`<!doctype html>${body}`);
  return true;
};
const MAIL = '<label>メールアドレス <input name="mail" type="email"></label>';
const PASSWORD = '<label>パスワード <input name="password" type="password"></label>';
const login = (fields: string) =>
  `<title>ログイン</title><h1>ログイン</h1><form method="post" action="/in">${fields}<button>ログイン</button></form>`;

async function showing(
  body: string,
  policy: object = { loginHint: "hanako@example.co.jp" },
): Promise<PagePc> {
  pc = await startPagePc({
    policy,
    loginPath: "/login",
    serve: (_request, response, url) => url.pathname === "/login" && html(response, body),
  });
  return pc;
}

const shown = async ({ client }: PagePc) => {
  const page = await client.page("the login page", (one) => one.url().includes("/login"));
  await client.statusWhere("it is the person's", (status) => status.state === "attention", 10_000);
  // Longer than several looks.
  await new Promise((done) => setTimeout(done, 1_500));
  return page;
};
const filledIn = async (on: PagePc, name: string) =>
  (await shown(on)).locator(`[name=${name}]`).first().inputValue();

test("the login page has the OS account's mail address in it, until somebody else is to log in", async () => {
  office = await openOffice({ policy: { loginHint: "{user}@example.co.jp" } });
  const client = await office.startPc();
  const page = await new Person(client).loginPage();
  // Started by root, the client runs as nobody (scripts/electron/ordinary-user.mjs).
  const user = userInfo().uid === 0 ? "nobody" : userInfo().username;
  const mail = page.getByLabel("メールアドレス");
  await until("filled in", async () => (await mail.inputValue()) !== "");
  expect(await mail.inputValue()).toBe(`${user}@example.co.jp`);
  expect(await page.getByLabel("パスワード", { exact: true }).inputValue()).toBe("");

  const person = new Person(client);
  await person.logInFirstTime(office.account);
  await client.menu("別のアカウントでログイン");
  const again = await person.loginPage();
  await new Promise((done) => setTimeout(done, 1_500));
  expect(await again.getByLabel("メールアドレス").inputValue()).toBe("");
});

test("the login's address names who logs in, and the page's own scripts learn of it as of what is typed", async () => {
  const heard = `<script>document.querySelector("[name=mail]").addEventListener("input", (e) => document.title = "ログイン " + e.target.value)</script>`;
  const page = await shown(await showing(login(MAIL + PASSWORD) + heard));
  expect(new URL(page.url()).searchParams.get("login_hint")).toBe("hanako@example.co.jp");
  expect(await page.title()).toBe("ログイン hanako@example.co.jp");
});

test.each([
  [
    "what the service or the person has typed",
    MAIL.replace("name=", 'value="taro@example.co.jp" name=') + PASSWORD,
    "taro@example.co.jp",
  ],
  ["a field that can't be written", MAIL.replace("name=", "readonly name=") + PASSWORD, ""],
  ["a field that is too short", MAIL.replace("name=", 'maxlength="8" name=') + PASSWORD, ""],
  ["a field for a number", MAIL.replace('type="email"', 'type="tel"') + PASSWORD, ""],
  ["one of two fields", MAIL + MAIL + PASSWORD, ""],
])("%s is left as it is", async (_what, fields, expected) => {
  expect(await filledIn(await showing(login(fields)), "mail")).toBe(expected);
});

test("what the person empties stays empty, and a password is never filled in", async () => {
  const on = await showing(
    `${login(MAIL + PASSWORD)}<script>setInterval(() => document.querySelector("h1").insertAdjacentHTML("afterend", "<p>.</p>"), 300)</script>`,
  );
  const page = await shown(on);
  expect(await page.locator("[name=mail]").inputValue()).toBe("hanako@example.co.jp");
  await page.locator("[name=mail]").fill("");
  await new Promise((done) => setTimeout(done, 1_500));
  expect(await page.locator("[name=mail]").inputValue()).toBe("");
  expect(await page.locator("[name=password]").inputValue()).toBe("");
});

test("no page is filled in on a PC whose account has no UPN, and the login goes on", async () => {
  expect(await filledIn(await showing(login(MAIL + PASSWORD), { loginHint: "{upn}" }), "mail")).toBe("");
});
