// Writes docs/errors.md from the one table of errors and their words; `--check` only says whether it is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ERRORS, type ErrorArea, type ErrorCode, type ErrorEntry } from "../src/core/errors.ts";
import { enErrors } from "../src/shared/locales/en-errors.ts";
import { jaErrors } from "../src/shared/locales/ja-errors.ts";

export const ERRORS_DOC = fileURLToPath(new URL("../docs/errors.md", import.meta.url));

const AREAS: Readonly<Record<ErrorArea, string>> = {
  AUTH: "Logging in",
  LINE: "Line authentication",
  SESSION: "The session",
  STORE: "The keychain",
  NET: "The network and the provider",
  POLICY: "What IT fixed",
  SETTINGS: "The user's settings",
  IPC: "Inside the client",
  CLI: "The command line",
  APP: "Anything else",
};

const RETRY: Readonly<Record<ErrorEntry["retry"], string>> = {
  auto: "by itself",
  person: "after somebody acted",
  never: "not without a change",
};

/** The whole document, as it should be on the disk. */
export function errorsDoc(): string {
  const codes = Object.keys(ERRORS) as ErrorCode[];
  const sections = Object.entries(AREAS).map(([area, heading]) => {
    const rows = codes.filter((code) => code.startsWith(`${area}_`)).map(row);
    return [
      `## ${heading} (\`${area}_…\`)`,
      "",
      "| Code | What people read | Why | What to do next | Tried again | Severity | Button | Exit code |",
      "|---|---|---|---|---|---|---|---|",
      ...rows,
      "",
    ].join("\n");
  });
  return [
    "# Errors",
    "",
    "Generated from `src/core/errors.ts` and `src/shared/locales/` by `scripts/errors-doc.ts`; don't edit by hand.",
    "",
    "The codes are stable: people read them out on the phone, scripts match them. Cancelling is an outcome, not an error.",
    "",
    ...sections,
  ].join("\n");
}

function row(code: ErrorCode): string {
  const { retry, severity, next, exit }: ErrorEntry = ERRORS[code];
  const both = (part: "title" | "cause" | "next") =>
    `${cell(jaErrors[code][part])}<br>${cell(enErrors[code][part])}`;
  return `| \`${code}\` | ${both("title")} | ${both("cause")} | ${both("next")} | ${RETRY[retry]} | ${severity} | \`${next}\` | ${exit} |`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes("--check")) writeFileSync(ERRORS_DOC, errorsDoc());
  else if (readFileSync(ERRORS_DOC, "utf8") !== errorsDoc()) {
    console.error("docs/errors.md is out of date: run node scripts/errors-doc.ts");
    process.exitCode = 1;
  }
}
