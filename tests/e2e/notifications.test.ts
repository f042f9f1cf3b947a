import { afterEach, beforeEach, expect, test } from "vitest";
import { inside, WITH_INSPECTOR } from "../support/inside.ts";
import { type Office, openOffice, Person } from "../support/office.ts";
import type { RunningClient } from "../support/running-client.ts";

let office: Office;
beforeEach(async () => {
  office = await openOffice({ policy: { startupLogin: false } });
});
afterEach(() => office.close());

const statusWindow = (client: RunningClient) =>
  client.statusWhere("the status window is shown", ({ windows }) =>
    windows.some(({ kind, visible }) => kind === "status" && visible),
  );

test("the first notification, left alone for long, still opens what it tells of when it is pressed", async () => {
  const client = await office.startPc({}, { args: [WITH_INSPECTOR] });
  const first = await client.notification("");
  const main = await inside(client);
  await main.collectGarbage();
  main.close();
  await first.press();
  await statusWindow(client);
});

test("a login that somebody saw ends with who, which service and where the icon is; one that nobody saw ends in silence", async () => {
  const client = await office.startPc();
  await client.menu("ログイン");
  await new Person(client).logInFirstTime(office.account);
  const notice = await client.notification("ログインが完了しました");
  const finished = (await client.notifications()).filter(({ title }) => title === "ログインが完了しました");
  expect(finished.map(({ body }) => body)).toEqual([
    `${office.account.mail}でおまかせクラウドストレージにログインしました。アイコンは、画面右下の通知領域にあります。`,
  ]);
  await notice.press();
  await statusWindow(client);
  await client.quit();

  // Resumed by its token, and after a logout from its rest: no window either time.
  const next = await office.startPc();
  await next.statusWhere("online", ({ state }) => state === "online");
  await next.menu("ログアウト");
  await next.statusWhere("signed out", ({ state }) => state === "signed-out");
  await next.menu("ログイン");
  await next.statusWhere("online again", ({ state }) => state === "online");
  const titles = (await next.notifications()).map(({ title }) => title);
  expect(titles).not.toContain("ログインが完了しました");
});

test("a desktop that hangs holds nothing up: the login goes on and ends, and what was to be told is told afterwards", async () => {
  const client = await office.startPc();
  await client.menu("ログイン");
  const person = new Person(client);
  await person.typeAndLogIn(office.account);
  await person.consentPanel();
  client.hangDesktop(true);
  try {
    await person.consent();
    await client.statusWhere("online", ({ state }) => state === "online", 10_000);
    expect((await client.command("logout", "--json")).code).toBe(0);
  } finally {
    client.hangDesktop(false);
  }
  await client.notification("ログインが完了しました");
});
