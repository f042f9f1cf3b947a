import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium, type Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { supportCode } from "../../src/core/support/support-code.ts";
import { TOPICS } from "../../src/renderer/checks/topics.ts";
import { RECOVERY_WORDS } from "../../src/shared/locales/recovery-text.ts";
import type { Language } from "../../src/shared/view.ts";
import { createWords } from "../../src/shared/words.ts";
import { startAskingProxy } from "../support/asking-proxy.ts";
import { focusByKeyboard, keyboardFaults, pressByKeyboard } from "../support/by-keyboard.ts";
import { openOffice, Person } from "../support/office.ts";
import { atTwiceTheSize, overflow, violations } from "../support/page-look.ts";
import {
  clearMade,
  KEPT,
  lookOf,
  MADE,
  PICTURES,
  type Picture,
  type PictureName,
  pictureOf,
  pictureOfTray,
  save,
  sideBySide,
} from "../support/pictures.ts";
import type { RunningClient } from "../support/running-client.ts";

// Every window of our own, as Electron shows it: axe and the keyboard alone, in both languages, light, dark and at twice
// the size. One client a language; what is pressed in our windows is pressed by the keyboard. The manuals' pictures come
// from here, so that they show what there is.

beforeAll(clearMade);

/** No accessibility fault, nothing cut off, everything within reach of the keyboard. */
async function looksGood(page: Page, what: string): Promise<void> {
  await page.bringToFront();
  await page.emulateMedia({ colorScheme: "dark" });
  expect.soft(await violations(page), `${what}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
  expect.soft(await violations(page, "colours"), `${what}, light`).toEqual([]);
  expect.soft(await overflow(page), what).toEqual([]);
  expect.soft(await keyboardFaults(page), `${what}, by keyboard`).toEqual([]);
  await atTwiceTheSize(page, async () => {
    expect.soft(await violations(page, "structure"), `${what}, at 200 %`).toEqual([]);
    expect.soft(await overflow(page), `${what}, at 200 %`).toEqual([]);
    expect.soft(await keyboardFaults(page), `${what}, at 200 % by keyboard`).toEqual([]);
  });
}

/** A client from its first start on. */
type Tour = {
  readonly client: RunningClient;
  readonly person: Person;
  readonly account: { readonly mail: string; readonly password: string };
  readonly t: ReturnType<typeof createWords>["t"];
  readonly guideWords: (typeof RECOVERY_WORDS)[Language];
  /** Looks at a window; with a name it is one of the manuals' pictures. */
  readonly look: (page: Page, what: string, name?: PictureName) => Promise<void>;
  /** The windows of a first login. */
  readonly first: Picture[];
};

const PROXY = { user: "hanako", password: "Canary-proxy-7" };

const named = (client: RunningClient, route: string) =>
  client.page(`#/${route}`, (page) => page.url().includes(`#/${route}`));

/** Another day, behind a proxy that asks who is there. */
async function atTheProxy(client: RunningClient, { t, look }: Tour): Promise<void> {
  await client.statusWhere("the proxy's question", ({ reason }) => reason === "NET_PROXY_AUTH");
  await client.pressTray();
  const status = await named(client, "status");
  await status.getByLabel(t("proxy.user")).waitFor();
  await look(status, "the proxy's form");
  await focusByKeyboard(status, t("proxy.user"));
  await status.keyboard.type(PROXY.user);
  await status.keyboard.press("Tab");
  await status.keyboard.type(PROXY.password);
  await status.keyboard.press("Enter");
  await status.getByRole("heading", { name: t("state.online") }).waitFor();
}

async function atAWrongPassword(tour: Tour, status: Page): Promise<Page> {
  const { client, person, account, t, guideWords, look } = tour;
  await status.getByRole("heading", { name: t("state.attention") }).waitFor();
  await look(status, "status, a login is asked for");
  await person.typeAndLogIn({ ...account, password: "wrong-Password-1" });
  await status.getByRole("heading", { name: t("error.AUTH_WRONG_PASSWORD.title") }).waitFor();
  await look(status, "status, with a reason", "status-reason");
  await pressByKeyboard(status, t("guide.open"));
  const guide = await named(client, "guide");
  const { ask, answers } = guideWords.question["password-known"];
  await guide.getByRole("heading", { name: ask }).waitFor();
  await look(guide, "guide, a question");
  await pressByKeyboard(guide, answers.forgotten, "Space");
  await guide.getByRole("heading", { name: guideWords.step["request-reset"] }).waitFor();
  await look(guide, "guide, a step", "guide-step");
  await pressByKeyboard(guide, guideWords.stuck);
  await guide.locator(".support-code code").waitFor();
  await look(guide, "guide, its end at the helpdesk", "guide-helpdesk");
  return guide;
}

async function atTheBundle({ client, t, look }: Tour, guide: Page): Promise<void> {
  await pressByKeyboard(guide, t("bundle.open"));
  const bundle = await named(client, "bundle");
  await bundle.locator("pre").waitFor({ timeout: 30_000 });
  const events = `events.json${t("bundle.about.events-json")}`;
  await pressByKeyboard(bundle, events);
  await bundle.getByRole("heading", { name: "events.json" }).waitFor();
  await look(bundle, "bundle", "bundle");
}

async function toOnline(tour: Tour, guide: Page, status: Page): Promise<void> {
  const { client, person, account, t, guideWords, look } = tour;
  await pressByKeyboard(guide, t("guide.restart"));
  await person.typeAndLogIn(account);
  const consent = await named(client, "consent");
  await consent.getByRole("button", { name: t("consent.yes") }).waitFor();
  tour.first.push(await pictureOf(consent));
  await look(consent, "consent panel");
  await pressByKeyboard(consent, t("consent.yes"));
  await guide.getByRole("heading", { name: guideWords.online }).waitFor();
  await look(guide, "guide, online");
  await guide.keyboard.press("Escape").catch((thrown: unknown) => {
    if (!guide.isClosed()) throw thrown;
  });
  await client.statusWhere("the guide is closed", ({ windows }) =>
    windows.every(({ kind }) => kind !== "guide"),
  );
  await status.bringToFront();
  await status.getByRole("heading", { name: t("state.online") }).waitFor();
  tour.first.push(await pictureOf(status));
  await look(status, "status, online");
}

async function throughTheViews({ t, look }: Tour, status: Page): Promise<void> {
  await pressByKeyboard(status, t("common.settings"));
  await look(status, "settings");
  await focusByKeyboard(status, t("settings.proxy.label"));
  for (const arrow of ["ArrowDown", "ArrowDown"]) await status.keyboard.press(arrow);
  await status.getByLabel(t("settings.proxy.server")).waitFor();
  await look(status, "settings, with a proxy's address");
  await pressByKeyboard(status, t("settings.proxy.cancel"));
  await pressByKeyboard(status, t("common.back"));
  await pressByKeyboard(status, t("common.about"));
  await look(status, "about");
  await pressByKeyboard(status, t("common.back"));
  await pressByKeyboard(status, t("common.checks"));
  await look(status, "checks");
  for (const topic of TOPICS) {
    await pressByKeyboard(status, t(`checks.topic.${topic}`));
    await look(status, `check of ${topic}`);
    await pressByKeyboard(status, t("checks.back"));
  }
  await pressByKeyboard(status, t("common.back"));
}

async function toLeaveAndComeBack({ client, t, look }: Tour, status: Page): Promise<Picture> {
  await pressByKeyboard(status, t("action.forget"), "Space");
  await status.getByRole("heading", { name: t("forget.title") }).waitFor();
  await look(status, "the question before forgetting");
  await status.keyboard.press("Escape");
  await status.getByRole("dialog").waitFor({ state: "detached" });
  await pressByKeyboard(status, t("action.logout"));
  await client.statusWhere("logged out", ({ state }) => state === "signed-out");
  await look(status, "status, logged out");
  const tray = pictureOfTray(await client.tray());
  await pressByKeyboard(status, t("action.login"));
  await client.statusWhere("online", ({ state }) => state === "online");
  return tray;
}

async function firstDays(tour: Tour, language: Language): Promise<void> {
  tour.first.push(await pictureOf(await tour.person.loginPage()));
  await tour.client.pressTray();
  const status = await named(tour.client, "status");
  const guide = await atAWrongPassword(tour, status);
  await atTheBundle(tour, guide);
  await toOnline(tour, guide, status);
  await throughTheViews(tour, status);
  const tray = await toLeaveAndComeBack(tour, status);
  await tour.client.quit();
  if (language === "en") return;
  save("first-login", sideBySide(tour.first));
  save("tray", tray);
}

test.each(["ja", "en"] as const)(
  "%s: every window, from the first start to a login at a proxy",
  async (language) => {
    const proxy = await startAskingProxy(PROXY.user, PROXY.password);
    const office = await openOffice({ policy: { language } });
    try {
      const client = await office.startPc();
      const tour: Tour = {
        client,
        person: new Person(client),
        account: office.account,
        t: createWords(language).t,
        guideWords: RECOVERY_WORDS[language],
        look: async (page, what, name) => {
          if (name !== undefined && language === "ja") save(name, await pictureOf(page));
          await looksGood(page, what);
        },
        first: [],
      };
      await firstDays(tour, language);
      Object.assign(office.policy, { proxy: { server: proxy.url, bypass: ["<-loopback>"] } });
      await atTheProxy(await office.startPc(), tour);
    } finally {
      await office.close();
      await proxy.close();
    }
  },
);

const HELPDESK_PAGE = pathToFileURL(
  fileURLToPath(new URL("../../out/helpdesk/index.html", import.meta.url)),
).href;

test("the helpdesk's page, with a code and the guide for a call", async () => {
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--window-size=800,1000"],
  });
  try {
    const page = await browser.newPage({ viewport: null });
    await page.goto(HELPDESK_PAGE);
    await looksGood(page, "without a code");
    await page.getByLabel("サポートコード", { exact: true }).fill(
      supportCode({
        service: "omakase",
        version: { major: 0, minor: 1, patch: 0 },
        doing: "your-turn",
        error: "AUTH_LOCKED",
        finding: "all-well",
        os: "windows",
        age: "1-hour",
      }),
    );
    await page.getByRole("region", { name: "ご案内" }).waitFor();
    save("helpdesk-page", await pictureOf(page));
    await looksGood(page, "at a question");
    await pressByKeyboard(page, "届いている");
    await looksGood(page, "at a step");
  } finally {
    await browser.close();
  }
});

test.each(PICTURES)("the manuals' picture %s shows what there is; if not: npm run pictures", (name) => {
  expect(lookOf(KEPT, name)).toEqual(lookOf(MADE, name));
});
