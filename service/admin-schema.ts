import { z } from "zod";
import { ROLES, UPSTREAMS } from "./origins.ts";

// The shapes of `/__admin/`, printed by `--schema`. Whatever comes in is parsed by them, strictly.

export const serviceId = z.enum(["omakase", "cowork", "ot", "codec"]);

const accountRole = z
  .enum(["contractor", "administrator", "user"])
  .describe("contractor = 契約者, administrator = 管理者権限を持つユーザ");

const loginMethod = z
  .enum([
    "password",
    "google",
    "facebook",
    "microsoft",
    "d-account",
    "active-directory",
    "ntt-east-business-id",
  ])
  .describe("facts A6");

export const lineSetting = z
  .strictObject({
    region: z.enum(["east", "west", "other"]).describe("other = not a line of NTT東/西"),
    number: z.string().max(40).describe("回線番号 of the line that the PC comes from"),
    ipv6: z.boolean(),
  })
  .describe("the line that the PC comes from (line authentication)");
export type LineSetting = z.infer<typeof lineSetting>;

export const pcSetting = z
  .strictObject({
    domain: z
      .boolean()
      .describe("the PC is in the Active Directory domain: its sign-in page is skipped (facts A45)"),
    account: z
      .string()
      .max(254)
      .nullable()
      .default(null)
      .describe("who is signed in to Windows, user@domain; null = the first account of the domain"),
  })
  .describe("the PC that the person sits at");
export type PcSetting = z.infer<typeof pcSetting>;

export const outsideAccount = z
  .strictObject({
    service: serviceId,
    method: z.enum(UPSTREAMS),
    sub: z
      .string()
      .min(1)
      .max(100)
      .describe("its subject at that provider; `external` of the user that it is linked to"),
    login: z.string().min(1).max(254).describe("what is typed: an address or an id"),
    password: z.string().min(1).max(200),
    name: z.string().max(100),
  })
  .describe("an account at an outside provider");
export type OutsideAccount = z.infer<typeof outsideAccount>;

const embeddedViews = z
  .enum(["by-user-agent", "always", "never"])
  .describe(
    "does Google refuse embedded views (disallowed_useragent): if the user agent names Electron or a WebView, always, never",
  );
export type EmbeddedViews = z.infer<typeof embeddedViews>;

export const upstreamSetting = z.strictObject({
  refuseEmbedded: embeddedViews,
  accounts: z.array(outsideAccount),
});
export type UpstreamSetting = z.infer<typeof upstreamSetting>;

export const upstreamChange = z.strictObject({
  refuseEmbedded: embeddedViews.optional(),
  account: outsideAccount.optional().describe("changed, or added: known by service, method and sub"),
});
export type UpstreamChange = z.infer<typeof upstreamChange>;

export const consent = z.strictObject({ service: serviceId, number: z.string(), at: z.string() });
export type Consent = z.infer<typeof consent>;

export const contract = z.strictObject({
  accessPath: z
    .enum(["both", "line-only"])
    .describe("アクセス経路設定: 回線認証+インターネット / 回線認証のみ"),
  lines: z.array(z.string().max(40)).max(1_000).describe("registered 回線番号"),
  plan: z.enum(["basic", "trial"]).describe("基本プラン / 無料トライアル"),
  trialStarted: z.iso.datetime().nullable().describe("when the trial began; null = there was none"),
  secondFactor: z.boolean().describe("2段階認証設定 of the contract (facts A24); codec has no such setting"),
  activeDirectory: z
    .strictObject({ connectionId: z.string().max(100), domain: z.string().max(253) })
    .nullable()
    .describe("set up by 契約者 (facts A42, A43); null = not yet"),
  accessTokenSeconds: z.int().min(1).max(86_400),
  refreshTokenSeconds: z.int().min(1).max(31_536_000),
  refreshGraceSeconds: z
    .int()
    .min(0)
    .max(3_600)
    .optional()
    .describe("how long a rotated refresh token may be used again; absent = not at all"),
});
export type Contract = z.infer<typeof contract>;

export const contractChange = contract
  .partial()
  .extend({ service: serviceId.optional().describe("absent = all services") });
export type ContractChange = z.infer<typeof contractChange>;

const enrolment = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("sms"), phone: z.string().max(20) }),
  z.strictObject({
    kind: z.literal("totp"),
    secret: z
      .string()
      .max(100)
      .regex(/^[A-Za-z2-7 =]+$/u)
      .describe("base32 (RFC 6238)"),
  }),
]);

