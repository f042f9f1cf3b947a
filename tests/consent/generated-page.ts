import fc from "fast-check";
import { type Growth, STILL_GROWTHS } from "./growths.ts";
import { type Slot, SURROUNDINGS, VARIATIONS } from "./honest-variations.ts";
import { MOVING_GROWTHS, TIMED_GROWTHS } from "./moving-growths.ts";
import { honestSketch, type Sketch } from "./page-sketch.ts";

/** What a page was grown by: how its parts are written, what stands around it, and what was done to it. */
export type Genome = {
  readonly written: Readonly<Record<Slot, number>>;
  readonly around: readonly number[];
  readonly growths: readonly Growth[];
};

/** `sent`: asked about and sent. `left`, `exact`: as of a growth. */
export type Want = "sent" | "exact" | "left";

export type GrownPage = { readonly name: string; readonly want: Want; readonly sketch: Sketch };

const slots = Object.keys(VARIATIONS) as Slot[];

// Most pages are written plainly in most places, or hardly two would have a part in common.
const written = fc.record(
  Object.fromEntries(
    slots.map((slot) => [
      slot,
      fc.oneof(
        { weight: 2, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.nat(VARIATIONS[slot].length - 1) },
      ),
    ]),
  ) as Record<Slot, fc.Arbitrary<number>>,
);
const around = fc.uniqueArray(fc.nat(SURROUNDINGS.length - 1), { maxLength: 3 });
const still = fc.constantFrom(...STILL_GROWTHS);
const moving = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...MOVING_GROWTHS) },
  { weight: 1, arbitrary: fc.constantFrom(...TIMED_GROWTHS) },
);
const growths = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Growth[]>([]) },
  { weight: 4, arbitrary: fc.tuple(still) },
  { weight: 4, arbitrary: fc.tuple(moving) },
  { weight: 1, arbitrary: fc.tuple(still, moving) },
  { weight: 1, arbitrary: fc.tuple(moving, moving) },
);

export const genome: fc.Arbitrary<Genome> = fc.record({ written, around, growths });

export function grown({ written: how, around: beside, growths: done }: Genome): GrownPage {
  const sketch = honestSketch();
  const names: string[] = [];
  for (const slot of slots) {
    const variation = VARIATIONS[slot][how[slot]];
    if (variation === undefined || how[slot] === 0) continue;
    variation.apply(sketch);
    names.push(`${slot}: ${variation.name}`);
  }
  for (const index of beside) {
    const variation = SURROUNDINGS[index];
    variation?.apply(sketch);
    names.push(`beside: ${variation?.name}`);
  }
  for (const growth of done) {
    growth.apply(sketch);
    names.push(growth.name);
  }
  const want = done.some((growth) => growth.want === "left") ? "left" : done.length > 0 ? "exact" : "sent";
  return { name: names.join(" + ") || "plain", want, sketch };
}

/** The genomes that are one step simpler, the simplest first. */
export function simpler({ written: how, around: beside, growths: done }: Genome): readonly Genome[] {
  const without = <T>(all: readonly T[], index: number) => all.filter((_one, at) => at !== index);
  const plainly = Object.fromEntries(slots.map((slot) => [slot, 0])) as Record<Slot, number>;
  const written = slots.filter((slot) => how[slot] !== 0);
  return [
    ...(written.length > 1 ? [{ written: plainly, around: beside, growths: done }] : []),
    ...(beside.length > 1 ? [{ written: how, around: [], growths: done }] : []),
    ...beside.map((_one, index) => ({ written: how, around: without(beside, index), growths: done })),
    ...written.map((slot) => ({ written: { ...how, [slot]: 0 }, around: beside, growths: done })),
    ...(done.length > 1
      ? done.map((_one, index) => ({ written: how, around: beside, growths: without(done, index) }))
      : []),
  ];
}
