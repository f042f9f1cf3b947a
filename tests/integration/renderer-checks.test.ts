import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TOPICS, type Topic } from "../../src/renderer/checks/topics.ts";
import type { View } from "../../src/shared/view.ts";
import { createWords } from "../../src/shared/words.ts";
import { violations } from "../support/page-look.ts";
import {
  ask,
  asked,
  choose,
  confirmation,
  headline,
  lines,
  openAll,
  password,
  told,
} from "./renderer-form.ts";
import { expectGoodLooks, focused } from "./renderer-look.ts";
import { openStage, type Stage } from "./renderer-stage.ts";
import { SCENES } from "./renderer-views.ts";

let stage: Stage;
const ja = createWords("ja");

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** What people get wrong, form by form: its answer is as long as it gets. */
const MISTAKES: Readonly<Record<Topic, (page: Page) => Promise<void>>> = {
  password: async (page) => {
    await password(page).fill("ａbcdefg ");
    await confirmation(page).fill("abcdefg");
    await ask(page);
  },
  number: async (page) => {
    await lines(page).fill(`ｃａｆ－1234 567890\nCOP123\n0312345678\nCAF1234567890`);
    await ask(page);
    await openAll(page);
  },
  link: async (page) => {
    await page.getByLabel(ja.t("checks.time.mailedAt")).fill("2025-01-01T12:00");
    await openAll(page);
  },
  unlock: async (page) => {
    await choose(page, ja.t("checks.unlock.method"), "other");
    await page.getByLabel(ja.t("checks.unlock.mailedAt")).fill("2025-01-01T12:00");
  },
  "second-factor": async (page) => {
    await choose(page, ja.t("checks.second-factor.last"), "at");
    await page.getByLabel(ja.t("checks.second-factor.lastAt")).fill("2024-11-01T12:00");
    await openAll(page);
  },
  reset: async (page) => {
    await choose(page, ja.t("checks.change.role"), "holder");
    await openAll(page);
  },
  change: async (page) => {
    await choose(page, ja.t("checks.change.role"), "holder");
    await choose(page, ja.t("checks.change.operation"), "login-method");
    await page.getByLabel(ja.t("checks.change.withMail")).check();
  },
  "login-url": async (page) => {
    await choose(page, ja.t("checks.login-url.onLine"), "no");
    await choose(page, ja.t("checks.second-factor.path"), "line-only");
    await openAll(page);
  },
};

describe("every form", () => {
  test.each(TOPICS)(
    "%s, with mistakes: no accessibility fault, nothing cut off, in both languages, light, dark and at 200 per cent",
    async (topic) => {
      await asked(stage, topic, async (page, opened) => {
        await MISTAKES[topic](page);
        expect(await headline(page)).not.toBe("");
        await expectGoodLooks(opened, SCENES.online?.view as View);
      });
    },
  );

  test("each outcome has a shape of its own, also with forced colours", async () => {
    await asked(
      stage,
      "password",
      async (page) => {
        const shapes = new Set<string>();
        const services = page.getByLabel(ja.t("checks.service"));
        for (const [service, secret] of [
          ["omakase", "short"],
          ["omakase", "Abcdefg1"],
          ["codec", "Abcdefg1"],
        ] as const) {
          await services.selectOption(service);
          await password(page).fill(secret);
          await ask(page);
          shapes.add(await told(page).locator("svg").innerHTML());
          expect(await violations(page)).toEqual([]);
        }
        expect(shapes.size).toBe(3);
      },
      { options: { forcedColors: true } },
    );
  });
});

