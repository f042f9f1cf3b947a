import { calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } from "openid-client";
import { AppError } from "../../core/errors.ts";
import type { Profile, Redirect } from "../../core/service/profile.ts";
import { CALLBACK_PATH, type Loopback, openLoopback } from "./loopback.ts";
import type { CodeChecks, Provider } from "./provider.ts";

type Deps = {
  readonly provider: Pick<Provider, "authorizationUrl">;
  readonly profile: Pick<Profile, "redirect" | "loginUrl" | "scope" | "lineAuthentication">;
};

/** The newest generation: what its response must match, and the response once it came. */
type Pending = { readonly generation: number; readonly checks: CodeChecks; callback: URL | null };

/** One attempt: a listener for as long as it lasts, and the newest of its authorization requests. */
export class AuthorizationAttempt {
  readonly #deps: Deps;
  readonly #answered: (generation: number) => void;
  #released = false;
  #newest = 0;
  #loopback: Promise<Loopback> | null = null;
  #pending: Pending | null = null;
  /** The response that was taken for the newest generation: a browser may load it again, and is told the same. */
  #taken: string | null = null;

  /** @param answered called once a generation, when a response with its `state` came */
  constructor(deps: Deps, answered: (generation: number) => void) {
    this.#deps = deps;
    this.#answered = answered;
  }

  get released(): boolean {
    return this.#released;
  }

  async prepare(
    generation: number,
    loginHint: string | null,
  ): Promise<{ url: string; redirectOrigin: string }> {
    const { provider, profile } = this.#deps;
    const ports = portsOf(profile.redirect);
    // From here on, a response to an older generation isn't taken any more.
    this.#newest = generation;
    this.#taken = null;
    this.#pending = null;
    const checks = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const { origin } = await this.#listen(ports);
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
    if (this.#released || this.#newest !== generation)
      throw new AppError("AUTH_RESPONSE_INVALID", "released");
    this.#pending = { generation, checks, callback: null };
    return { url: movedTo(profile.loginUrl, endpoint), redirectOrigin: origin };
  }

  /** The response to this generation, once: a code is good for one exchange. Null when there is none. */
  takeResponse(generation: number): { readonly callback: URL; readonly checks: CodeChecks } | null {
    const pending = this.#pending;
    if (pending === null || pending.generation !== generation || pending.callback === null) return null;
    this.#pending = null;
    return { callback: pending.callback, checks: pending.checks };
  }

  /** Closes the listener; forgets verifier, state and nonce. */
  async release(): Promise<void> {
    this.#released = true;
    this.#pending = null;
    const loopback = await this.#loopback?.catch(() => null);
    await loopback?.close();
  }

  async #listen(ports: readonly number[] | null): Promise<Loopback> {
    this.#loopback ??= openLoopback(ports, (callback) => this.#take(callback)).catch((thrown: unknown) => {
      this.#loopback = null;
      throw thrown;
    });
    return this.#loopback;
  }

  // reliability 7: whatever reaches the listener is hostile until it matches, and matches once.
  #take(callback: URL): boolean {
    const pending = this.#pending;
    if (callback.href === this.#taken) return true;
    if (pending === null || pending.callback !== null) return false;
    const states = callback.searchParams.getAll("state");
    if (states.length !== 1 || states[0] !== pending.checks.state) return false;
    pending.callback = callback;
    this.#taken = callback.href;
    // After the page is answered: who is told may close this server.
    setImmediate(() => this.#answered(pending.generation));
    return true;
  }
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

/** The authorization request sent to the service's own login URL, whose query stays. */
function movedTo(loginUrl: string | null, endpoint: URL): string {
  if (loginUrl === null) return endpoint.href;
  const door = new URL(loginUrl);
  for (const [name, value] of endpoint.searchParams) door.searchParams.set(name, value);
  return door.href;
}
