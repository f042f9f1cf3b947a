import fc from "fast-check";
import { fromEnvironment } from "../support/from-environment.ts";

/**
 * Checks a property on many random sequences and says with which seed, whether it holds or not. `FC_SEED` repeats a
 * run, `FC_RUNS` makes it longer.
 */
export function holds<T>(name: string, runs: number, property: fc.IPropertyWithHooks<T>): void {
  const seed = fromEnvironment("FC_SEED", Math.trunc(Math.random() * 2 ** 31));
  const numRuns = fromEnvironment("FC_RUNS", runs);
  console.log(`${name}: FC_SEED=${seed} FC_RUNS=${numRuns}`);
  fc.assert(property, { seed, numRuns });
}

/** The same of what takes time: the same sequences on every machine, others by `FC_SEED`. */
export async function holdsFor<T>(
  name: string,
  runs: number,
  property: fc.IAsyncPropertyWithHooks<T>,
): Promise<void> {
  const seed = fromEnvironment("FC_SEED", 1);
  const numRuns = fromEnvironment("FC_RUNS", runs);
  console.log(`${name}: FC_SEED=${seed} FC_RUNS=${numRuns}`);
  await fc.assert(property, { seed, numRuns });
}

/** What nobody may find in a state or an effect: the fakes that the random events carry, and anything shaped like one. */
export const CANARY = "canary-code-8f3a61";

export function looksSecret(value: unknown): boolean {
  const text = JSON.stringify(value);
  return (
    text.includes(CANARY) ||
    /eyJ[\w-]{8,}\.|"(?:code_verifier|access_token|refresh_token|id_token)"/u.test(text)
  );
}

/** Frozen all the way down, so that a transition that changes its input throws. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
