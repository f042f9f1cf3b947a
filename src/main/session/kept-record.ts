import { AppError, errorCode } from "../../core/errors.ts";
import type { Account, RecordFile, SessionRecord } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import { bindingMatch, type SessionBinding } from "./binding.ts";
import { entryOf } from "./entries.ts";
import type { Home, Recorded } from "./state.ts";
import * as step from "./steps.ts";

/** The record on the disk, without secrets: whose session it is, on which PC, and whether it rests. */
export type KeptRecord = {
  /** Reads it anew; rejects with `STORE_RECORD_UNREAD` when the file can't be read. */
  look(): Promise<Look>;
  /** Writes whose token is kept for this PC. */
  write(account: Account, machine: string | null): Promise<void>;
  drop(): Promise<void>;
};

export type Look = {
  /** It names a PC, and this PC's id can't be read just now. */
  readonly untold: boolean;
  /** A later client's was set aside. */
  readonly newer: boolean;
};

type Deps = {
  readonly file: RecordFile<SessionRecord>;
  readonly binding: SessionBinding;
  readonly profile: Pick<Profile, "id" | "issuer" | "clientId">;
  readonly now: () => number;
};

export function createKeptRecord(home: Home, { file, binding, profile, now }: Deps): KeptRecord {
  let last: Promise<unknown> = Promise.resolve();

  /** A rest is written while a refresh may be about to write as well: whoever comes later knows more. */
  function inTurn(change: () => Promise<void>): Promise<void> {
    const turn = last.then(change);
    last = turn.catch(() => {});
    return turn;
  }

  /** Asks which PC this is, until it was told once. */
  async function learnPc(): Promise<void> {
    if (binding.to === "user" || home.now.pc !== null) return;
    const told = await binding.machine().then(
      (id) => ({ id }),
      () => null,
    );
    if (told !== null) home.take(step.pcTold, told.id);
  }

  function recordedOf(value: SessionRecord): Recorded {
    const { account, machine } = value;
    const place = bindingMatch(value, binding, home.now.pc);
    return { sub: account.sub, machine, entry: entryOf(profile, machine), place };
  }

  return {
    async look() {
      await learnPc();
      const { value, newer = false } = await file.read().catch(unread);
      if (value === null || !isOf(value, profile)) {
        home.take(step.recordRead, null, null);
        return { untold: false, newer };
      }
      const recorded = recordedOf(value);
      home.take(step.recordRead, recorded.place === "elsewhere" ? null : value, recorded);
      return { untold: recorded.place === "untold", newer };
    },
    async write(account, machine) {
      const { id: service, issuer, clientId } = profile;
      if (issuer === null || clientId === null) return;
      await inTurn(async () => {
        const rested = home.now.rest !== "no";
        const savedAt = new Date(now()).toISOString();
        const whose = { service, issuer, clientId, account, machine };
        const next: SessionRecord = { version: 3, ...whose, rested, savedAt };
        await file.write(next);
        home.take(step.recordWritten, next, recordedOf(next));
      });
    },
    drop: () =>
      inTurn(async () => {
        await file.remove();
        home.take(step.recordDropped);
      }),
  };
}

function unread(cause: unknown): never {
  throw errorCode(cause) === "APP_UNEXPECTED" ? new AppError("STORE_RECORD_UNREAD", cause) : cause;
}

/** Whether a record is of this service: its token is never sent to another. */
function isOf(record: SessionRecord, profile: Pick<Profile, "id" | "issuer" | "clientId">): boolean {
  return (
    record.service === profile.id && record.issuer === profile.issuer && record.clientId === profile.clientId
  );
}
