import type { SessionRecord } from "../../core/ports.ts";
import type { MachineIdSource } from "./machine-id.ts";
import type { BindingMatch, TokensState } from "./state.ts";

/** What a kept session belongs to (policy `bindSession`; reliability 19). */
export type SessionBinding =
  /** This PC: what another one left in a roaming profile or a cloned image isn't used. */
  | { readonly to: "machine"; readonly machine: MachineIdSource }
  /** The OS user on whatever PC: for desktops that are another machine every day. */
  | { readonly to: "user" };

/** Where a record's token may be used. One that names no PC is adopted by the first that uses it. */
export function bindingMatch(
  { machine }: SessionRecord,
  { to }: SessionBinding,
  pc: TokensState["pc"],
): BindingMatch {
  if (to === "user" || machine === null) return "here";
  if (pc === null) return "untold";
  return machine === pc.id ? "here" : "elsewhere";
}
