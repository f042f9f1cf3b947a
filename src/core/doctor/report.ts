import { ERRORS, type ErrorCode, type NextAction } from "../errors.ts";
import { CHECK_IDS, type CheckId, checkEntry } from "./checks.ts";

/** What was seen: names, numbers, hosts; no secret and nothing that names the person. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/**
 * What a check found.
 * - `warn`: nothing that keeps anybody from logging in today
 * - `no-answer`: it saw nothing to judge by, for a cause that another check tells
 * - `not-here`: there is nothing of the kind on this PC or in this profile
 */
export type Finding =
  | { readonly is: "ok" | "no-answer" | "not-here"; readonly facts: Facts }
  | { readonly is: "warn" | "fail"; readonly cause: ErrorCode; readonly facts: Facts };

export type CheckResult = {
  readonly number: number;
  readonly id: CheckId;
  /** `skipped`: it says nothing by itself; `because` is the number of the check that explains it, null where it doesn't apply. */
  readonly result: "ok" | "warn" | "fail" | "skipped";
  readonly cause: ErrorCode | null;
  readonly next: NextAction | null;
  readonly because: number | null;
  readonly facts: Facts;
  /** Milliseconds that it took. */
  readonly ms: number;
};

export type DoctorReport = {
  /** The one to begin with: the first that failed, else the first to warn; null where all is well. */
  readonly first: { readonly number: number; readonly id: CheckId; readonly cause: ErrorCode } | null;
  /** In the order of their numbers. */
  readonly results: readonly CheckResult[];
  /** The hosts that were asked. */
  readonly hosts: readonly string[];
  /** Milliseconds of the whole run. */
  readonly ms: number;
};

export type Found = { readonly finding: Finding; readonly ms: number };

/** A captive portal isn't nine findings: what follows from a check that failed is skipped, and says because of which. */
export function concluded(
  found: Readonly<Record<CheckId, Found>>,
  run: { readonly hosts: readonly string[]; readonly ms: number },
): DoctorReport {
  const results = new Map<CheckId, CheckResult>();
  for (const id of CHECK_IDS) results.set(id, judged(id, found[id], results));
  const all = [...results.values()];
  const first = all.find(({ result }) => result === "fail") ?? all.find(({ result }) => result === "warn");
  const named =
    first === undefined || first.cause === null
      ? null
      : { number: first.number, id: first.id, cause: first.cause };
  return { first: named, results: all, ...run };
}

function judged(id: CheckId, { finding, ms }: Found, before: ReadonlyMap<CheckId, CheckResult>): CheckResult {
  const { number } = checkEntry(id);
  const { facts } = finding;
  const silent = { number, id, cause: null, next: null, because: null, facts, ms };
  if (finding.is === "ok") return { ...silent, result: "ok" };
  if (finding.is === "not-here") return { ...silent, result: "skipped" };
  const because = explainedBy(id, before);
  if (!("cause" in finding) || because !== null) return { ...silent, result: "skipped", because };
  const { is, cause } = finding;
  return { ...silent, result: is, cause, next: ERRORS[cause].next };
}

/** The number of the first check that failed among those it follows from. */
function explainedBy(id: CheckId, before: ReadonlyMap<CheckId, CheckResult>): number | null {
  const failed = checkEntry(id).follows.flatMap((other) => {
    const result = before.get(other);
    return result?.result === "fail" ? [result.number] : [];
  });
  return failed.length === 0 ? null : Math.min(...failed);
}
