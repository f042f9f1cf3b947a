// `npm run bench`: how often a second each thing of tests/bench/*.bench.ts can be done. For comparing within one run
// and between two runs on one machine; nothing is asserted, because a loaded machine is a slow one.
import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type Bench, type Figure, median } from "../tests/bench/bench.ts";

const FOLDER = new URL("../tests/bench/", import.meta.url);

type Options = {
  readonly json: boolean;
  readonly rounds: number;
  /** Milliseconds that each bench runs in each round. */
  readonly each: number;
  /** Only what has this in group or name; of what is measured once, only the files that are called so. */
  readonly only: string;
};

export type Measured = {
  readonly group: string;
  readonly name: string;
  /** Times a second: the rounds' median, slowest and fastest. */
  readonly perSecond: number;
  readonly slowest: number;
  readonly fastest: number;
  /** Against the first of its group, the median of the rounds' own ratios: a slow round is slow for both. */
  readonly ratio: number;
};

const count = z
  .string()
  .regex(/^\d{1,6}$/u)
  .transform(Number)
  .pipe(z.number().min(1));

export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      json: { type: "boolean", default: false },
      rounds: { type: "string", default: "9" },
      each: { type: "string", default: "60" },
      only: { type: "string", default: "" },
    },
  });
  return { ...values, rounds: count.parse(values.rounds), each: count.parse(values.each) };
}

type BenchFile = {
  readonly file: string;
  readonly benches: readonly Bench[];
  readonly figures?: () => Promise<readonly Figure[]>;
};

function loadFiles(): Promise<readonly BenchFile[]> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".bench.ts"));
  return Promise.all(
    files.sort().map(async (file) => ({ file, ...(await import(new URL(file, FOLDER).href)) }) as BenchFile),
  );
}

export async function loadBenches(only: string): Promise<readonly Bench[]> {
  const wanted = ({ group, name }: Bench) => `${group} ${name}`.includes(only);
  return (await loadFiles()).flatMap(({ benches }) => benches).filter(wanted);
}

async function takeFigures(only: string): Promise<readonly Figure[]> {
  const found: Figure[] = [];
  for (const { file, figures } of await loadFiles())
    if (figures !== undefined && file.startsWith(only)) found.push(...(await figures()));
  return found;
}

const figureLines = (figures: readonly Figure[]) =>
  figures.map(
    ({ group, name, value, unit }) => `${group}: ${name}: ${Math.round(value).toLocaleString("en")} ${unit}`,
  );

/** In turns, so that what slows the machine for a while slows them all. The first round warms up and doesn't count. */
export async function measure(
  benches: readonly Bench[],
  { rounds, each }: Pick<Options, "rounds" | "each">,
  now: () => number = () => performance.now(),
): Promise<readonly Measured[]> {
  const seen = benches.map(() => [] as number[]);
  for (let round = 0; round <= rounds; round += 1)
    for (const [index, bench] of benches.entries()) {
      const perSecond = await timesPerSecond(bench, each, now);
      if (round > 0) seen[index]?.push(perSecond);
    }
  return benches.map(({ group, name }, index) => {
    const own = seen[index] ?? [];
    const first = seen[benches.findIndex((bench) => bench.group === group)] ?? [];
    const ratios = own.map((perSecond, round) => perSecond / (first[round] ?? perSecond));
    return {
      group,
      name,
      perSecond: median(own),
      slowest: Math.min(...own),
      fastest: Math.max(...own),
      ratio: median(ratios),
    };
  });
}

async function timesPerSecond(
  { run, times = 1 }: Bench,
  milliseconds: number,
  now: () => number,
): Promise<number> {
  const began = now();
  let done = 0;
  let passed = 0;
  // In ever larger heaps, so that looking at the clock costs nothing.
  for (let heap = 1; passed < milliseconds; heap = Math.min(heap * 2, 4096)) {
    for (let one = 0; one < heap; one += 1) {
      const result = run();
      if (result instanceof Promise) await result;
    }
    done += heap;
    passed = now() - began;
  }
  return (done * times * 1000) / passed;
}

function table(measured: readonly Measured[], { rounds }: Options): string {
  const whole = (number: number) => Math.round(number).toLocaleString("en");
  const width = Math.max(...measured.map(({ group, name }) => group.length + name.length)) + 2;
  const lines = measured.map(({ group, name, perSecond, slowest, fastest, ratio }) =>
    [
      `${group}: ${name}`.padEnd(width),
      whole(perSecond).padStart(12),
      `${Number(ratio.toPrecision(2))} ×`.padStart(10),
      `${whole(slowest)} – ${whole(fastest)}`.padStart(27),
    ].join(""),
  );
  const head = `${"".padEnd(width)}${"a second".padStart(12)}${"ratio".padStart(10)}${"slowest – fastest".padStart(27)}`;
  return [head, ...lines, `median of ${rounds} rounds; ratio to the first of the group`].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = readOptions(process.argv.slice(2));
  const measured = await measure(await loadBenches(options.only), options);
  const figures = await takeFigures(options.only);
  const { json, rounds, each } = options;
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };
  console.log(
    json
      ? JSON.stringify({ ...machine, rounds, each, benches: measured, figures })
      : [table(measured, options), ...figureLines(figures)].join("\n"),
  );
}
