import { z } from "zod";
import { UPSTREAMS } from "../web/origins.ts";
import { CONSENT_VARIANTS } from "./fault-schema.ts";
import { contract, serviceId, user } from "./organisation-schema.ts";
import { mail, sms } from "./outbox-schema.ts";
import { lineSetting, pcSetting } from "./pc-schema.ts";
import { upstreamSetting } from "./upstream-schema.ts";

// What `State` remembers beside what `/__admin/` shows. Plain JSON, so that it can be kept in a file.

const firstFactor = z
  .enum(["pwd", "federated"])
  .describe("how somebody said who they are: by password, or by an account outside the service (facts A6)");
export type FirstFactor = z.infer<typeof firstFactor>;

export const lineFlow = z
  .strictObject({
    service: serviceId,
    sub: z.string(),
    interaction: z.string(),
    client: z.string(),
    first: firstFactor,
    number: z.string(),
    notice: z.string().describe("what the operator knows of it; another secret than the flow's own"),
    variant: z.enum(CONSENT_VARIANTS).nullable().describe("how the operator's page misbehaves"),
    delayMs: z.number(),
    answer: z
      .strictObject({ notify: z.boolean(), always: z.boolean() })
      .nullable()
      .describe("set by the operator's page"),
    checked: z
      .boolean()
      .describe(
        "the line is checked: the web version's own authorization may use this flow, once (facts B ③)",
      ),
  })
  .describe("a login under way at a line host, from the password to the answer of the line check");
export type LineFlow = z.infer<typeof lineFlow>;

export const challenge = z
  .strictObject({
    service: serviceId,
    sub: z.string(),
    interaction: z.string(),
    step: z
      .enum(["enrol", "save", "done", "code", "save-new"])
      .describe("enrol: B4–B6; save: B7; done: B8; code: B9, B10; save-new: B11"),
    phone: z.string().nullable().describe("what is being set up"),
    secret: z.string().nullable(),
    enrolling: user.shape.enrolled,
    sms: z
      .strictObject({ code: z.string(), at: z.number() })
      .nullable()
      .describe("the code last sent, and when, ms since 1970"),
    recoveryCode: z.string().nullable().describe("to be saved before the login goes on"),
    remember: z.boolean().describe("このブラウザを一定期間、記憶する (facts A30)"),
  })
  .describe("a login that waits for its second factor, to be set up or to be answered (screens B4–B11)");
export type Challenge = z.infer<typeof challenge>;

export const lockout = z.strictObject({ failures: z.int(), locked: z.boolean() });

export const link = z
  .strictObject({
    service: serviceId,
    kind: z.enum(["unblock", "reset", "mail-change", "method-change", "invite"]),
    sub: z.string().describe("whose it is"),
    mailedAt: z.number().describe("ms since 1970"),
    newMail: z.string().nullable().describe("the address that a mail-change link brings"),
    used: z.boolean(),
  })
  .describe("a link that was mailed, by its ticket (facts A17–A21)");
export type Link = z.infer<typeof link>;

export const device = z
  .strictObject({ sub: z.string(), seen: z.number().describe("last login, ms since 1970 (facts A22)") })
  .describe("a remembered browser, by its cookie and account");

export const outsideLogin = z
  .strictObject({
    service: serviceId,
    method: z.enum(UPSTREAMS),
    host: z.string().describe("the host that it was asked at"),
    verifier: z.string(),
    nonce: z.string(),
    back: z.string().describe("the path that takes the answer"),
    answer: z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("account"), sub: z.string(), login: z.string() }),
        z.strictObject({ kind: z.enum(["denied", "not-reached"]) }),
      ])
      .nullable(),
  })
  .describe("an outside provider was asked who somebody is, by the `state` of the request");
export type OutsideLogin = z.infer<typeof outsideLogin>;

const duplicates = z
  .strictObject({ count: z.int(), delayMs: z.number() })
  .describe("duplicate drive dialogs to open after a broken return (facts B ③)");

export const webLogin = z
  .strictObject({ verifier: z.string(), duplicates: duplicates.nullable() })
  .describe("a login of the browser version under way, by its `state`");

export const webSession = z.strictObject({
  service: serviceId,
  sub: z.string(),
  mail: z.string(),
  idToken: z.string(),
  duplicates: duplicates.nullable(),
});
export type WebSession = z.infer<typeof webSession>;

export const contractSession = z
  .strictObject({ service: serviceId, sub: z.string() })
  .describe("somebody who is logged in to the contract and credential menu (B15), by cookie");

export const registration = z
  .strictObject({ method: user.shape.method, password: z.string().nullable() })
  .describe("a registration between B33 and B34, by the invite's ticket");

/** What a file keeps of a `State`. */
export const snapshot = z.strictObject({
  line: lineSetting,
  pc: pcSetting,
  refuseEmbedded: upstreamSetting.shape.refuseEmbedded,
  contracts: z.partialRecord(serviceId, contract),
  users: z.array(user),
  mails: z.array(mail),
  smses: z.array(sms),
  memories: z.record(z.string(), z.array(z.unknown())).describe("by name; each is read by its own schema"),
});
export type Snapshot = z.infer<typeof snapshot>;

/** What a file keeps of a service's OpenID provider. */
export const tenantSnapshot = z.strictObject({
  kid: z.string(),
  key: z.record(z.string(), z.unknown()).describe("the private signing key, a JWK (RFC 7517)"),
  cookieKeys: z.array(z.string()),
  records: z.array(z.unknown()),
});
export type TenantSnapshot = z.infer<typeof tenantSnapshot>;
