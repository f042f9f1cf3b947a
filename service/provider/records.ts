import type { Adapter, AdapterPayload } from "oidc-provider";
import { z } from "zod";
import { Memory } from "../state/memory.ts";

const stored = z.strictObject({
  // The provider's own (AdapterPayload): it reads back what it wrote.
  payload: z.record(z.string(), z.unknown()),
  expires: z.number().nullable().describe("ms since 1970; null = never"),
});

const SWEEP_EVERY = 1_000;

/**
 * The provider's records of one tenant, in memory, by the adapter contract of oidc-provider ("adapter" in its
 * documentation). They outlive a provider instance, so that a key rotation can put a new one in its place.
 */
export class Records {
  readonly #stored = new Memory(stored);
  /** Indexes for the provider's searches. Entries of deleted records stay until they are looked up. */
  readonly #byUid = new Map<string, string>();
  readonly #byGrant = new Map<string, Set<string>>();
  #added = 0;

  clear(): void {
    for (const memory of [this.#stored, this.#byUid, this.#byGrant]) memory.clear();
  }

  /** What `--data` keeps; what is over is left out. */
  snapshot(): unknown[] {
    const now = Date.now();
    return [...this.#stored].filter(([, { expires }]) => expires === null || expires > now);
  }

  /** @throws ZodError for what isn't a snapshot */
  restore(entries: unknown): void {
    this.#stored.restore(entries);
    this.#byUid.clear();
    this.#byGrant.clear();
    for (const [name, { payload }] of this.#stored) this.#index(name, payload);
  }

  /** @param graceSeconds how long a consumed record still counts as unused, as providers do with rotated tokens */
  adapter(model: string, graceSeconds: () => number = () => 0): Adapter {
    const key = (id: string) => `${model}:${id}`;
    return {
      upsert: async (id, payload, expiresIn) => {
        const expires = expiresIn ? Date.now() + expiresIn * 1000 : null;
        this.#stored.set(key(id), { payload, expires });
        this.#index(key(id), payload);
        if (++this.#added % SWEEP_EVERY === 0) this.#sweep();
      },
      find: async (id) => inGrace(this.#find(key(id)), graceSeconds()),
      findByUid: async (uid) => {
        const name = this.#byUid.get(`${model}:${uid}`);
        return name === undefined ? undefined : this.#find(name);
      },
      findByUserCode: async () => undefined, // the device flow is off
      destroy: async (id) => this.#drop(key(id)),
      consume: async (id) => {
        const payload = this.#find(key(id));
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      },
      revokeByGrantId: async (grantId) => {
        const names = this.#byGrant.get(`${model}:${grantId}`) ?? [];
        for (const name of names) this.#drop(name);
        this.#byGrant.delete(`${model}:${grantId}`);
      },
    };
  }

  /** Sessions and codes that nobody asks for again would be kept for ever. */
  #sweep(): void {
    const now = Date.now();
    for (const [name, { expires }] of this.#stored) if (expires !== null && expires <= now) this.#drop(name);
  }

  #find(name: string): AdapterPayload | undefined {
    const found = this.#stored.get(name);
    if (found === undefined) return undefined;
    if (found.expires === null || found.expires > Date.now()) return found.payload;
    this.#drop(name);
    return undefined;
  }

  #index(name: string, { uid, grantId }: AdapterPayload): void {
    const model = name.slice(0, name.indexOf(":"));
    if (uid !== undefined) this.#byUid.set(`${model}:${uid}`, name);
    if (grantId === undefined) return;
    const names = this.#byGrant.get(`${model}:${grantId}`);
    if (names === undefined) this.#byGrant.set(`${model}:${grantId}`, new Set([name]));
    else names.add(name);
  }

  #drop(name: string): void {
    const model = name.slice(0, name.indexOf(":"));
    const { uid, grantId } = (this.#stored.get(name)?.payload ?? {}) as AdapterPayload;
    this.#stored.delete(name);
    if (uid !== undefined) this.#byUid.delete(`${model}:${uid}`);
    if (grantId !== undefined) this.#byGrant.get(`${model}:${grantId}`)?.delete(name);
  }
}

function inGrace(payload: AdapterPayload | undefined, seconds: number): AdapterPayload | undefined {
  if (typeof payload?.consumed !== "number" || Date.now() / 1000 >= payload.consumed + seconds)
    return payload;
  const { consumed: _, ...unused } = payload;
  return unused;
}
