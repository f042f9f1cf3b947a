import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { expect, test } from "vitest";
import { freshFolder, host, startMain } from "./run-main.ts";

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const titled = async (pages: readonly Page[], title: string): Promise<Page> => {
  for (const page of pages) if ((await page.title()) === title) return page;
  throw new Error(`no page has the title ${title}`);
};

test.runIf(host === "chromium")(
  "one debugging port shows and presses the windows and the tray page",
  async () => {
    const port = await freePort();
    const folder = freshFolder();
    const main = startMain("tray", folder, [`--remote-debugging-port=${port}`]);
    expect(await main.heard("icon")).toMatchObject({
      same: true,
      empty: false,
      none: true,
    });
    expect(await main.heard("up")).toMatchObject({ supported: true });
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const pages = browser.contexts().flatMap((context) => context.pages());
    const tray = await titled(pages, "Tray – host");
    const icon = tray.locator("#tray-icon");

    await (await titled(pages, "A window")).getByRole("button", { name: "press" }).click();
    expect(await main.heard("pressed")).toMatchObject({ title: "true" });

    // Tray: Event 'click'; tray.setToolTip is its name
    expect(await icon.getAttribute("aria-label")).toBe("Drive: online");
    await icon.click();
    await main.heard("click");

    // Right click opens the menu of tray.setContextMenu; disabled items can't be pressed
    await icon.click({ button: "right" });
    await tray.getByRole("menuitem", { name: "First" }).waitFor();
    expect(await tray.getByRole("menuitem", { name: "Drive: online" }).isDisabled()).toBe(true);
    // The keyboard alone reaches every item
    await tray.keyboard.press("ArrowDown");
    expect(await tray.evaluate(() => document.activeElement?.textContent)).toBe("Settings");
    await tray.keyboard.press("Enter");
    // click: menuItem MenuItem
    expect(await main.heard("chosen")).toMatchObject({ id: "settings" });

    const open = tray.getByRole("button", { name: "Tray menu" });
    await open.click();
    await tray.getByRole("menuitem", { name: "First" }).click();
    await open.click();
    await tray.getByRole("menuitem", { name: "Second" }).waitFor();
    await tray.keyboard.press("Escape");
    expect(await tray.getByRole("menu").isVisible()).toBe(false);

    await tray.getByText("as taro").click();
    await main.heard("notified");
    await tray.getByText("Power").click();
    await tray.getByRole("button", { name: "resume", exact: true }).click();
    await main.heard("resume");

    // shell.openExternal is shown and written down
    await tray.getByText("https://example.com/help").waitFor();
    expect(JSON.parse(readFileSync(join(folder, "host-open-external.jsonl"), "utf8"))).toMatchObject({
      url: "https://example.com/help",
    });

    await open.click();
    await tray.getByRole("menuitem", { name: "Quit" }).click();
    expect(await main.ended).toBe(0);
    await browser.close();
  },
);
