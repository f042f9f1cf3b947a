import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TOPICS, type Topic } from "../../src/renderer/checks/topics.ts";
import type { View } from "../../src/shared/view.ts";
import { createWords } from "../../src/shared/words.ts";
import { expectGoodLooks, focused, violations } from "./renderer-look.ts";
import { openStage, type Stage, type StageOptions, type StagePage } from "./renderer-stage.ts";
import { SCENES } from "./renderer-views.ts";

let stage: Stage;
const ja = createWords("ja");

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const NOW = new Date("2025-01-24T09:00:00+09:00");

type Asked = { readonly service?: string; readonly options?: StageOptions };

/** Opens the questions and then one of them, as people do, with a clock that stands still; nothing may leave the page. */
async function asked(
  topic: Topic,
  play: (page: Page, opened: StagePage) => Promise<void>,
  { service = "omakase", options = {} }: Asked = {},
): Promise<void> {
  const online = SCENES.online?.view as View;
  const opened = await stage.open(
    { ...online, service: { id: service, name: service } },
    { hash: "#/checks", ...options },
  );
  const { page } = opened;
  const left: string[] = [];
  page.on("console", (message) => left.push(message.text()));
  page.on("request", (request) => left.push(request.url()));
  try {
    await page.clock.setFixedTime(NOW);
    await page.getByRole("link", { name: ja.t(`checks.topic.${topic}`) }).click();
    await page.getByRole("heading", { level: 1, name: ja.t(`checks.topic.${topic}`) }).waitFor();
    await play(page, opened);
    expect(opened.complaints).toEqual([]);
    expect(left).toEqual([]);
    // Whatever was entered: main heard nothing of it.
    expect(await opened.calls()).toEqual([]);
  } finally {
    await opened.close();
  }
}

const answer = (page: Page) => page.getByRole("region", { name: ja.t("checks.answer.region") });
const told = (page: Page) => page.getByRole("status");
const headline = (page: Page) => told(page).getByRole("heading").textContent();
const ask = (page: Page) => page.getByRole("button", { name: ja.t("checks.ask") }).click();
const password = (page: Page) => page.getByLabel(ja.t("checks.password.password"), { exact: true });
const confirmation = (page: Page) => page.getByLabel(ja.t("checks.password.confirmation"));
const lines = (page: Page) => page.getByLabel(ja.t("checks.number.lines"));
const typed = (page: Page) => page.getByLabel(ja.t("checks.number.typed"));
const choose = (page: Page, label: string, value: string) =>
  page.getByLabel(label, { exact: true }).selectOption(value);
