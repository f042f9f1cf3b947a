import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";

/** One picture of all the screens of a folder, to be looked at. @returns where it is */
export async function contactSheet(browser: Browser, folder: string): Promise<string> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".png"));
  const order = new Intl.Collator("en", { numeric: true });
  const figures = names.toSorted(order.compare).map((name) => {
    const picture = readFileSync(join(folder, name)).toString("base64");
    return `<figure><img src="data:image/png;base64,${picture}"><figcaption>${name.slice(0, -4)}</figcaption></figure>`;
  });
  const page = await browser.newPage({ viewport: { width: 1800, height: 1000 } });
  await page.setContent(`<style>body{margin:8px;font:14px sans-serif;display:grid;grid-template-columns:repeat(6,1fr);gap:8px}
figure{margin:0;border:1px solid #999}img{width:100%;height:270px;object-fit:cover;object-position:top}figcaption{padding:2px 6px;background:#eee}</style>${figures.join("")}`);
  const path = `${folder}.png`;
  await page.screenshot({ path, fullPage: true });
  await page.close();
  return path;
}