export const user = z.strictObject({
  service: serviceId,
  sub: z.string(),
  mail: z.string(),
  name: z.string(),
  password: z.string().nullable().describe("null = none, another login method is set"),
  role: accountRole,
  method: loginMethod,
  external: z.string().nullable().describe("the linked outside account: its subject at that provider"),
  invited: z.boolean().describe("has been invited and hasn't registered yet: can't log in"),
  secondFactor: z.boolean().describe("false = the simulation never asks this account"),
  enrolled: enrolment.nullable().describe("how the second factor is answered; null = asked to enrol"),
  recoveryCode: z.string().max(100).nullable(),
  failures: z.int().describe("wrong passwords in a row"),
  locked: z.boolean(),
});
export type User = z.infer<typeof user>;

export const userChange = z.strictObject({
  service: serviceId,
  mail: z.email(),
  ...user
    .pick({ name: true, role: true, method: true, external: true, invited: true, secondFactor: true })
    .extend({ enrolled: user.shape.enrolled, recoveryCode: user.shape.recoveryCode, locked: z.boolean() })
    .partial().shape,
  password: z.string().min(1).max(200).nullable().optional(),
});
export type UserChange = z.infer<typeof userChange>;

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

export const ROUTES = [
  "*",
  "discovery",
  "jwks",
  "authorize",
  "token",
  "userinfo",
  "revocation",
  "end-session",
  "account",
  "front",
  "login",
  "second-factor",
  "line-return",
  "drive-login",
  "consent",
  "web",
  "contract",
  "console",
  "upstream",
] as const;
export type Route = (typeof ROUTES)[number];

const counted = {
  service: serviceId.optional().describe("absent = any"),
  times: z.int().min(1).default(1).describe("how many matching requests it hits, then it is gone"),
  skip: z.int().min(0).default(0).describe("how many matching requests it lets pass first"),
};
const onRoute = { ...counted, route: z.enum(ROUTES) };
const onTokens = { ...counted, route: z.enum(["token"]).default("token") };
const delayMs = z.int().min(0).max(120_000);

export const CONSENT_VARIANTS = [
  "redirects",
  "popup",
  "late",
  "button-done",
  "lookalike",
  "iframe",
  "second-page",
  "vanish",
  "double-render",
  "two-forms",
  "changed-label",
  "english",
] as const;
export type ConsentVariant = (typeof CONSENT_VARIANTS)[number];

export const fault = z.discriminatedUnion("kind", [
  z.strictObject({
    ...onRoute,
    kind: z.literal("status"),
    status: z.int().min(200).max(599),
    retryAfter: z.union([z.int(), z.string()]).optional().describe("Retry-After: seconds or a date"),
    location: z.string().optional(),
  }),
  z.strictObject({ ...onRoute, kind: z.literal("delay"), delayMs }),
  z
    .strictObject({ ...onRoute, kind: z.literal("late-answer"), delayMs })
    .describe("the request is handled at once; its answer comes late"),
  z
    .strictObject({ ...onRoute, kind: z.literal("cut") })
    .describe("the provider answers; the body stops half-way"),
  z
    .strictObject({ ...onRoute, kind: z.literal("disconnect") })
    .describe("the connection ends before anything is done"),
  z.strictObject({ ...onRoute, kind: z.literal("html"), status: z.int().min(200).max(599).default(200) }),
  z.strictObject({ ...onTokens, kind: z.literal("invalid_grant") }),
  z.strictObject({
    ...onTokens,
    kind: z.enum(["wrong-issuer", "wrong-audience", "wrong-signature", "wrong-nonce", "wrong-sub"]),
  }),
  z
    .strictObject({ ...onRoute, kind: z.literal("key-rotation") })
    .describe("new signing key just before the request is handled"),
  z
    .strictObject({ ...counted, kind: z.literal("sms-lost") })
    .describe("the phone refuses the next SMS: it never arrives (facts A49)"),
  z.strictObject({
    ...counted,
    kind: z.literal("consent"),
    variant: z.enum(CONSENT_VARIANTS),
    delayMs: delayMs.default(800),
  }),
  z
    .strictObject({
      ...counted,
      kind: z.literal("duplicates"),
      count: z.int().min(0).max(10),
      delayMs: delayMs.default(0),
    })
    .describe("how many duplicate dialogs the next broken return opens, and how late"),
]);
export type Fault = z.infer<typeof fault>;
export type FaultInput = z.input<typeof fault>;

export const clockChange = z.strictObject({
  shift: z.number().min(-31_536_000).max(31_536_000).describe("seconds from real time"),
});

const seededService = z.strictObject({
  contract: contract.partial().optional(),
  users: z
    .array(userChange.omit({ service: true }))
    .max(100_000)
    .optional(),
});

export const seed = z
  .partialRecord(serviceId, seededService)
  .describe("the organisation of each service, instead of the demonstration's (`--seed FILE`)");
export type Seed = z.infer<typeof seed>;

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
