import type { Language } from "./view.ts";

/** A time in Japan, where the services count their days, said to be that: whatever the PC's own zone is. */
export function tokyoTime(at: number, language: Language): string {
  const text = new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    timeZone: "Asia/Tokyo",
    year: "numeric",
    month: language === "ja" ? "long" : "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(at);
  return language === "ja" ? `${text}（日本時間）` : `${text} (Japan time)`;
}

/** A day in Japan. */
export function tokyoDate(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    timeZone: "Asia/Tokyo",
    year: "numeric",
    month: language === "ja" ? "long" : "short",
    day: "numeric",
  }).format(at);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What is left in the two largest units, rounded down: nobody is promised a minute too much. */
export function timeLeft(milliseconds: number, language: Language): string {
  const days = Math.floor(milliseconds / DAY);
  const hours = Math.floor((milliseconds % DAY) / HOUR);
  const minutes = Math.floor((milliseconds % HOUR) / MINUTE);
  if (language === "ja") {
    if (days > 0) return hours > 0 ? `${days}日と${hours}時間` : `${days}日`;
    return hours > 0 ? `${hours}時間${minutes}分` : `${minutes}分`;
  }
  const count = (number: number, unit: string) => `${number} ${unit}${number === 1 ? "" : "s"}`;
  if (days > 0) return hours > 0 ? `${count(days, "day")} ${count(hours, "hour")}` : count(days, "day");
  return hours > 0 ? `${count(hours, "hour")} ${minutes} min` : `${minutes} min`;
}
