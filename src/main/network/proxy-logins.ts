import { z } from "zod";
import type { SecretStore } from "../../core/ports.ts";

const credentials = z.strictObject({ user: z.string().min(1), password: z.string() });
export type ProxyCredentials = z.infer<typeof credentials>;

/** The keychain's entry that names the proxies whose password a person typed; IT's own aren't in it. */
const TYPED = "proxies-typed";
const places = z.array(z.string());

/** Credentials for proxies, from the keychain alone (reliability 30). Proxies are named by `proxyPlace`. */
export type ProxyLogins = {
  /** Null when nothing is known that can be read, or only what the proxy refused within ten minutes. */
  of(proxy: string): Promise<ProxyCredentials | null>;
  /** The proxy refused them. They aren't sent again for a while: repeated failures lock an account. */
  refused(proxy: string, credentials: ProxyCredentials): void;
  /**
   * The proxy that asked last, got no answer and may be shown to a person: one that this PC or IT names, or that
   * somebody has logged in to before.
   */
  waiting(): string | null;
  /**
   * Keeps what the person typed. Rejects with the keychain's `STORE_*` where it can't be kept; it is used for this run
   * all the same.
   */
  introduce(proxy: string, credentials: ProxyCredentials): Promise<void>;
  /** Deletes what people typed on this PC, as far as the keychain can be reached (reliability 20). */
  forget(): Promise<void>;
  /** Called by `forget`, so that Chromium's caches forget the credentials too. */
  onForget(listener: () => void): void;
};

const REFUSED_MS = 10 * 60_000;

/**
 * Whether a proxy, by its `proxyPlace`, is one that this PC's or IT's own configuration names. WPAD or a PAC file over
 * plain HTTP may name anybody's proxy, and people would type their office password for it.
 */
export type NamesProxy = (proxy: string) => Promise<boolean>;

/** The keychain's entry for a proxy, by its `host:port` (docs/ja/it-guide.md). */
export function proxyEntry(proxy: string): string {
  return `proxy:${proxy}`;
}

/** A proxy's `host:port`, the port also where it is the standard one; an IPv6 address in brackets. */
export function proxyPlace({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}:${port}`;
}

/** @param now monotonic, ms */
export function createProxyLogins(
  store: Pick<SecretStore, "get" | "set" | "delete">,
  now: () => number,
  isNamed: NamesProxy,
): ProxyLogins {
  const refusals = new Map<string, { readonly said: string; readonly at: number }>();
  /** What the keychain didn't take. */
  const unkept = new Map<string, ProxyCredentials>();
  const listeners = new Set<() => void>();
  let waiting: string | null = null;

  async function read(proxy: string): Promise<ProxyCredentials | null> {
    const inMemory = unkept.get(proxy);
    if (inMemory !== undefined) return inMemory;
    return parsed(credentials, await store.get(proxyEntry(proxy)).catch(() => null));
  }

  const typed = async () => parsed(places, await store.get(TYPED)) ?? [];

  /** What can't be deleted now stays on the list for the next time. */
  async function deleteTyped(): Promise<void> {
    const named = await typed();
    for (const proxy of named) await store.delete(proxyEntry(proxy));
    if (named.length > 0) await store.delete(TYPED);
  }

  return {
    async of(proxy) {
      const known = await read(proxy);
      const refusal = refusals.get(proxy);
      const still = refusal !== undefined && now() - refusal.at < REFUSED_MS;
      const answer = still && refusal.said === said(known) ? null : known;
      if (answer === null && (known !== null || (await isNamed(proxy)))) waiting = proxy;
      else if (waiting === proxy) waiting = null;
      return answer;
    },
    refused: (proxy, given) => void refusals.set(proxy, { said: said(given), at: now() }),
    waiting: () => waiting,
    async introduce(proxy, given) {
      // Typed again, the same password is tried again.
      refusals.delete(proxy);
      try {
        await store.set(TYPED, JSON.stringify([...new Set([...(await typed()), proxy])]));
        await store.set(proxyEntry(proxy), JSON.stringify(given));
        unkept.delete(proxy);
      } catch (thrown) {
        unkept.set(proxy, given);
        throw thrown;
      }
    },
    onForget: (listener) => void listeners.add(listener),
    async forget() {
      unkept.clear();
      await deleteTyped().catch(() => {});
      for (const listener of listeners) listener();
    },
  };
}

function said(known: ProxyCredentials | null): string {
  return JSON.stringify([known?.user, known?.password]);
}

function parsed<T>(schema: z.ZodType<T>, text: string | null): T | null {
  try {
    return schema.parse(JSON.parse(text ?? "null"));
  } catch {
    return null;
  }
}
