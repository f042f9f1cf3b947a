import type { CheckResult, DoctorReport } from "../src/core/doctor/report.ts";
import { EXIT, type ExitOf } from "../src/shared/command-line.ts";
import { DOCTOR_WORDS, type DoctorWords } from "../src/shared/locales/doctor-words.ts";
import type { Language } from "../src/shared/view.ts";
import { doctorSchema } from "./answers.ts";
import { table } from "./columns.ts";
import { ask } from "./connection.ts";
import { exitCodeOfError } from "./exit-code.ts";
import type { Result } from "./report.ts";
import { plain, textsIn, wordsIn } from "./words.ts";
import type { World } from "./world.ts";

/** Longer than a report takes, with the client's own start. */
const ANSWER_LIMIT_MS = 30_000;

/** The running client's report; without one, that of a client started for it alone. */
export async function doctor(world: World, language: Language): Promise<Result<ExitOf<"doctor">>> {
  const words = wordsIn(language);
  if (world.err.isTTY) world.err.write(`${DOCTOR_WORDS[language].examining}\n`);
  const answer = await ask(world.folders.local, { command: "doctor" }, ANSWER_LIMIT_MS);
  if (answer.ok) return told(answer.value, language);
  if (answer.error !== "CLI_NOT_RUNNING") return { exit: exitCodeOfError(answer.error), error: answer.error };
  if (!hasDisplay(world))
    return {
      exit: EXIT.cannotTell,
      error: "APP_UNEXPECTED",
      note: DOCTOR_WORDS[language].noDisplay,
      next: DOCTOR_WORDS[language].onDesktop,
    };
  const started = await world.startDoctor(world.env, ANSWER_LIMIT_MS);
  if (started === null)
    return { exit: EXIT.notRunning, error: "CLI_NOT_RUNNING", note: words.notBuilt, next: words.buildFirst };
  if ("failed" in started) {
    const exit = exitCodeOfError(started.failed);
    return started.failed === "APP_UNEXPECTED"
      ? { exit, error: started.failed, note: words.startFailed }
      : { exit, error: started.failed };
  }
  const report = doctorSchema.safeParse(started.report);
  return report.success
    ? told(report.data, language)
    : { exit: EXIT.anythingElse, error: "APP_UNEXPECTED", note: words.startFailed };
}

/** Chromium starts at no other place, also where there is no window to show. */
function hasDisplay({ env }: World): boolean {
  return process.platform !== "linux" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** What only warns keeps nobody from logging in. */
function told(report: DoctorReport, language: Language): Result<ExitOf<"doctor">> {
  const isHealthy = report.results.every(({ result }) => result !== "fail");
  return {
    exit: isHealthy ? EXIT.asAsked : EXIT.refused,
    value: report,
    text: doctorText(report, language),
  };
}

export function doctorText({ first, results, hosts }: DoctorReport, language: Language): string {
  const words = DOCTOR_WORDS[language];
  const rows = results.map((one) => [
    String(one.number),
    words.check[one.id].title,
    words.result[one.result],
    detail(one, words),
    `${one.ms} ms`,
  ]);
  const asked = hosts.length === 0 ? words.none : hosts.map(plain).join(", ");
  return `${firstText(first, language)}\n${table(rows)}\n${words.hosts}: ${asked}\n`;
}

function firstText(first: DoctorReport["first"], language: Language): string {
  const words = DOCTOR_WORDS[language];
  if (first === null) return `${words.healthy}\n`;
  const { title, cause, next } = textsIn(language).error[first.cause];
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
