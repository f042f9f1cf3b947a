import { isIPv4 } from "node:net";
import { createContext, Script } from "node:vm";

/** Asks a PAC script for the way to a URL, e.g. `PROXY host:port; DIRECT`. */
export type Pac = (url: string) => string;

/**
 * A PAC script in a context of its own, with the helpers that proxy scripts know; those that would need the DNS know
 * addresses only, those about time aren't there. Chromium evaluates PAC itself but tells nobody the answer. For
 * development only: a context of node:vm is no sandbox.
 */
export function pacFrom(script: string): Pac {
  const context = createContext({ ...helpers });
  new Script(script).runInContext(context, { timeout: 1_000 });
  return (text) => {
    const url = new URL(text);
    const asked = JSON.stringify([`${url.protocol}//${url.host}/`, url.hostname]);
    return String(new Script(`FindProxyForURL(...${asked})`).runInContext(context, { timeout: 1_000 }));
  };
}

const number = (address: string) => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);

const helpers = {
  isPlainHostName: (host: string) => !host.includes("."),
  dnsDomainIs: (host: string, domain: string) => host.endsWith(domain),
  localHostOrDomainIs: (host: string, name: string) => host === name || name.startsWith(`${host}.`),
  dnsDomainLevels: (host: string) => host.split(".").length - 1,
  isResolvable: (host: string) => isIPv4(host),
  dnsResolve: (host: string) => (isIPv4(host) ? host : null),
  myIpAddress: () => "127.0.0.1",
  isInNet(host: string, net: string, mask: string): boolean {
    return isIPv4(host) && (number(host) & number(mask)) === (number(net) & number(mask));
  },
  shExpMatch(text: string, pattern: string): boolean {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/gu, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    return new RegExp(`^${source}$`, "u").test(text);
  },
};
