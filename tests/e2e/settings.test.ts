import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, describe, expect, test } from "vitest";
import { root } from "../../scripts/run-command.ts";
import { createSettingsFile, NO_SETTINGS } from "../../src/main/config/settings.ts";
import { createWords } from "../../src/shared/words.ts";
import { storageDrive } from "../integration/command-line.fixture.ts";
import { type Office, openOffice, Person } from "../support/office.ts";
import { violations } from "../support/page-look.ts";
import type { RunningClient } from "../support/running-client.ts";
import { hasSquid, type Squid, startSquid } from "../support/squid.ts";
import { until } from "../support/wait.ts";

// What a person sets in the real windows, what becomes of it, and what IT has fixed.

const ja = createWords("ja");
const en = createWords("en");

let office: Office;
let squid: Squid | null = null;
afterEach(async () => {
  await office.close();
  await squid?.close();
  squid = null;
});

/** Opened from the tray, in whatever language it is. */
async function settings(client: RunningClient, words = ja): Promise<Page> {
  // A menu that is drawn anew in that moment has other entries: pressed once more, as a person would (`openGuide`).
  const page = await until("the settings", async () => {
    await client.menu(words.t("tray.settings"));
    return client.page("the settings", (one) => one.url().endsWith("#/settings"), 4_000).catch(() => null);
  });
  await page.getByRole("heading", { level: 1, name: words.t("settings.heading") }).waitFor();
  return page;
}

const labelled = (page: Page, text: string) => page.getByLabel(text, { exact: true });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const saved = (page: Page, words = ja) =>
  page.getByRole("status").getByText(words.t("settings.saved")).waitFor();
const kept = async () => (await createSettingsFile(office.dataDir).read()).value ?? NO_SETTINGS;

test("language, startup login and notifications hold at once, can be undone, and outlive a crash", async () => {
  office = await openOffice({ policy: { language: undefined } });
  const client = await office.startPc();
  await new Person(client).loginPage(); // a new PC's login begins by itself
  const page = await settings(client, en); // as this test's system is
  expect(await violations(page)).toEqual([]);
  await labelled(page, en.t("settings.language")).selectOption("ja");
  await page.getByRole("heading", { level: 1, name: ja.t("settings.heading") }).waitFor();
  await button(page, ja.t("settings.undo")).click();
  await page.getByRole("heading", { level: 1, name: en.t("settings.heading") }).waitFor();
  await labelled(page, en.t("settings.language")).selectOption("ja");
  await saved(page);
  await labelled(page, ja.t("settings.startupLogin")).uncheck();
  await until("it is on the disk", async () => (await kept()).startupLogin === false);
  await labelled(page, ja.t("settings.notifications.label")).selectOption("none");
  await until("it is on the disk", async () => (await kept()).notifications === "none");
  await client.kill();

  await office.mark();
  const next = await office.startPc();
  await next.statusWhere("nobody logs in by itself", ({ state }) => state === "signed-out");
  const again = await settings(next, ja);
  expect(await labelled(again, ja.t("settings.startupLogin")).isChecked()).toBe(false);
  expect(await labelled(again, ja.t("settings.notifications.label")).inputValue()).toBe("none");
  expect(await office.events({ type: "authorize" })).toEqual([]);
  // Of the first start there is one that tells where the icon is.
  expect(await next.notifications()).toEqual([]);
});

