import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

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

/** What is cut off or needs a scroll to the side. */
export const overflow = (page: Page) =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("body *")]
      .filter((element) => !element.closest(".unseen, svg") && element.scrollWidth > element.clientWidth + 1)
      // A field shows its value's beginning and scrolls.
      .filter((element) => getComputedStyle(element).display !== "inline" && element.tagName !== "INPUT")
      .map((element) => `${element.tagName}.${element.className}`),
  );
