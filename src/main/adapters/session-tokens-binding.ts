import type { SessionRecord } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import type { MachineIdSource } from "./machine-id.ts";

/** What a kept session belongs to (policy `bindSession`; reliability 19). */
export type SessionBinding =
  /** This PC: what another one left in a roaming profile or a cloned image isn't used. */
  | { readonly to: "machine"; readonly machine: MachineIdSource }
  /** The OS user on whatever PC: for desktops that are another machine every day. */
  | { readonly to: "user" };

/** Whose a record is; `untold`: another PC's or this one's, whose id can't be read just now. */
export type Place = "here" | "elsewhere" | "untold";

export type Binding = {
  /** Under which PC's name tokens are kept; null: under none. Known from the first `placeOf` on. */
  machine(): string | null;
  /** Where a record's token may be used. One that names no PC is adopted by the first that uses it. Never rejects. */
  placeOf(record: SessionRecord | null): Promise<Place>;
};

/** The id is asked for until it was told once. */
export function createBinding(binding: SessionBinding): Binding {
  let mine: { readonly id: string | null } | null = binding.to === "user" ? { id: null } : null;

  async function ask(): Promise<void> {
    if (binding.to === "machine")
      mine ??= await binding.machine().then(
        (id) => ({ id }),
        () => null,
      );
  }

  return {
    machine: () => mine?.id ?? null,
    async placeOf(record) {
      await ask();
      if (binding.to === "user" || record === null || record.machine === null) return "here";
      if (mine === null) return "untold";
      return record.machine === mine.id ? "here" : "elsewhere";
    },
  };
}

/** Whether a record is of this service: its token is never sent to another. */
export function isOf(record: SessionRecord, profile: Pick<Profile, "id" | "issuer" | "clientId">): boolean {
  return (
    record.service === profile.id && record.issuer === profile.issuer && record.clientId === profile.clientId
  );
}
