import { seededRandom } from "../support/seeded-random.ts";

/** The run's seed: `FAULT_SEED` repeats one. */
const seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Random numbers that the run's seed and a name decide, so that cases don't depend on their order. */
export function randomOf(name: string): () => number {
  return seededRandom([...name].reduce((sum, one) => (Math.imul(sum, 31) + one.charCodeAt(0)) | 0, seed));
}
