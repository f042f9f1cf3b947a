// `npm run load`: what the reference service can take, and what ten thousand PCs that all start at nine would make of
// it, with and without the spread (reliability 26). Prints docs/load.md's tables; `--write` puts them into it.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { STARTUP_SPREAD_MS } from "../src/core/session/refresh-schedule.ts";
import { type Morning, type Office, peak, playMorning, quantile } from "../tests/model/load-model.ts";
import { seededRandom } from "../tests/support/seeded-random.ts";
import { measureCapacity } from "./load-capacity.ts";
import { measurePolicyChange } from "./load-policy.ts";
import { root } from "./run-command.ts";

const { values } = parseArgs({
  options: {
    clients: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    seconds: { type: "string", default: "5" },
    /** Resumed sessions a second; measured when left out. */
    capacity: { type: "string" },
    /** PCs that take a policy change, for real. */
    pcs: { type: "string", default: "1000" },
    write: { type: "boolean", default: false },
  },
});
const HOUR_MS = 3_600_000;
const DOWN_MS = 300_000;
const clients = Number(values.clients);
const seed = Number(values.seed);
const measured = await measureCapacity(Number(values.seconds) * 1_000);
const capacity = values.capacity === undefined ? measured.resumedPerSecond : Number(values.capacity);

const WINDOWS_MS = [0, 30_000, 60_000, 120_000, 300_000, 600_000];
const windows = [...new Set([...WINDOWS_MS, STARTUP_SPREAD_MS])].toSorted((a, b) => a - b);

const play = (spreadMs: number, more: Partial<Office> = {}): Morning =>
  playMorning({
    clients,
    spreadMs,
    busyMs: 1_000 / capacity,
    untilMs: 2 * HOUR_MS,
    random: seededRandom(seed),
    ...more,
  });

const capacityTable = table(
  ["what", "a second"],
  [
    ["token grants (refresh)", measured.grantsPerSecond],
    ["sessions resumed: discovery, refresh, key set", measured.resumedPerSecond],
    ["logins: authorize, password, code, tokens", measured.loginsPerSecond],
  ].map(([what, value]) => [String(what), Number(value).toFixed(0)]),
);
const HEAD = [
  "spread",
  "peak, requests/s",
  "until online: p50",
  "p95",
  "max",
  "answered too late",
  "PCs online",
];
const row = (spreadMs: number, morning: Morning, fromSecond = 0): string[] => [
  `${spreadMs / 1_000} s${spreadMs === STARTUP_SPREAD_MS ? " (default)" : ""}`,
  String(peak(morning, fromSecond)),
  seconds(quantile(morning.waits, 0.5)),
  seconds(quantile(morning.waits, 0.95)),
  seconds(morning.waits.at(-1) ?? Number.NaN),
  String(morning.wasted),
  String(morning.waits.length),
];
const startTable = table(
  HEAD,
  windows.map((spread) => row(spread, play(spread))),
);
const downTable = table(
  [...HEAD.slice(0, 1), "peak while down", "peak after", ...HEAD.slice(2)],
  windows.map((spread) => {
    const morning = play(spread, { downMs: DOWN_MS });
    const [name = "", , ...rest] = row(spread, morning);
    return [name, String(peak(morning)), String(peak(morning, DOWN_MS / 1_000)), ...rest];
  }),
);
const limitTable = table(
  HEAD,
  [0, STARTUP_SPREAD_MS].map((spread) =>
    row(spread, play(spread, { limit: { perSecond: Math.floor(capacity / 2), retryAfterMs: 30_000 } })),
  ),
);
const slowTable = table(
  HEAD,
  windows.map((spread) => row(spread, play(spread, { busyMs: 5_000 / capacity }))),
);
const hourTable = table(
  ["spread", "peak of the second hour, requests/s"],
  windows.map((spread) => [`${spread / 1_000} s`, String(peak(play(spread), 3_000))]),
);

const LOOKS_MS = [60_000, 1_000];
const policyRows: string[][] = [];
for (const withinMs of LOOKS_MS) {
  const change = await measurePolicyChange(Number(values.pcs), withinMs);
  policyRows.push([
    `${withinMs / 1_000} s${withinMs === 60_000 ? " (as PCs do)" : ""}`,
    String(change.peak),
    seconds(change.lastMs),
    String(change.kept),
    String(change.asked),
  ]);
}
const policyTable = table(
  ["looks spread over", "peak, grants/s", "last PC after", "sessions kept", "people asked"],
  policyRows,
);

const sections: readonly (readonly [string, string, string])[] = [
  ["capacity", `Measured on ${cpus().length} cores, over ${values.seconds} s each`, capacityTable],
  [
    "start",
    `${clients} PCs start at 9:00:00, the provider resumes ${capacity.toFixed(0)} a second`,
    startTable,
  ],
  ["slow", `The same with a provider a fifth as fast: ${(capacity / 5).toFixed(0)} a second`, slowTable],
  ["down", "The same, and the provider answers 503 until 9:05", downTable],
  [
    "limit",
    "The same, and the provider refuses more than half of what it can, with Retry-After: 30",
    limitTable,
  ],
  ["hour", "An hour later", hourTable],
  ["policy", `${values.pcs} PCs that are logged in take a changed policy, for real`, policyTable],
];
for (const [, title, text] of sections) console.log(`\n${title}\n\n${text}`);
if (values.write) writeInto(join(root, "docs", "load.md"));

/** Between `<!-- name -->` and `<!-- /name -->`. */
function writeInto(file: string): void {
  let text = readFileSync(file, "utf8");
  for (const [name, title, body] of sections) {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [head, rest] = text.split(begin);
    const tail = rest?.split(end)[1];
    if (tail === undefined) throw new Error(`${file} has no place for ${name}`);
    text = `${head}${begin}\n${title}:\n\n${body}\n${end}${tail}`;
  }
  writeFileSync(file, text);
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...lines.map(line)].join("\n");
}
