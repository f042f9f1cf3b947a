import { z } from "zod";

/** What the service remembers under names nobody can guess; its schema says how to read it back from a file. */
export class Memory<T> extends Map<string, T> {
  readonly #entries: z.ZodType<[string, T][]>;

  constructor(value: z.ZodType<T>) {
    super();
    this.#entries = z.array(z.tuple([z.string(), value]));
  }

  /** Takes in what `[...memory]` gave. @throws ZodError when it isn't that, and then nothing is changed */
  restore(entries: unknown): void {
    const known = this.#entries.parse(entries);
    this.clear();
    for (const [name, value] of known) this.set(name, value);
  }
}
