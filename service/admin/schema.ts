import { z } from "zod";
import { event } from "../state/event-schema.ts";
import { fault } from "../state/fault-schema.ts";
import { accountRole, contract, seed, serviceId, user, userChange } from "../state/organisation-schema.ts";
import { mail, sms } from "../state/outbox-schema.ts";
import { lineSetting, pcSetting } from "../state/pc-schema.ts";
import { embeddedViews, outsideAccount, upstreamSetting } from "../state/upstream-schema.ts";
import { ROLES } from "../web/origins.ts";

// The shapes of `/__admin/`, printed by `--schema`. Whatever comes in is parsed by them, strictly.

export const upstreamChange = z.strictObject({
  refuseEmbedded: embeddedViews.optional(),
  account: outsideAccount.optional().describe("changed, or added: known by service, method and sub"),
});
export type UpstreamChange = z.infer<typeof upstreamChange>;

export const consent = z.strictObject({ service: serviceId, number: z.string(), at: z.string() });
export type Consent = z.infer<typeof consent>;

export const contractChange = contract
  .partial()
  .extend({ service: serviceId.optional().describe("absent = all services") });
export type ContractChange = z.infer<typeof contractChange>;

export const clockChange = z.strictObject({
  shift: z.number().min(-31_536_000).max(31_536_000).describe("seconds from real time"),
});

const origins = z.strictObject(
  Object.fromEntries(ROLES.map((role) => [role, z.url()])) as Record<(typeof ROLES)[number], z.ZodURL>,
);

export const readyLine = z.strictObject({
  origins: z.partialRecord(serviceId, origins),
  admin: z.url(),
  ca: z.string().optional().describe("with --tls: the file of the CA certificate (PEM) to trust"),
  accounts: z
    .array(z.strictObject({ service: serviceId, mail: z.string(), password: z.string(), role: accountRole }))
    .describe("who can log in with mail and password; the others are in GET /__admin/users"),
});
export type ReadyLine = z.infer<typeof readyLine>;

/** All shapes as JSON Schema, as `--schema` prints them. */
export function adminSchemas(): Record<string, unknown> {
  const json = (schema: z.ZodType, io: "input" | "output" = "output") => z.toJSONSchema(schema, { io });
  return {
    ready: json(readyLine),
    "--seed": json(seed, "input"),
    "GET /__admin/line": json(lineSetting),
    "PUT /__admin/line": json(lineSetting, "input"),
    "GET /__admin/pc": json(pcSetting),
    "PUT /__admin/pc": json(pcSetting, "input"),
    "GET /__admin/upstream": json(upstreamSetting),
    "PUT /__admin/upstream": json(upstreamChange, "input"),
    "GET /__admin/consents": json(z.array(consent)),
    "DELETE /__admin/consents": {},
    "GET /__admin/contract": json(z.partialRecord(serviceId, contract)),
    "PUT /__admin/contract": json(contractChange, "input"),
    "GET /__admin/users": json(z.array(user)),
    "PUT /__admin/users": json(userChange, "input"),
    "GET /__admin/mail": json(z.array(mail)),
    "GET /__admin/sms": json(z.array(sms)),
    "GET /__admin/events": json(z.array(event)),
    "GET /__admin/faults": json(z.array(fault)),
    "POST /__admin/faults": json(fault, "input"),
    "DELETE /__admin/faults": {},
    "POST /__admin/clock": json(clockChange, "input"),
    "POST /__admin/reset": {},
  };
}
