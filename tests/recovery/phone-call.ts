import { fileURLToPath, pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { z } from "zod";
import type { ClientAction } from "../../src/core/recovery/known.ts";
import { jaRecovery } from "../../src/shared/locales/ja-recovery.ts";
import type { RunningClient } from "../support/running-client.ts";
import { ASKS, type GuideSeen, type Leader } from "./guide-window.ts";

const PAGE = pathToFileURL(fileURLToPath(new URL("../../out/helpdesk/index.html", import.meta.url))).href;
const supportCode = z.object({ value: z.object({ code: z.string() }) });

/** Somebody at the phone who has the support code alone, and says what the helpdesk's page tells them to. */
export class PhoneCall implements Leader {
  readonly blind = true;
  readonly #client: RunningClient;
  readonly #browser: Browser;
  readonly #page: Page;

  private constructor(client: RunningClient, browser: Browser, page: Page) {
    this.#client = client;
    this.#browser = browser;
    this.#page = page;
  }

  /** The person reads the digits out. */
  static async of(client: RunningClient): Promise<PhoneCall> {
    const { json } = await client.command("support-code", "--json");
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
    const page = await browser.newPage();
    await page.goto(PAGE);
    await page.getByLabel("サポートコード", { exact: true }).fill(supportCode.parse(json).value.code);
    await page.getByRole("region", { name: "ご案内" }).waitFor();
    return new PhoneCall(client, browser, page);
  }

  async read(): Promise<GuideSeen> {
    if ((await this.#client.status()).state === "online") await this.press("ログインできました");
    const guide = this.#page.getByRole("region", { name: "ご案内" });
    const title = ((await guide.getByRole("heading").textContent()) ?? "").replace("ご案内: ", "");
    const said = (await guide.locator(".say").textContent()) ?? "";
    const buttons = await guide.getByRole("button").allTextContents();
    if (said === jaRecovery.online) return { title, at: "online" };
    if (said.includes("これで全部です")) return { title, at: "helpdesk", code: "", digits: "" };
    if (ASKS.has(said)) return { title, at: "asking", ask: said };
    const address = (await guide.locator("p").allTextContents()).find((line) =>
      /^https:\/\/\S+$/u.test(line),
    );
    return { title, at: "acting", what: said, buttons, address };
  }

  press(name: string): Promise<boolean> {
    const button = this.#page
      .getByRole("region", { name: "ご案内" })
      .getByRole("button", { name, exact: true });
    return button.click({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
  }

  /** The entries of the tray that are called so. */
  async act(action: ClientAction): Promise<void> {
    if (action === "log-in") return this.#logIn();
    if (action === "open-browser" || action === "switch-account")
      await this.#client.menu(jaRecovery.action[action]);
  }

  /** A login that is under way is left first, as it stands at a page that leads nowhere. */
  async #logIn(): Promise<void> {
    const { state } = await this.#client.status();
    if (state === "online") return;
    if ((await this.#client.status()).windows.some(({ kind }) => kind === "login")) {
      await this.#client.menu("ログインを中止");
      await this.#client.statusWhere("signed out", (status) => status.state !== "attention");
    }
    await this.#client.menu("ログイン");
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
