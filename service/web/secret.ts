import { randomBytes } from "node:crypto";

/** An unguessable name for something. */
export function secret(): string {
  return randomBytes(24).toString("base64url");
}
