import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import { violations } from "../support/page-look.ts";
import { SCREENS } from "./service-screens.ts";

// Every screen but those of the way in (service-ways-in.test.ts) in a real browser: readable, labelled, nothing cut off.

let service: ReferenceService;
let browser: Browser;

beforeAll(async () => {
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
      expect(await violations(page)).toEqual([]);
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(tooWide).toBe(false);
    } finally {
      await page.close();
    }
  });
});
