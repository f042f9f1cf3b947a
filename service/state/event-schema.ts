import { z } from "zod";
import { serviceId } from "./organisation-schema.ts";

export const event = z
  .looseObject({
    seq: z.int(),
    at: z.string(),
    service: serviceId.nullable(),
    type: z.enum([
      "authorize",
      "token",
      "page",
      "login",
      "second-factor",
      "credential",
      "consent",
      "broken-return",
      "lock",
      "unlock",
      "revoked",
      "revocation",
      "end-session",
      "fault",
      "admin",
      "error",
    ]),
    outcome: z.string(),
  })
  .describe(
    "token: grant_type, client. authorize: client, door, prompt. page: screen, host. consent: number, variant.",
  );
export type ServiceEvent = z.infer<typeof event>;
