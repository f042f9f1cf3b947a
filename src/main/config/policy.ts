import { posix } from "node:path";
import { z } from "zod";
import { LONGEST_STARTUP_SPREAD_MS } from "../../core/session/refresh-schedule.ts";
import type { RuleName } from "../../shared/locales/config-fault-words.ts";
import { profileFile, profileId, profileOverrides } from "./profile-schema.ts";
import { proxySchema } from "./proxy.ts";

/** Where the system's administrator puts a policy. Windows (registry) and macOS (managed preferences) have none yet. */
export const MACHINE_POLICY: string | null =
  process.platform === "linux" ? "/etc/storage-service-drive/policy.json" : null;

/** `\\x.json` is absolute to Windows, and on whatever drive the client happens to run from (Node, `path.isAbsolute`). */
export function isWholePath(path: string, platform = process.platform): boolean {
  return platform === "win32"
    ? /^(?:[a-z]:|[\\/]{2}[^\\/]+[\\/]+[^\\/]+)[\\/]/iu.test(path)
    : posix.isAbsolute(path);
}

/** What IT fixes. `service` names a built-in profile, `profile` a file; overrides belong to the one named. */
export const policySchema = z
  .strictObject({
    service: profileId,
    profile: z.string().refine(isWholePath, { error: "absolute-path" satisfies RuleName }),
    overrides: profileOverrides,
    startupLogin: z.boolean(),
    language: z.enum(["ja", "en"]),
    logout: z.enum(["rest", "forget"]),
    bindSession: z.enum(["machine", "user"]),
    proxy: proxySchema,
    caFile: z.string().refine(isWholePath, { error: "absolute-path" satisfies RuleName }),
    clientCertificateIssuers: z.array(z.string().trim().min(1).max(200)).max(20),
    loginBrowser: z.enum(["auto", "system"]),
    attemptTimeLimitMinutes: z.number().min(1).max(120),
    startupSpreadSeconds: z
      .number()
      .min(0)
      .max(LONGEST_STARTUP_SPREAD_MS / 1_000),
  })
  .partial()
  .refine((policy) => policy.service === undefined || policy.profile === undefined, {
    error: "service-or-profile" satisfies RuleName,
  })
  .refine(
    (policy) =>
      policy.overrides === undefined || policy.service !== undefined || policy.profile !== undefined,
    { error: "overrides-of-nothing" satisfies RuleName },
  );
export type Policy = z.infer<typeof policySchema>;

/** For `policy schema` and `profile schema`. */
export function policyJsonSchema(): unknown {
  return z.toJSONSchema(policySchema, { io: "input" });
}

export function profileJsonSchema(): unknown {
  return z.toJSONSchema(profileFile, { io: "input" });
}
