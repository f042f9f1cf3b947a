import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { trayFiles } from "../src/main/shell/tray-files.ts";
import { coloured, macIcon, renderIcons } from "./icons.ts";

const states = ["signed-out", "working", "online", "attention", "offline"] as const;
const platforms = ["win32", "darwin", "linux"] as const;
const pngSignature = "89504e470d0a1a0a";

test("every state has an icon for light and dark taskbars and for macOS, no two alike even without colour", () => {
  const folder = mkdtempSync(join(tmpdir(), "icons-"));
  try {
    renderIcons(folder);
    const read = (name: string) => readFileSync(join(folder, name));
    for (const state of states) {
      for (const theme of ["light", "dark"]) {
        for (const size of [16, 20, 24, 32, 40, 48, 64]) {
          const png = read(`tray/${state}-${theme}-${size}.png`);
          expect(png.subarray(0, 8).toString("hex")).toBe(pngSignature);
          expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
        }
      }
      expect(read(`tray/${state}Template@2x.png`).readUInt32BE(16)).toBe(32);
      for (const platform of platforms)
        for (const { name } of [true, false].flatMap((dark) => trayFiles(state, dark, platform)))
          expect(
            read(join("tray", name)).length,
            `${name}, which the tray takes on ${platform}`,
          ).toBeGreaterThan(0);
    }
    // The template form is black and alpha only: what differs there is shape.
    const shapes = new Set(states.map((state) => read(`tray/${state}Template.png`).toString("hex")));
    expect(shapes.size).toBe(states.length);

    const windowsIcons = trayFiles("online", true, "win32").map(({ name }) => join("tray", name));
    for (const ico of ["app.ico", ...windowsIcons].map(read)) {
      expect(ico.readUInt16LE(4)).toBeGreaterThan(5);
      for (let index = 0; index < ico.readUInt16LE(4); index += 1) {
        const offset = ico.readUInt32LE(6 + 16 * index + 12);
        expect(ico.subarray(offset, offset + 8).toString("hex")).toBe(pngSignature);
        expect(ico.readUInt32BE(offset + 16) % 256).toBe(ico.readUInt8(6 + 16 * index));
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("macOS's icon holds a PNG of each size that its types stand for", () => {
  const icon = macIcon();
  expect([icon.toString("latin1", 0, 4), icon.readUInt32BE(4)]).toEqual(["icns", icon.length]);
  const sizes: Record<string, number> = {};
  for (let at = 8; at < icon.length; at += icon.readUInt32BE(at + 4)) {
    expect(icon.subarray(at + 8, at + 16).toString("hex")).toBe(pngSignature);
    sizes[icon.toString("latin1", at, at + 4)] = icon.readUInt32BE(at + 24);
  }
  // 128, 256 and 512 points, and 16 to 512 points of two pixels each.
  const [once, twice] = [
    { ic07: 128, ic08: 256, ic09: 512 },
    { ic11: 32, ic12: 64, ic13: 256, ic14: 512 },
  ];
  expect(sizes).toEqual({ ...once, ...twice, ic10: 1024 });
});

test("a source's two colours are picked by taskbar", () => {
  const svg = '<svg color="#111" data-dark="#eee"/>';
  expect(coloured(svg, "light")).toBe('<svg color="#111"/>');
  expect(coloured(svg, "dark")).toBe('<svg color="#eee"/>');
  expect(coloured(svg, "template")).toBe('<svg color="#000000"/>');
});
