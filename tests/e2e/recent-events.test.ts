import { afterEach, beforeEach, expect, test } from "vitest";
import { lookAtEvents } from "../../src/main/support/events-file.ts";
import { createWords } from "../../src/shared/words.ts";
import { type Office, openOffice, Person } from "../support/office.ts";
import { until } from "../support/wait.ts";

// What is told of a login's life, as the real client lives it.

const { t } = createWords("ja");
let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const told = async () => (await lookAtEvents(office.dataDir, office.id)).map(({ what }) => what).toReversed();

test("first login, logout, login, restart, forget: each is one line, and forgetting leaves itself alone", async () => {
  const first = await office.startPc();
  await new Person(first).logInFirstTime(office.account);
  await first.menu(t("action.logout"));
  await first.statusWhere("signed out", ({ state }) => state === "signed-out");
  await first.menu(t("action.login"));
  await first.statusWhere("online", ({ state }) => state === "online");
  await first.quit();
  const life = [
    "login-asked",
    "consent-asked",
    "consent-given",
    "logged-in",
    "logged-out",
    "logged-in-alone",
  ];
  expect(await told()).toEqual(life);

  const second = await office.startPc();
  await second.statusWhere("online", ({ state }) => state === "online");
  await until("the start is told", async () => (await told()).length === life.length + 1);
  expect(await told()).toEqual([...life, "logged-in-alone"]);

  await second.menu(t("tray.showStatus"));
  const page = await second.page("the status window", (one) => one.url().includes("#/status"));
  const list = page.locator(".recent-events");
  await list.waitFor();
  const lines = await list.getByRole("listitem").allTextContents();
  expect(lines).toHaveLength(7);
  expect(lines[0]).toMatch(/^今日 \d{1,2}:\d{2} 自動でログインしました$/u);

  expect((await second.command("logout", "--forget", "--json")).code).toBe(0);
  await until("forgotten", async () => (await told()).join() === "forgotten");
});
