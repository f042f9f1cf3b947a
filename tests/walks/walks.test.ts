import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import { SERVICE_IDS } from "../../src/core/service/profiles.ts";
import { CHAPTERS } from "./chapters.ts";
import { contactSheet } from "./contact-sheet.ts";
import { COVERAGE, coverageDoc, documented, expected, type Walked } from "./coverage.ts";
import { type Screen, screensOf } from "./screens.ts";
import { PICTURES, Walker } from "./walker.ts";

/** Walked in full; of the others, `npm test` walks what differs and `npm run test:all` everything. */
const FULL = "cowork";
const long = process.env.STORAGE_DRIVE_TEST_LONG === "1";

let browser: Browser;
let service: ReferenceService;
const walked: Walked[] = [];

beforeAll(async () => {
  rmSync(PICTURES, { recursive: true, force: true });
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  service = await startReferenceService();
});
afterAll(async () => {
  await service?.close();
  for (const id of new Set(walked.map((one) => one.service))) await contactSheet(browser, join(PICTURES, id));
  await browser?.close();
});
beforeEach(() => service.admin.reset());

describe.each(SERVICE_IDS)("%s", (id) => {
  const seen = new Map<Screen, { readonly title: string }>();
  const whole = long || id === FULL;
  const chapters = CHAPTERS.filter(
    ({ number, differs }) => number[id] !== undefined && (whole || differs.includes(id)),
  );

  test.each(chapters)("$title", async ({ title, walk }) => {
    const walker = new Walker(service, id, browser, seen);
    try {
      await walk(walker);
    } catch (error) {
      throw new Error(`at ${await walker.here()}`, { cause: error });
    } finally {
      await walker.close();
    }
    const result: Walked = { service: id, chapter: title, screens: [...walker.screens] };
    walked.push(result);
    if (!long) expect(documented(title, id), "docs/coverage.md").toBe(expected(result));
  });

  if (whole)
    test("has shown every screen of its manual", () => {
      expect(screensOf(id).filter((screen) => !seen.has(screen))).toEqual([]);
    });
});

if (long)
  test("docs/coverage.md is written from what was seen", () => {
    writeFileSync(COVERAGE, coverageDoc(walked));
    expect(walked).toHaveLength(CHAPTERS.flatMap(({ number }) => Object.keys(number)).length);
  });