test("what the command line sets is what the window shows, and the other way round; what IT fixed it refuses", async () => {
  office = await openOffice({ policy: { startupLogin: false, notifications: "needed" } });
  const client = await office.startPc();
  const page = await settings(client);
  const drive = async (...args: string[]) => {
    const { exit, out } = await storageDrive(office.dataDir, ["settings", ...args, "--json"]);
    return { exit, ...JSON.parse(out) };
  };
  const told = async (name: string) =>
    (await drive()).value.settings.find((one: { readonly name: string }) => one.name === name);

  expect(await told("language")).toEqual({
    name: "language",
    value: "ja",
    origin: "machine-policy",
    locked: "machine-policy",
  });
  const proxy = { server: "http://proxy.office.example:8080", bypass: ["*.office.example"] };
  expect(await drive("set", "proxy", "proxy.office.example:8080", "*.office.example")).toEqual({
    exit: 0,
    ok: true,
    value: { name: "proxy", value: proxy, origin: "user-settings", locked: null, waiting: false },
  });
  const server = labelled(page, ja.t("settings.proxy.server"));
  await until("the window shows it", async () => (await server.inputValue()) === proxy.server);
  expect((await kept()).proxy).toEqual(proxy);

  await labelled(page, ja.t("settings.proxy.label")).selectOption("direct");
  await button(page, ja.t("settings.proxy.save")).click();
  await saved(page);
  expect(await told("proxy")).toMatchObject({ value: "direct", origin: "user-settings" });
  expect(await drive("reset", "proxy")).toMatchObject({
    exit: 0,
    value: { value: "system", origin: "default" },
  });
  const kind = labelled(page, ja.t("settings.proxy.label"));
  await until("the window shows it", async () => (await kind.inputValue()) === "system");
  expect((await kept()).proxy).toBeNull();

  for (const args of [
    ["set", "notifications", "all"],
    ["reset", "notifications"],
  ])
    expect(await drive(...args)).toMatchObject({ exit: 8, error: { code: "CLI_SETTING_LOCKED" } });
  expect(await told("notifications")).toMatchObject({ value: "needed" });
  // Of a package alone it is known whether it starts with the PC.
  expect(await drive("set", "autostart", "on")).toMatchObject({
    exit: 8,
    error: { code: "CLI_SETTING_LOCKED" },
  });
});

test("another service is gone over to at once, and back", async () => {
  office = await openOffice({ policy: { service: undefined, overrides: undefined, startupLogin: false } });
  const client = await office.startPc();
  const page = await settings(client);
  await labelled(page, ja.t("settings.service")).selectOption("ot");
  await client.statusWhere("the other one", ({ service }) => service === "ot");
  await button(page, ja.t("settings.undo")).click();
  await client.statusWhere("the first one", ({ service }) => service === "omakase");
  await until("it is on the disk", async () => (await kept()).service === "omakase");
});

describe.skipIf(!hasSquid)("a proxy", () => {
  const PERSON = { user: "hanako", password: "Canary-proxy-8" };

  async function pcWithSquid(credentials?: typeof PERSON) {
    office = await openOffice({ policy: { startupLogin: false } });
    const origins = Object.values(office.service.ready.origins[office.id] ?? {});
    const hosts = [...new Set(origins.map((origin) => new URL(origin).hostname))];
    const proxy = await startSquid({ hosts, ...(credentials !== undefined && { credentials }) });
    squid = proxy;
    const client = await office.startPc();
    const page = await settings(client);
    await labelled(page, ja.t("settings.proxy.label")).selectOption("server");
    await labelled(page, ja.t("settings.proxy.server")).fill(`127.0.0.1:${proxy.port}`);
    await labelled(page, ja.t("settings.proxy.bypass")).fill("<-loopback>");
    return { client, page, proxy };
  }

  const tried = async (page: Page, told: string) => {
    await button(page, ja.t("settings.proxy.try")).click();
    const result = page.locator("form [role=status]");
    await result.getByText(told).waitFor();
  };

  test("that works is tried before it is saved, and then the login goes through it", async () => {
    const { client, page, proxy } = await pcWithSquid();
    await tried(page, ja.t("settings.proxy.works"));
    await page.getByText(ja.t("settings.proxy.via", { proxy: `127.0.0.1:${proxy.port}` })).waitFor();
    expect(proxy.log().length).toBeGreaterThan(0);
    expect(await violations(page)).toEqual([]);
    // Nothing of it is in use yet.
    expect((await kept()).proxy).toBeNull();
    await button(page, ja.t("settings.proxy.save")).click();
    await saved(page);
    expect((await kept()).proxy).toEqual({
      server: `http://127.0.0.1:${proxy.port}`,
      bypass: ["<-loopback>"],
    });
    await client.menu(ja.t("action.login"));
    await new Person(client).logInFirstTime(office.account);
    expect(proxy.log().some((line) => line.includes("/kaisen/"))).toBe(true);
  });

  test("that refuses is told with what to do; one that isn't in the way any more goes on being told", async () => {
    const { page, proxy } = await pcWithSquid();
    await proxy.stop();
    await tried(page, ja.t("settings.proxy.next.NET_PROXY"));
    await proxy.start();
    await tried(page, ja.t("settings.proxy.works"));
    await labelled(page, ja.t("settings.proxy.label")).selectOption("direct");
    await tried(page, ja.t("settings.proxy.direct"));
  });

  test("that wants a login says so; saved, the status window asks for it, and the login begins again by itself", async () => {
    const { client, page } = await pcWithSquid(PERSON);
    await tried(page, ja.t("settings.proxy.next.NET_PROXY_AUTH"));
    await button(page, ja.t("settings.proxy.save")).click();
    await saved(page);
    await client.menu(ja.t("action.login"));
    await client.statusWhere("the proxy's question", ({ reason }) => reason === "NET_PROXY_AUTH");
    await page.getByRole("link", { name: ja.t("common.back") }).click();
    await labelled(page, ja.t("proxy.user")).fill(PERSON.user);
    await labelled(page, ja.t("proxy.password")).fill(PERSON.password);
    await button(page, ja.t("proxy.send")).click();
    await new Person(client).logInFirstTime(office.account);
  });

  test("chosen during a login takes it along: it begins again by the new way", async () => {
    const { client, page, proxy } = await pcWithSquid();
    await client.menu(ja.t("action.login"));
    const before = await new Person(client).loginPage();
    // By a key: a window that another one covers may draw no frame, and a click waits for two.
    await button(page, ja.t("settings.proxy.save")).press("Enter");
    await saved(page);
    await until("the login's first window is gone", () => before.isClosed());
    await until("the login page came by the proxy", () => proxy.log().length > 0);
    await new Person(client).logInFirstTime(office.account);
  });
});

