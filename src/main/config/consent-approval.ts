import { z } from "zod";
import type { ConsentApproval } from "../../core/login/consent-approval.ts";
import type { RuleName } from "../../shared/locales/config-fault-words.ts";
import { originUrl } from "./web-address.ts";

const DATE = /^\d{4}-\d{2}-\d{2}$/u;
const DAY_MS = 24 * 60 * 60_000;

/** A day in Japan, where the lines are, or a moment with its offset (RFC 3339). */
const time = z.string().refine((text) => isTime(text), { error: "time" satisfies RuleName });

function isTime(text: string): boolean {
  return z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(text).success;
}

const words = z.string().trim().min(1).max(100);

/** Who decided, for which contract, that the line operator is told: as people write it. */
export const consentApprovalSchema = z.strictObject({
  by: words,
  at: time,
  until: time.optional(),
  contract: words,
  operator: originUrl,
  recipient: words,
  service: words,
});

export type WrittenApproval = z.infer<typeof consentApprovalSchema>;

/** As the login needs it: a day begins at 0:00 in Japan, and one that ends something is its last. */
export function approvalOf({ at, until, ...rest }: WrittenApproval): ConsentApproval {
  return {
    ...rest,
    at: begin(at),
    until: until === undefined ? null : begin(until) + (DATE.test(until) ? DAY_MS : 0),
  };
}

function begin(text: string): number {
  return Date.parse(DATE.test(text) ? `${text}T00:00:00+09:00` : text);
}
