import type { CheckResult, DoctorReport } from "../core/doctor/report.ts";
import { table } from "./columns.ts";
import { DOCTOR_WORDS, type DoctorWords } from "./locales/doctor-words.ts";
import { en } from "./locales/en.ts";
import { ja } from "./locales/ja.ts";
import { plain } from "./plain.ts";
import type { Language } from "./view.ts";

const TEXTS = { ja, en };

/** A report for people: what to mend first, then every check. */
export function doctorText({ first, results, hosts }: DoctorReport, language: Language): string {
  const words = DOCTOR_WORDS[language];
  const rows = results.map((one) => [
    String(one.number),
    words.check[one.id].title,
    words.result[one.result],
    `${one.ms} ms`,
    detail(one, words),
  ]);
  const asked = hosts.length === 0 ? words.none : hosts.map(plain).join(", ");
  return `${firstText(first, language)}\n${table(rows)}\n${words.hosts}: ${asked}\n`;
}

function firstText(first: DoctorReport["first"], language: Language): string {
  const words = DOCTOR_WORDS[language];
  if (first === null) return `${words.healthy}\n`;
  const { title, cause, next } = TEXTS[language].error[first.cause];
  const lines = [
    `${words.first}: ${first.number} ${words.check[first.id].title} – ${title} (${first.cause})`,
    `${words.cause}: ${cause}`,
    `${words.next}: ${next}`,
  ];
  return `${lines.join("\n")}\n`;
}

function detail({ because, cause, facts }: CheckResult, words: DoctorWords): string {
  const seen = Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${plain(String(value))}`);
  const why = [...(cause === null ? [] : [cause]), ...(because === null ? [] : [words.because(because)])];
  return [...why, ...seen].join(" ");
}
