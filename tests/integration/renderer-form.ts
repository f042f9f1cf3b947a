import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Topic } from "../../src/renderer/checks/topics.ts";
import type { View } from "../../src/shared/view.ts";
import { createWords } from "../../src/shared/words.ts";
import type { Stage, StageOptions, StagePage } from "./renderer-stage.ts";
import { SCENES } from "./renderer-views.ts";

const ja = createWords("ja");

export const NOW = new Date("2025-01-24T09:00:00+09:00");

type Asked = { readonly service?: string; readonly options?: StageOptions };

/** Opens the questions and then one of them, as people do, with a clock that stands still; nothing may leave the page. */
export async function asked(
  stage: Stage,
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

export const answer = (page: Page) => page.getByRole("region", { name: ja.t("checks.answer.region") });
export const told = (page: Page) => page.getByRole("status");
export const headline = (page: Page) => told(page).getByRole("heading").textContent();
export const ask = (page: Page) => page.getByRole("button", { name: ja.t("checks.ask") }).click();
export const password = (page: Page) => page.getByLabel(ja.t("checks.password.password"), { exact: true });
export const confirmation = (page: Page) => page.getByLabel(ja.t("checks.password.confirmation"));
export const lines = (page: Page) => page.getByLabel(ja.t("checks.number.lines"));
export const typed = (page: Page) => page.getByLabel(ja.t("checks.number.typed"));
export const choose = (page: Page, label: string, value: string) =>
  page.getByLabel(label, { exact: true }).selectOption(value);
export const openAll = async (page: Page) => {
  for (const summary of await page.locator("summary").all()) await summary.click();
};
