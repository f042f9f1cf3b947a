import { createHmac, randomBytes } from "node:crypto";

// Time-based one-time passwords (RFC 6238) as every authenticator app makes them: SHA-1, 6 digits, 30 seconds.

const STEP_MS = 30_000;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648 6

/** A new shared secret: 160 bits (RFC 4226 4, R6), in base32. */
export function newSecret(): string {
  let [bits, held, text] = [0, 0, ""];
  for (const byte of randomBytes(20)) {
    held = ((held << 8) | byte) & 0xffff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31];
  }
  return text;
}

/** Case, blanks and padding don't count. @throws when it isn't base32 */
function fromBase32(text: string): Buffer {
  let [bits, held] = [0, 0];
  const bytes: number[] = [];
  for (const char of text.toUpperCase().replace(/[\s=]/gu, "")) {
    const value = ALPHABET.indexOf(char);
    if (value < 0) throw new Error("not base32");
    held = ((held << 5) | value) & 0xffff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 255);
  }
  return Buffer.from(bytes);
}

/** The step that a time is in. @param time ms since 1970 */
export function stepAt(time: number): number {
  return Math.floor(time / STEP_MS);
}

/** The six digits of a step (RFC 4226 5.3). */
export function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/**
 * The step that a code belongs to: this one, or the one before or after, for a clock that is off (RFC 6238 6).
 * @param after only later steps count: a code is good once (RFC 6238 5.2)
 * @param time ms since 1970
 */
export function acceptedStep(
  secret: string,
  code: string,
  { time, after }: { readonly time: number; readonly after: number },
): number | null {
  const now = stepAt(time);
  const found = [now - 1, now, now + 1].find((step) => step > after && codeOf(secret, step) === code);
  return found ?? null;
}

/** What the QR code says (the Key URI format that authenticator apps read); the issuer once, so that it stays coarse. */
export function keyUri(secret: string, issuer: string, account: string): string {
  const query = Object.entries({ secret, issuer, algorithm: "SHA1", digits: "6", period: "30" })
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`) // %20, not +: apps show the issuer as it is
    .join("&");
  return `otpauth://totp/${encodeURIComponent(account)}?${query}`;
}
