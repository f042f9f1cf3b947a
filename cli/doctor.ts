import type { DoctorReport } from "../src/core/doctor/report.ts";
import { EXIT, type ExitOf } from "../src/shared/command-line.ts";
import { doctorText } from "../src/shared/doctor-text.ts";
import { DOCTOR_WORDS } from "../src/shared/locales/doctor-words.ts";
import type { Language } from "../src/shared/view.ts";
import { doctorSchema } from "./answers.ts";
import { ask } from "./connection.ts";
import { exitCodeOfError } from "./exit-code.ts";
import { whyNotStarted } from "./may-start.ts";
import type { Result } from "./report.ts";
import { wordsIn } from "./words.ts";
import type { World } from "./world.ts";

/** Longer than a report takes, with the client's own start. */
const ANSWER_LIMIT_MS = 30_000;

/** The running client's report; without one, that of a client started for it alone. */
export async function doctor(world: World, language: Language): Promise<Result<ExitOf<"doctor">>> {
  if (world.err.isTTY) world.err.write(`${DOCTOR_WORDS[language].examining}\n`);
  const examined = await examination(world, language);
  return "report" in examined ? told(examined.report, language) : examined;
}

/** The same as data; where there is none, what to tell of that. */
export async function examination(
  world: World,
  language: Language,
): Promise<{ readonly report: DoctorReport } | Result<never>> {
  const answer = await ask(world.folders.local, { command: "doctor" }, ANSWER_LIMIT_MS);
  if (answer.ok) return { report: answer.value };
  if (answer.error !== "CLI_NOT_RUNNING") return { exit: exitCodeOfError(answer.error), error: answer.error };
  return whyNotStarted(world, language) ?? examinedAlone(world, language);
}

async function examinedAlone(world: World, language: Language) {
  const words = wordsIn(language);
  const started = await world.startDoctor(world.env, ANSWER_LIMIT_MS);
  if (started === null)
    return {
      exit: EXIT.notRunning,
      error: "CLI_NOT_RUNNING",
      note: words.notBuilt,
      next: words.buildFirst,
    } as const;
  if ("failed" in started) {
    const exit = exitCodeOfError(started.failed);
    return started.failed === "APP_UNEXPECTED"
      ? { exit, error: started.failed, note: words.startFailed }
      : { exit, error: started.failed };
  }
  const report = doctorSchema.safeParse(started.report);
  return report.success
    ? { report: report.data }
    : ({ exit: EXIT.anythingElse, error: "APP_UNEXPECTED", note: words.startFailed } as const);
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
