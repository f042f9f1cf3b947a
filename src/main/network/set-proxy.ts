import { type ProxyChoice, proxyConfig } from "../config/proxy.ts";
import type { Session } from "../electron.ts";

/**
 * Resolves once every request of that session goes by its proxy. After `setProxy` alone the first request of a new
 * session may still go out directly (electron#26166).
 */
export async function setProxy(made: Session, choice: ProxyChoice): Promise<void> {
  await made.setProxy(proxyConfig(choice));
  await made.forceReloadProxyConfig();
}
