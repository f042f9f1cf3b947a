import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { until } from "./wait.ts";

let source: Promise<string> | null = null;

function axe(): Promise<string> {
  source ??= readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  return source;
}

/** All of axe's rules, what depends on colours alone, or all else: no need to look twice at what a change can't touch. */
const RULES = {
  all: {},
  colours: { runOnly: ["color-contrast"] },
  structure: { rules: { "color-contrast": { enabled: false } } },
};

/** What axe-core finds, as it is now. */
export async function violations(page: Page, rules: keyof typeof RULES = "all"): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(await axe());
  return page.evaluate(async (wanted) => {
    type Found = { id: string; nodes: { target: unknown; failureSummary: string }[] };
    const { axe: checker } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: Found[] }> };
    };
    const { violations: found } = await checker.run({ resultTypes: ["violations"], ...wanted });
    return found.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id} ${JSON.stringify(node.target)} ${node.failureSummary}`),
    );
  }, RULES[rules]);
}

/** What is cut off or needs a scroll to the side. */
export function overflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("body *")]
      // What is folded up has the layout of another time.
      .filter((element) => element.checkVisibility() && !element.closest(".unseen, svg"))
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      // A field shows its value's beginning and scrolls.
      .filter((element) => getComputedStyle(element).display !== "inline" && element.tagName !== "INPUT")
      .map((element) => `${element.tagName}.${element.className}`),
  );
}

/** Looks at the window as a person with twice the size has it: half as much fits in. */
export async function atTwiceTheSize(page: Page, look: () => Promise<void>): Promise<void> {
  const size = () => page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  const { width, height } = await size();
  const half = { width: Math.round(width / 2), height: Math.round(height / 2) };
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setDeviceMetricsOverride", { ...half, deviceScaleFactor: 2, mobile: false });
  await until("twice the size", async () => (await size()).width === half.width);
  await look();
  await session.send("Emulation.clearDeviceMetricsOverride");
  await until("the window's own size", async () => (await size()).width === width);
  await session.detach();
}
