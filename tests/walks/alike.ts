import type { ServiceId } from "../../src/core/service/profile.ts";

/** The number of a chapter in the three manuals that are alike, and codec's where it has one. */
export const alike = (number: string, codec?: string): Readonly<Partial<Record<ServiceId, string>>> => ({
  omakase: number,
  cowork: number,
  ot: number,
  ...(codec === undefined ? {} : { codec }),
});
