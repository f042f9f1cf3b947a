import { z } from "zod";

// The organisation that a service is for: its contract and its people.

export const serviceId = z.enum(["omakase", "cowork", "ot", "codec"]);

export const accountRole = z
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
