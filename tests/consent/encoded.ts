/** The encodings that a Japanese server may still write a page in; what is sent goes back in the same (HTML 4.10.21.5). */
export type Charset = "utf-8" | "utf-16le" | "euc-jp" | "shift_jis" | "iso-2022-jp";

const JIS_IN = Buffer.from([0x1b, 0x24, 0x42]);
const JIS_OUT = Buffer.from([0x1b, 0x28, 0x42]);

const tables = new Map<Charset, ReadonlyMap<string, Buffer>>();

export function encoded(text: string, charset: Charset): Buffer {
  if (charset === "utf-8") return Buffer.from(text, "utf8");
  if (charset === "utf-16le") return Buffer.from(`\uFEFF${text}`, "utf16le");
  const table = tableOf(charset === "iso-2022-jp" ? "euc-jp" : charset);
  const parts: Buffer[] = [];
  let wide = false;
  const turn = (to: boolean) => {
    if (charset === "iso-2022-jp" && wide !== to) parts.push(to ? JIS_IN : JIS_OUT);
    wide = to;
  };
  for (const letter of text) {
    const found = table.get(letter);
    turn(found !== undefined);
    if (found !== undefined)
      parts.push(charset === "iso-2022-jp" ? Buffer.from(found.map((byte) => byte & 0x7f)) : found);
    else if (letter < "\u0080") parts.push(Buffer.from(letter, "latin1"));
    else parts.push(Buffer.from(`&#${letter.codePointAt(0)};`, "latin1"));
  }
  turn(false);
  return Buffer.concat(parts);
}

/** `application/x-www-form-urlencoded` in that encoding (URL Standard 5.2). */
export function urlEncoded(fields: readonly (readonly [string, string])[], charset: Charset): string {
  const percent = (text: string) =>
    [...encoded(newlines(text), charset)]
      .map((byte) => {
        const letter = String.fromCharCode(byte);
        if (letter === " ") return "+";
        return /[A-Za-z0-9*._-]/u.test(letter)
          ? letter
          : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
      })
      .join("");
  return fields.map(([name, value]) => `${percent(name)}=${percent(value)}`).join("&");
}

/** `multipart/form-data` with a boundary that the browser chose. */
export function multipart(
  fields: readonly (readonly [string, string])[],
  charset: Charset,
  boundary: string,
): Buffer {
  const parts = fields.flatMap(([name, value]) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="`, "latin1"),
    Buffer.from(encoded(newlines(name), charset).toString("latin1").replaceAll('"', "%22"), "latin1"),
    Buffer.from('"\r\n\r\n', "latin1"),
    encoded(newlines(value), charset),
    Buffer.from("\r\n", "latin1"),
  ]);
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`, "latin1")]);
}

function newlines(text: string): string {
  return text.replace(/\r\n|\r|\n/gu, "\r\n");
}

/** Read off the platform's decoder: it knows the tables, but only in the other direction. */
function tableOf(charset: "euc-jp" | "shift_jis"): ReadonlyMap<string, Buffer> {
  const known = tables.get(charset);
  if (known !== undefined) return known;
  const table = new Map<string, Buffer>();
  const decoder = new TextDecoder(charset);
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const bytes = Buffer.from([lead, trail]);
      const text = decoder.decode(bytes);
      if ([...text].length === 1 && text !== "\uFFFD" && !table.has(text)) table.set(text, bytes);
    }
  }
  tables.set(charset, table);
  return table;
}
