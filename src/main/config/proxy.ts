import { z } from "zod";
import type { RuleName } from "../../shared/locales/config-fault-words.ts";

/** A proxy's address; who one is there is kept in the keychain and never in a file. */
const proxyServer = z.string().refine(
  (text) => {
    const url = URL.parse(text);
    const bare = url !== null && url.username === "" && url.password === "" && /^\/?$/u.test(url.pathname);
    return bare && (url.protocol === "http:" || url.protocol === "https:") && url.search + url.hash === "";
  },
  { error: "proxy-server" satisfies RuleName },
);

const pacAddress = z.url({ protocol: /^https?$/u });

/** How this PC reaches the Internet: as the OS says, directly, through one proxy, or as a PAC file says. */
export const proxySchema = z.union(
  [
    z.enum(["system", "direct"]),
    z.strictObject({
      server: proxyServer,
      /** Hosts that are reached directly, as Chromium writes them: `*.office.example`, `10.0.0.0/8`, `<local>`. */
      bypass: z
        .array(z.string().regex(/^[^\s;,]+$/u, { error: "proxy-bypass" satisfies RuleName }))
        .optional(),
    }),
    z.strictObject({ pac: pacAddress }),
  ],
  { error: "proxy" satisfies RuleName },
);
export type ProxyChoice = z.infer<typeof proxySchema>;

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
