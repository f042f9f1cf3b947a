import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWords } from "../../src/shared/words.ts";
import { answer, ask, asked, choose, headline, lines, NOW, openAll, told, typed } from "./renderer-form.ts";
import { openStage, type Stage } from "./renderer-stage.ts";

let stage: Stage;
const ja = createWords("ja");

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe("numbers and codes", () => {
  test("one line number is answered as such, in the form typed and the form checked", async () => {
    await asked(stage, "number", async (page) => {
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
    await asked(stage, "number", async (page) => {
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
      stage,
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
    await asked(stage, "number", async (page) => {
      await choose(page, ja.t("checks.number.kind"), kind);
      await typed(page).fill(value);
      await ask(page);
      expect(await headline(page)).toBe(expected);
    });
  });

  test("a recovery code is to be submitted as copied, and what opens an account is gone after leaving", async () => {
    await asked(stage, "number", async (page) => {
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
      stage,
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
      stage,
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
    await asked(stage, "link", async (page) => {
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
      stage,
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
    await asked(stage, "unlock", async (page) => {
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
    await asked(stage, "second-factor", async (page) => {
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
    await asked(stage, "reset", async (page) => {
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
      stage,
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
    await asked(stage, "login-url", async (page) => {
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
