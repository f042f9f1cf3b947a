import { calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } from "openid-client";
import { AppError } from "../../core/errors.ts";
import type { Grant } from "../../core/ports.ts";
import type { Profile, Redirect } from "../../core/service/profile.ts";
import { CALLBACK_PATH, type Loopback, openLoopback } from "./loopback.ts";
import type { CodeChecks, Provider, TokenSet } from "./provider.ts";

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
  /** Called once a generation, when a response with its `state` came. @returns takes the listener off again */
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

type Attempt = {
  released: boolean;
  newest: number;
  loopback: Promise<Loopback> | null;
  /** The response that was taken for the newest generation: a browser may load it again, and is told the same. */
  taken: string | null;
  /** The newest generation: what its response must match, and the response once it came. */
  pending: { readonly generation: number; readonly checks: CodeChecks; callback: URL | null } | null;
};

export function createAuthorization(deps: AuthorizationDeps): Authorization {
  const { provider, profile } = deps;
  const attempts = new Map<number, Attempt>();
  const listeners = new Set<(attempt: number, generation: number) => void>();

  function attemptOf(id: number): Attempt {
    const kept = attempts.get(id);
    if (kept !== undefined) return kept;
    const made: Attempt = { released: false, newest: 0, loopback: null, taken: null, pending: null };
    attempts.set(id, made);
    return made;
  }

  // reliability 7: whatever reaches the listener is hostile until it matches, and matches once.
  function taken(id: number, attempt: Attempt, callback: URL): boolean {
    const { pending } = attempt;
    if (callback.href === attempt.taken) return true;
    if (pending === null || pending.callback !== null) return false;
    const states = callback.searchParams.getAll("state");
    if (states.length !== 1 || states[0] !== pending.checks.state) return false;
    pending.callback = callback;
    attempt.taken = callback.href;
    // After the page is answered: a listener may close this server.
    setImmediate(() => {
      for (const listener of listeners) listener(id, pending.generation);
    });
    return true;
  }

  async function release(id: number): Promise<void> {
    const attempt = attempts.get(id);
    if (attempt === undefined) return;
    attempts.delete(id);
    attempt.released = true;
    attempt.pending = null;
    const loopback = await attempt.loopback?.catch(() => null);
    await loopback?.close();
  }

  return {
    async prepare(id, generation, loginHint = null) {
      const ports = portsOf(profile.redirect);
      const attempt = attemptOf(id);
      // The former generation is dead from here on.
      attempt.newest = generation;
      attempt.taken = null;
      attempt.pending = null;
      const checks = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      attempt.loopback ??= openLoopback(ports, (callback) => taken(id, attempt, callback)).catch(
        (thrown: unknown) => {
          attempt.loopback = null;
          throw thrown;
        },
      );
      const { origin } = await attempt.loopback;
      const endpoint = await provider.authorizationUrl({
        redirect_uri: `${origin}${CALLBACK_PATH}`,
        scope: profile.scope,
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await calculatePKCECodeChallenge(checks.verifier),
        code_challenge_method: "S256",
        ...prompt(profile),
        ...(loginHint !== null && { login_hint: loginHint }),
      });
      if (attempt.released || attempt.newest !== generation)
        throw new AppError("AUTH_RESPONSE_INVALID", "released");
      attempt.pending = { generation, checks, callback: null };
      return { url: movedTo(profile.loginUrl, endpoint), redirectOrigin: origin };
    },

    onCallback(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    async exchange(id, generation) {
      const pending = attempts.get(id)?.pending ?? null;
      if (pending === null || pending.generation !== generation || pending.callback === null)
        throw new AppError("AUTH_RESPONSE_INVALID", "no response is pending");
      const attempt = attempts.get(id);
      if (attempt !== undefined) attempt.pending = null; // a code is good for one exchange
      const tokens = await provider.codeGrant(pending.callback, pending.checks);
      if (tokens.account === null) throw new AppError("AUTH_RESPONSE_INVALID", "nobody named");
      const wanted = () => attempt?.released !== true;
      // Who cancels, also while the tokens are being stored, isn't logged in at the next start.
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

function portsOf(redirect: Redirect): readonly number[] | null {
  switch (redirect.kind) {
    case "loopback":
      return null;
    case "loopback-ports":
      return redirect.ports;
    case "private-use-scheme":
      throw new AppError("POLICY_PROFILE_INVALID", "a private-use scheme is not supported yet");
  }
}

// A refresh token for later use is asked for with consent (OpenID Connect Core 11). A service with line authentication
// asks for consent in its own way, and answers a restarted request without a page (facts B).
function prompt(profile: Pick<Profile, "scope" | "lineAuthentication">): Record<string, string> {
  const offline = profile.scope.split(" ").includes("offline_access");
  return offline && profile.lineAuthentication === null ? { prompt: "consent" } : {};
}

/** The request at the service's own front door, whose query stays. */
function movedTo(loginUrl: string | null, endpoint: URL): string {
  if (loginUrl === null) return endpoint.href;
  const door = new URL(loginUrl);
  for (const [name, value] of endpoint.searchParams) door.searchParams.set(name, value);
  return door.href;
}
