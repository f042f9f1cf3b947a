import type { PageSending } from "../../core/login/page.ts";

/** What is about to be sent, as the form holds it at this moment; kept in memory for the comparison and never logged. */
export type ConsentForm = PageSending & {
  /** Encoding that the form is sent in, as the browser names it. */
  readonly charset: string;
  readonly entries: readonly SentField[];
  /** Name before `x` and `y`, where the button is a picture; null = it is none. */
  readonly picture: string | null;
};

/** A part of a request's body as `webRequest` has it; a consent form has bytes only. */
export type UploadPart = { readonly bytes?: Uint8Array | undefined };

export type SentField = readonly [name: string, value: string];

/**
 * The fields of a form as they are about to leave (HTML 4.10.21.4), in the form's own encoding.
 * @returns null where the body isn't one of a form in that encoding
 */
export function sentFields(
  parts: readonly UploadPart[] | undefined,
  enctype: string,
  charset: string,
): readonly SentField[] | null {
  const bytes = bodyOf(parts ?? []);
  const decode = decoderOf(charset);
  if (bytes === null || decode === null) return null;
  return enctype === "multipart/form-data" ? multipart(bytes, decode) : urlEncoded(bytes, decode);
}

/** Whether exactly the form that was shown is what leaves: the same fields in the same order, and nothing beside them. */
export function isThatForm(sent: readonly SentField[], { entries, picture }: ConsentForm): boolean {
  const fields = picture === null ? sent : sent.filter((field) => !isPlaceOn(field, picture));
  const places = sent.length - fields.length;
  if (picture !== null && places !== 2) return false;
  return (
    fields.length === entries.length &&
    entries.every(([name, value], index) => {
      const field = fields[index];
      return field?.[0] === newlines(name) && field[1] === newlines(value);
    })
  );
}

// A picture tells where it was pressed (HTML 4.10.21.4, step 5.6).
function isPlaceOn([name, value]: SentField, picture: string): boolean {
  const prefix = picture === "" ? "" : `${picture}.`;
  return (name === `${prefix}x` || name === `${prefix}y`) && /^\d{1,5}$/u.test(value);
}

function newlines(text: string): string {
  return text.replace(/\r\n|\r|\n/gu, "\r\n");
}

function bodyOf(parts: readonly UploadPart[]): Buffer | null {
  const bytes = parts.map((part) => part.bytes);
  return bytes.every((part) => part !== undefined) ? Buffer.concat(bytes) : null;
}

function decoderOf(charset: string): ((bytes: Uint8Array) => string) | null {
  try {
    const decoder = new TextDecoder(charset, { fatal: true });
    return (bytes) => decoder.decode(bytes);
  } catch {
    return null;
  }
}

function urlEncoded(body: Buffer, decode: (bytes: Uint8Array) => string): readonly SentField[] | null {
  try {
    return body
      .toString("latin1")
      .split("&")
      .filter((pair) => pair !== "")
      .map((pair): SentField => {
        const at = pair.indexOf("=");
        const [name, value] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
        return [decode(percentDecoded(name)), decode(percentDecoded(value))];
      });
  } catch {
    return null;
  }
}

function percentDecoded(text: string): Buffer {
  const bytes = text
    .replaceAll("+", " ")
    .replace(/%([0-9a-f]{2})/giu, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1");
}

function multipart(body: Buffer, decode: (bytes: Uint8Array) => string): readonly SentField[] | null {
  const text = body.toString("latin1");
  const boundary = /^(--[^\r\n]+)\r\n/u.exec(text)?.[1];
  if (boundary === undefined || !text.endsWith(`\r\n${boundary}--\r\n`)) return null;
  const inner = text.slice(boundary.length + 2, -(boundary.length + 6));
  try {
    return inner.split(`\r\n${boundary}\r\n`).map((part): SentField => {
      const found = /^Content-Disposition: form-data; name="([^"\r\n]*)"\r\n\r\n([\s\S]*)$/u.exec(part);
      if (found === null) throw new Error("a part that isn't a plain field");
      const name = (found[1] ?? "").replaceAll("%22", '"').replaceAll("%0D", "\r").replaceAll("%0A", "\n");
      return [decode(Buffer.from(name, "latin1")), decode(Buffer.from(found[2] ?? "", "latin1"))];
    });
  } catch {
    return null;
  }
}
