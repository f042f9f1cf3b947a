import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BundleFile } from "../../src/shared/bundle.ts";
import type { ShownBundle } from "../../src/shared/ipc.ts";
import { createWords } from "../../src/shared/words.ts";
import { expectGoodLooks, focused } from "./renderer-look.ts";
import { openStage, type Stage, type StagePage } from "./renderer-stage.ts";
import { SCENES } from "./renderer-views.ts";

const { t } = createWords("ja");

const files: readonly BundleFile[] = [
  { name: "summary.txt", text: "概要\n  サポートコード  1201 0010 0800 0123\n" },
  {
    name: "configuration.json",
    text: `{\n  "service": "omakase",\n  "url": "https://${"long-".repeat(60)}.example"\n}\n`,
  },
  { name: "log.txt", text: '{"at":"2026-11-27T00:00:00.000Z","level":"info"}\n'.repeat(400) },
  { name: "manifest.json", text: "{}\n" },
];
const page: BundleFile = { name: "page.json", text: '{\n  "title": "ログイン"\n}\n' };
const bundle: ShownBundle = {
  number: 7,
  files,
  withPage: [...files.slice(0, 3), page, { name: "manifest.json", text: '{ "page": true }\n' }],
};

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function staged(shown: ShownBundle | null, play: (opened: StagePage) => Promise<void>): Promise<void> {
  const { view } = SCENES["signed-out"] ?? {};
  if (view === undefined) throw new Error("no scene");
  const opened = await stage.open(view, { hash: "#/bundle", bundle: shown });
  try {
    await play(opened);
    expect(opened.complaints).toEqual([]);
  } finally {
    await opened.close();
  }
}

const shownText = (opened: Page) => opened.locator("pre").textContent();
const file = (opened: Page, name: string) => opened.getByRole("button", { name });

test("being made: no accessibility fault and nothing cut off, ja and en, light and dark, at 200 per cent", async () => {
  const { view } = SCENES["signed-out"] ?? {};
  await staged(null, async (opened) => {
    if (view !== undefined) await expectGoodLooks(opened, view);
  });
});

test("every file is shown as it will be written, and is chosen by keyboard alone", async () => {
  await staged(bundle, async ({ page: opened }) => {
    expect(await focused(opened)).toBe(`H1 ${t("bundle.heading")}`);
    await opened.keyboard.press("Tab"); // the page's checkbox
    for (const { name, text } of files) {
      await opened.keyboard.press("Tab");
      expect(await focused(opened)).toContain(name);
      await opened.keyboard.press("Enter");
      expect(await shownText(opened)).toBe(text);
    }
    await opened.keyboard.press("Tab");
    expect(await focused(opened)).toMatch(/^PRE /u);
    await opened.keyboard.press("Tab");
    expect(await focused(opened)).toBe(`BUTTON ${t("bundle.save")}`);
  });
});

test("the page is no part of it unless somebody ticks it, and then they see it", async () => {
  await staged(bundle, async ({ page: opened, calls }) => {
    const box = opened.getByRole("checkbox");
    expect(await box.isChecked()).toBe(false);
    expect(await file(opened, "page.json").count()).toBe(0);
    await opened.getByRole("button", { name: t("bundle.save") }).click();
    await box.check();
    expect(await shownText(opened)).toBe(page.text);
    await file(opened, "manifest.json").click();
    expect(await shownText(opened)).toContain("page");
    await opened.getByRole("button", { name: t("bundle.save") }).click();
    expect((await calls()).filter(([name]) => name === "saveBundle")).toEqual([
      ["saveBundle", 7, false],
      ["saveBundle", 7, true],
    ]);
  });
});

test("where every page was recognised there is nothing to tick", async () => {
  await staged({ ...bundle, withPage: null }, async ({ page: opened }) => {
    await opened.locator("pre").waitFor();
    expect(await opened.getByRole("checkbox").count()).toBe(0);
  });
});

test("while it is made it says how far it is, can be stopped, and made again", async () => {
  await staged(null, async ({ page: opened, calls }) => {
    await opened.getByText(t("bundle.preparing")).waitFor();
    const before = (await calls()).length;
    expect(await opened.getByRole("progressbar").getAttribute("value")).toBe("5");
    await opened.getByRole("button", { name: t("bundle.cancel") }).click();
    await opened.getByText(t("bundle.cancelled")).waitFor();
    await opened.getByRole("button", { name: t("bundle.again") }).click();
    await opened.getByText(t("bundle.preparing")).waitFor();
    expect((await calls()).slice(before)).toEqual([["prepareBundle"]]);
  });
});

test("what couldn't be saved is told with its code and next step, and can be tried again", async () => {
  await staged(bundle, async ({ page: opened, answerWith }) => {
    await answerWith("APP_DISK_LOW");
    const save = opened.getByRole("button", { name: t("bundle.save") });
    await save.click();
    await opened.getByRole("alert").getByText("APP_DISK_LOW").waitFor();
    await answerWith(null);
    await save.click();
    await expect.poll(() => opened.getByRole("alert").textContent()).toBe("");
  });
});
