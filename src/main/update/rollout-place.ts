import { createHash } from "node:crypto";
import type { Ring } from "../../core/update/release.ts";

const LAST = 99.999;

/**
 * Where a PC stands among all, from 0 to below 100; another one for each release, so that it isn't always the same people
 * who come first. @param pc any text that is this PC's alone
 */
export function rolloutPlace(pc: string, version: string, ring: Ring): number {
  if (ring === "first") return 0;
  if (ring === "last") return LAST;
  const drawn = createHash("sha256").update(`${version}\n${pc}`).digest().readUInt32BE();
  return (drawn / 2 ** 32) * 100;
}
