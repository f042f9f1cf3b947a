import { ConfigFileError } from "./config-file-error.ts";

/**
 * The text of a file in UTF-8, or in UTF-16 as PowerShell's `>` and `Out-File` write it; without its byte order mark.
 * @throws ConfigFileError that names another encoding where it can be told: letters that are merely broken look like
 * a name that somebody chose
 */
export function textOf(bytes: Buffer): string {
  const encoding = unicodeOf(bytes);
  const text = decoded(bytes, encoding);
  if (text === null) throw new ConfigFileError({ what: "encoding", seems: seemsOf(bytes) });
  // Japanese in seven bits: valid UTF-8, but for the escape that no JSON has.
  if (encoding === "utf-8" && ["\u001b$@", "\u001b$B"].some((shift) => text.includes(shift)))
    throw new ConfigFileError({ what: "encoding", seems: "ISO-2022-JP" });
  return text;
}

/** By its mark; and without one by where the zeros of JSON's first character are (RFC 4627 3). */
function unicodeOf(bytes: Buffer): "utf-8" | "utf-16le" | "utf-16be" {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return "utf-16be";
  return "utf-8";
}

function seemsOf(bytes: Buffer): "Shift_JIS" | "EUC-JP" | null {
  // Half-width katakana and EUC-JP's letters are the same bytes: what is EUC-JP throughout is taken for it.
  if (decoded(bytes, "euc-jp") !== null) return "EUC-JP";
  return decoded(bytes, "shift_jis") === null ? null : "Shift_JIS";
}

function decoded(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
