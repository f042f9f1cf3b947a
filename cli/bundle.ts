import { createHash } from "node:crypto";
import { join } from "node:path";
import type { DoctorReport } from "../src/core/doctor/report.ts";
import { createSweep } from "../src/core/support/sweep.ts";
import type { Configuration } from "../src/main/config/configuration.ts";
import { type BundleSources, bundleOf } from "../src/main/support/bundle.ts";
import { writeBundle } from "../src/main/support/bundle-file.ts";
import { lookAtEvents } from "../src/main/support/events-file.ts";
import { knownNames } from "../src/main/support/known-names.ts";
import { logTail } from "../src/main/support/log-tail.ts";
import { type BundleFile, bundleName } from "../src/shared/bundle.ts";
import { table } from "../src/shared/columns.ts";
import type { StatusAnswer } from "../src/shared/command.ts";
import { type CommandOptions, EXIT, type ExitOf } from "../src/shared/command-line.ts";
import { plain } from "../src/shared/plain.ts";
import type { Language } from "../src/shared/view.ts";
import { absolutePath } from "./absolute-path.ts";
import { configurationFor } from "./configured.ts";
import { ask } from "./connection.ts";
import { examination } from "./doctor.ts";
import type { Result } from "./report.ts";
import { wordsIn } from "./words.ts";
import type { World } from "./world.ts";

const ANSWER_LIMIT_MS = 10_000;

/**
 * The bundle for the helpdesk as the window makes it, but for a page: that is added by whoever has looked at it. What a
 * client would tell is left out where none runs; policy and profile may be wrong.
 */
export async function bundle(
  { out, overwrite }: CommandOptions<"bundle">,
  version: string,
  world: World,
  language: Language,
): Promise<Result<ExitOf<"bundle">>> {
  const words = wordsIn(language);
  const now = Date.now();
  const path = absolutePath(out ?? bundleName(now));
  if (world.err.isTTY) world.err.write(`${words.bundleMaking}\n`);
  const configuration = await configurationFor(world);
  const status = await ask(world.folders.local, { command: "status" }, ANSWER_LIMIT_MS);
  const running = status.ok ? status.value : null;
  const examined = await examination(world, language);
  const report = "report" in examined ? examined.report : null;
  const files = await filesOf({ configuration, running, report, now, version }, world, language);
  await writeBundle(path, files, { overwrite });
  const value = { path, files: files.map(described) };
  const rows = value.files.map(({ name, bytes, sha256 }) => [`  ${name}`, `${bytes}`, sha256]);
  const missing = report === null ? `${words.bundleWithoutDoctor}\n` : "";
  return {
    exit: EXIT.asAsked,
    value,
    text: `${words.bundleSaved}: ${plain(path)}\n${table(rows)}${missing}${words.bundleGive}\n`,
  };
}

type Found = {
  readonly configuration: Configuration;
  readonly running: StatusAnswer | null;
  readonly report: DoctorReport | null;
  readonly now: number;
  readonly version: string;
};

async function filesOf(
  { configuration, running, report, now, version }: Found,
  { folders }: World,
  language: Language,
): Promise<readonly BundleFile[]> {
  const { service, profile, problems } = configuration;
  const account = running?.account ?? null;
  const personal = await knownNames(folders, service, {
    ...account,
    name: running?.shown?.account ?? undefined,
  });
  const sweep = createSweep(personal);
  const dataDir = configuration.bindSession() === "user" ? folders.roaming : folders.local;
  const sources: BundleSources = {
    language,
    now,
    service: { id: service, name: profile.name },
    version,
    running: await runningOf(running, folders.local),
    doctor: report,
    configuration: { problems, values: configuration.describe() },
    events: await lookAtEvents(dataDir, service),
    log: await logTail(join(folders.local, "logs"), sweep),
    page: null,
  };
  return bundleOf(sources, sweep).files;
}

async function runningOf(status: StatusAnswer | null, dataDir: string): Promise<BundleSources["running"]> {
  if (status === null) return null;
  const answer = await ask(dataDir, { command: "support-code" }, ANSWER_LIMIT_MS);
  const { state, reason } = status;
  return answer.ok ? { supportCode: answer.value.code, state, reason } : null;
}

function described({ name, text }: BundleFile) {
  const bytes = Buffer.from(text, "utf8");
  return { name, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}
