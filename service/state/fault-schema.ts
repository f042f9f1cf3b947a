import { z } from "zod";
import { serviceId } from "./organisation-schema.ts";

// What goes wrong when somebody asks for it (`POST /__admin/faults`).

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
/** What Node sends as it is; anything else would end the request another way than was asked for (RFC 9110 5.5). */
const headerValue = z.string().regex(/^[\t\x20-\x7e]*$/u);
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
    retryAfter: z.union([z.int(), headerValue]).optional().describe("Retry-After: seconds or a date"),
    location: headerValue.optional(),
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
  z
    .strictObject({ ...onRoute, kind: z.literal("announcement") })
    .describe("a page that no manual shows comes first, with a link to what was asked for"),
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
