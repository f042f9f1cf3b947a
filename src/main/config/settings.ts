import { join } from "node:path";
import { z } from "zod";
import { type ErrorCode, isErrorCode } from "../../core/errors.ts";
import type { RecordFile } from "../../core/ports.ts";
import { createRecordFile } from "../files/record-file.ts";
import { CHOICE_NAMES, type ChoiceName, mapped, POLICY_FIELDS, type Values } from "./policy-fields.ts";

/** What the person chose; null = nothing, so that what IT or a later version says holds. */
export type Choices = { readonly [K in ChoiceName]: Values[K] | null };

/** What is kept of a person on this PC. No URL, issuer or client id can be said here. */
export type Settings = Choices & {
  readonly version: 1;
  readonly firstRunDone: boolean;
  /** Who has logged in on this PC: nobody yet, somebody, or somebody who left on purpose. */
  readonly presence: "new" | "known" | "left";
  /** The last thing that went wrong, kept over a restart. */
  readonly lastError: ErrorCode | null;
};

export const NO_SETTINGS: Settings = {
  version: 1,
  ...mapped<ChoiceName, Choices>(CHOICE_NAMES, () => null),
  firstRunDone: false,
  presence: "new",
  lastError: null,
};

type ChoiceShape = { readonly [K in ChoiceName]: (typeof POLICY_FIELDS)[K]["chosen"] };

const settingsSchema = z.object({
  version: z.literal(1),
  ...mapped<ChoiceName, ChoiceShape>(CHOICE_NAMES, (name) => POLICY_FIELDS[name].chosen),
  firstRunDone: z.boolean(),
  // Settings from before this was noted are no new PC's. What another version knew is no reason to lose the settings.
  presence: z.enum(["new", "known", "left"]).default("known").catch("known"),
  lastError: z
    .string()
    .nullable()
    .catch(null)
    .transform((code) => (code !== null && isErrorCode(code) ? code : null)),
}) satisfies z.ZodType<Settings>;

/** What was chosen, without what wasn't. */
export function choicesOf(settings: Settings): { readonly [K in ChoiceName]: Values[K] | undefined } {
  return mapped(CHOICE_NAMES, (name) => settings[name] ?? undefined);
}

export function createSettingsFile(dataDir: string): RecordFile<Settings> {
  return createRecordFile(join(dataDir, "settings.json"), { schema: settingsSchema, newest: 1 });
}
