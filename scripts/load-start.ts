// What ten thousand PCs that all start at nine make of a provider, with and without the spread (reliability 26).
import { cpus } from "node:os";
import { STARTUP_SPREAD_MS } from "../src/core/session/refresh-schedule.ts";
import { type Morning, type Office, peak, playMorning, quantile } from "../tests/model/load-model.ts";
import { seededRandom } from "../tests/support/seeded-random.ts";
import { type Capacity, measureCapacity } from "./load-capacity.ts";
import { type Section, seconds, table } from "./load-table.ts";

const HOUR_MS = 3_600_000;
const DOWN_MS = 300_000;
const WINDOWS_MS = [0, 30_000, 60_000, 120_000, 300_000, 600_000];
const windows = [...new Set([...WINDOWS_MS, STARTUP_SPREAD_MS])].toSorted((a, b) => a - b);

const HEAD = [
  "spread",
  "peak, requests/s",
  "until online: p50",
  "p95",
  "max",
  "answered too late",
  "PCs online",
];

type Options = {
  readonly clients: number;
  readonly seed: number;
  /** How long each of the provider's speeds is measured. */
  readonly seconds: number;
  /** Resumed sessions a second; measured when left out. */
  readonly capacity: number | undefined;
};

export async function startSections(options: Options): Promise<readonly Section[]> {
  const measured = await measureCapacity(options.seconds * 1_000);
  const capacity = options.capacity ?? measured.resumedPerSecond;
  const { clients } = options;
  const play = (spreadMs: number, more: Partial<Office> = {}): Morning =>
    playMorning({
      clients,
      spreadMs,
      busyMs: 1_000 / capacity,
      untilMs: 2 * HOUR_MS,
      random: seededRandom(options.seed),
      ...more,
    });
  const rows = (spreads: readonly number[], more: Partial<Office> = {}) =>
    table(
      HEAD,
      spreads.map((spread) => row(spread, play(spread, more))),
    );
  const limit = { perSecond: Math.floor(capacity / 2), retryAfterMs: 30_000 };
  return [
    {
      name: "capacity",
      title: `Measured on ${cpus().length} cores, over ${options.seconds} s each`,
      table: capacityTable(measured),
    },
    {
      name: "start",
      title: `${clients} PCs start at 9:00:00, the provider resumes ${capacity.toFixed(0)} a second`,
      table: rows(windows),
    },
    {
      name: "slow",
      title: `The same with a provider a fifth as fast: ${(capacity / 5).toFixed(0)} a second`,
      table: rows(windows, { busyMs: 5_000 / capacity }),
    },
    { name: "down", title: "The same, and the provider answers 503 until 9:05", table: downTable(play) },
    {
      name: "limit",
      title: "The same, and the provider refuses more than half of what it can, with Retry-After: 30",
      table: rows([0, STARTUP_SPREAD_MS], { limit }),
    },
    { name: "hour", title: "An hour later", table: hourTable(play) },
  ];
}

type Play = (spreadMs: number, more?: Partial<Office>) => Morning;

function row(spreadMs: number, morning: Morning): string[] {
  return [
    `${spreadMs / 1_000} s${spreadMs === STARTUP_SPREAD_MS ? " (default)" : ""}`,
    String(peak(morning)),
    seconds(quantile(morning.waits, 0.5)),
    seconds(quantile(morning.waits, 0.95)),
    seconds(morning.waits.at(-1) ?? Number.NaN),
    String(morning.wasted),
    String(morning.waits.length),
  ];
}

function capacityTable(measured: Capacity): string {
  return table(
    ["what", "a second"],
    [
      ["token grants (refresh)", measured.grantsPerSecond.toFixed(0)],
      ["sessions resumed: discovery, refresh, key set", measured.resumedPerSecond.toFixed(0)],
      ["logins: authorize, password, code, tokens", measured.loginsPerSecond.toFixed(0)],
    ],
  );
}

function downTable(play: Play): string {
  return table(
    [...HEAD.slice(0, 1), "peak while down", "peak after", ...HEAD.slice(2)],
    windows.map((spread) => {
      const morning = play(spread, { downMs: DOWN_MS });
      const [name = "", , ...rest] = row(spread, morning);
      return [name, String(peak(morning)), String(peak(morning, DOWN_MS / 1_000)), ...rest];
    }),
  );
}

function hourTable(play: Play): string {
  return table(
    ["spread", "peak of the second hour, requests/s"],
    windows.map((spread) => [`${spread / 1_000} s`, String(peak(play(spread), 3_000))]),
  );
}
