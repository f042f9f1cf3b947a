import type { SessionRecord } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";

/** What a kept session belongs to (policy `bindSession`; reliability 19). */
export type SessionBinding =
  /** This PC: what another one left in a roaming profile or a cloned image isn't used. Null: it can't be told which. */
  | { readonly to: "machine"; readonly machine: string | null }
  /** The OS user on whatever PC: for desktops that are another machine every day. */
  | { readonly to: "user" };

/** Under which PC's name the token is kept; null: under none. */
export function machineOf(binding: SessionBinding): string | null {
  return binding.to === "machine" ? binding.machine : null;
}

/** Whether a record is of this service: its token is never sent to another. */
export function isOf(record: SessionRecord, profile: Pick<Profile, "id" | "issuer" | "clientId">): boolean {
  return (
    record.service === profile.id && record.issuer === profile.issuer && record.clientId === profile.clientId
  );
}

/** Whether a record's token may be used on this PC. One that names no PC is adopted by the first that uses it. */
export function belongsHere({ machine }: SessionRecord, binding: SessionBinding): boolean {
  return binding.to === "user" || machine === null || machine === binding.machine;
}
