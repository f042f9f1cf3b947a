import { z } from "zod";
import type { Account } from "../../core/ports.ts";

/** By which people know an account (OpenID Connect Core 5.1), as far as ID token or UserInfo tell it. */
export type Known = Pick<Account, "mail" | "name">;

/** Nobody is called by these, and shown they change what stands around them (Unicode Standard Annex 9). */
const CONTROLS = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const text = (shortest: number, longest: number) =>
  z
    .string()
    .trim()
    .min(shortest)
    .max(longest)
    .refine((found) => !CONTROLS.test(found))
    .nullable()
    .catch(null);

const claimsSchema = z
  .object({ email: text(3, 320), preferred_username: text(1, 200), name: text(1, 200) })
  .catch({ email: null, preferred_username: null, name: null });

export function knownIn(claims: unknown): Known {
  const { email, preferred_username, name } = claimsSchema.parse(claims);
  const called = preferred_username ?? name;
  return { mail: email, ...(called !== null && { name: called }) };
}

/** Newer values replace what was known before; absent ones don't. */
export function knownBy(newer: Known | null, before: Known): Known {
  const name = newer?.name ?? before.name;
  return { mail: newer?.mail ?? before.mail, ...(name !== undefined && { name }) };
}

/** Whether UserInfo may tell something that was asked for and that the ID token left out (Core 5.4). */
export function lacks({ mail, name }: Known, scope: string): boolean {
  const asked = scope.split(" ");
  return (mail === null && asked.includes("email")) || (name === undefined && asked.includes("profile"));
}
