import { linkDays, linkDeadlines } from "../src/core/rules/mail-link.ts";
import type { ServiceId } from "../src/core/service/profile.ts";

/** How long a link mailed now lives here: its days, and when it dies (ms since 1970), counted by the hour. */
export function linkLife(
  service: ServiceId,
  kind: "unblock" | "reset",
  mailedAt: number,
): { readonly days: number; readonly expires: number } {
  const days = linkDays(service, kind);
  if (days === null) throw new Error(`${service} sends no ${kind} link`);
  return { days, expires: linkDeadlines(mailedAt, days).byTheHour };
}