describe("where it is", () => {
  test("from the status window and from the settings, there and back, by keyboard alone", async () => {
    for (const from of ["online", "settings"]) {
      const { hash, view } = SCENES[from] as { hash: string; view: View };
      const { page, close } = await stage.open(view, { hash });
      try {
        await page.getByRole("link", { name: ja.t("common.checks") }).focus();
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { level: 1, name: ja.t("checks.heading") }).waitFor();
        expect(await focused(page)).toBe(`H1 ${ja.t("checks.heading")}`);
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { level: 1, name: ja.t("checks.topic.password") }).waitFor();
        expect(await focused(page)).toBe(`H1 ${ja.t("checks.topic.password")}`);
        await page.getByRole("link", { name: ja.t("checks.back") }).focus();
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { level: 1, name: ja.t("checks.heading") }).waitFor();
        await page.getByRole("link", { name: ja.t("common.back") }).focus();
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { level: 1, name: view.service.name }).waitFor();
      } finally {
        await close();
      }
    }
  });

  test.each([
    ["locked", "unlock"],
    ["wrong-line", "login-url"],
  ] as const)("what went wrong (%s) leads to its question", async (name, topic) => {
    const { page, close } = await stage.open(SCENES[name]?.view as View);
    try {
      await page.getByRole("link", { name: ja.t("checks.more") }).click();
      await page.getByRole("heading", { level: 1, name: ja.t(`checks.topic.${topic}`) }).waitFor();
    } finally {
      await close();
    }
  });

  test("asks at most eight questions", async () => {
    const { page, close } = await stage.open(SCENES.checks?.view as View, { hash: "#/checks" });
    try {
      const questions = page.getByRole("navigation", { name: ja.t("checks.topics") }).getByRole("link");
      expect(await questions.allTextContents()).toEqual(TOPICS.map((topic) => ja.t(`checks.topic.${topic}`)));
      expect(TOPICS.length).toBeLessThanOrEqual(8);
    } finally {
      await close();
    }
  });

  test("asks the manual of the window's service, or of another that is chosen", async () => {
    await asked(
      stage,
      "password",
      async (page) => {
        await password(page).fill("abc");
        await ask(page);
        expect(await headline(page)).toBe("使えるかどうかの条件は、資料に記載がありません");
        await page.getByLabel(ja.t("checks.service")).selectOption("cowork");
        expect(await headline(page)).toBe("このパスワードは使えません");
      },
      { service: "codec" },
    );
  });

  test("a service without a manual here has to be chosen first", async () => {
    await asked(
      stage,
      "password",
      async (page) => {
        expect(await page.getByText(ja.t("checks.noService")).isVisible()).toBe(true);
        expect(await password(page).count()).toBe(0);
        await page.getByLabel(ja.t("checks.service")).selectOption("ot");
        await password(page).fill("Abcdefg1");
        await ask(page);
        expect(await headline(page)).toBe("このパスワードは条件を満たしています");
      },
      { service: "my-own-provider" },
    );
  });
});

describe("a password", () => {
  const SECRET = "qZ7-秘密ーｘ";

  test("reaches neither main nor storage, address or answer, and is gone after leaving", async () => {
    await asked(stage, "password", async (page, { calls }) => {
      await password(page).fill(SECRET);
      await confirmation(page).fill(`${SECRET} `);
      await ask(page);
      expect(await told(page).textContent()).toContain("確認用と、前後の空白だけが異なります。");
      await page.getByLabel(ja.t("checks.password.show")).check();
      const outside = await page.evaluate(async () =>
        JSON.stringify([
          document.body.textContent,
          document.title,
          location.href,
          { ...localStorage },
          { ...sessionStorage },
          document.cookie,
          (await indexedDB.databases()).length,
        ]),
      );
      expect(outside).not.toContain("qZ7");
      expect(await calls()).toEqual([]);
      await page.getByRole("link", { name: ja.t("checks.back") }).click();
      await page.getByRole("link", { name: ja.t("checks.topic.password") }).click();
      expect(await password(page).inputValue()).toBe("");
      expect(await confirmation(page).inputValue()).toBe("");
      expect(await told(page).textContent()).toBe("");
    });
  });

  test("is hidden until it is asked to be shown, and no browser is to keep it", async () => {
    await asked(stage, "password", async (page) => {
      for (const field of [password(page), confirmation(page)]) {
        expect(await field.getAttribute("type")).toBe("password");
        expect(await field.getAttribute("autocomplete")).toBe("off");
        expect(await field.getAttribute("spellcheck")).toBe("false");
      }
      await page.getByLabel(ja.t("checks.password.show")).check();
      expect(await password(page).getAttribute("type")).toBe("text");
    });
  });

  test("is judged when its person is done, by keyboard alone, and silently while it is typed", async () => {
    await asked(stage, "password", async (page) => {
      await password(page).focus();
      await page.keyboard.type("abc");
      expect(await told(page).textContent()).toBe("");
      await page.keyboard.press("Enter");
      expect(await told(page).textContent()).toContain("8文字以上が必要です。現在は3文字です。");
      // What was answered is about what stood there: it goes when that changes.
      await page.keyboard.type("d");
      expect(await told(page).textContent()).toBe("");
      for (let step = 0; step < 3; step += 1) await page.keyboard.press("Tab");
      expect(await focused(page)).toBe(`BUTTON ${ja.t("checks.ask")}`);
      await page.keyboard.press("Space");
      expect(await told(page).textContent()).toContain("現在は4文字です。");
    });
  });

  test.each([
    ["omakase", "abcdefgh", "", "このパスワードは使えません"],
    ["omakase", "Abcdefg1", "Ａbcdefg1", "このパスワードは使えません"],
    ["cowork", "Abcdefg1", "Abcdefg1", "このパスワードは条件を満たしています"],
    ["ot", "ABCdefg１", "", "条件を満たす見込みですが、確かではありません"],
    ["codec", "abc", "", "使えるかどうかの条件は、資料に記載がありません"],
    ["codec", "abc", "abd", "このパスワードは使えません"],
  ])("in %s, %s with %j: %s", async (service, secret, again, expected) => {
    await asked(
      stage,
      "password",
      async (page) => {
        await password(page).fill(secret);
        await confirmation(page).fill(again);
        await ask(page);
        expect(await headline(page)).toBe(expected);
      },
      { service },
    );
  });
});
