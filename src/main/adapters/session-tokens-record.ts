import type { Account, RecordFile, SessionRecord } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import { createBinding, type Place, type SessionBinding } from "./session-tokens-binding.ts";
import { entryOf } from "./session-tokens-vault.ts";

/** What lies on the disk beside the secret: whose session it is, on which PC, and whether it rests. */
export type KeptRecord = {
  /** As it was read or written last; null when there is none that may be used here. */
  known(): SessionRecord | null;
  /** Reads it anew; rejects when the file can't be read. */
  look(): Promise<Look>;
  /** Takes what was seen for what is known. */
  know(record: SessionRecord | null): void;
  /** @param machine under whose name the token is kept */
  write(whose: Account, rests: boolean, machine: string | null): Promise<void>;
  drop(): Promise<void>;
  /** Under which PC's name tokens are kept by now. */
  machine(): string | null;
};

export type Look = {
  /** Null when nothing is kept that may be used here. */
  readonly value: SessionRecord | null;
  /** It names a PC, and which one this is can't be told just now. */
  readonly untold: boolean;
  /** A later client's was set aside. */
  readonly newer: boolean;
};

type Deps = {
  readonly file: RecordFile<SessionRecord>;
  readonly binding: SessionBinding;
  readonly profile: Pick<Profile, "id" | "issuer" | "clientId">;
  readonly now: () => number;
  /** Told where a record says its token lies. */
  readonly says: (entry: string, place: Place) => void;
};

export function createKeptRecord({ file, binding: to, profile, now, says }: Deps): KeptRecord {
  const binding = createBinding(to);
  let known: SessionRecord | null = null;

  return {
    known: () => known,
    know(record) {
      known = record;
    },
    machine: () => binding.machine(),
    async look() {
      await binding.learn();
      const { value, newer = false } = await file.read();
      if (value === null || !isOf(value, profile)) return { value: null, untold: false, newer };
      const place = binding.placeOf(value);
      says(entryOf(profile, value.machine), place);
      return { value: place === "elsewhere" ? null : value, untold: place === "untold", newer };
    },
    async write(whose, rests, machine) {
      const { id: service, issuer, clientId } = profile;
      if (issuer === null || clientId === null) return;
      const savedAt = new Date(now()).toISOString();
      const belonging = { service, issuer, clientId, account: whose, machine };
      const next: SessionRecord = { version: 3, ...belonging, rested: rests, savedAt };
      await file.write(next);
      known = next;
    },
    async drop() {
      known = null;
      await file.remove();
    },
  };
}

/** Whether a record is of this service: its token is never sent to another. */
function isOf(record: SessionRecord, profile: Pick<Profile, "id" | "issuer" | "clientId">): boolean {
  return (
    record.service === profile.id && record.issuer === profile.issuer && record.clientId === profile.clientId
  );
}
