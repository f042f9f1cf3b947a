import type { Adapter, AdapterPayload } from "oidc-provider";

type Stored = { readonly payload: AdapterPayload; readonly expires: number };

/**
 * The provider's records of one tenant, in memory, by the adapter contract of oidc-provider ("adapter" in its
 * documentation). They outlive a provider instance, so that a key rotation can put a new one in its place.
 */
export class Records {
  readonly #stored = new Map<string, Stored>();

  clear(): void {
    this.#stored.clear();
  }

  adapter(model: string): Adapter {
    const key = (id: string) => `${model}:${id}`;
    const find = (id: string) => this.#find(key(id));
    return {
      upsert: async (id, payload, expiresIn) => {
        this.#stored.set(key(id), {
          payload,
          expires: expiresIn ? Date.now() + expiresIn * 1000 : Number.POSITIVE_INFINITY,
        });
      },
      find: async (id) => find(id),
      findByUid: async (uid) => this.#search(model, (payload) => payload.uid === uid),
      findByUserCode: async (userCode) => this.#search(model, (payload) => payload.userCode === userCode),
      destroy: async (id) => {
        this.#stored.delete(key(id));
      },
      consume: async (id) => {
        const payload = find(id);
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      },
      revokeByGrantId: async (grantId) => {
        for (const [name, { payload }] of this.#stored) {
          if (name.startsWith(`${model}:`) && payload.grantId === grantId) this.#stored.delete(name);
        }
      },
    };
  }

  #find(name: string): AdapterPayload | undefined {
    const stored = this.#stored.get(name);
    if (stored === undefined) return undefined;
    if (stored.expires > Date.now()) return stored.payload;
    this.#stored.delete(name);
    return undefined;
  }

  #search(model: string, fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const name of this.#stored.keys()) {
      if (!name.startsWith(`${model}:`)) continue;
      const payload = this.#find(name);
      if (payload !== undefined && fits(payload)) return payload;
    }
    return undefined;
  }
}
