import { type ErrorCode, errorCode } from "../../core/errors.ts";
import type { Grant } from "../../core/ports.ts";
import type { EndSession } from "../provider/logout.ts";
import type { Provider } from "../provider/provider.ts";
import type { Forgetting } from "./forgetting.ts";
import type { KeptRecord } from "./kept-record.ts";
import { type Home, whose } from "./state.ts";
import * as step from "./steps.ts";
import type { Vault } from "./vault.ts";

/** Switching and forgetting; resting is in `keeping.ts`. */
export type Leaving = {
  /** @returns what couldn't be done; here all is forgotten anyway (reliability 20) */
  giveUp(level: "switch" | "forget"): Promise<ErrorCode | null>;
  /** Forgets all that is here, and tells nobody. @returns why something of it may still be here, or null */
  forgetHere(mayBeKept: boolean): Promise<ErrorCode | null>;
  /** How the provider ends its own session; never rejects. */
  endSession(): Promise<EndSession | null>;
};

type Deps = {
  readonly vault: Vault;
  readonly record: KeptRecord;
  readonly forgetting: Forgetting;
  readonly refresh: () => Promise<Grant>;
  readonly provider: Pick<Provider, "revoke" | "endSession">;
};

export function createLeaving(home: Home, deps: Deps): Leaving {
  const { vault, record, forgetting, refresh, provider } = deps;

  /** Looks anew, since this PC may be told by now although it wasn't before. Also where the disk tells nothing just now. */
  async function mayBeSession(): Promise<boolean> {
    const read = await record.look().then(
      () => true,
      () => false,
    );
    return !read || whose(home.now) !== null;
  }

  async function forgetHere(mayBeKept: boolean): Promise<ErrorCode | null> {
    home.take(step.forgotten);
    if (mayBeKept) await forgetting.foresee("cleared");
    const recordLeft = await record.drop().then(() => null, errorCode);
    const left = mayBeKept ? await forgetting.carryOut(recordLeft === null) : null;
    return left ?? recordLeft;
  }

  return {
    forgetHere,
    async giveUp(level) {
      // To forget, the keychain is searched also without a record: a lost record may have left its token there.
      const mayBeKept = (await mayBeSession()) || level === "forget";
      const tokens = mayBeKept ? await vault.candidates().catch(() => null) : [];
      const toRevoke = tokens === null ? null : (tokens[0] ?? home.now.access?.value ?? null);
      // Locally first, whatever the provider then answers.
      const left = await forgetHere(mayBeKept);
      if (toRevoke === null) return left ?? (tokens === null ? "SESSION_REVOKE_UNCONFIRMED" : null);
      return left ?? (await revocation(provider.revoke(toRevoke)));
    },
    async endSession() {
      try {
        const unused = home.now.idToken === null && (await mayBeSession());
        if (unused) await refresh().catch(() => {});
        return await provider.endSession(home.now.idToken);
      } catch {
        return null;
      }
    },
  };
}

/** @returns why the token may still be honoured, or null */
async function revocation(revoking: Promise<boolean>): Promise<ErrorCode | null> {
  return revoking.then(
    (done) => (done ? null : "SESSION_NOT_REVOKED"),
    () => "SESSION_REVOKE_UNCONFIRMED",
  );
}
