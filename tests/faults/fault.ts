import { basename } from "node:path";
import { test } from "vitest";
import { keepRow } from "../../scripts/fault-report.ts";

/** What was seen of one fault; that it is as required was asserted before. */
export type Finding = {
  readonly shown: string;
  readonly lost: string;
  readonly recovered: string;
};

export type Fault = {
  /** Reliability numbers. */
  readonly shows: string;
  readonly fault: string;
  /** Why it can't be injected on this machine; null when it can. */
  readonly skip?: () => string | null;
  readonly timeoutMs?: number;
  readonly play: () => Promise<Finding>;
};

/** `STORAGE_DRIVE_TEST_LONG`: the long form, of `npm run faults` and `npm run test:all`. */
export const long = process.env.STORAGE_DRIVE_TEST_LONG === "1";

const NOTHING: Finding = { shown: "–", lost: "–", recovered: "–" };
let place = 0;

/** A fault as a test, and as a line of the table. */
export function faultTest(one: Fault): void {
  place += 1;
  const number = String(place).padStart(3, "0");
  test(`${one.fault} (reliability ${one.shows})`, { timeout: one.timeoutMs ?? 120_000 }, async (context) => {
    const { shows, fault } = one;
    const order = `${basename(context.task.file.name, ".test.ts")}-${number}`;
    const why = one.skip?.() ?? null;
    if (why !== null) {
      keepRow(order, { shows, fault, ...NOTHING, verdict: "skipped", note: why });
      return context.skip(why);
    }
    try {
      keepRow(order, { shows, fault, ...(await one.play()), verdict: "as required", note: "" });
    } catch (thrown) {
      keepRow(order, { shows, fault, ...NOTHING, verdict: "FAILED", note: firstLine(thrown) });
      throw thrown;
    }
  });
}

function firstLine(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).split("\n").slice(0, 2).join(" – ");
}
