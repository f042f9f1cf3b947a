/** Colours as the screen shows them, and whether text stands out from what is behind it. */
import { parent } from "./dom.ts";

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];
const known = new Map<string, Rgba>();

/** A colour in any CSS colour space, as sRGB. */
function rgba(colour: string): Rgba {
  const before = known.get(colour);
  if (before !== undefined) return before;
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  if (pen === null) return [0, 0, 0, 1];
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
  const found: Rgba = [red, green, blue, alpha / 255];
  known.set(colour, found);
  return found;
}

/** How opaque a colour is, 0 to 1. */
export const alphaOf = (colour: string) => rgba(colour)[3];

/** Its text contrasts with its background, as far as that can be told: with a background image it can't. */
export function hasContrast(element: Element): boolean {
  const { webkitTextFillColor, fill } = getComputedStyle(element);
  const text = rgba(
    element instanceof SVGElement ? (fill === "none" ? "transparent" : fill) : webkitTextFillColor,
  );
  return text[3] >= 0.3 && groundsOf(element).some((ground) => contrast(text, ground) >= 1.25);
}

function groundsOf(element: Element): readonly Rgba[] {
  for (let at: Element | null = element; at !== null; at = parent(at)) {
    const { backgroundColor, backgroundImage } = getComputedStyle(at);
    if (backgroundImage !== "none") return stopsOf(backgroundImage);
    const colour = rgba(backgroundColor);
    if (colour[3] >= 0.5) return [colour];
  }
  return [[255, 255, 255, 1]];
}

function stopsOf(image: string): readonly Rgba[] {
  const stops = image.startsWith("url") ? null : image.match(/rgba?\([^)]*\)/gu);
  if (stops !== null) return stops.map(rgba);
  return [
    [255, 255, 255, 1],
    [0, 0, 0, 1],
  ];
}

/** Web Content Accessibility Guidelines 2.2, "contrast ratio". */
function contrast(one: Rgba, other: Rgba): number {
  const light = ([red, green, blue]: Rgba) => {
    const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => {
      const share = part / 255;
      return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const [bright = 1, dark = 1] = [light(one), light(other)].sort((a, b) => b - a);
  return bright / dark;
}
