import type { ErrorCode } from "../../core/errors.ts";
import type { RecordFile } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import type { Provider } from "../provider/provider.ts";
import type { KeptRecord } from "./kept-record.ts";
import type { ForgottenEntries } from "./record-format.ts";
import type { Home } from "./state.ts";
import * as step from "./steps.ts";
import type { Vault } from "./vault.ts";

type Deps = {
  readonly vault: Vault;
  readonly record: KeptRecord;
  readonly file: RecordFile<ForgottenEntries>;
  readonly provider: Pick<Provider, "revoke">;
  readonly profile: Pick<Profile, "issuer" | "clientId">;
  /** Empties the login window's memory, in which the provider may still know somebody. */
  readonly clearLoginData: () => Promise<void>;
};

/**
 * Forgetting that survives a locked keychain, a restart and a client that ends in the middle of it: which entries are
 * to go is written down first, and as long as it is, no token in them is used. As soon as the keychain answers they are
 * deleted (reliability 20), and revoked unless somebody has logged in since: to revoke may end every session of the
 * same grant (RFC 7009 2.1).
 */
export class Forgetting {
  readonly #home: Home;
  readonly #deps: Deps;

  constructor(home: Home, deps: Deps) {
    this.#home = home;
    this.#deps = deps;
  }

  /** Writes down what `carryOut` is to do, before all else: the client may end in between. Never rejects. */
  async foresee(loginData: ForgottenEntries["loginData"]): Promise<void> {
    const { vault, file, profile } = this.#deps;
    const { issuer, clientId } = profile;
    if (issuer === null || clientId === null) return;
    const entries = [...new Set([...vault.entries(), ...(this.#toForget()?.entries ?? [])])];
    const note: ForgottenEntries = { version: 1, issuer, clientId, entries, loginData };
    this.#home.take(step.foreseen, note);
    await file.write(note).catch(() => {});
  }

  /**
   * @param recordGone otherwise the record is deleted at the next turn
   * @returns why the keychain may still hold a token, or null
   */
  async carryOut(recordGone: boolean): Promise<ErrorCode | null> {
    this.#home.take(step.owed);
    const note = this.#toForget();
    if (note === null) return null;
    const left = await this.#deps.vault.remove(note.entries);
    if (left === null && recordGone) await this.#emptied();
    return left;
  }

  /** Does what couldn't be done before, if keychain and disk answer by now; never rejects. */
  async goOn(): Promise<void> {
    await this.#goOn().catch(() => {});
  }

  async #goOn(): Promise<void> {
    if (this.#home.now.forgetting.is === "unread")
      this.#home.take(step.noteRead, (await this.#deps.file.read()).value);
    await this.#removeNote();
    const note = this.#toForget();
    if (note === null) return;
    await this.#finish(note);
    await this.#deleteAndRevoke(note);
  }

  /** Does what a client that ended in the middle of forgetting left undone outside the keychain. */
  async #finish(note: ForgottenEntries): Promise<void> {
    const { record, file, clearLoginData } = this.#deps;
    await record.look();
    const { record: found, recorded } = this.#home.now;
    if (found !== null && note.entries.includes(recorded?.entry ?? "")) await record.drop();
    if (note.loginData === "cleared") return;
    await clearLoginData().catch(() => {});
    this.#home.take(step.loginDataCleared);
    const cleared = this.#toForget();
    if (cleared !== null) await file.write(cleared);
  }

  async #deleteAndRevoke({ entries, issuer, clientId }: ForgottenEntries): Promise<void> {
    const { vault, provider, profile } = this.#deps;
    const tokens = await vault.read(entries);
    if ((await vault.remove(entries)) !== null) return;
    await this.#emptied();
    // A token goes to nobody but the provider and client that it is of.
    if (issuer !== profile.issuer || clientId !== profile.clientId || this.#home.now.account !== null) return;
    for (const token of tokens) await provider.revoke(token).catch(() => {});
  }

  async #emptied(): Promise<void> {
    this.#home.take(step.emptied);
    await this.#removeNote().catch(() => {});
  }

  async #removeNote(): Promise<void> {
    if (this.#home.now.forgetting.is !== "emptied") return;
    await this.#deps.file.remove(); // a virus scanner may hold it: then once more at the next turn
    this.#home.take(step.noteGone);
  }

  #toForget(): ForgottenEntries | null {
    const { forgetting } = this.#home.now;
    return forgetting.is === "owed" ? forgetting.note : null;
  }
}
