import { createHash } from "node:crypto";
import type { EndSession } from "../../src/main/provider/logout.ts";
import type { Facts, Module } from "./bench.ts";
import type { Bends } from "./misbehaving-provider.ts";
import { ACCEPTED, login, loginFacts, REFRESH_REFUSED, REFRESHED, REFUSED, refresh } from "./shapes.ts";
import { makeKey, published } from "./signing.ts";

// After the OpenID Foundation's modules for relying parties of the code flow (reliability 13): basic, config, refresh
// token and RP-initiated logout. Names are theirs without `oidcc-client-test-`; the tests are ours, nothing is certified.

const ANOTHER_KEY = makeKey();
const UNPUBLISHED = makeKey();

const accepted = (name: string, provider: string, bends: Bends): Module =>
  login(name, provider, bends, ACCEPTED);
const refused = (name: string, provider: string, bends: Bends): Module =>
  login(name, provider, bends, REFUSED);

const basic: readonly Module[] = [
  {
    name: "base",
    provider: "does everything right",
    expected: {
      ...ACCEPTED,
      challenge: "S256 of the verifier",
      state: "43 characters",
      nonce: "43 characters",
    },
    run: async (bench) => {
      const facts = await loginFacts(bench);
      const [authorize, token] = ["/authorize", "/token"].map(
        (path) => bench.provider.requests.find((one) => one.path === path)?.parameters,
      );
      const verifier = token?.get("code_verifier") ?? "";
      const challenge = createHash("sha256").update(verifier).digest("base64url");
      return {
        ...facts,
        challenge: `${authorize?.get("code_challenge_method")} of ${challenge === authorize?.get("code_challenge") ? "the verifier" : "something else"}`,
        state: `${authorize?.get("state")?.length} characters`,
        nonce: `${authorize?.get("nonce")?.length} characters`,
      };
    },
  },
  {
    name: "scope-userinfo-claims",
    provider: "names the mail address at its UserInfo endpoint alone",
    expected: { ...ACCEPTED, scope: "openid email offline_access", mail: "hanako@conformance.example" },
    run: async (bench) => {
      const facts = await loginFacts(bench);
      const asked = bench.provider.requests.find(({ path }) => path === "/authorize");
      const { value } = await bench.session.record.read();
      return { ...facts, scope: asked?.parameters.get("scope") ?? "", mail: value?.account.mail ?? "none" };
    },
  },
  {
    name: "client-secret-basic",
    provider: "asks its client for a secret",
    profile: { clientSecret: "s3cret:+/ %" },
    expected: { ...ACCEPTED, authorization: "Basic", "secret in the form": "no" },
    run: async (bench) => {
      bench.provider.misbehave({ clientSecret: "s3cret:+/ %" });
      const facts = await loginFacts(bench);
      const request = bench.provider.requests.find(({ path }) => path === "/token");
      return {
        ...facts,
        authorization: request?.authorization?.split(" ")[0] ?? "none",
        "secret in the form": request?.parameters.has("client_secret") ? "yes" : "no",
      };
    },
  },
  refused("invalid-iss", "names another issuer in the ID token", {
    claims: (claims) => ({ ...claims, iss: "https://other.example" }),
  }),
  refused("missing-sub", "names nobody in the ID token", { claims: ({ sub: _sub, ...claims }) => claims }),
  refused("invalid-aud", "made the ID token for another client", {
    claims: (claims) => ({ ...claims, aud: "another-client" }),
  }),
  refused("missing-iat", "doesn't say when it made the ID token", {
    claims: ({ iat: _iat, ...claims }) => claims,
  }),
  refused("nonce-invalid", "answers another nonce", {
    claims: (claims) => ({ ...claims, nonce: "another" }),
  }),
  accepted("kid-absent-single-jwks", "doesn't name the key, and has one", { signature: { kid: null } }),
  refused("kid-absent-multiple-jwks", "doesn't name the key, and has two (Core 10.1)", {
    signature: { kid: null },
    keySet: (keys) => [...keys, published(ANOTHER_KEY)],
  }),
  accepted("idtoken-sig-rs256", "signs with RS256", {}),
  refused("idtoken-sig-none", "doesn't sign the ID token", { signature: { alg: { name: "none" } } }),
  refused("invalid-sig-rs256", "signs with a key that isn't the one it names", {
    signature: { key: UNPUBLISHED },
  }),
  refused("userinfo-invalid-sub", "answers somebody else's UserInfo", {
    userInfo: (claims) => ({ ...claims, sub: "taro" }),
  }),
];

