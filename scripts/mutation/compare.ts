import { z } from "zod";
import type { Survivor } from "./survivors.ts";

const RULES = "src/core/rules/";
const LONGEST = 90;

const place = z.object({ line: z.number(), column: z.number() });

/** What is read of Stryker's report (mutation-testing-report-schema 2). */
const reportSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.string(),
      mutants: z.array(
        z.object({
          status: z.string(),
          replacement: z.string().optional(),
          location: z.object({ start: place, end: place }),
        }),
      ),
    }),
  ),
});

export type Mutation = Omit<Survivor, "why">;
export type Outcome = { readonly mutants: number; readonly survivors: readonly Mutation[] };

/** Which mutants lived. One that no test runs lives too; one that ended in a time limit or an error doesn't. */
export function outcomeOf(report: unknown): Outcome {
  const { files } = reportSchema.parse(report);
  const all = Object.entries(files).flatMap(([path, { source, mutants }]) =>
    mutants.map(({ status, replacement = "", location }) => ({
      lives: status === "Survived" || status === "NoCoverage",
      file: path.replace(RULES, ""),
      was: short(between(source, location)),
      becomes: short(replacement),
    })),
  );
  const survivors = all
    .filter(({ lives }) => lives)
    .map(({ file, was, becomes }) => ({ file, was, becomes }));
  return { mutants: all.length, survivors };
}

type SourceRange = z.infer<typeof place>;

/** Lines and columns count from 1. */
function between(
  source: string,
  { start, end }: { readonly start: SourceRange; readonly end: SourceRange },
): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const cut = lines.map((line, index) => (index === lines.length - 1 ? line.slice(0, end.column - 1) : line));
  return cut.map((line, index) => (index === 0 ? line.slice(start.column - 1) : line)).join("\n");
}

function short(text: string): string {
  const folded = text.replace(/\s+/gu, " ").trim();
  return folded.length > LONGEST ? `${folded.slice(0, LONGEST)}…` : folded;
}

/** What lives without a reason, and reasons for what no longer lives; each as often as it is there. */
export function compare(
  found: readonly Mutation[],
  listed: readonly Survivor[],
): { readonly unexplained: readonly string[]; readonly outdated: readonly string[] } {
  const left = listed.map(nameOf);
  const unexplained = found.map(nameOf).filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return { unexplained, outdated: left };
}

export function nameOf({ file, was, becomes }: Mutation): string {
  return `${file}: ${was} → ${becomes}`;
}
