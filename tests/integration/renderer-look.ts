import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { View } from "../../src/shared/view.ts";
import { overflow, violations } from "../support/page-look.ts";
import type { StagePage } from "./renderer-stage.ts";

/** The element that has the focus: its tag and its text. */
export const focused = (page: Page) =>
  page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent?.trim()}`);

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
    // As narrow as a page may become without a scroll to the side (WCAG 2.2, 1.4.10), and at 200 %.
    for (const width of [320, 220]) {
      await page.setViewportSize({ width, height: 300 });
      expect(await overflow(page), `${language}, ${width} px wide`).toEqual([]);
    }
    await page.setViewportSize({ width: 440, height: 600 });
  }
}
