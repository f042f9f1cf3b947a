import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { View } from "../../src/shared/view.ts";
import type { StagePage } from "./renderer-stage.ts";

let source: Promise<string> | null = null;

function axe(): Promise<string> {
  source ??= readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  return source;
}

/** The element that has the focus: its tag and its text. */
export const focused = (page: Page) =>
  page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent?.trim()}`);

/** What axe-core finds, as it is now. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(await axe());
  return page.evaluate(async () => {
    type Found = { id: string; nodes: { target: unknown; failureSummary: string }[] };
    const { axe: checker } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: Found[] }> };
    };
    const { violations: found } = await checker.run({ resultTypes: ["violations"] });
    return found.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id} ${JSON.stringify(node.target)} ${node.failureSummary}`),
    );
  });
}

// What is cut off or needs a scroll to the side.
const overflow = (page: Page) =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("body *")]
      .filter((element) => !element.closest(".unseen, svg") && element.scrollWidth > element.clientWidth + 1)
      // A field shows its value's beginning and scrolls.
      .filter((element) => getComputedStyle(element).display !== "inline" && element.tagName !== "INPUT")
      .map((element) => `${element.tagName}.${element.className}`),
  );

/** No accessibility fault and nothing cut off, in both languages, light, dark and at 200 per cent. */
export async function expectGoodLooks({ page, show }: StagePage, view: View): Promise<void> {
  for (const language of ["ja", "en"] as const) {
    await show({ ...view, language });
    await page.locator(`html[lang=${language}]`).waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), `${language} ${colorScheme}`).toEqual([]);
    }
    expect(await overflow(page), language).toEqual([]);
    await page.setViewportSize({ width: 220, height: 300 });
    expect(await overflow(page), `${language} at 200 %`).toEqual([]);
    await page.setViewportSize({ width: 440, height: 600 });
  }
}
