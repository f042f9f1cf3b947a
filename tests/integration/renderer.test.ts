import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ERRORS, whomToAsk } from "../../src/core/errors.ts";
import { decodeSupportCode } from "../../src/core/support/support-code.ts";
import type { View } from "../../src/shared/view.ts";
import { createWords } from "../../src/shared/words.ts";
import { violations } from "../support/page-look.ts";
import { until } from "../support/wait.ts";
import { expectGoodLooks, focused } from "./renderer-look.ts";
import { openStage, type Stage, type StageOptions, type StagePage } from "./renderer-stage.ts";
import { SCENES } from "./renderer-views.ts";

let stage: Stage;
const ja = createWords("ja");

beforeAll(async () => {
  stage = await openStage();
});

afterAll(() => stage.close());

function scene(name: string): { readonly hash: string; readonly view: View } {
  const found = SCENES[name];
  if (found === undefined) throw new Error(`no scene ${name}`);
  return found;
}

async function staged(
  name: string,
  play: (opened: StagePage) => Promise<void>,
  options: StageOptions = {},
  change: Partial<View> = {},
): Promise<void> {
  const { hash, view } = scene(name);
  const opened = await stage.open({ ...view, ...change }, { hash, ...options });
  try {
    await play(opened);
    expect(opened.complaints).toEqual([]);
  } finally {
    await opened.close();
  }
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** What lies in the clipboard. */
async function pasted(page: Page): Promise<string> {
  await page.evaluate(() => document.body.append(document.createElement("textarea")));
  await page.locator("textarea").focus();
  await page.keyboard.press("Control+V");
  return page.locator("textarea").inputValue();
}

/** These are looked at in real windows (tests/e2e/every-window.test.ts). */
const IN_REAL_WINDOWS: ReadonlySet<string> = new Set([
  ...["your-turn", "wrong-password", "online", "resting", "consent", "forget", "proxy-asks"],
  ...["settings-locked", "about", "checks"],
]);

describe("every other scene", () => {
  test.each(Object.keys(SCENES).filter((name) => !IN_REAL_WINDOWS.has(name)))(
    "%s: no accessibility fault and nothing cut off, in both languages, light, dark and at 200 per cent",
    async (name) => {
      await staged(name, (opened) => expectGoodLooks(opened, scene(name).view));
    },
  );
});

test("the status window's text is marked as a whole and copied with its code (Ctrl+A, Ctrl+C)", async () => {
  const events = [{ at: "2026-01-02T00:00:00.000Z", what: "disconnected", code: "NET_DNS" }] as const;
  await staged(
    "offline",
    async ({ page }) => {
      await page.keyboard.press("Control+A");
      await page.keyboard.press("Control+C");
      const text = await pasted(page);
      for (const part of [
        ja.t("error.NET_DNS.title"),
        ja.t("error.NET_DNS.cause"),
        ja.t("error.NET_DNS.next"),
        "NET_DNS",
        ja.t("event.disconnected"),
      ])
        expect(text).toContain(part);
      expect(text).toMatch(/\d{4} \d{4} \d{4} \d{4}/u);
    },
    {},
    { reason: "NET_DNS", events },
  );
});

describe("the support code", () => {
  test("stands where something is wrong, in figures that the helpdesk's page reads, and always in About", async () => {
    const codeOf = async (page: Page) =>
      decodeSupportCode((await page.locator(".support-code code").textContent()) ?? "");
    const change = { reason: "NET_DNS", since: new Date(Date.now() - 7_200_000).toISOString() } as const;
    await staged(
      "offline",
      async ({ page }) => {
        const { doing, version } = scene("offline").view;
        expect(await codeOf(page)).toMatchObject({
          ok: true,
          facts: { error: "NET_DNS", doing, os: "windows", age: "1-hour" },
        });
        expect(version).toMatch(/^\d/u);
      },
      {},
      change,
    );
    await staged("signed-out", async ({ page }) =>
      expect(await page.locator(".support-code").count()).toBe(0),
    );
    await staged("about", async ({ page }) => expect(await codeOf(page)).toMatchObject({ ok: true }));
  });
});

describe("status window", () => {
  test("shows the one next action first, and each button is its call", async () => {
    await staged("signed-out", async ({ page, calls }) => {
      const labels = await page.getByRole("button").allTextContents();
      expect(labels).toEqual([
        ja.t("action.login"),
        ja.t("action.switch-account"),
        ja.t("action.open-web"),
        ja.t("action.forget"),
      ]);
      for (const label of labels) await button(page, label).click();
      expect(await calls()).toEqual([["login"], ["switchAccount"], ["openLink", "web"], ["forget", false]]);
    });
  });

  test("says whose dialog waits (reliability 36)", async () => {
    await staged("store-asks", async ({ page }) => {
      await page.getByRole("heading", { name: ja.t("status.dialogOf", { program: "KeePassXC" }) }).waitFor();
      await page.getByText(ja.t("error.STORE_DIALOG_WAITING.next")).waitFor();
    });
  });

  test("takes what the proxy wants to know, by keyboard alone, and doesn't keep the password", async () => {
    await staged("proxy-asks", async ({ page, calls }) => {
      const [user, password] = [page.getByLabel(ja.t("proxy.user")), page.getByLabel(ja.t("proxy.password"))];
      await user.focus();
      await page.keyboard.press("Enter");
      expect(await calls()).toEqual([]);
      await page.keyboard.type("hanako");
      await page.keyboard.press("Tab");
      await page.keyboard.type("Canary-proxy-1");
      await page.keyboard.press("Enter");
      expect(await calls()).toEqual([
        ["introduceToProxy", "proxy.office.example:8080", "hanako", "Canary-proxy-1"],
      ]);
      expect(await user.inputValue()).toBe("hanako");
      expect(await password.inputValue()).toBe("");
    });
  });

  test("can be walked by keyboard in reading order, and Enter right after opening presses nothing", async () => {
    await staged("signed-out", async ({ page, calls }) => {
      expect(await focused(page)).toBe(`H1 ${scene("signed-out").view.service.name}`);
      await page.keyboard.press("Enter");
      expect(await calls()).toEqual([]);
      const walk: string[] = [];
      for (let step = 0; step < 7; step += 1) {
        await page.keyboard.press("Tab");
        walk.push(await focused(page));
        const outline = await page.evaluate(
          () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
        );
        expect(outline).toBe("solid");
      }
      expect(walk).toEqual([
        "BUTTON ログイン",
        "BUTTON 別のアカウントでログイン",
        "BUTTON Web版を開く",
        "BUTTON このPCから削除…",
        "A 確認ツール",
        "A 設定",
        "A このアプリについて",
      ]);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: ja.t("about.heading") }).waitFor();
      expect(await focused(page)).toBe(`H1 ${ja.t("about.heading")}`);
    });
  });

  test("follows main: a change is told by the live region, not asked for", async () => {
    await staged("connecting", async ({ page, show }) => {
      const region = page.getByRole("status");
      expect(await region.textContent()).toContain(ja.t("state.working"));
      await show(scene("online").view);
      await until("the new state", async () => (await region.textContent())?.includes(ja.t("state.online")));
      expect(await page.getByText("hanako.yamada@example.co.jp").isVisible()).toBe(true);
    });
  });

  test("shows beside the code what the provider said, and where", async () => {
    await staged("signed-out", async ({ page, show }) => {
      const said = { word: "invalid_scope", place: "https://login.example/token" } as const;
      await show({ ...scene("signed-out").view, reason: "AUTH_PROVIDER_ERROR", said });
      await page.getByText("AUTH_PROVIDER_ERROR").waitFor();
      expect(await page.getByText("invalid_scope", { exact: true }).isVisible()).toBe(true);
      expect(await page.getByText("https://login.example/token", { exact: true }).isVisible()).toBe(true);
    });
  });

  test("changes its language while it is open", async () => {
    await staged("online", async ({ page, show }) => {
      await show({ ...scene("online").view, language: "en" });
      await page.getByRole("heading", { name: "Logged in" }).waitFor();
      expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    });
  });

  test("says how long the attempt may still take, and tells a screen reader only a few of the minutes", async () => {
    await staged("your-turn", async ({ page }) => {
      const deadline = (minutes: number) => new Date(Date.now() + minutes * 60_000 - 5_000).toISOString();
      const { view } = scene("your-turn");
      const polite = page.locator("[aria-live=polite]");
      for (const [minutes, told] of [
        [12, ""],
        [9, ja.t("status.remaining", { minutes: 10 })],
        [7, ja.t("status.remaining", { minutes: 10 })],
        [1, ja.t("status.remainingUnderOne")],
      ] as const) {
        await page.evaluate((next) => window.stage.show(next), {
          ...view,
          attempt: { page: null, deadline: deadline(minutes), address: null },
        });
        const shown =
          minutes === 1 ? ja.t("status.remainingUnderOne") : ja.t("status.remaining", { minutes });
        await until(shown, async () => (await page.locator(".remaining p").first().textContent()) === shown);
        expect(await polite.textContent()).toBe(told);
      }
    });
  });

  test("says why and what next for every error, with its code and nothing else's text", async () => {
    await staged("wrong-line", async ({ page, show }) => {
      for (const reason of Object.keys(ERRORS) as (keyof typeof ERRORS)[]) {
        await show({ ...scene("wrong-line").view, reason, lastError: null });
        const notice = page.getByRole("region", { name: ja.t(`error.${reason}.title`) });
        await notice.waitFor();
        expect(await notice.locator("p").allTextContents()).toEqual([
          ja.t(`error.${reason}.cause`),
          ja.t(`error.${reason}.next`),
          `${ja.t("common.errorCode")} ${reason}`,
        ]);
      }
    });
  });

  test("says whom to ask about every error: one, as the table has it", async () => {
    await staged("wrong-line", async ({ page, show }) => {
      for (const reason of Object.keys(ERRORS) as (keyof typeof ERRORS)[]) {
        await show({ ...scene("wrong-line").view, reason, lastError: null });
        const notice = page.getByRole("region", { name: ja.t(`error.${reason}.title`) });
        await notice.waitFor();
        expect(await notice.getByRole("definition").allTextContents()).toEqual([
          ja.t(`whom.${whomToAsk(reason)}`),
        ]);
      }
    });
  });

  test("a reason's title and code can be copied by keyboard, with what the provider said, and it says so", async () => {
    await staged("signed-out", async ({ page, show }) => {
      const said = { word: "invalid_scope", place: "https://login.example/token" } as const;
      await show({ ...scene("signed-out").view, reason: "AUTH_PROVIDER_ERROR", said });
      await button(page, ja.t("common.copy")).waitFor();
      await page.keyboard.press("Tab");
      expect(await focused(page)).toBe(`BUTTON ${ja.t("common.copy")}`);
      await page.keyboard.press("Enter");
      await page.getByText(ja.t("common.copied")).waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await pasted(page)).toBe(
        `${ja.t("error.AUTH_PROVIDER_ERROR.title")} AUTH_PROVIDER_ERROR invalid_scope https://login.example/token`,
      );
      // Of another reason nothing has been copied yet.
      await show({ ...scene("signed-out").view, reason: "NET_OFFLINE" });
      await page.getByText("NET_OFFLINE").waitFor();
      expect(await page.getByText(ja.t("common.copied")).count()).toBe(0);
    });
  });

  test("a reason's text can be selected with its code", async () => {
    await staged("wrong-line", async ({ page }) => {
      const notice = page.getByRole("region", { name: ja.t("error.LINE_NOT_VERIFIED.title") });
      await notice.evaluate((element) => getSelection()?.selectAllChildren(element));
      const selected = await page.evaluate(() => getSelection()?.toString());
      expect(selected).toContain(ja.t("error.LINE_NOT_VERIFIED.title"));
      expect(selected).toContain("LINE_NOT_VERIFIED");
      expect(selected).toContain(ja.t("whom.holder"));
    });
  });

  test("while the browser is waited for it can be opened again, or its address copied and opened by hand", async () => {
    await staged("in-browser", async ({ page, calls }) => {
      await button(page, ja.t("status.openBrowserAgain")).click();
      expect(await calls()).toEqual([["openBrowser"]]);
      await button(page, ja.t("status.copyAddress")).click();
      await page.getByText(ja.t("common.copied")).waitFor();
      const address = await page.getByLabel(ja.t("status.browserAddress")).inputValue();
      expect(address).toContain("response_type=code");
      expect(await pasted(page)).toBe(address);
    });
  });

  test("a press that main refuses, or doesn't hear, is answered in words", async () => {
    await staged("signed-out", async ({ page, answerWith }) => {
      const alert = page.getByRole("alert");
      for (const [answer, code] of [
        ["NET_OFFLINE", "NET_OFFLINE"],
        ["throw", "APP_UNEXPECTED"],
      ] as const) {
        await answerWith(answer);
        await button(page, ja.t("action.login")).click();
        await alert.getByText(ja.t(`error.${code}.title`)).waitFor();
        await alert.getByText(ja.t(`whom.${whomToAsk(code)}`), { exact: true }).waitFor();
        expect(await page.locator("body").textContent()).not.toContain("raw text");
        expect(await violations(page)).toEqual([]);
      }
      await answerWith(null);
      await button(page, ja.t("common.dismiss")).click();
      expect(await alert.textContent()).toBe("");
    });
  });

  test("when main doesn't answer at all it says so in words", async () => {
    const opened = await stage.open(null);
    try {
      await opened.page.getByRole("alert").getByText(ja.t("status.unreachable")).waitFor();
      expect(await opened.page.locator("body").textContent()).not.toContain("raw text");
      expect(await violations(opened.page)).toEqual([]);
    } finally {
      await opened.close();
    }
  });

  test("is told apart without colour", async () => {
    await staged(
      "online",
      async ({ page, show }) => {
        const shapes = new Set<string>();
        for (const name of ["signed-out", "connecting", "your-turn", "online", "offline"]) {
          await show(scene(name).view);
          await page.getByRole("heading", { name: ja.t(`state.${scene(name).view.state}`) }).waitFor();
          shapes.add(await page.locator(".state-icon").innerHTML());
        }
        expect(shapes.size).toBe(5);
        expect(await violations(page)).toEqual([]);
      },
      { forcedColors: true },
    );
  });
});