const config: readonly Module[] = [
  {
    name: "discovery-openid-config",
    provider: "describes itself at the well-known place",
    expected: { ...ACCEPTED, "descriptions read": 1 },
    run: async (bench) => ({
      ...(await loginFacts(bench)),
      "descriptions read": bench.count("/.well-known/openid-configuration"),
    }),
  },
  {
    name: "discovery-jwks-uri-keys",
    provider: "has its keys where its description says",
    expected: { ...ACCEPTED, "key sets read": 1 },
    run: async (bench) => ({ ...(await loginFacts(bench)), "key sets read": bench.count("/jwks") }),
  },
  login(
    "discovery-issuer-mismatch",
    "describes another issuer",
    { description: (document) => ({ ...document, issuer: "https://other.example" }) },
    { login: "AUTH_ISSUER_UNUSABLE", keychain: "nothing", "token requests": 0 },
  ),
  {
    name: "signing-key-rotation",
    provider: "takes a new key between two logins",
    expected: { "first login": "hanako", ...ACCEPTED, "token requests": 2 },
    run: async (bench) => {
      const first = await bench.login();
      bench.provider.rotateTo(makeKey());
      return { "first login": first, ...(await loginFacts(bench)) };
    },
  },
  {
    name: "signing-key-rotation-just-before-signing",
    provider: "takes a new key while it answers the token request; the client knows the old set",
    expected: { "first login": "hanako", ...ACCEPTED, "token requests": 2, "key sets read": 2 },
    run: async (bench) => {
      const first = await bench.login();
      bench.provider.misbehave({ beforeSigning: () => bench.provider.rotateTo(makeKey()) });
      return { "first login": first, ...(await loginFacts(bench)), "key sets read": bench.count("/jwks") };
    },
  },
];

const refreshToken: readonly Module[] = [
  refresh("refresh-token", "rotates the refresh token", {}, REFRESHED),
  refresh(
    "refresh-token-invalid-issuer",
    "names another issuer in the refreshed ID token",
    { claims: (claims) => ({ ...claims, iss: "https://other.example" }) },
    REFRESH_REFUSED,
  ),
  refresh(
    "refresh-token-invalid-sub",
    "names somebody else in the refreshed ID token",
    { claims: (claims) => ({ ...claims, sub: "taro" }) },
    { ...REFRESH_REFUSED, refresh: "rejected, SESSION_ANOTHER_ACCOUNT" },
  ),
];

const LOGGED_OUT = "http://127.0.0.1/logged-out";

/** A login, then the provider's logout as a window follows it (RP-Initiated Logout 1.0). */
function logout(
  name: string,
  provider: string,
  bends: Bends,
  postLogoutRedirectUri: string | null,
  expected: Facts,
): Module {
  return {
    name,
    provider,
    expected,
    profile: { postLogoutRedirectUri },
    run: async (bench) => {
      const login = await bench.login();
      bench.provider.misbehave(bends);
      const end = await bench.session.tokens.endSession();
      const page = end === null ? null : await bench.session.person.open(end.url, new URL(LOGGED_OUT).origin);
      const asked = bench.provider.requests.find((one) => one.path === "/end-session")?.parameters;
      return {
        login,
        "ID token hint": asked?.has("id_token_hint") ? "sent" : "none",
        state: asked?.has("state") ? "sent" : "none",
        logout: confirmation(end, page?.url ?? ""),
      };
    },
  };
}

function confirmation(end: EndSession | null, arrived: string): string {
  if (end === null) return "not asked for";
  if (end.confirms === null) return "asked for";
  return end.confirms(arrived) ? "confirmed" : "not confirmed";
}

const HINTED: Facts = { login: "hanako", "ID token hint": "sent" };

const rpInitiatedLogout: readonly Module[] = [
  logout("rp-init-logout", "ends its session and sends back the state", {}, LOGGED_OUT, {
    ...HINTED,
    state: "sent",
    logout: "confirmed",
  }),
  logout("rp-init-logout-no-state", "has no way back registered, so no state is sent", {}, null, {
    ...HINTED,
    state: "none",
    logout: "asked for",
  }),
  logout(
    "rp-init-logout-other-state",
    "sends back another state",
    { loggedOut: (back) => back.set("state", "another") },
    LOGGED_OUT,
    { ...HINTED, state: "sent", logout: "not confirmed" },
  ),
];

export const FOUNDATION: readonly Module[] = [...basic, ...config, ...refreshToken, ...rpInitiatedLogout];