test("what a policy fixes is locked with the reason, also for whoever asks past the view", async () => {
  office = await openOffice({
    policy: {
      startupLogin: false,
      notifications: "needed",
      proxy: "direct",
      autostart: true,
      hiddenMenuItems: ["about", "open-web"],
    },
  });
  const client = await office.startPc();
  const page = await settings(client);
  for (const name of ["service", "startupLogin", "language", "notifications.label", "proxy.label"] as const)
    expect(await labelled(page, ja.t(`settings.${name}`)).isDisabled(), name).toBe(true);
  const locks = page.getByText(ja.t("settings.locked.machine-policy"));
  expect(await locks.count()).toBe(6);
  expect(await violations(page)).toEqual([]);
  const answer = await page.evaluate(() =>
    window.drive.setSettings({ language: "en", startupLogin: true, proxy: "system", notifications: "all" }),
  );
  expect(answer).toEqual({ ok: true, value: null });
  expect(await labelled(page, ja.t("settings.startupLogin")).isChecked()).toBe(false);
  expect(await kept()).toMatchObject({
    language: null,
    startupLogin: null,
    proxy: null,
    notifications: null,
  });
  const labels = (await client.tray()).menu.map(({ label }) => label);
  expect(labels).toContain(ja.t("tray.settings"));
  expect(labels).not.toContain(ja.t("tray.about"));
});

test("start with the PC, off and on, as the package's own entry has it", async () => {
  office = await openOffice({ policy: { startupLogin: false } });
  const FILE = "autostart/storage-service-drive.desktop";
  const [own, system] = ["own", "system"].map((name) => join(office.dataDir, name, FILE)) as [string, string];
  mkdirSync(dirname(system), { recursive: true });
  mkdirSync(dirname(dirname(own)), { recursive: true });
  const entry = readFileSync(join(root, "build/linux/autostart.desktop"), "utf8");
  writeFileSync(system, entry);
  const env = {
    XDG_CONFIG_HOME: join(office.dataDir, "own"),
    XDG_CONFIG_DIRS: join(office.dataDir, "system"),
  };
  const client = await office.startPc(env);
  const page = await settings(client);
  const box = labelled(page, ja.t("settings.autostart"));
  await until("it is on", () => box.isChecked());
  await box.uncheck();
  await saved(page);
  expect(readFileSync(own, "utf8")).toMatch(/^Hidden=true$/mu);
  await box.check();
  await until("nothing of the person's is left", () => {
    try {
      readFileSync(own);
      return false;
    } catch {
      return true;
    }
  });
  expect(readFileSync(system, "utf8")).toBe(entry);
  // Somebody else's settings turn it off meanwhile: seen when the view is opened again.
  mkdirSync(dirname(own), { recursive: true });
  writeFileSync(own, `${entry}Hidden=true\n`);
  await page.getByRole("link", { name: ja.t("common.back") }).click();
  await page.getByRole("link", { name: ja.t("common.settings"), exact: true }).click();
  await until("it is off", async () => !(await box.isChecked()));
});