describe("the question before forgetting", () => {
  test("starts at the harmless answer, keeps the focus inside, and Esc keeps", async () => {
    await staged("forget", async ({ page, calls, show }) => {
      const dialog = page.getByRole("dialog", { name: ja.t("forget.title") });
      await dialog.waitFor();
      expect(await focused(page)).toBe(`BUTTON ${ja.t("forget.keep")}`);
      for (let step = 0; step < 8; step += 1) {
        await page.keyboard.press("Tab");
        const outside = await page.evaluate(
          () => document.activeElement !== document.body && !document.activeElement?.closest("dialog"),
        );
        expect(outside).toBe(false);
      }
      await page.keyboard.press("Escape");
      // Again: the browser itself would close a dialog on the second Esc, whatever the page says.
      await page.keyboard.press("Escape");
      expect((await calls()).every(([name]) => name === "keep")).toBe(true);
      expect((await calls()).length).toBeGreaterThan(0);
      await show(scene("online").view);
      await dialog.waitFor({ state: "detached" });
    });
  });

  test("deletes only by its own button", async () => {
    await staged("forget", async ({ page, calls }) => {
      await button(page, ja.t("forget.confirm")).click();
      expect(await calls()).toEqual([["forget", true]]);
    });
  });
});

describe("consent panel", () => {
  test("says who is told what, as the page states it, and where that page came from", async () => {
    await staged("consent", async ({ page }) => {
      const text = await page.locator("main").textContent();
      for (const said of [
        "NTT東日本株式会社",
        "コワークストレージ",
        ja.t("consent.whatValue"),
        ja.t("consent.why"),
        ja.t("consent.once"),
        ja.t("consent.disclaimer"),
        ja.t("consent.later"),
        "http://operator.omakase.localhost:8787",
      ])
        expect(text).toContain(said);
    });
  });

  test("Enter, Space and Esc right after opening answer nothing", async () => {
    await staged("consent", async ({ page, calls }) => {
      expect(await focused(page)).toBe(`H1 ${ja.t("consent.heading")}`);
      for (const key of ["Enter", "Space", "Escape"]) await page.keyboard.press(key);
      expect(await calls()).toEqual([]);
      expect(await button(page, ja.t("consent.yes")).isVisible()).toBe(true);
    });
  });

  test.each([
    ["yes", ja.t("consent.yes")],
    ["by-hand", ja.t("consent.byHand")],
    ["abort", ja.t("consent.abort")],
  ])("answers %s once, even when pressed twice", async (answer, label) => {
    await staged("consent", async ({ page, calls }) => {
      await button(page, label).dblclick();
      await button(page, ja.t("consent.yes")).click();
      expect(await calls()).toEqual([["answerConsent", answer, 1]]);
    });
  });

  test("an answer that main refused can be given again", async () => {
    await staged("consent", async ({ page, calls, answerWith }) => {
      await answerWith("LINE_CONSENT_AGAIN");
      await button(page, ja.t("consent.yes")).click();
      await page.getByRole("alert").getByText(ja.t("error.LINE_CONSENT_AGAIN.title")).waitFor();
      await answerWith(null);
      await button(page, ja.t("consent.byHand")).click();
      expect(await calls()).toEqual([
        ["answerConsent", "yes", 1],
        ["answerConsent", "by-hand", 1],
      ]);
    });
  });

  test("links to the operator's explanation only where one is known", async () => {
    await staged("consent", async ({ page, calls }) => {
      await button(page, ja.t("consent.disclaimerLink")).click();
      expect(await calls()).toEqual([["openLink", "disclaimer"]]);
    });
    await staged("consent-bare", async ({ page }) => {
      expect(await button(page, ja.t("consent.disclaimerLink")).count()).toBe(0);
      // It was asked about before, in another form.
      await page.getByRole("status").getByText(ja.t("consent.changed")).waitFor();
      // It isn't said to be asked once when the page doesn't offer to remember.
      expect(await page.getByText(ja.t("consent.once")).count()).toBe(0);
    });
  });
});

test("the simulation is marked wherever a person decides, and not where there is none", async () => {
  for (const name of ["online", "consent"])
    await staged(name, async ({ page }) => {
      expect(await page.getByText(ja.t("common.simulation"), { exact: true }).isVisible()).toBe(true);
    });
  for (const name of ["online-last-error", "consent-bare"])
    await staged(name, async ({ page }) => {
      expect(await page.getByText(ja.t("common.simulation"), { exact: true }).count()).toBe(0);
    });
});
