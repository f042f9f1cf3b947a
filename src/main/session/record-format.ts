import { z } from "zod";
import type { SessionRecord } from "../../core/ports.ts";
import type { RecordFormat } from "../files/record-file.ts";

/*
 * The file beside the keychain's entry; it holds no secret. Every version that a client ever wrote stays readable:
 * its schema here turns it into today's form, and a file of it lies in tests/contract/session-records.
 */
const common = {
  service: z.string().min(1),
  issuer: z.string().min(1),
  clientId: z.string().min(1),
  account: z.strictObject({ sub: z.string().min(1), mail: z.string().nullable() }),
  rested: z.boolean(),
  savedAt: z.iso.datetime(),
};

/** Before records named what they belong to. */
const version1 = z
  .strictObject({ version: z.literal(1), ...common })
  .transform((old): SessionRecord => ({ ...old, version: 3, machine: null }));

const machine = z.string().min(1).nullable();

/** Before accounts had a name. */
const version2 = z
  .strictObject({ version: z.literal(2), ...common, machine })
  .transform((old): SessionRecord => ({ ...old, version: 3 }));

const version3 = z.strictObject({
  version: z.literal(3),
  ...common,
  account: common.account.extend({ name: z.string().min(1).exactOptional() }),
  machine,
}) satisfies z.ZodType<SessionRecord>;

export const sessionRecordFormat: RecordFormat<SessionRecord> = {
  schema: z.union([version3, version2, version1]),
  newest: 3,
};

/** Entries of the keychain that the person wanted gone and that may still be there; holds no secret and no name. */
export type ForgottenEntries = {
  readonly version: 1;
  readonly issuer: string;
  readonly clientId: string;
  readonly entries: readonly string[];
  /** Of the login window; `to-clear` in the note of a client that ended in the middle of forgetting. */
  readonly loginData: "to-clear" | "cleared";
};

export const forgottenFormat: RecordFormat<ForgottenEntries> = {
  schema: z.strictObject({
    version: z.literal(1),
    issuer: z.string().min(1),
    clientId: z.string().min(1),
    entries: z.array(z.string().min(1)),
    // Older notes don't have this field; they were written after the login data had been cleared.
    loginData: z.enum(["to-clear", "cleared"]).default("cleared"),
  }),
  newest: 1,
};
