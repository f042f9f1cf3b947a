import type { Profile } from "../core/service/profile.ts";
import type { Log } from "./adapters/log.ts";
import { shell as desktop } from "./electron.ts";
import { mayOpenExternally } from "./windows/navigation.ts";

/** @param pages the provider's. @returns false when the address isn't one that may be opened (reliability 4) */
export function openOutside(url: string, profile: Profile, log: Log, pages: readonly string[] = []): boolean {
  const allowed = mayOpenExternally(url, profile, pages);
  void openBrowser(url, profile, log, pages);
  return allowed;
}

/** Opens an allowed address in the person's own browser. */
export async function openBrowser(
  url: string,
  profile: Profile,
  log: Log,
  pages: readonly string[] = [],
): Promise<"opened" | "failed" | "not-allowed"> {
  const allowed = mayOpenExternally(url, profile, pages);
  log.event("client", allowed ? "opened-in-browser" : "open-refused", { host: URL.parse(url)?.origin ?? "" });
  if (!allowed) return "not-allowed";
  try {
    await desktop.openExternal(url);
    return "opened";
  } catch {
    log.error("client", "AUTH_BROWSER_NOT_OPENED");
    return "failed";
  }
}
