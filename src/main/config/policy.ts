import { open } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import { LONGEST_STARTUP_SPREAD_MS } from "../../core/session/refresh-schedule.ts";
import { profileFile, profileId, profileOverrides } from "./profile-schema.ts";
import { proxySchema } from "./proxy.ts";

/** Where the system's administrator puts a policy. Windows (registry) and macOS (managed preferences) have none yet. */
export const MACHINE_POLICY: string | null =
  process.platform === "linux" ? "/etc/storage-service-drive/policy.json" : null;

const LARGEST_FILE = 1024 * 1024;

/** What IT fixes. `service` names a built-in profile, `profile` a file; overrides belong to the one named. */
export const policySchema = z
  .strictObject({
    service: profileId,
    profile: z.string().refine(isAbsolute, { error: "must be an absolute path" }),
    overrides: profileOverrides,
    startupLogin: z.boolean(),
    language: z.enum(["ja", "en"]),
    logout: z.enum(["rest", "forget"]),
    bindSession: z.enum(["machine", "user"]),
    proxy: proxySchema,
    caFile: z.string().refine(isAbsolute, { error: "must be an absolute path" }),
    loginBrowser: z.enum(["auto", "system"]),
    attemptTimeLimitMinutes: z.number().min(1).max(120),
    startupSpreadSeconds: z
      .number()
      .min(0)
      .max(LONGEST_STARTUP_SPREAD_MS / 1_000),
  })
  .partial()
  .refine((policy) => policy.service === undefined || policy.profile === undefined, {
    error: "service and profile exclude each other",
  })
  .refine(
    (policy) =>
      policy.overrides === undefined || policy.service !== undefined || policy.profile !== undefined,
    { error: "overrides need the service or profile that they belong to" },
  );
export type Policy = z.infer<typeof policySchema>;

/** For `policy schema` and `profile schema`. */
export function policyJsonSchema(): unknown {
  return z.toJSONSchema(policySchema, { io: "input" });
}

export function profileJsonSchema(): unknown {
  return z.toJSONSchema(profileFile, { io: "input" });
}

/**
 * Reads and parses one JSON file of an administrator.
 * @returns null when there is none
 * @throws AppError with `code`; its cause names the first wrong field's path
 */
export async function readConfigFile<T>(
  path: string,
  schema: z.ZodType<T>,
  code: "POLICY_INVALID" | "POLICY_PROFILE_INVALID",
  options: { readonly rootOnly: boolean },
): Promise<T | null> {
  try {
    const text = await readText(path, options.rootOnly);
    if (text === null) return null;
    const parsed = schema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    throw new Error(z.prettifyError(parsed.error));
  } catch (cause) {
    throw new AppError(code, cause);
  }
}

async function readText(path: string, rootOnly: boolean): Promise<string | null> {
  const file = await open(path).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === "ENOENT" || thrown.code === "ENOTDIR") return null;
    throw thrown;
  });
  if (file === null) return null;
  try {
    // Of the opened file, not of its name: it can't be exchanged between the two.
    const { uid, mode, size } = await file.stat();
    if (rootOnly && (uid !== 0 || (mode & 0o022) !== 0)) throw new Error("others than root may write it");
    if (size > LARGEST_FILE) throw new Error("larger than 1 MB");
    return (await file.readFile("utf8")).replace(/^\uFEFF/, "");
  } finally {
    await file.close();
  }
}
