import { z } from "zod";
import type { RuleName } from "../../shared/locales/config-fault-words.ts";
import { isBypass, isPacAddress, isProxyServer, type ProxyChoice } from "../../shared/proxy-choice.ts";

export type { ProxyChoice };

const MOST_HOSTS = 1_000;

const server = z
  .string()
  .trim()
  .refine(isProxyServer, { error: "proxy-server" satisfies RuleName });
const host = z.string().refine(isBypass, { error: "proxy-bypass" satisfies RuleName });
const pac = z
  .string()
  .trim()
  .refine(isPacAddress, { error: "proxy-pac" satisfies RuleName });

/** As a policy, the settings or a window says it. */
export const proxySchema: z.ZodType<ProxyChoice> = z.union(
  [
    z.enum(["system", "direct"]),
    z.strictObject({ server, bypass: z.array(host).max(MOST_HOSTS).optional() }),
    z.strictObject({ pac }),
  ],
  { error: "proxy" satisfies RuleName },
);

/** As `session.setProxy` takes it (Electron, structure ProxyConfig). */
export function proxyConfig(choice: ProxyChoice): {
  readonly mode: "system" | "direct" | "fixed_servers" | "pac_script";
  readonly proxyRules?: string;
  readonly proxyBypassRules?: string;
  readonly pacScript?: string;
} {
  if (typeof choice === "string") return { mode: choice };
  if ("pac" in choice) return { mode: "pac_script", pacScript: choice.pac };
  const rules = { mode: "fixed_servers", proxyRules: choice.server.replace(/\/$/u, "") } as const;
  return choice.bypass === undefined ? rules : { ...rules, proxyBypassRules: choice.bypass.join(";") };
}
