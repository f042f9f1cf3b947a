import { createHash } from "node:crypto";
import { release } from "node:os";
import type { DoctorReport, Facts } from "../../core/doctor/report.ts";
import type { ErrorCode } from "../../core/errors.ts";
import type { PageSnapshot } from "../../core/login/page.ts";
import type { LoginEvent } from "../../core/support/login-events.ts";
import { structureOf } from "../../core/support/page-structure.ts";
import type { Sweep } from "../../core/support/sweep.ts";
import type { BundleFile, BundlePreview } from "../../shared/bundle.ts";
import { table } from "../../shared/columns.ts";
import { doctorText } from "../../shared/doctor-text.ts";
import { eventTime, eventWords } from "../../shared/event-text.ts";
import type { Language, ViewState } from "../../shared/view.ts";
import { createWords, type Words } from "../../shared/words.ts";
import type { Described } from "../config/effective.ts";

/** What is told of this PC; nothing of it has been swept yet, but for the log. */
export type BundleSources = {
  readonly language: Language;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly service: { readonly id: string; readonly name: string };
  readonly version: string;
  /** Null while the client doesn't run. */
  readonly running: {
    readonly supportCode: string;
    readonly state: ViewState;
    readonly reason: ErrorCode | null;
  } | null;
  /** Null where the PC couldn't be examined. */
  readonly doctor: DoctorReport | null;
  readonly configuration: { readonly problems: readonly ErrorCode[]; readonly values: readonly Described[] };
  readonly events: readonly LoginEvent[];
  readonly log: string;
  /** A login page that wasn't recognised. */
  readonly page: PageSnapshot | null;
};

/** Every file as it will be written, without and with the page. */
export function bundleOf(sources: BundleSources, sweep: Sweep): BundlePreview {
  const report = sources.doctor === null ? null : sweptReport(sources.doctor, sweep);
  const files: BundleFile[] = [
    { name: "summary.txt", text: summary({ ...sources, doctor: report }, sweep) },
    ...(report === null
      ? []
      : [
          { name: "doctor.txt" as const, text: doctorText(report, sources.language) },
          { name: "doctor.json" as const, text: json(report) },
        ]),
    { name: "configuration.json", text: json(configurationOf(sources, sweep)) },
    { name: "events.json", text: json(sources.events) },
    { name: "log.txt", text: sources.log },
  ];
  const page: BundleFile | null =
    sources.page === null ? null : { name: "page.json", text: json(structureOf(sources.page, sweep)) };
  return {
    files: [...files, manifestOf(files, sources)],
    withPage: page === null ? null : [...files, page, manifestOf([...files, page], sources)],
  };
}

/** What holds, as `policy show` tells it, and who decided it. */
function configurationOf({ service, configuration }: BundleSources, sweep: Sweep) {
  const values = configuration.values.map(({ key, value, beat, ...one }) => ({
    key,
    value: shownValue(key, value, sweep),
    ...one,
    // What lost names somebody as well as what won.
    ...(beat !== undefined && {
      beat: beat.map(({ origin, ...lost }) => ({ value: shownValue(key, lost.value, sweep), origin })),
    }),
  }));
  return { service: sweep(service.id), problems: configuration.problems, values };
}

/** Who logs in and who approved is somebody's name, whatever it looks like. */
function shownValue(key: string, value: unknown, sweep: Sweep): unknown {
  if (value === null) return null;
  if (key === "loginHint") return "[name]";
  const shown = sweptValue(value, sweep);
  return key === "consentApproval" && typeof shown === "object"
    ? { ...shown, by: "[name]", contract: "[name]" }
    : shown;
}

function sweptReport(report: DoctorReport, sweep: Sweep): DoctorReport {
  return {
    ...report,
    results: report.results.map((one) => ({ ...one, facts: sweptFacts(one.facts, sweep) })),
    hosts: report.hosts.map(sweep),
  };
}

function sweptFacts(facts: Facts, sweep: Sweep): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === "string" ? sweep(value) : value]),
  );
}

/** Every text in it; what isn't JSON is left out. */
function sweptValue(value: unknown, sweep: Sweep): unknown {
  if (typeof value === "string") return sweep(value);
  if (Array.isArray(value)) return value.map((one) => sweptValue(one, sweep));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [sweep(key), sweptValue(one, sweep)]));
}

function summary(sources: BundleSources, sweep: Sweep): string {
  const { language, now, service, version, running, doctor, events } = sources;
  const words = createWords(language);
  const { t } = words;
  const rows = [
    [t("bundle.summary.made"), new Date(now).toISOString()],
    [t("bundle.summary.service"), `${sweep(service.name)} (${sweep(service.id)})`],
    [t("bundle.summary.supportCode"), running?.supportCode ?? t("bundle.summary.notRunning")],
    [t("bundle.summary.version"), version],
    [t("bundle.summary.system"), `${process.platform} ${release()}`],
    [t("bundle.summary.state"), stateText(running, words)],
    [t("bundle.summary.first"), firstText(doctor, words)],
  ];
  const told = events.map((event) => [eventTime(event.at, now, language), eventWords(event, words)]);
  const happened = told.length === 0 ? `${t("bundle.summary.none")}\n` : table(told);
  return `${t("bundle.summary.title")}\n\n${table(rows)}\n${t("bundle.summary.events")}\n${happened}`;
}

function stateText(running: BundleSources["running"], { t }: Words): string {
  if (running === null) return t("bundle.summary.notRunning");
  const { state, reason } = running;
  const said = t(`state.${state}`);
  return reason === null ? said : `${said}: ${t(`error.${reason}.title`)} (${reason})`;
}

function firstText(doctor: DoctorReport | null, { t }: Words): string {
  if (doctor === null) return t("bundle.summary.notExamined");
  const { first } = doctor;
  return first === null
    ? t("bundle.summary.healthy")
    : `${first.number} ${t(`error.${first.cause}.title`)} (${first.cause})`;
}

function manifestOf(files: readonly BundleFile[], { now }: BundleSources): BundleFile {
  const listed = files.map(({ name, text }) => {
    const bytes = Buffer.from(text, "utf8");
    return { name, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  });
  return {
    name: "manifest.json",
    text: json({ format: 1, made: new Date(now).toISOString(), files: listed }),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
