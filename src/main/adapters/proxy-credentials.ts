import { z } from "zod";
import type { SecretStore } from "../../core/ports.ts";
import type { ProxyCredentials } from "./outbound.ts";

const kept = z.strictObject({ user: z.string().min(1), password: z.string() });

/** The keychain's entry for a proxy, by its `host:port`; IT puts it there with the OS's own tool (docs/ja/it-guide.md). */
export function proxyEntry(proxy: string): string {
  return `proxy:${proxy}`;
}

/** Who to be at a proxy that asks: only the keychain knows (reliability 30). Null when it has nothing that can be read. */
export function createProxyCredentials(
  store: Pick<SecretStore, "get">,
): (proxy: string) => Promise<ProxyCredentials | null> {
  return async (proxy) => {
    try {
      return kept.parse(JSON.parse((await store.get(proxyEntry(proxy))) ?? "null"));
    } catch {
      return null;
    }
  };
}
