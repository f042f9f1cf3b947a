import { normaliseLineNumber } from "../../src/core/rules/line-number.ts";
import type { Contract } from "../state/organisation-schema.ts";
import type { LineSetting } from "../state/pc-schema.ts";

/** Why a line login was refused. */
export type LineRefusal = "not-a-line" | "not-registered" | "not-notified" | "line-only";

/** What line authentication says of the line that the PC comes from. */
export type LineAnswer =
  | { readonly kind: "passed" }
  | { readonly kind: "ask-consent" }
  | { readonly kind: "refused"; readonly why: LineRefusal };

/**
 * Line authentication (facts A13, A46, A47): a line of NTT東/西 with IPv6 whose number is passed on and registered. East
 * lines pass it on by themselves; West lines after the person's consent.
 * @param agreed whether the operator may pass the number on
 */
export function checkLine(line: LineSetting, contract: Contract, agreed: boolean): LineAnswer {
  if (line.region === "other" || !line.ipv6) return { kind: "refused", why: "not-a-line" };
  if (line.region === "west" && !agreed) return { kind: "ask-consent" };
  const number = normaliseLineNumber(line.number);
  const registered = contract.lines.some((known) => normaliseLineNumber(known) === number);
  return registered ? { kind: "passed" } : { kind: "refused", why: "not-registered" };
}
