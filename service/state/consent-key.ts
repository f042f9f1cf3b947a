import { normaliseLineNumber } from "../../src/core/rules/line-number.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";

/** Consent is remembered for the line and the service it was given for. */
export function consentKey(service: ServiceId, number: string): string {
  return `${service} ${normaliseLineNumber(number)}`;
}

/** What `consentKey` was made of. */
export function consentOf(key: string): { readonly service: string; readonly number: string } {
  const [service = "", number = ""] = key.split(" ");
  return { service, number };
}
