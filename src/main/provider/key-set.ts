import { z } from "zod";

const members = z.record(z.string(), z.unknown());
const keySet = z.looseObject({ keys: z.array(z.unknown()) });

/** What a key can't do without (RFC 7518 6, RFC 8037 2). */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  RSA: ["n", "e"],
  EC: ["crv", "x", "y"],
  OKP: ["crv", "x"],
};

/**
 * What of a key set can be used: a key that can't is as good as none (RFC 7517 5), one that stands there twice is one,
 * and null and empty mean absent (reliability 33). The library refuses the whole set for any of them.
 * @returns null when it is no key set, or holds nothing but what is no key
 */
export function usableKeys(body: unknown): { readonly keys: readonly object[] } | null {
  const { data } = keySet.safeParse(body);
  if (data === undefined) return null;
  const found = data.keys.map((one) => members.safeParse(one).data).filter((one) => one !== undefined);
  if (found.length === 0 && data.keys.length > 0) return null;
  const usable = found.map(withoutAbsent).filter(isWhole);
  return { keys: [...new Map(usable.map((key) => [JSON.stringify(key), key])).values()] };
}

function withoutAbsent(key: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(key).filter(([, value]) => !isNothing(value)));
}

/** One of a kind that isn't known here is left to whoever looks for a key. */
function isWhole(key: Readonly<Record<string, unknown>>): boolean {
  const kty = String(key.kty);
  const required = Object.hasOwn(REQUIRED, kty) ? (REQUIRED[kty] ?? []) : [];
  return required.every((member) => typeof key[member] === "string");
}

function isNothing(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
