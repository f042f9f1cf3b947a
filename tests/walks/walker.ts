import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import type { ReferenceService } from "../../service/start.ts";
import type { Origins } from "../../service/web/origins.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { EXPECTED, type Expected, type Screen } from "./screens.ts";

/** Pictures of every screen that was seen, by service. */
export const PICTURES = fileURLToPath(new URL("../../out/walks", import.meta.url));

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What a run saw of a service's screens. */
export type Seen = Map<Screen, { readonly title: string }>;

/** Somebody at a real browser who knows the manual: presses what it names, and sees what it shows. */
export class Walker {
  readonly id: ServiceId;
  readonly service: ReferenceService;
  readonly #browser: Browser;
  /** Of all walks of this service. */
  readonly #seen: Seen;
  /** Of this walk. */
  readonly screens = new Set<Screen>();
  #context: BrowserContext | null = null;
  #page: Page | null = null;

  constructor(service: ReferenceService, id: ServiceId, browser: Browser, seen: Seen) {
    this.service = service;
    this.id = id;
    this.#browser = browser;
    this.#seen = seen;
  }

  get page(): Page {
    if (this.#page === null) throw new Error("no browser yet");
    return this.#page;
  }

  get origins(): Origins {
    const origins = this.service.ready.origins[this.id];
    if (origins === undefined) throw new Error(`${this.id} isn't served`);
    return origins;
  }

  mailOf(local: string): string {
    return `${local}@${this.id}.example`;
  }

  /** Another browser, which knows nothing of the one before. */
  async newBrowser(): Promise<void> {
    await this.#context?.close();
    this.#context = await this.#browser.newContext({
      locale: "ja-JP",
      viewport: { width: 900, height: 1000 },
      // The pages' own policy would refuse the checker.
      bypassCSP: true,
    });
    this.#context.setDefaultTimeout(10_000);
    this.#page = await this.#context.newPage();
  }

  /** Where the walk stands: for a failure's message. */
  async here(): Promise<string> {
    const page = this.#page;
    if (page === null || page.isClosed()) return "no page";
    return `${page.url()}: ${(await page.locator("main").textContent())?.replace(/\s+/gu, " ").slice(0, 400)}`;
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
  }

  /** Presses a button. */
  async press(name: string): Promise<void> {
    await this.page.getByRole("button", { name, exact: true }).click();
  }

  /** A button whose sign alone is captured (＞, →). */
  async pressSign(sign: "＞" | "→"): Promise<void> {
    await this.page.locator("button[type=submit]", { hasText: sign }).click();
  }

  async follow(name: string): Promise<void> {
    await this.page.getByRole("link", { name, exact: true }).click();
  }

  async type(label: string, text: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(text);
  }

  async pick(label: string): Promise<void> {
    await this.page.getByRole("radio", { name: label, exact: true }).check();
  }

  async tick(label: string): Promise<void> {
    await this.page.getByRole("checkbox", { name: label, exact: true }).check();
  }

  /** The page is this screen, with the title, fields, buttons, links and words that the manual names. The first time it is also
   * looked at: no serious finding of axe, and a picture. */
  sees(screen: Screen): Promise<void> {
    return this.seesIn(this.page, screen);
  }

  /** The same of another window. */
  async seesIn(page: Page, screen: Screen): Promise<void> {
    const expected: Expected = EXPECTED[screen](this.id);
    await page.getByRole("heading", { name: expected.heading, exact: true, level: 1 }).waitFor();
    for (const label of expected.fields ?? [])
      await expect
        .poll(() => page.getByLabel(label, { exact: true }).count(), { message: `${screen}: ${label}` })
        .toBeGreaterThan(0);
    for (const name of expected.buttons ?? [])
      expect(
        await page.getByRole("button", { name, exact: true }).count(),
        `${screen}: ${name}`,
      ).toBeGreaterThan(0);
    for (const name of expected.links ?? [])
      expect(
        await page.getByRole("link", { name, exact: true }).count(),
        `${screen}: ${name}`,
      ).toBeGreaterThan(0);
    const said = (await page.locator("main").textContent()) ?? "";
    for (const text of expected.texts ?? []) expect(said, screen).toContain(text);
    expect(await page.getByText("これは模擬サービスです。").count(), screen).toBe(1);
    this.screens.add(screen);
    if (this.#seen.has(screen)) return;
    this.#seen.set(screen, { title: await page.title() });
    await this.#look(page, screen);
  }

  /** @returns what the page says now */
  async text(): Promise<string> {
    return (await this.page.locator("main").textContent()) ?? "";
  }

  /** The link of the last mail to somebody. */
  async lastLink(to: string): Promise<string> {
    const mails = await this.service.admin.mail();
    const link = mails.findLast((mail) => mail.service === this.id && mail.to === to)?.link;
    if (link === undefined || link === null) throw new Error(`no mail with a link to ${to}`);
    return link;
  }

  async lastSms(): Promise<string> {
    const sent = (await this.service.admin.sms()).findLast((sms) => sms.service === this.id);
    if (sent === undefined) throw new Error("no SMS");
    return sent.code;
  }

  async #look(page: Page, screen: Screen): Promise<void> {
    await mkdir(join(PICTURES, this.id), { recursive: true });
    await page.screenshot({ path: join(PICTURES, this.id, `${screen}.png`), fullPage: true });
    await page.evaluate(await readFile(axePath, "utf8"));
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: {
          run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
        };
      };
      return (await axe.run()).violations.map(({ id, impact, nodes }) => [id, impact, nodes[0]?.html]);
    });
    expect(
      found.filter(([, impact]) => impact === "serious" || impact === "critical"),
      screen,
    ).toEqual([]);
  }
}
