import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import { SCREENS } from "./service-screens.ts";

// Every screen of the contract host and the console in a real browser: readable, labelled, nothing cut off.

let service: ReferenceService;
let browser: Browser;
let axe: string;

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  service = await startReferenceService();
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
});
afterAll(async () => {
  await browser?.close();
  await service?.close();
});
beforeEach(() => service.admin.reset());

/** What axe-core finds that keeps somebody from using the page. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    type Found = { id: string; impact: string | null; nodes: { target: unknown; failureSummary: string }[] };
    const { axe: checker } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: Found[] }> };
    };
    const { violations } = await checker.run({ resultTypes: ["violations"] });
    return violations.flatMap(({ id, impact, nodes }) =>
      nodes.map((node) => `${impact} ${id} ${JSON.stringify(node.target)} ${node.failureSummary}`),
    );
  });
}

describe.each([
  ["light, wide", { colorScheme: "light", viewport: { width: 1_100, height: 900 } }],
  ["dark, narrow", { colorScheme: "dark", viewport: { width: 320, height: 700 } }],
] as const)("%s", (_name, look) => {
  test.each(SCREENS.map((screen) => [screen.name, screen] as const))("%s", async (_screen, { open }) => {
    const { url, body } = await open(service);
    const page = await browser.newPage(look);
    try {
      // as it was sent to the person who walked there; style and scripts come from the service
      await page.route(url.href, (route) => route.fulfill({ body, contentType: "text/html; charset=utf-8" }));
      await page.goto(url.href);
      expect(await findings(page)).toEqual([]);
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(tooWide).toBe(false);
    } finally {
      await page.close();
    }
  });
});
