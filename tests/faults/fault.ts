import { basename } from "node:path";
import { type TestContext, test } from "vitest";
import { keepRow, type Row, rows } from "../../scripts/fault-report.ts";

/** What was seen of one fault; that it is as required was asserted before. */
export type Finding = Pick<Row, "shown" | "lost" | "recovered"> & Partial<Pick<Row, "note">>;

export type Fault = Pick<Row, "shows" | "fault"> & {
  /** Why it can't be injected on this machine; null when it can. */
  readonly skip?: () => string | null;
  readonly timeoutMs?: number;
  /** Looks at what the file's other faults left: played whenever one of them was. */
  readonly closing?: true;
  readonly play: () => Promise<Finding>;
};

/** `STORAGE_DRIVE_TEST_LONG`: the long form, of `npm run faults` and `npm run test:all`. */
export const long = process.env.STORAGE_DRIVE_TEST_LONG === "1";

// `begin` or `go-on`: a part of a run of scripts/faults.ts, which alone has a table. What has its line already isn't
// played again, and none is begun after the time.
const part = process.env.FAULT_PART;
const before = new Set(part === "go-on" ? rows().map(({ fault }) => fault) : []);
const timeIsUp = () => Date.now() > Number(process.env.FAULT_UNTIL ?? Number.POSITIVE_INFINITY);

const NOTHING: Finding = { shown: "–", lost: "–", recovered: "–" };
let place = 0;
let toPlay = 0;
let played = 0;

/** A fault as a test, and as a line of the table. */
export function faultTest(one: Fault): void {
  place += 1;
  const number = String(place).padStart(3, "0");
  const name = `${one.fault} (reliability ${one.shows})`;
  const left = one.closing ? toPlay === 0 : before.has(one.fault) || timeIsUp();
  // Decided here: a file of which nothing is played opens no room.
  if (left) {
    test.skip(name);
    return;
  }
  toPlay += 1;
  test(name, { timeout: one.timeoutMs ?? 120_000 }, async (context) => {
    if (one.closing ? played === 0 : timeIsUp()) return context.skip("not in this part");
    played += 1;
    await asLine(one, `${basename(context.task.file.name, ".test.ts")}-${number}`, context);
  });
}

async function asLine(
  { shows, fault, skip, play }: Fault,
  order: string,
  context: TestContext,
): Promise<void> {
  const keep = (seen: Omit<Row, "shows" | "fault">) => {
    if (part !== undefined) keepRow(order, { shows, fault, ...seen });
  };
  const why = skip?.() ?? null;
  if (why !== null) {
    keep({ ...NOTHING, verdict: "skipped", note: why });
    return context.skip(why);
  }
  try {
    keep({ note: "", ...(await play()), verdict: "as required" });
  } catch (thrown) {
    keep({ ...NOTHING, verdict: "FAILED", note: firstLine(thrown) });
    throw thrown;
  }
}

function firstLine(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).split("\n").slice(0, 2).join(" – ");
}
