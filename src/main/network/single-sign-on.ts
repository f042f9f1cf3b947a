import type { Session } from "../electron.ts";

/** No server has this name. An empty list would leave it to Windows' zones (net/http/http_auth_preferences.cc). */
const NOBODY = "_";

/**
 * Which servers are told who is logged in to this PC without anybody being asked, by Negotiate or NTLM: those that policy
 * names and no other. Counts for all sessions of the process. A proxy that asks is always told, as in any browser
 * (net/http/http_auth_handler_negotiate.cc, AllowsDefaultCredentials).
 * @param hosts as Chromium takes them: `login.office.example`, `*.office.example`
 */
export function allowSingleSignOn(pages: Session, hosts: readonly string[]): void {
  pages.allowNTLMCredentialsForDomains(hosts.length === 0 ? NOBODY : hosts.join(","));
}
