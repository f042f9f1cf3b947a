import type { ErrorCode } from "../../core/errors.ts";
import type * as attempts from "../../core/login/attempt-state.ts";
import type { ConsentPlan, ConsentPress } from "../../core/login/consent.ts";
import type { ConsentApproval } from "../../core/login/consent-approval.ts";
import type { PageSnapshot } from "../../core/login/page.ts";
import type { Grant, RefreshFailure, TokenStoreState } from "../../core/ports.ts";
import type { Said } from "../../core/provider-words.ts";
import type { Profile } from "../../core/service/profile.ts";
import type { Reaching } from "../../core/session/network-cause.ts";
import type * as sessions from "../../core/session/session-state.ts";

/** The client's ports; `compose-service.ts` passes the real implementations. */
export type ClientDeps = {
  readonly profile: Profile;
  readonly startupLogin: boolean;
  /** Over how long the PCs of an office spread their start (reliability 26). */
  readonly startupSpreadMs: number;
  /**
   * Who has used the client on this PC: nobody yet, somebody, or somebody who left on purpose. After a deliberate
   * logout nothing opens by itself; an unasked login window is for the new PC alone.
   */
  readonly presence: () => "new" | "known" | "left";
  /** What "log out" means here: on shared PCs policy makes it forget (reliability 20). */
  readonly logoutLevel: "rest" | "forget";
  readonly attemptTimeLimitMs: number;
  /** Where policy wants people to log in. */
  readonly loginVia: attempts.Via;
  /** Whose login policy says it is. */
  readonly loginHint: string | null;
  readonly authorization: {
    /** @param loginHint who is about to log in; null = nobody says */
    prepare(attempt: number, generation: number, loginHint: string | null): Promise<{ readonly url: string }>;
    exchange(attempt: number, generation: number): Promise<Grant>;
    release(attempt: number): Promise<void>;
  };
  readonly tokens: {
    open(): Promise<sessions.Kept>;
    refresh(): Promise<RefreshResult>;
    leave(level: sessions.LeaveLevel): Promise<ErrorCode | null>;
    storeState(): TokenStoreState;
    expiresAt(): number | null;
    /** Milliseconds that the access token still lives, on a monotonic clock; 0 when there is none. */
    validMs(): number;
    /** What is wrong although the session is online: it isn't kept, its rest isn't saved, the clock is wrong. */
    notice(): ErrorCode | null;
    /** Puts a token that is in memory alone into the keychain, if that works by now. */
    settle(): Promise<TokenStoreState>;
  };
  /** A person asks: the keychain's unlock dialog may come once more. */
  readonly keychainMayAsk: () => void;
  readonly windows: {
    /** `hidden`: nobody asked for it, so it waits until somebody does. */
    open(url: string, how: "focus" | "inactive" | "hidden"): void;
    load(url: string): void;
    reveal(): void;
    show(): void;
    close(ref: attempts.WindowRef): void;
    /** Puts a login ID into the login page's empty field. @returns whether it was filled in */
    fill(
      ref: attempts.WindowRef,
      find: (page: PageSnapshot) => number | null,
      text: string,
    ): Promise<boolean>;
    /** Resolves once the form has left, or when it is certain that it won't. */
    press(ref: attempts.WindowRef, plan: ConsentPlan): Promise<ConsentPress>;
  };
  /** The person's own browser; "not-allowed" when the address isn't on the allow list (reliability 4). */
  readonly browser: {
    open(url: string): Promise<"opened" | "failed" | "not-allowed">;
    /** Where the address can be copied. */
    showAddress(): void;
  };
  /** Ends the provider's session and clears the login window's partition, as far as the level asks. */
  readonly clearLoginData: (level: sessions.LeaveLevel) => Promise<void>;
  /** `tellApproved`: the line operator was told by policy's approval, which the person learns now. */
  readonly consentPanel: { show(): void; close(): void; tellApproved(): void };
  /** Policy's consent to the line operator's notice; null = the person is asked. */
  readonly consentApproval: ConsentApproval | null;
  /** Finds the cause of a failure; never rejects (reliability 27). */
  readonly explain: (failed: ErrorCode, reaching: Reaching) => Promise<ErrorCode>;
  /** What is behind the last error with this code and may be shown (reliability 35). */
  readonly said: (code: ErrorCode) => Said | null;
  /** A page was the trouble. */
  readonly saw: (code: ErrorCode, place: string) => void;
  /** What was thrown, for the log: a code alone doesn't tell the cause. */
  readonly failed: (doing: string, thrown: unknown) => void;
  readonly log: (area: string, name: string, fields: Readonly<Record<string, unknown>>) => void;
  readonly now: () => number;
  /** A monotonic clock that counts sleep. */
  readonly steady: () => number;
  /** Runs it once, later. @returns cancels it */
  readonly later: (ms: number, run: () => void) => () => void;
  /** Between 0 and 1, for jitter. */
  readonly random: () => number;
  readonly changed: () => void;
};

export type RefreshResult =
  | { readonly kind: "granted"; readonly grant: Grant }
  | { readonly kind: "missing" }
  | { readonly kind: "failed"; readonly failure: RefreshFailure };

/** What the projection reads; one truth for tray, windows, command line and log. */
export type ClientState = {
  readonly session: sessions.SessionState;
  readonly attempt: attempts.AttemptState;
  readonly deadline: number | null;
  /** What the person's own browser was sent to, while it is waited for. */
  readonly browserAddress: string | null;
  /** Which consent question is shown, or was last. */
  readonly consentQuestion: number;
  /** By which policy's approval the line operator was told; null = by none. */
  readonly approved: ConsentApproval | null;
  readonly lastError: ErrorCode | null;
  readonly said: (code: ErrorCode) => Said | null;
  readonly tokenStore: TokenStoreState;
  /** What to know of a session although it is online. */
  readonly notice: ErrorCode | null;
  readonly accessTokenExpiresAt: number | null;
};
