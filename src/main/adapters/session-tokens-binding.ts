import type { SessionRecord } from "../../core/ports.ts";
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
  /** Asks which PC this is, until it was told once. Never rejects. */
  learn(): Promise<void>;
  /** Under which PC's name tokens are kept; null: under none. */
  machine(): string | null;
  /** Where a record's token may be used. One that names no PC is adopted by the first that uses it. */
  placeOf(record: SessionRecord): Place;
};

export function createBinding(binding: SessionBinding): Binding {
  let mine: { readonly id: string | null } | null = null;
  return {
    async learn() {
      if (binding.to === "machine")
        mine ??= await binding.machine().then(
          (id) => ({ id }),
          () => null,
        );
    },
    machine: () => mine?.id ?? null,
    placeOf({ machine }) {
      if (binding.to === "user" || machine === null) return "here";
      if (mine === null) return "untold";
      return machine === mine.id ? "here" : "elsewhere";
    },
  };
}
