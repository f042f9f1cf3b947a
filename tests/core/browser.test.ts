import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answers } from "./browser/answers.ts";
import { type Bundle, bundle, modulesOf, reexport } from "./browser/bundle.ts";

/** The core as a browser gets it: no shim, no polyfill, one file, in a page and in a worker. */

const ANSWERS = fileURLToPath(new URL("browser/answers.ts", import.meta.url));
let whole: Bundle;
let browser: Browser;
let origin: string;
const server: Server = createServer((request, response) => {
  const body = request.url === "/core.js" ? whole.code : WORKER;
  if (request.url === "/") response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
  else response.writeHead(200, { "content-type": "text/javascript" }).end(body);
});

beforeAll(async () => {
  whole = await bundle(`${reexport(modulesOf(""))}\nexport { answers } from ${JSON.stringify(ANSWERS)};`);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
});

afterAll(async () => {
  await browser.close();
  await new Promise((closed) => server.close(closed));
});

const WORKER = `import { answers } from "/core.js"; postMessage(answers());`;

test("every module of the core goes into one file that loads nothing else", () => {
  expect(modulesOf("").length).toBeGreaterThan(30);
  expect(whole).toMatchObject({ imports: [], warnings: [] });
  expect(whole.exports).toHaveLength(modulesOf("").length + 1);
});

test.each([
  // Far from Tokyo: what a rule says of days may not depend on where the browser stands.
  ["a page", "America/Los_Angeles", "import('/core.js').then(({ answers }) => answers())"],
  [
    "a worker",
    "Pacific/Kiritimati",
    `new Promise((resolve, reject) => {
      const worker = new Worker("/worker.js", { type: "module" });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
    })`,
  ],
])("in %s in %s it answers as in Node", async (_where, timezoneId, ask) => {
  const context = await browser.newContext({ timezoneId, locale: "tr-TR" });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`${error}`));
  await page.goto(origin);
  const there = await page.evaluate(ask);
  await context.close();
  expect(complaints).toEqual([]);
  expect(there).toEqual(JSON.parse(JSON.stringify(answers())));
});

/**
 * What helps when a login fails (the guide, the doctor's judgement, the support code, what goes into a bundle), and how the
 * client keeps itself new.
 */
const HELP = /\/core\/(?:recovery|doctor|support|update)\//u;
const withoutHelp = modulesOf("").filter((path) => !HELP.test(path));

// A budget that growth by a careless import would break, not one that ordinary work meets. Sizes today: src/core/README.md.
test.each([
  ["the rules", modulesOf("rules/"), 40_000, 14_000],
  ["the rules and the flows of login and session", withoutHelp, 110_000, 39_000],
  ["the whole core", modulesOf(""), 156_000, 54_000],
])("%s are small", async (name, modules, minified, gzipped) => {
  const made = await bundle(reexport(modules));
  console.log(`${name}: ${made.minified} bytes minified, ${made.gzipped} gzipped`);
  expect(made.minified).toBeLessThan(minified);
  expect(made.gzipped).toBeLessThan(gzipped);
});
