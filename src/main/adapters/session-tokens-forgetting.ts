import type { ErrorCode } from "../../core/errors.ts";
import type { RecordFile } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import type { ForgottenEntries } from "../session-record.ts";
import type { Provider } from "./provider.ts";
import type { Vault } from "./session-tokens-vault.ts";

/**
 * Forgetting that survives a locked keychain, a restart and a client that ends in the middle of it: which entries are
 * to go is written down first, and as long as it is, no token in them is used. As soon as the keychain answers they are
 * deleted (reliability 20), and revoked unless somebody has logged in since: to revoke may end every session of the
 * same grant (RFC 7009 2.1).
 */
export type Forgetting = {
  /** Writes down what `carryOut` is to do, before all else: the client may end in between. Never rejects. */
  foresee(entries: readonly string[], loginData: ForgottenEntries["loginData"]): Promise<void>;
  /** @param recordGone else it is gone for at the next turn. @returns why the keychain may still hold one, or null */
  carryOut(entries: readonly string[], recordGone: boolean): Promise<ErrorCode | null>;
  /** Does what couldn't be done before, if the keychain answers by now; never rejects. */
  goOn(): Promise<void>;
  owed(): boolean;
  /** Whether what comes into the keychain now might be deleted with what is to be forgotten. */
  endangersNew(): boolean;
};

type Deps = {
  readonly vault: Pick<Vault, "read" | "remove">;
  readonly file: RecordFile<ForgottenEntries>;
  readonly provider: Pick<Provider, "revoke">;
  readonly profile: Pick<Profile, "issuer" | "clientId">;
  readonly loggedIn: () => boolean;
  /** Deletes the record of a session in these entries: a client that ended in the middle of forgetting left it. */
  readonly dropRecordOf: (entries: readonly string[]) => Promise<void>;
  /** Empties the login window's memory, in which the provider may still know somebody. */
  readonly clearLoginData: () => Promise<void>;
};

export function createForgetting({
  vault,
  file,
  provider,
  profile,
  loggedIn,
  dropRecordOf,
  clearLoginData,
}: Deps): Forgetting {
  /** Null: the file hasn't been looked at. */
  let owed: boolean | null = null;
  /** Nothing is in the entries any more, only the file still says so: what comes into them now is a new login's. */
  let emptied = false;
  /** It is in the file, and `carryOut` will come. */
  let foreseen = false;

  async function done(): Promise<void> {
    emptied = true;
    await file.remove(); // a virus scanner may hold it: then once more at the next turn
    owed = false;
  }

  async function deleteAndRevoke(found: ForgottenEntries): Promise<void> {
    const tokens = await vault.read(found.entries);
    if ((await vault.remove(found.entries)) !== null) return;
    await done().catch(() => {});
    // A token is told to nobody but whom it is of.
    if (found.issuer !== profile.issuer || found.clientId !== profile.clientId || loggedIn()) return;
    for (const token of tokens) await provider.revoke(token).catch(() => {});
  }

  /** What a client that ended in the middle of forgetting left beside the keychain's entries. */
  async function finish(found: ForgottenEntries): Promise<void> {
    await dropRecordOf(found.entries);
    if (found.loginData === "cleared") return;
    await clearLoginData().catch(() => {});
    await file.write({ ...found, loginData: "cleared" });
  }

  return {
    owed: () => owed === true && !foreseen,
    endangersNew: () => owed !== false && !emptied,
    async foresee(entries, loginData) {
      const { issuer, clientId } = profile;
      if (issuer === null || clientId === null) return;
      foreseen = owed = true;
      emptied = false;
      await file.write({ version: 1, issuer, clientId, entries, loginData }).catch(() => {});
    },
    async carryOut(entries, recordGone) {
      if (!foreseen) return null;
      foreseen = false;
      const left = await vault.remove(entries);
      if (left === null && recordGone) await done().catch(() => {});
      return left;
    },
    async goOn() {
      if (owed === false || foreseen) return;
      try {
        if (emptied) return await done();
        const { value } = await file.read();
        owed = value !== null;
        if (value === null) return;
        await finish(value);
        await deleteAndRevoke(value);
      } catch {
        // The keychain is still closed, or the file can't be read: at the next turn.
      }
    },
  };
}
