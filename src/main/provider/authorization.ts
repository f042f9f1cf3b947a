import { AppError } from "../../core/errors.ts";
import type { Grant } from "../../core/ports.ts";
import type { Profile } from "../../core/service/profile.ts";
import { AuthorizationAttempt } from "./authorization-attempt.ts";
import type { Provider, TokenSet } from "./provider.ts";

/**
 * Authorization requests and what becomes of them (RFC 6749 4.1, RFC 7636, RFC 8252, OpenID Connect Core 3.1).
 * An attempt keeps one listener; each generation is a request of its own, and only the newest counts.
 */
export type Authorization = {
  /**
   * What the login window opens. Rejects with AppError `NET_*` (provider not reached), `POLICY_PROFILE_INCOMPLETE`,
   * `POLICY_PROFILE_INVALID`, `AUTH_PORT_TAKEN`, `AUTH_RESPONSE_INVALID` (released meanwhile).
   * @param loginHint who is about to log in (OpenID Connect Core 3.1.2.1); null = nobody says
   */
  prepare(
    attempt: number,
    generation: number,
    loginHint?: string | null,
  ): Promise<{ url: string; redirectOrigin: string }>;
  /** Called once a generation, when a response with its `state` came. @returns removes the listener */
  onCallback(listener: (attempt: number, generation: number) => void): () => void;
  /**
   * Trades the code, once. Rejects with AppError `AUTH_DENIED`, `AUTH_PROVIDER_ERROR`, `AUTH_RESPONSE_INVALID`, `NET_*`.
   */
  exchange(attempt: number, generation: number): Promise<Grant>;
  /** Closes the listener; forgets verifier, state and nonce. */
  release(attempt: number): Promise<void>;
  close(): Promise<void>;
};

export type AuthorizationDeps = {
  readonly provider: Pick<Provider, "authorizationUrl" | "codeGrant">;
  readonly profile: Pick<Profile, "redirect" | "loginUrl" | "scope" | "lineAuthentication">;
  readonly tokens: { accept(tokens: TokenSet, wanted: () => boolean): Promise<boolean> };
};

export function createAuthorization(deps: AuthorizationDeps): Authorization {
  const attempts = new Map<number, AuthorizationAttempt>();
  const listeners = new Set<(attempt: number, generation: number) => void>();

  function attemptOf(id: number): AuthorizationAttempt {
    const kept = attempts.get(id);
    if (kept !== undefined) return kept;
    const made = new AuthorizationAttempt(deps, (generation) => {
      for (const listener of listeners) listener(id, generation);
    });
    attempts.set(id, made);
    return made;
  }

  async function release(id: number): Promise<void> {
    const attempt = attempts.get(id);
    attempts.delete(id);
    await attempt?.release();
  }

  return {
    prepare: async (id, generation, loginHint = null) => attemptOf(id).prepare(generation, loginHint),
    onCallback(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async exchange(id, generation) {
      const attempt = attempts.get(id);
      const response = attempt?.takeResponse(generation) ?? null;
      if (response === null) throw new AppError("AUTH_RESPONSE_INVALID", "no response is pending");
      const tokens = await deps.provider.codeGrant(response.callback, response.checks);
      if (tokens.account === null) throw new AppError("AUTH_RESPONSE_INVALID", "nobody named");
      const wanted = () => attempt?.released !== true;
      // A cancel counts also while the tokens are being stored: the next start must not be logged in.
      if (!(await deps.tokens.accept(tokens, wanted)))
        throw new AppError("AUTH_RESPONSE_INVALID", "released");
      return { account: tokens.account, expiresIn: tokens.expiresIn };
    },
    release,
    async close() {
      listeners.clear();
      await Promise.all([...attempts.keys()].map(release));
    },
  };
}
