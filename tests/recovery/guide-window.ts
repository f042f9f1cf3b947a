import type { Page } from "playwright-core";
import type { ClientAction } from "../../src/core/recovery/known.ts";
import { jaRecovery } from "../../src/shared/locales/ja-recovery.ts";
import { openGuide } from "../support/open-guide.ts";
import type { RunningClient } from "../support/running-client.ts";

/** What a person reads in the guide, and the buttons that are there, by their accessible names. */
export type GuideSeen = { readonly title: string } & (
  | { readonly at: "nothing" }
  | { readonly at: "asking"; readonly ask: string }
  | {
      readonly at: "acting";
      readonly what: string;
      readonly buttons: readonly string[];
      /** An address to open that is read out. */
      readonly address?: string | undefined;
    }
  | { readonly at: "online" }
  | { readonly at: "helpdesk"; readonly code: string; readonly digits: string }
);

/** What leads somebody: the guide's window, or the helpdesk on the phone. */
export type Leader = {
  read(): Promise<GuideSeen>;
  /** @returns false where it isn't there any more */
  press(name: string): Promise<boolean>;
  /** Who leads doesn't see the client: what didn't help they are told. */
  readonly blind?: true;
  /** What the window has a button for, where who leads can't press it in the person's place. */
  act?(action: ClientAction): Promise<void>;
};

export const ASKS: ReadonlySet<string> = new Set(Object.values(jaRecovery.question).map(({ ask }) => ask));

/** The guide's window before a person. */
export class GuideWindow implements Leader {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Opens it from the tray, or finds it open. */
  static async of(client: RunningClient): Promise<GuideWindow> {
    const open = (await client.pages()).find((page) => page.url().includes("#/guide"));
    const page = open ?? (await openGuide(client));
    await page.locator("#guide-now").waitFor();
    return new GuideWindow(page);
  }

  async read(): Promise<GuideSeen> {
    const { title, said, buttons, more } = await this.#page.evaluate(() => {
      const text = (selector: string) => document.querySelector(selector)?.textContent?.trim() ?? "";
      const pressed = document.querySelectorAll<HTMLButtonElement>("section.guide-now button:not(:disabled)");
      return {
        title: text("main h2, h2"),
        said: text("#guide-now"),
        buttons: [...pressed].map((one) => one.textContent?.trim() ?? ""),
        more: { phone: text("blockquote"), digits: text(".support-code code") },
      };
    });
    if (said === "") return { title, at: "nothing" };
    if (said === jaRecovery.online) return { title, at: "online" };
    if (said === jaRecovery.helpdesk)
      return {
        title,
        at: "helpdesk",
        code: /コードは(\w+)です/u.exec(more.phone)?.[1] ?? "",
        digits: more.digits,
      };
    return ASKS.has(said) ? { title, at: "asking", ask: said } : { title, at: "acting", what: said, buttons };
  }

  /** @returns false where it couldn't be pressed */
  async press(name: string): Promise<boolean> {
    const button = this.#page.locator("section.guide-now").getByRole("button", { name, exact: true });
    await this.#page.bringToFront();
    return button.click({ timeout: 2_000 }).then(
      () => true,
      (thrown: unknown) => {
        if (process.env.RECOVERY_TRACE) console.log(String(thrown));
        return false;
      },
    );
  }
}
