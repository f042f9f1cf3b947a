import type { ErrorCode } from "../../core/errors.ts";
import type { RecordFile } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import type { Provider } from "../provider/provider.ts";
import type { KeptRecord } from "./kept-record.ts";
import type { ForgottenEntries } from "./record-format.ts";
import type { Home } from "./state.ts";
import * as step from "./steps.ts";
import type { Vault } from "./vault.ts";

/**
 * Forgetting that survives a locked keychain, a restart and a client that ends in the middle of it: which entries are
 * to go is written down first, and as long as it is, no token in them is used. As soon as the keychain answers they are
 * deleted (reliability 20), and revoked unless somebody has logged in since: to revoke may end every session of the
 * same grant (RFC 7009 2.1).
 */
export type Forgetting = {
  /** Writes down what `carryOut` is to do, before all else: the client may end in between. Never rejects. */
  foresee(loginData: ForgottenEntries["loginData"]): Promise<void>;
  /** @param recordGone else it is gone for at the next turn. @returns why the keychain may still hold a token, or null */
  carryOut(recordGone: boolean): Promise<ErrorCode | null>;
  /** Does what couldn't be done before, if keychain and disk answer by now; never rejects. */
  goOn(): Promise<void>;
};

type Deps = {
  readonly vault: Vault;
  readonly record: KeptRecord;
  readonly file: RecordFile<ForgottenEntries>;
  readonly provider: Pick<Provider, "revoke">;
  readonly profile: Pick<Profile, "issuer" | "clientId">;
  /** Empties the login window's memory, in which the provider may still know somebody. */
  readonly clearLoginData: () => Promise<void>;
};

export function createForgetting(home: Home, deps: Deps): Forgetting {
  const { vault, record, file, provider, profile, clearLoginData } = deps;

  function toForget(): ForgottenEntries | null {
    return home.now.forgetting.is === "owed" ? home.now.forgetting.note : null;
  }

  async function removeNote(): Promise<void> {
    if (home.now.forgetting.is !== "emptied") return;
    await file.remove(); // a virus scanner may hold it: then once more at the next turn
    home.take(step.noteGone);
  }

  /** What a client that ended in the middle of forgetting left beside the keychain's entries. */
  async function finish(note: ForgottenEntries): Promise<void> {
    await record.look();
    const { record: found, recorded } = home.now;
    if (found !== null && note.entries.includes(recorded?.entry ?? "")) await record.drop();
    if (note.loginData === "cleared") return;
    await clearLoginData().catch(() => {});
    home.take(step.loginDataCleared);
    const cleared = toForget();
    if (cleared !== null) await file.write(cleared);
  }

  async function deleteAndRevoke({ entries, issuer, clientId }: ForgottenEntries): Promise<void> {
    const tokens = await vault.read(entries);
    if ((await vault.remove(entries)) !== null) return;
    home.take(step.emptied);
    await removeNote().catch(() => {});
    // A token is told to nobody but whom it is of.
    if (issuer !== profile.issuer || clientId !== profile.clientId || home.now.account !== null) return;
    for (const token of tokens) await provider.revoke(token).catch(() => {});
  }

  async function goOn(): Promise<void> {
    if (home.now.forgetting.is === "unread") home.take(step.noteRead, (await file.read()).value);
    await removeNote();
    const note = toForget();
    if (note === null) return;
    await finish(note);
    await deleteAndRevoke(note);
  }

  return {
    async foresee(loginData) {
      const { issuer, clientId } = profile;
      if (issuer === null || clientId === null) return;
      const entries = [...new Set([...vault.entries(), ...(toForget()?.entries ?? [])])];
      const note: ForgottenEntries = { version: 1, issuer, clientId, entries, loginData };
      home.take(step.foreseen, note);
      await file.write(note).catch(() => {});
    },
    async carryOut(recordGone) {
      home.take(step.owed);
      const note = toForget();
      if (note === null) return null;
      const left = await vault.remove(note.entries);
      if (left === null && recordGone) {
        home.take(step.emptied);
        await removeNote().catch(() => {});
      }
      return left;
    },
    // The keychain is still closed, or a file is held: at the next turn.
    goOn: () => goOn().catch(() => {}),
  };
}