const openAll = async (page: Page) => {
  for (const summary of await page.locator("summary").all()) await summary.click();
};

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
      await asked(topic, async (page, opened) => {
        await MISTAKES[topic](page);
        expect(await headline(page)).not.toBe("");
        await expectGoodLooks(opened, SCENES.online?.view as View);
      });
    },
  );

  test("each outcome has a shape of its own, also with forced colours", async () => {
    await asked(
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
    await asked("password", async (page, { calls }) => {
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
    await asked("password", async (page) => {
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
    await asked("password", async (page) => {
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

describe("numbers and codes", () => {
  test("one line number is answered as such, in the form typed and the form checked", async () => {
    await asked("number", async (page) => {
      await lines(page).fill("　ｃａｆ－1234－567890 \n");
      await ask(page);
      expect(await headline(page)).toBe("半角などにそろえると、回線番号の形式に合います");
      expect(await answer(page).locator("dd").allTextContents()).toEqual([
        "　ｃａｆ－1234－567890 ",
        "CAF1234567890",
      ]);
      await lines(page).fill("ABC1234567890");
      await ask(page);
      expect(await told(page).textContent()).toContain("回線番号は、「CAF」または「COP」で始まります。");
    });
  });

  test("a list with mixed line ends names every line that needs something, with its number", async () => {
    await asked("number", async (page) => {
      const text = "CAF1234567890\r\nCOP12345\r\rcop-1234-5678\u20280312345678\nCAF1234567890";
      // As a paste does: line by line into the field, with whatever ends lines there.
      await lines(page).fill(text);
      await ask(page);
      expect(await headline(page)).toBe("この一覧のままでは登録できません");
      expect(await answer(page).locator(".lines").first().locator("li").allTextContents()).toEqual([
        "2行目: COP12345全部で11文字です。現在は8文字です。",
        "5行目: 0312345678回線番号は、「CAF」または「COP」で始まります。",
      ]);
      expect(await answer(page).textContent()).toContain("重複している回線番号が1件あります。");
      await openAll(page);
      expect(await answer(page).textContent()).toContain("4行目: cop-1234-5678 → COP12345678");
    });
  });

  test.each([
    ["omakase", "登録できるのは100件までです。現在は101件です。", true],
    ["cowork", "101件あります。このサービスの上限は資料に記載がありませんが", false],
  ])("more than 100 lines in %s: %s", async (service, said, refuses) => {
    await asked(
      "number",
      async (page) => {
        const all = Array.from({ length: 101 }, (_, index) => `CAF${String(index).padStart(10, "0")}`);
        await lines(page).fill(all.join("\n"));
        await ask(page);
        expect((await told(page).textContent())?.includes(said)).toBe(refuses);
        expect(await answer(page).textContent()).toContain(said);
      },
      { service },
    );
  });

  test.each([
    ["sms", "１２３ 456", "コードの形式は合っています"],
    ["totp", "12345", "コードの形式が異なります"],
    ["totp", "12345O", "コードの形式が異なります"],
    ["recovery", "ABCD-EFGH", "一般的なリカバリコードの形式と異なります"],
    ["connection-id", "ads-123", "接続IDの形式が異なります"],
    ["active-directory", "taro.yamada", "Active Directoryのアカウントの形式が異なります"],
  ])("%s %s: %s", async (kind, value, expected) => {
    await asked("number", async (page) => {
      await choose(page, ja.t("checks.number.kind"), kind);
      await typed(page).fill(value);
      await ask(page);
      expect(await headline(page)).toBe(expected);
    });
  });

  test("a recovery code is to be submitted as copied, and what opens an account is gone after leaving", async () => {
    await asked("number", async (page) => {
      await choose(page, ja.t("checks.number.kind"), "recovery");
      await typed(page).fill(" ABCD EFGH-1234 ");
      await ask(page);
      expect(await answer(page).locator("dd").allTextContents()).toEqual([
        " ABCD EFGH-1234 ",
        "ABCDEFGH1234",
      ]);
      await page.getByRole("link", { name: ja.t("checks.back") }).click();
      await page.getByRole("link", { name: ja.t("checks.topic.number") }).click();
      expect(await page.getByLabel(ja.t("checks.number.kind")).inputValue()).toBe("recovery");
      expect(await typed(page).inputValue()).toBe("");
    });
  });
});

describe("times", () => {
  const mailedAt = (page: Page) => page.getByLabel(ja.t("checks.time.mailedAt"));

  test.each([
    ["cowork", "unblock", "2025-01-20T12:00", "このリンクは期限内です"],
    ["cowork", "unblock", "2025-01-10T12:00", "期限が過ぎている可能性があります"],
    ["cowork", "unblock", "2025-01-09T23:59", "このリンクの期限は過ぎています"],
    ["codec", "unblock", "2025-01-16T12:00", "このリンクの期限は過ぎています"],
    ["omakase", "invite", "2025-01-01T12:00", "期限は資料に記載がありません"],
    ["codec", "method-change", "2025-01-20T12:00", "期限は資料に記載がありません"],
    ["ot", "reset", "2025-01-25T12:00", "このリンクは期限内です"],
  ])("in %s a link for %s mailed at %s, looked at on 24 January: %s", async (service, kind, at, expected) => {
    await asked(
      "link",
      async (page) => {
        expect(await told(page).textContent()).toBe(ja.t("checks.time.missing"));
        await choose(page, ja.t("checks.link.kind"), kind);
        await mailedAt(page).fill(at);
        expect(await headline(page)).toBe(expected);
      },
      { service },
    );
  });

  test("are entered in the PC's zone and counted in Japan's, and both are said", async () => {
    await asked(
      "link",
      async (page) => {
        expect(await page.getByText("このPCの時刻（America/New_York）です。").isVisible()).toBe(true);
        // The same moment as 10 January, noon, in Japan.
        await mailedAt(page).fill("2025-01-09T22:00");
        expect(await page.locator(".in-japan").textContent()).toBe(
          "2025年1月10日 12:00（日本時間）として確認します。",
        );
        expect(await headline(page)).toBe("期限が過ぎている可能性があります");
        expect(await answer(page).textContent()).toContain("2025年1月24日 23:59（日本時間）まで");
      },
      { service: "cowork", options: { timeZone: "America/New_York" } },
    );
  });

  test("what isn't a password stays there, back and forth", async () => {
    await asked("link", async (page) => {
      await mailedAt(page).fill("2025-01-20T12:00");
      await page.getByRole("link", { name: ja.t("checks.back") }).click();
      await page.getByRole("link", { name: ja.t("checks.topic.number") }).click();
      await lines(page).fill("CAF12");
      await page.getByRole("link", { name: ja.t("checks.back") }).click();
      await page.getByRole("link", { name: ja.t("checks.topic.link") }).click();
      expect(await mailedAt(page).inputValue()).toBe("2025-01-20T12:00");
      await page.getByRole("link", { name: ja.t("common.back") }).click();
      await page.getByRole("link", { name: ja.t("common.checks") }).click();
      await page.getByRole("link", { name: ja.t("checks.topic.number") }).click();
      expect(await lines(page).inputValue()).toBe("CAF12");
    });
  });

  test("an answer follows the clock while it stands there", async () => {
    await asked(
      "link",
      async (page) => {
        await page.clock.install({ time: NOW });
        await mailedAt(page).fill("2025-01-10T12:00");
        expect(await headline(page)).toBe("期限が過ぎている可能性があります");
        await page.getByRole("link", { name: ja.t("checks.back") }).click();
        await page.getByRole("link", { name: ja.t("checks.topic.link") }).click();
        await page.clock.fastForward("16:00:00");
        expect(await headline(page)).toBe("このリンクの期限は過ぎています");
      },
      { service: "cowork" },
    );
  });
});

describe("explainers", () => {
  test("what unlocks: the mail, a reset, or somebody else", async () => {
    await asked("unlock", async (page) => {
      const method = ja.t("checks.unlock.method");
      const mail = page.getByLabel(ja.t("checks.unlock.mailedAt"));
      expect(await headline(page)).toBe("メールのリンクから解除できます");
      await mail.fill("2025-01-01T12:00");
      await choose(page, method, "password");
      expect(await headline(page)).toBe("パスワードを再設定すると解除できます");
      expect(await answer(page).textContent()).toContain("「パスワードを忘れた方はこちら」");
      await choose(page, method, "other");
      expect(await headline(page)).toBe("ご自身では解除できない見込みです");
      await choose(page, ja.t("checks.unlock.locked"), "trying");
      await choose(page, ja.t("checks.unlock.failures"), "9");
      expect(await headline(page)).toBe("ロックされるまで、あと1回の見込みです");
    });
  });

  test("why a second factor is asked or not, and it is never promised where the manual doesn't", async () => {
    await asked("second-factor", async (page) => {
      const last = ja.t("checks.second-factor.last");
      expect(await headline(page)).toBe("2段階認証を求められるかは、わかりません");
      expect(await answer(page).textContent()).toContain("わからない項目があるため");
      await choose(page, last, "never");
      expect(await headline(page)).toBe("2段階認証を求められる見込みです");
      await page.getByLabel(ja.t("checks.service")).selectOption("cowork");
      expect(await headline(page)).toBe("2段階認証を求められます");
      await choose(page, last, "at");
      await page.getByLabel(ja.t("checks.second-factor.lastAt")).fill("2025-01-20T12:00");
      expect(await told(page).textContent()).toContain("30日以内に利用しているからです。");
      await choose(page, ja.t("checks.second-factor.byLine"), "line");
      expect(await told(page).textContent()).toContain("代わりに回線認証が行われます。");
      await choose(page, ja.t("checks.second-factor.byLine"), "internet");
      await choose(page, ja.t("checks.second-factor.method"), "ntt-east-business-id");
      expect(await told(page).textContent()).toContain("NTT東日本ビジネスIDには求められません。");
      // The other service doesn't have that method, nor the setting.
      await page.getByLabel(ja.t("checks.service")).selectOption("codec");
      expect(await page.getByLabel(ja.t("checks.second-factor.method")).inputValue()).toBe("password");
      expect(await page.getByLabel(ja.t("checks.second-factor.setting")).count()).toBe(0);
    });
  });

  test("what resets it, the easiest first, for the role", async () => {
    await asked("reset", async (page) => {
      const steps = () => answer(page).locator(".next-step").allTextContents();
      expect(await steps()).toEqual([
        "ログイン画面からパスワードを再設定してください。",
        "契約者または管理者権限を持つ利用者に、変更用のリンクの送信を依頼してください。",
      ]);
      await choose(page, ja.t("checks.change.role"), "holder");
      expect(await steps()).toHaveLength(3);
      await choose(page, ja.t("checks.reset.question"), "password-change");
      expect(await headline(page)).toBe("2段階認証がリセットされるかは、資料に記載がありません");
    });
  });

  test("who may change what, and who else", async () => {
    await asked(
      "change",
      async (page) => {
        const table = page.getByRole("table", { name: ja.t("checks.change.table") });
        const may = async () =>
          (await table.getByRole("cell").allTextContents()).map((text) => text.trim()).join(" ");
        expect(await headline(page)).toBe("ご自身では変更できません");
        expect(await answer(page).textContent()).toContain(
          "「管理コンソール」 → 「ユーザー一覧」 → 「ユーザ詳細」 → 「メールアドレス変更」",
        );
        expect(await may()).toBe(
          "できません できません できます できません できません できません できません できません できません",
        );
        await choose(page, ja.t("checks.change.role"), "holder");
        expect(await headline(page)).toBe("このとおりに変更できます");
        await choose(page, ja.t("checks.change.operation"), "login-method");
        await page.getByLabel(ja.t("checks.change.withMail")).check();
        expect(await told(page).textContent()).toContain("先にメールアドレスを変更してください。");
        await choose(page, ja.t("checks.change.plan"), "trial");
        expect(await headline(page)).toBe("ご自身では変更できません");
        await choose(page, ja.t("checks.change.operation"), "plan");
        await page.getByLabel(ja.t("checks.change.trialStart")).fill("2024-12-20T10:00");
        expect(await headline(page)).toBe("無料トライアルは終わりましたが、プランを変更できます");
        await page.getByLabel(ja.t("checks.service")).selectOption("codec");
        expect(await headline(page)).toBe("無料トライアルの期間は、資料に記載がありません");
        expect(await may()).toContain("記載なし");
      },
      { service: "cowork" },
    );
  });

  test("which URL is right from here, and what is doubtful is said to be", async () => {
    await asked("login-url", async (page) => {
      const onLine = ja.t("checks.login-url.onLine");
      await choose(page, onLine, "yes");
      expect(await answer(page).textContent()).toContain("https://ff.cloud-nas.biz/VX4");
      await choose(page, onLine, "no");
      expect(await answer(page).textContent()).toContain("https://ff.cloud-nas.net/VX4");
      await choose(page, ja.t("checks.second-factor.path"), "line-only");
      expect(await told(page).textContent()).toContain("登録した回線からだけログインできます。");
      await page.getByLabel(ja.t("checks.service")).selectOption("ot");
      await choose(page, onLine, "yes");
      expect(await told(page).textContent()).toContain("回線認証用のURLがインターネット用と同じです。");
    });
  });
});
