import { z } from "zod";
import { serviceId } from "./organisation-schema.ts";

// What the service would have sent.

export const mail = z.strictObject({
  seq: z.int(),
  at: z.string(),
  service: serviceId,
  to: z.string(),
  subject: z.string(),
  body: z.string(),
  link: z.string().nullable(),
});
export type Mail = z.infer<typeof mail>;

export const sms = z.strictObject({
  seq: z.int(),
  at: z.string(),
  service: serviceId,
  mail: z.string(),
  phone: z.string(),
  code: z.string(),
});
export type Sms = z.infer<typeof sms>;
