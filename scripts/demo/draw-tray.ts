import { crc32, deflateSync } from "node:zlib";
import { Resvg } from "@resvg/resvg-js";
import type { TrayIcon } from "../../tests/support/desktop.ts";

const WIDTH = 420;
const LINE = 30;
const FONT = "Noto Sans CJK JP";

/** A picture of the icon, its tooltip and its menu, as PNG. */
export function drawTray({ icons, tooltip, menu }: TrayIcon): Buffer {
  const icon = icons.reduce((largest, one) => (one.width > largest.width ? one : largest));
  const text = (y: number, said: string, colour: string, x = 24) =>
    `<text x="${x}" y="${y}" font-family="${FONT}" font-size="15" fill="${colour}">${escaped(said)}</text>`;
  const lines = menu.map(({ label, type, enabled }, index) => {
    const y = 100 + index * LINE;
    return type === "separator"
      ? `<path d="M16 ${y - 5}H${WIDTH - 16}" stroke="#ccc"/>`
      : text(y, label, enabled ? "#111" : "#777");
  });
  const height = 90 + menu.length * LINE;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}">
    <rect width="100%" height="100%" fill="#f4f4f4"/>
    <image x="20" y="16" width="32" height="32" href="data:image/png;base64,${png(icon).toString("base64")}"/>
    ${text(38, tooltip, "#111", 64)}
    <rect x="8" y="66" width="${WIDTH - 16}" height="${height - 74}" rx="8" fill="#fff" stroke="#ccc"/>
    ${lines.join("")}
  </svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: true, defaultFontFamily: FONT } }).render().asPng();
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** StatusNotifierItem's pixmap (ARGB, row by row) as PNG (RGBA, each row led by its filter: none). */
function png({ width, height, argb }: TrayIcon["icons"][number]): Buffer {
  const from = Buffer.from(argb, "base64");
  const rows = Buffer.alloc(height * (1 + width * 4));
  for (let at = 0; at < width * height; at += 1) {
    const to = Math.floor(at / width) * (1 + width * 4) + 1 + (at % width) * 4;
    rows.writeUInt32BE(((from.readUInt32BE(at * 4) << 8) | (from[at * 4] ?? 0)) >>> 0, to);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8); // bits a channel, RGBA
  const chunks = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...chunks]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
