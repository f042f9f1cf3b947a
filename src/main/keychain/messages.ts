import { z } from "zod";

/** What the client and its keychain process say to each other; both sides parse. */
export const keychainRequest = z.discriminatedUnion("call", [
  z.strictObject({ id: z.int(), call: z.literal("get"), service: z.string(), key: z.string() }),
  z.strictObject({
    id: z.int(),
    call: z.literal("set"),
    service: z.string(),
    key: z.string(),
    secret: z.string(),
  }),
  z.strictObject({ id: z.int(), call: z.literal("delete"), service: z.string(), key: z.string() }),
  /** Whether the process answers, whatever its library is busy with. */
  z.strictObject({ id: z.int(), call: z.literal("alive") }),
]);
export type KeychainRequest = z.infer<typeof keychainRequest>;
/** One about an entry. */
export type EntryRequest = Exclude<KeychainRequest, { readonly call: "alive" }>;

/** `fault` is the library's own words: it has no codes (see fault.ts). */
export const keychainAnswer = z.discriminatedUnion("ok", [
  z.strictObject({ id: z.int(), ok: z.literal(true), value: z.union([z.string(), z.boolean(), z.null()]) }),
  z.strictObject({ id: z.int(), ok: z.literal(false), fault: z.string() }),
]);
export type KeychainAnswer = z.infer<typeof keychainAnswer>;
