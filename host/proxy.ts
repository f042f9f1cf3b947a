import { type Loose, NotInHost } from "./loud.ts";
import { type Pac, pacFrom } from "./pac.ts";

/** What `session.setProxy` was told, and what it means for a URL; as far as this host can. */
export type HostProxy = {
  set(config: Loose): Promise<void>;
  resolve(url: string): string;
  /** For `Target.createBrowserContext`; nothing where Chromium's own way is meant, which a PAC script is (engine.ts). */
  forContext(): { readonly proxyServer?: string; readonly proxyBypassList?: string };
};

type Rules = { readonly server: string; readonly bypass: string };

/** @param env the system's setting, where a desktop has none (as Chromium on Linux takes it) */
export function createHostProxy(env: NodeJS.ProcessEnv = process.env): HostProxy {
  let rules: Rules | Pac | "system" | "direct" = "system";

  return {
    async set(config) {
      if (config.mode === "auto_detect") throw new NotInHost("Session.setProxy auto_detect");
      if (config.mode === "pac_script" || config.pacScript) {
        rules = pacFrom(await (await fetch(config.pacScript)).text());
        return;
      }
      const fixed = { server: config.proxyRules ?? "", bypass: config.proxyBypassRules ?? "" };
      rules = config.mode === "direct" || config.mode === "system" ? config.mode : fixed;
    },
    resolve(text) {
      const url = new URL(text);
      if (rules === "direct" || isThisPc(url.hostname)) return "DIRECT";
      if (typeof rules === "function") return rules(text);
      const { server, bypass } = rules === "system" ? ofEnvironment(url, env) : rules;
      if (server === "" || bypass.split(/[;,]/u).some((rule) => matches(rule.trim(), url.hostname)))
        return "DIRECT";
      const proxy = new URL(server.includes("://") ? server : `http://${server}`);
      return `${proxy.protocol === "https:" ? "HTTPS" : "PROXY"} ${proxy.host || proxy.pathname}`;
    },
    forContext() {
      if (rules === "system" || typeof rules === "function") return {};
      if (rules === "direct") return { proxyServer: "direct://" };
      return { proxyServer: rules.server, ...(rules.bypass && { proxyBypassList: rules.bypass }) };
    },
  };
}

function ofEnvironment(url: URL, env: NodeJS.ProcessEnv): Rules {
  const name = `${url.protocol.slice(0, -1)}_proxy`;
  const server = env[name] ?? env[name.toUpperCase()] ?? env.all_proxy ?? env.ALL_PROXY ?? "";
  return { server, bypass: env.no_proxy ?? env.NO_PROXY ?? "" };
}

// Chromium never sends these to a proxy.
function isThisPc(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || /^127\.|^\[::1\]$/u.test(host);
}

function matches(rule: string, host: string): boolean {
  if (rule === "") return false;
  if (rule === "*") return true;
  if (rule === "<local>") return !host.includes(".");
  const end = rule.replace(/^\*(?=\.)/u, "");
  return end.startsWith(".") ? host.endsWith(end) : host === end;
}
