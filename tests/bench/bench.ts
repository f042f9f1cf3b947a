/** One thing whose speed is measured. A file `tests/bench/*.bench.ts` exports a list of them as `benches`. */
export type Bench = {
  /** What it is compared within: the first of a group is its measure, 1. */
  readonly group: string;
  readonly name: string;
  /** Does the thing once; what it returns is waited for. Called very often: prepare outside. */
  readonly run: () => unknown;
  /** How many things one call does, when it isn't one. */
  readonly times?: number;
};

/** Something that is measured once, not over and over. A bench file may export a list of them as `figures`. */
export type Figure = {
  readonly group: string;
  readonly name: string;
  readonly value: number;
  readonly unit: "a second" | "MB" | "ms";
};

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
