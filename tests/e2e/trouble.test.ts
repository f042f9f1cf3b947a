import { afterEach, beforeEach, expect, test } from "vitest";
import type { UserChange } from "../../service/state/organisation-schema.ts";
import { type Office, openOffice, Person, seesLoginWindows, WEST_LINE } from "../support/office.ts";
import type { RunningClient } from "../support/running-client.ts";
import { until } from "../support/wait.ts";

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const online = (status: { state: string }) => status.state === "online";
const signedOut = (status: { state: string }) => status.state === "signed-out";

function askSecondFactor(enrolled: NonNullable<UserChange["enrolled"]>) {
  const { id, account, service } = office;
  return service.admin.setUser({ service: id, mail: account.mail, secondFactor: true, enrolled });
}

async function cancelled(client: RunningClient): Promise<void> {
  await client.menu("ログインを中止");
  await client.statusWhere("signed out", signedOut);
  await until("no window is left", async () => (await client.status()).windows.length === 0);
  await seesLoginWindows(client, 0);
}

test("the wrong line is named, with the next step, and the window stays", async () => {
  await office.service.admin.setLine({ ...WEST_LINE, region: "other" });
  const client = await office.startPc();
  await new Person(client).typeAndLogIn(office.account);
  const status = await client.statusWhere("the line error", (value) => value.reason === "LINE_NOT_VERIFIED");
  expect(status.state).toBe("attention");
  await seesLoginWindows(client, 1);
  await cancelled(client);
});

test("a login page that is down for now bothers nobody: it is tried again, and comes up by itself (reliability 27)", async () => {
  await office.service.admin.addFault({ kind: "html", route: "front", status: 503, times: 2 });
  const client = await office.startPc();
  const { reason } = await client.statusWhere(
    "the server's trouble, and no window",
    (status) => status.reason !== null && status.windows.length === 0,
  );
  expect(reason).toBe("NET_SERVER");
  await new Person(client).logInFirstTime(office.account);
});

test("a wrong password is named; after ten the account is locked, and that is named", async () => {
  const client = await office.startPc();
  const person = new Person(client);
  const wrong = { ...office.account, password: "wrong-Password-1" };
  await person.typeAndLogIn(wrong);
  await client.statusWhere("wrong password", (status) => status.reason === "AUTH_WRONG_PASSWORD");
  for (let tries = 1; tries < 10; tries += 1) {
    const page = await person.typeAndLogIn(wrong);
    await page.waitForLoadState();
  }
  await client.statusWhere("locked", (status) => status.reason === "AUTH_LOCKED");
  await cancelled(client);
});

test("the page that resets the password is named, and can be left", async () => {
  const client = await office.startPc();
  const page = await new Person(client).loginPage();
  await page.getByText("パスワードを忘れた方はこちら").click();
  await client.statusWhere("password reset", (status) => status.reason === "AUTH_PASSWORD_RESET");
  await cancelled(client);
});

test("cancel at the login page", async () => {
  const client = await office.startPc();
  await new Person(client).loginPage();
  await cancelled(client);
});

test("cancel at the consent question", async () => {
  const client = await office.startPc();
  const person = new Person(client);
  await person.typeAndLogIn(office.account);
  await person.consentPanel();
  await cancelled(client);
  expect(await office.events({ type: "consent", outcome: "notified" })).toHaveLength(0);
});

test("cancel while the code is exchanged: what comes late belongs to nobody", async () => {
  const client = await office.startPc();
  await office.service.admin.setLine({ ...WEST_LINE, region: "east" });
  await office.service.admin.addFault({ kind: "delay", route: "token", delayMs: 20_000 });
  await new Person(client).typeAndLogIn(office.account);
  await client.statusWhere("the code is exchanged", (status) => status.state === "working");
  await cancelled(client);
  await client.menu("ログイン");
  await client.statusWhere("online", online);
});

test("× on the login window is a cancel", async () => {
  const client = await office.startPc();
  const page = await new Person(client).loginPage();
  await client.statusWhere("it is there to be closed", ({ windows }) =>
    windows.some(({ visible }) => visible),
  );
  await page.close();
  const status = await client.statusWhere("signed out", signedOut);
  expect(status.reason).toBeNull();
});

test("the second factor is the person's to answer, and is named", async () => {
  await office.close();
  office = await openOffice({ door: "internet" });
  await askSecondFactor({ kind: "sms", phone: "09012345678" });
  const client = await office.startPc();
  const page = await new Person(client).typeAndLogIn(office.account);
  await client.statusWhere(
    "second factor",
    (status) => status.reason === "AUTH_SECOND_FACTOR" && status.state === "attention",
  );
  const [sms] = await office.service.admin.sms();
  await page.getByRole("textbox").fill(sms?.code ?? "");
  await page.getByRole("textbox").press("Enter");
  await client.statusWhere("online", online);
});

test("cancel at the second factor", async () => {
  await office.close();
  office = await openOffice({ door: "internet" });
  await askSecondFactor({ kind: "sms", phone: "09012345678" });
  const client = await office.startPc();
  await new Person(client).typeAndLogIn(office.account);
  await client.statusWhere("second factor", (status) => status.reason === "AUTH_SECOND_FACTOR");
  await cancelled(client);
});

test("the provider is down when the PC starts and back later: logged in without a hand", async () => {
  const first = await office.startPc();
  await new Person(first).logInFirstTime(office.account);
  await first.quit();

  await office.service.admin.addFault({ kind: "status", route: "*", status: 503, times: 3 });
  const second = await office.startPc();
  await second.statusWhere(
    "offline, session kept",
    (status) => status.state === "offline" && status.reason === "NET_SERVER",
  );
  const status = await second.statusWhere("online", online, 60_000);
  expect(status.windows).toEqual([]);
});

test("the provider is down at the first start: the login window comes when it is back", async () => {
  await office.service.admin.addFault({ kind: "status", route: "*", status: 503, times: 2 });
  const client = await office.startPc();
  await client.statusWhere("signed out for the network's sake", (status) => status.reason === "NET_SERVER");
  await client.page("the login page", (page) => page.url().includes("line.omakase"), 60_000);
});

test("killed without warning, the client is logged in again at the next start", async () => {
  const first = await office.startPc();
  await new Person(first).logInFirstTime(office.account);
  await first.kill();
  const second = await office.startPc();
  const status = await second.statusWhere("online", online);
  expect(status.windows).toEqual([]);
});
