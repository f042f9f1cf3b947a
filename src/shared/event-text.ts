import type { LoginEvent } from "../core/support/login-events.ts";
import type { Language } from "./view.ts";
import type { Words } from "./words.ts";

const DAY_MS = 86_400_000;

/** What happened, and why where there is a why: `通信できませんでした（NET_DNS）`. */
export function eventWords(
  { what, code }: Pick<LoginEvent, "what" | "code">,
  { t, language }: Words,
): string {
  const said = t(`event.${what}`);
  if (code === null) return said;
  return language === "ja" ? `${said}（${code}）` : `${said} (${code})`;
}

/**
 * When it happened, as people say it: `今日 9:00`, `昨日 18:20`, `11月25日 9:00`.
 * @param at ISO 8601
 * @param now ms since 1970
 * @param timeZone an IANA name; the PC's own unless told
 */
export function eventTime(at: string, now: number, language: Language, timeZone?: string): string {
  const then = Date.parse(at);
  if (Number.isNaN(then)) return "";
  const zone = timeZone === undefined ? {} : { timeZone };
  const locale = language === "ja" ? "ja-JP" : "en-GB";
  const clock = { hour: "numeric", minute: "2-digit", hourCycle: "h23" } as const;
  const time = new Intl.DateTimeFormat(locale, { ...clock, ...zone }).format(then);
  const [day, today] = [dayOf(then, zone), dayOf(now, zone)];
  const ago = (today.number - day.number) / DAY_MS;
  const named = ago === 0 ? TODAY[language] : ago === 1 ? YESTERDAY[language] : null;
  if (named !== null) return `${named} ${time}`;
  const date = {
    ...(day.year === today.year ? {} : { year: "numeric" as const }),
    month: language === "ja" ? ("long" as const) : ("short" as const),
    day: "numeric" as const,
  };
  return `${new Intl.DateTimeFormat(locale, { ...date, ...zone }).format(then)} ${time}`;
}

const TODAY: Readonly<Record<Language, string>> = { ja: "今日", en: "Today" };
const YESTERDAY: Readonly<Record<Language, string>> = { ja: "昨日", en: "Yesterday" };

/** The calendar day in the zone, as a number of its own that the clock's change in summer doesn't bend. */
function dayOf(at: number, zone: { readonly timeZone?: string }): { year: number; number: number } {
  const parts = new Intl.DateTimeFormat("en-US", {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    ...zone,
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const year = part("year");
  return { year, number: Date.UTC(year, part("month") - 1, part("day")) };
}
