import type { Session } from "../electron.ts";

/** No server has this name. An empty list would leave it to Windows' zones (net/http/http_auth_preferences.cc). */
const NOBODY = "_";

/**
 * Which servers get the Windows or Kerberos login of this PC (Negotiate, NTLM) without a question: those that policy
 * names and no other. Holds for all sessions of the process. A proxy that asks always gets it, as in any browser
 * (net/http/http_auth_handler_negotiate.cc, AllowsDefaultCredentials).
 * @param hosts as Chromium takes them: `login.office.example`, `*.office.example`
 */
export function allowSingleSignOn(pages: Session, hosts: readonly string[]): void {
  pages.allowNTLMCredentialsForDomains(hosts.length === 0 ? NOBODY : hosts.join(","));
}
