import { z } from "zod";
import type { SecretStore } from "../../core/ports.ts";

const kept = z.strictObject({ user: z.string().min(1), password: z.string() });
export type ProxyCredentials = z.infer<typeof kept>;

/** Who to be at a proxy that asks: only the keychain knows (reliability 30). Proxies are named by `proxyPlace`. */
export type ProxyLogins = {
  /** Null when the keychain has nothing that can be read, or only what the proxy refused within ten minutes. */
  of(proxy: string): Promise<ProxyCredentials | null>;
  /** The proxy didn't take them: a password that is tried again and again locks the account it belongs to. */
  refused(proxy: string, credentials: ProxyCredentials): void;
};

const REFUSED_MS = 10 * 60_000;

/** The keychain's entry for a proxy, by its `host:port` (docs/ja/it-guide.md). */
export function proxyEntry(proxy: string): string {
  return `proxy:${proxy}`;
}

/** A proxy's `host:port`, the port also where it is the standard one; an IPv6 address in brackets. */
export function proxyPlace({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}:${port}`;
}

/** @param now monotonic, ms */
export function createProxyLogins(store: Pick<SecretStore, "get">, now: () => number): ProxyLogins {
  const refusals = new Map<string, { readonly said: string; readonly at: number }>();
  return {
    async of(proxy) {
      const text = await store.get(proxyEntry(proxy)).catch(() => null);
      const known = parsed(text);
      const refusal = refusals.get(proxy);
      const still = refusal !== undefined && now() - refusal.at < REFUSED_MS;
      return still && refusal.said === JSON.stringify(known) ? null : known;
    },
    refused: (proxy, { user, password }) =>
      void refusals.set(proxy, { said: JSON.stringify({ user, password }), at: now() }),
  };
}

function parsed(text: string | null): ProxyCredentials | null {
  try {
    return kept.parse(JSON.parse(text ?? "null"));
  } catch {
    return null;
  }
}
