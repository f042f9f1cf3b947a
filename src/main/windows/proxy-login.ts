import type { WebContents } from "../electron.ts";
import { type ProxyCredentials, type ProxyLogins, proxyPlace } from "../network/proxy-logins.ts";

/** Whether the person can say who they are, or the proxy is one that nobody named. */
type ProxyTrouble = "NET_PROXY_AUTH" | "NET_PROXY";

/**
 * Answers proxies for the pages of one window (Electron, webContents "login"; reliability 30). HTTP authentication of a
 * server isn't answered: the request goes on as if somebody had pressed Cancel.
 * @param failed told when a page can't be had, because nobody has said who to be or the proxy refused it
 */
export function answerProxies(
  contents: WebContents,
  logins: ProxyLogins,
  failed: (code: ProxyTrouble) => void,
): void {
  const given = new Map<string, ProxyCredentials>();
  contents.on("login", (event, details, asking, answer) => {
    if (!asking.isProxy) return;
    event.preventDefault();
    const proxy = proxyPlace(asking);
    const before = given.get(proxy);
    // The same request asks again: the proxy has refused what it was told.
    if (before !== undefined && !details.firstAuthAttempt) logins.refused(proxy, before);
    void logins
      .of(proxy)
      .catch(() => null)
      .then((known) => {
        if (known === null) {
          answer();
          const named = logins.waiting() === proxy;
          if (details.isRequestForNavigation) failed(named ? "NET_PROXY_AUTH" : "NET_PROXY");
          return;
        }
        given.set(proxy, known);
        answer(known.user, known.password);
      });
  });
}
