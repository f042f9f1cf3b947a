import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";
import type { Page } from "playwright-core";
import { drawTray } from "../../scripts/demo/draw-tray.ts";
import type { TrayIcon } from "./desktop.ts";

/** The pictures of README and manuals. `tests/e2e/every-window.test.ts` makes them, `npm run pictures` keeps them. */
export const PICTURES = [
  "first-login",
  "tray",
  "status-reason",
  "guide-step",
  "guide-helpdesk",
  "bundle",
  "helpdesk-page",
] as const;
export type PictureName = (typeof PICTURES)[number];

/** A picture, and beside it the texts and names that are seen on it. */
export type Picture = { readonly png: Buffer; readonly text: string };

export const MADE = fileURLToPath(new URL("../../out/pictures", import.meta.url));
export const KEPT = fileURLToPath(new URL("../../docs/images", import.meta.url));

/** Without the ones of another run. */
export function clearMade(): void {
  rmSync(MADE, { recursive: true, force: true });
  mkdirSync(MADE, { recursive: true });
}

export function save(name: PictureName, { png, text }: Picture): void {
  writeFileSync(join(MADE, `${name}.png`), png);
  writeFileSync(join(MADE, `${name}.txt`), text);
}

/** What a picture says and how large it is: what makes one stale. Pixels differ from run to run. */
export function lookOf(folder: string, name: PictureName): { readonly size: string; readonly text: string } {
  const { width, height } = sizeOf(readFileSync(join(folder, `${name}.png`)));
  return { size: `${width} × ${height}`, text: readFileSync(join(folder, `${name}.txt`), "utf8") };
}

/**
 * The window as somebody sees it who has just opened it, in light colours.
 * @throws where its Japanese isn't drawn with a Japanese font
 */
export async function pictureOf(page: Page): Promise<Picture> {
  await page.emulateMedia({ colorScheme: "light" });
  await page.mouse.move(0, 0);
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    scrollTo(0, 0);
  });
  const fonts = await fontsOf(page);
  if (!fonts.some((font) => font.includes("CJK JP")))
    throw new Error(`no Japanese font (Debian: fonts-noto-cjk), but ${fonts.join(", ")}`);
  const png = await page.screenshot();
  return { png, text: `${steady(await page.locator("body").ariaSnapshot())}\n` };
}

/** The icon and its menu, as a panel would show what is on the bus. */
export function pictureOfTray(icon: TrayIcon): Picture {
  const lines = icon.menu.map(({ label, type }) => (type === "separator" ? "---" : `- ${label}`));
  return { png: drawTray(icon), text: `${steady([icon.tooltip, ...lines].join("\n"))}\n` };
}

const GAP = 12;

/** Several windows beside each other. */
export function sideBySide(pictures: readonly Picture[]): Picture {
  const sizes = pictures.map(({ png }) => sizeOf(png));
  const width = sizes.reduce((sum, size) => sum + size.width + GAP, GAP);
  const height = Math.max(...sizes.map((size) => size.height)) + 2 * GAP;
  let x = GAP;
  const images = pictures.map(({ png }, index) => {
    const size = sizes[index] ?? { width: 0, height: 0 };
    const href = `data:image/png;base64,${png.toString("base64")}`;
    const image = `<image x="${x}" y="${GAP}" width="${size.width}" height="${size.height}" href="${href}"/>`;
    x += size.width + GAP;
    return image;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#d9dce4"/>${images.join("")}</svg>`;
  return { png: new Resvg(svg).render().asPng(), text: pictures.map(({ text }) => text).join("\n") };
}

function sizeOf(png: Buffer): { readonly width: number; readonly height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

async function fontsOf(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const { root } = await session.send("DOM.getDocument");
  const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector: "h1" });
  await session.send("CSS.enable");
  const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
  await session.detach();
  return fonts.map(({ familyName }) => familyName);
}

/** Without what is another in every run: times, addresses, the support code. */
function steady(text: string): string {
  return text
    .replaceAll(/:\n +- \/url: .*$/gmu, "")
    .replaceAll(/\d{4} \d{4} \d{4} \d{4}/gu, "0000 0000 0000 0000")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, "2026-01-01T00:00:00.000Z")
    .replaceAll(/\d+月\d+日/gu, "1月1日")
    .replaceAll(/(?<!\d)\d{1,2}:\d\d(?!\d)/gu, "0:00")
    .replaceAll("昨日 0:00", "今日 0:00")
    .replaceAll(/localhost:\d+/gu, "localhost:0")
    .replaceAll(/約\d+分/gu, "約10分")
    .replaceAll(/\d+バイト/gu, "0バイト");
}
