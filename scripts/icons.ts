// Renders the icons from their SVG sources, in the sizes and containers that each OS wants.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";

const assets = fileURLToPath(new URL("../assets", import.meta.url));
const traySizes = [16, 20, 24, 32, 40, 48, 64];
const appSizes = [16, 24, 32, 48, 64, 128, 256, 512];
/** Windows picks by scale from these; larger ones never show in a taskbar. */
const trayIcoSizes = [16, 20, 24, 32, 40, 48];
const appIcoSizes = [16, 24, 32, 48, 64, 128, 256];
/** What macOS calls an image of so many pixels, and of twice as many to the point. */
const icnsTypes = {
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
} as const;

/** The taskbar it is for; `template` is macOS's black-and-alpha form, coloured by the system. */
type Theme = "light" | "dark" | "template";

/**
 * Writes `tray/<state>-<light|dark>-<size>.png`, `tray/<state>-<light|dark>.ico`, `tray/<state>Template.png` (and `@2x`),
 * `app-<size>.png` and `app.ico` under a folder.
 */
export function renderIcons(outDir: string): void {
  const trayDir = join(outDir, "tray");
  mkdirSync(trayDir, { recursive: true });
  for (const file of readdirSync(join(assets, "tray")).filter((name) => name.endsWith(".svg"))) {
    renderTrayState(basename(file, ".svg"), readFileSync(join(assets, "tray", file), "utf8"), trayDir);
  }
  const app = readFileSync(join(assets, "app.svg"), "utf8");
  for (const size of appSizes) writeFileSync(join(outDir, `app-${size}.png`), png(app, size));
  writeFileSync(join(outDir, "app.ico"), ico(appIcoSizes.map((size) => ({ size, png: png(app, size) }))));
}

/** The app's icon for macOS, as `.icns`. */
export function macIcon(): Buffer {
  const app = readFileSync(join(assets, "app.svg"), "utf8");
  return icns(Object.entries(icnsTypes).map(([type, size]) => ({ type, png: png(app, size) })));
}

function renderTrayState(state: string, source: string, trayDir: string): void {
  for (const theme of ["light", "dark"] as const) {
    const svg = coloured(source, theme);
    for (const size of traySizes)
      writeFileSync(join(trayDir, `${state}-${theme}-${size}.png`), png(svg, size));
    writeFileSync(
      join(trayDir, `${state}-${theme}.ico`),
      ico(trayIcoSizes.map((size) => ({ size, png: png(svg, size) }))),
    );
  }
  const template = coloured(source, "template");
  writeFileSync(join(trayDir, `${state}Template.png`), png(template, 16));
  writeFileSync(join(trayDir, `${state}Template@2x.png`), png(template, 32));
}

/** The source names both colours where they apply: `color` (light) and `data-dark` beside it. */
export function coloured(svg: string, theme: Theme): string {
  return svg.replace(/color="([^"]+)" data-dark="([^"]+)"/g, (_, light: string, dark: string) => {
    return `color="${theme === "light" ? light : theme === "dark" ? dark : "#000000"}"`;
  });
}

function png(svg: string, size: number): Buffer {
  return new Resvg(svg, { fitTo: { mode: "width", value: size }, font: { loadSystemFonts: false } })
    .render()
    .asPng();
}

/** An .ico that holds PNGs (Windows Vista and newer): 6 bytes of header, 16 an entry, then the images. */
export function ico(images: { size: number; png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2); // type: icon
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  images.forEach((image, index) => {
    const entry = 6 + 16 * index;
    header.writeUInt8(image.size % 256, entry); // 0 stands for 256
    header.writeUInt8(image.size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4); // planes
    header.writeUInt16LE(32, entry + 6); // bits a pixel
    header.writeUInt32LE(image.png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += image.png.length;
  });
  return Buffer.concat([header, ...images.map((image) => image.png)]);
}

/** An .icns that holds PNGs (macOS 10.7 and newer): each image, and the whole, begins with its type and its length. */
function icns(images: { type: string; png: Buffer }[]): Buffer {
  const chunk = (type: string, content: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(type, "latin1");
    head.writeUInt32BE(8 + content.length, 4);
    return Buffer.concat([head, content]);
  };
  return chunk("icns", Buffer.concat(images.map((image) => chunk(image.type, image.png))));
}
