import { join } from "node:path";
import { z } from "zod";
import { type ErrorCode, isErrorCode } from "../../core/errors.ts";
import type { RecordFile } from "../../core/ports.ts";
import { createRecordFile } from "../adapters/record-file.ts";
import { profileId } from "./profile-schema.ts";

/**
 * What the person chose; null = nothing, so that what IT or a later version says holds. No URL, issuer or client id
 * can be said here.
 */
export type Settings = {
  readonly version: 1;
  readonly service: string | null;
  readonly startupLogin: boolean | null;
  readonly language: "ja" | "en" | null;
  readonly firstRunDone: boolean;
  /** Who has logged in on this PC: nobody yet, somebody, or somebody who left on purpose. */
  readonly presence: "new" | "known" | "left";
  /** The last thing that went wrong, kept over a restart. */
  readonly lastError: ErrorCode | null;
};

export const NO_SETTINGS: Settings = {
  version: 1,
  service: null,
  startupLogin: null,
  language: null,
  firstRunDone: false,
  presence: "new",
  lastError: null,
};

const settingsSchema = z.object({
  version: z.literal(1),
  service: profileId.nullable(),
  startupLogin: z.boolean().nullable(),
  language: z.enum(["ja", "en"]).nullable(),
  firstRunDone: z.boolean(),
  // Settings from before this was noted are no new PC's.
  presence: z.enum(["new", "known", "left"]).default("known"),
  // A code that another version knew is no reason to lose the settings.
  lastError: z
    .string()
    .nullable()
    .transform((code) => (code !== null && isErrorCode(code) ? code : null)),
}) satisfies z.ZodType<Settings>;

export function createSettingsFile(dataDir: string): RecordFile<Settings> {
  return createRecordFile(join(dataDir, "settings.json"), { schema: settingsSchema, newest: 1 });
}
