import { NetworkError } from "../../src/main/network/network-error.ts";
import type { Provider, TokenSet } from "../../src/main/provider/provider.ts";
import { ProviderError } from "../../src/main/provider/provider-error.ts";

/** What the provider does with a refresh. */
export type Answer =
  | "rotates"
  /** Rotates, and names nobody. */
  | "anonymous"
  /** The old token goes on. */
  | "keeps"
  | "unreachable"
  /** Rotated, and the answer never came. */
  | "lost"
  /** Rotated, and the answer can't be checked for now. */
  | "unproven"
  /** Rotated, and the answer contradicts itself. */
  | "invalid"
  | "another account"
  | "person"
  | "ends";

/** A refresh token, as somebody knows it who sees provider and PC at once. */
type Fact = {
  readonly grant: number;
  /** What it was rotated into. */
  next: string | null;
  /** The keychain took it, or the disk, sealed. */
  stored: boolean;
  /** The start of the client that was told of it. */
  heardIn: number | null;
  /** Its answer wasn't to be trusted. */
  discarded: boolean;
};

type Grant = {
  readonly sub: string;
  newest: string;
  revoked: boolean;
  /** The person left for good. */
  gone: boolean;
  /** The login that has been kept since. */
  replacedBy: number | null;
};

/** One run of the client: `effect` is where it may end. */
export type Asking = {
  readonly number: number;
  effect<T>(kind: "request" | "answer" | "checks" | "revoke", work: () => Promise<T>): Promise<T>;
};

/** A provider without grace: to send a token again that was rotated ends the grant (RFC 9700 4.14.2). */
export class TokensProvider {
  facts = new Map<string, Fact>();
  grants: Grant[] = [];
  answer: Answer = "rotates";
  requests = 0;
  /** The grant whose token was sent last. */
  asked: number | null = null;
  /** Promises that the client has broken; thrown here, it might catch them. */
  readonly broken: string[] = [];
  #underWay = 0;

  copy(): TokensProvider {
    const copy = new TokensProvider();
    copy.facts = structuredClone(this.facts);
    copy.grants = structuredClone(this.grants);
    return copy;
  }

  logIn(sub: string, withRefreshToken: boolean, run: number): TokenSet {
    if (!withRefreshToken) return tokenSet(null, sub);
    this.grants.push({ sub, newest: "", revoked: false, gone: false, replacedBy: null });
    const token = this.#hand(this.grants.length - 1);
    this.fact(token).heardIn = run;
    return tokenSet(token, sub);
  }

  must(is: boolean, what: string): void {
    if (!is) this.broken.push(what);
  }

  fact(token: string): Fact {
    const fact = this.facts.get(token);
    if (fact === undefined) throw new Error(`nobody's token: ${token}`);
    return fact;
  }

  grantOf(token: string): Grant {
    return this.grant(this.fact(token).grant);
  }

  grant(number: number): Grant {
    const grant = this.grants[number];
    if (grant === undefined) throw new Error(`no grant ${number}`);
    return grant;
  }

  /** Whether a start would go on with this grant, if the PC has kept what it was given. */
  isGood(number: number | null): boolean {
    if (number === null) return false;
    const { revoked, gone, newest } = this.grant(number);
    const { stored, discarded } = this.fact(newest);
    return !revoked && !gone && stored && !discarded;
  }

  port(run: Asking): Pick<Provider, "refreshGrant" | "revoke" | "endSession"> {
    return {
      refreshGrant: async (token, keep) => {
        await run.effect("request", async () => {});
        this.#underWay += 1;
        try {
          this.must(this.#underWay === 1, "one token request at a time");
          return await this.#refresh(run, token, keep);
        } finally {
          this.#underWay -= 1;
        }
      },
      revoke: (token) =>
        run.effect("revoke", async () => {
          const grant = this.facts.has(token) ? this.grantOf(token) : null;
          if (grant !== null) grant.revoked = true;
          return true;
        }),
      endSession: async () => null,
    };
  }

  async #refresh(run: Asking, token: string, keep: (rotated: string) => Promise<void>): Promise<TokenSet> {
    const { answer } = this;
    const fact = this.#sent(run, token);
    const grant = this.grant(fact.grant);
    if (answer === "unreachable") throw new NetworkError("NET_SERVER", "down");
    if (answer === "person") throw new ProviderError("person", "login_required");
    if (answer === "ends" || grant.revoked || fact.next !== null) {
      grant.revoked = true;
      throw new ProviderError("ended", "invalid_grant");
    }
    if (answer === "keeps") return tokenSet(null, grant.sub);
    const rotated = this.#hand(fact.grant);
    fact.next = rotated;
    await run.effect("answer", async () => {});
    if (answer === "lost") throw new NetworkError("NET_TIMEOUT", "silent");
    this.fact(rotated).heardIn = run.number;
    await keep(rotated);
    await run.effect("checks", async () => {});
    if (answer === "unproven") throw new ProviderError("unproven", "unknown key");
    if (answer === "rotates") return tokenSet(rotated, grant.sub);
    if (answer === "anonymous") return { ...tokenSet(rotated, grant.sub), account: null };
    this.fact(rotated).discarded = true;
    if (answer === "invalid") throw new ProviderError("invalid", "another issuer");
    return tokenSet(rotated, "somebody else");
  }

  /** Holds what the client sends against what it may send. */
  #sent(run: Asking, token: string): Fact {
    const fact = this.fact(token);
    const grant = this.grant(fact.grant);
    this.must(!grant.gone, "a session that was left for good is used");
    const replaced = grant.replacedBy !== null && !this.grant(grant.replacedBy).revoked;
    this.must(!replaced, "a session is used that another login has replaced");
    const next = fact.next === null ? null : this.fact(fact.next);
    const followed = next !== null && !next.discarded && (next.stored || next.heardIn === run.number);
    this.must(!followed, "a token is sent although the one that followed it was kept");
    this.asked = fact.grant;
    this.requests += 1;
    return fact;
  }

  #hand(number: number): string {
    const token = `tk-refresh-${number}-${this.facts.size}-${"x".repeat(22)}`;
    this.facts.set(token, { grant: number, next: null, stored: false, heardIn: null, discarded: false });
    this.grant(number).newest = token;
    return token;
  }
}

function tokenSet(refreshToken: string | null, sub: string): TokenSet {
  const account = { sub, mail: null };
  return { accessToken: "tk-access", expiresIn: 600, refreshToken, idToken: "tk-id", account };
}
