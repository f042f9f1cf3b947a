import { z } from "zod";
import type { SessionRecord } from "../core/ports.ts";

/** The file beside the keychain's entry; it holds no secret. */
export const sessionRecordSchema = z.strictObject({
  version: z.literal(1),
  service: z.string().min(1),
  issuer: z.string().min(1),
  clientId: z.string().min(1),
  account: z.strictObject({ sub: z.string().min(1), mail: z.string().nullable() }),
  rested: z.boolean(),
  savedAt: z.iso.datetime(),
}) satisfies z.ZodType<SessionRecord>;
