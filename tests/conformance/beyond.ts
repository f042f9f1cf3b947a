import type { Facts, Module } from "./bench.ts";
import type { Bends } from "./misbehaving-provider.ts";
import {
  ACCEPTED,
  login as loginAt,
  loginFacts,
  REFRESH_REFUSED,
  REFRESHED,
  REFUSED,
  refresh,
} from "./shapes.ts";
import { makeKey, published } from "./signing.ts";

// What the OpenID Foundation's modules don't ask, and a strict client refuses all the same (reliability 10–13).

const ES256 = makeKey("ES256");
const UNPUBLISHED = makeKey();
const soon = () => Math.floor(Date.now() / 1_000);

const login = (name: string, provider: string, bends: Bends, expected: Facts = REFUSED): Module =>
  loginAt(name, provider, bends, expected);

const IGNORED: Facts = { login: "the response is ignored", keychain: "nothing", "token requests": 0 };
const UNREACHABLE: Facts = { login: "AUTH_ISSUER_UNUSABLE", keychain: "nothing", "token requests": 0 };
const NOT_ASKED: Facts = { ...REFUSED, "token requests": 0 };

/** The answer can't be checked for now: nothing is discarded, and it is tried again (reliability 15). */
const UNPROVEN: Facts = { ...REFRESHED, refresh: "temporary, SESSION_TOKEN_INVALID" };

const logins: readonly Module[] = [
  login("missing-iss", "names no issuer in the ID token", { claims: ({ iss: _iss, ...claims }) => claims }),
  login("missing-aud", "made the ID token for nobody", { claims: ({ aud: _aud, ...claims }) => claims }),
  login("missing-exp", "doesn't say how long the ID token is good", {
    claims: ({ exp: _exp, ...claims }) => claims,
  }),
  login("exp-past", "sends an ID token that ended an hour ago", {
    claims: (claims) => ({ ...claims, exp: soon() - 3_600 }),
  }),
  login("iat-future", "made the ID token in an hour", {
    claims: (claims) => ({ ...claims, iat: soon() + 3_600, exp: soon() + 7_200 }),
  }),
  login("wrong-azp", "authorized another client (one of two audiences)", {
    claims: (claims) => ({ ...claims, aud: [claims.aud, "another-client"], azp: "another-client" }),
  }),
  login("wrong-azp-single-aud", "authorized another client (one audience)", {
    claims: (claims) => ({ ...claims, azp: "another-client" }),
  }),
  login("missing-azp-multiple-aud", "has two audiences and says of none that it was authorized", {
    claims: (claims) => ({ ...claims, aud: [claims.aud, "another-client"] }),
  }),
  login("missing-nonce", "answers no nonce", { claims: ({ nonce: _nonce, ...claims }) => claims }),
  login("hs256-guessed-secret", "signs with HS256 and a secret of its own", {
    signature: { alg: { name: "HS256", secret: "guessed" } },
  }),
  {
    name: "hs256-public-key",
    provider: "signs with HS256 and its public key as the secret, and lists HS256",
    expected: REFUSED,
    run: async (bench) => {
      const { kid, publicKey } = bench.provider.key();
      const secret = publicKey.export({ type: "spki", format: "pem" });
      bench.provider.misbehave({
        signature: { kid, alg: { name: "HS256", secret } },
        description: (document) => ({
          ...document,
          id_token_signing_alg_values_supported: ["RS256", "HS256"],
        }),
      });
      return loginFacts(bench);
    },
  },
  login("none-listed", "doesn't sign, and lists that it may not", {
    signature: { alg: { name: "none" } },
    description: (document) => ({ ...document, id_token_signing_alg_values_supported: ["RS256", "none"] }),
  }),
  login("unregistered-algorithm", "signs with ES256 and a published key, but lists RS256 alone", {
    signature: { key: ES256, kid: ES256.kid },
    keySet: (keys) => [...keys, published(ES256)],
  }),
  login(
    "listed-algorithm",
    "signs with ES256, and lists it",
    {
      signature: { key: ES256, kid: ES256.kid },
      keySet: (keys) => [...keys, published(ES256)],
      description: (document) => ({ ...document, id_token_signing_alg_values_supported: ["RS256", "ES256"] }),
    },
    ACCEPTED,
  ),
  login("unknown-kid", "names a key that it doesn't publish", {
    signature: { key: UNPUBLISHED, kid: UNPUBLISHED.kid },
  }),
  login("broken-signature", "sends a signature with one bit turned over", { signature: { broken: true } }),
  login("missing-id-token", "sends no ID token", { answer: ({ id_token: _gone, ...answer }) => answer }),
  login("bad-state", "answers another state", { response: (back) => back.set("state", "another") }, IGNORED),
  login("missing-state", "answers no state", { response: (back) => back.delete("state") }, IGNORED),
  login("double-state", "answers two states", { response: (back) => back.append("state", "b") }, IGNORED),
  login(
    "duplicate-code",
    "answers two codes",
    { response: (back) => back.append("code", "second") },
    NOT_ASKED,
  ),
  {
    name: "replayed-response",
    provider: "has its response opened twice",
    expected: { ...ACCEPTED, answered: "200, 200" },
    run: async (bench) => ({ ...(await loginFacts(bench, 2)), answered: bench.answers().join(", ") }),
  },
  login(
    "response-iss-other",
    "names another issuer in the response (RFC 9207)",
    { response: (back) => back.set("iss", "https://other.example") },
    NOT_ASKED,
  ),
  login(
    "response-iss-missing",
    "promises its issuer in the response and leaves it out (RFC 9207)",
    { response: (back) => back.delete("iss") },
    NOT_ASKED,
  ),
];

const descriptions: readonly Module[] = [
  login(
    "no-token-endpoint",
    "describes no token endpoint",
    { description: ({ token_endpoint: _gone, ...document }) => document },
    UNREACHABLE,
  ),
  login(
    "no-jwks-uri",
    "doesn't say where its keys are",
    { description: ({ jwks_uri: _gone, ...document }) => document },
    UNREACHABLE,
  ),
  login(
    "plain-http-authorization",
    "has its authorization endpoint at plain http",
    {
      description: (document) => ({ ...document, authorization_endpoint: "http://other.example/authorize" }),
    },
    UNREACHABLE,
  ),
  login(
    "plain-http-token",
    "has its token endpoint at plain http",
    { description: (document) => ({ ...document, token_endpoint: "http://other.example/token" }) },
    UNREACHABLE,
  ),
  login(
    "plain-http-jwks",
    "has its keys at plain http",
    { description: (document) => ({ ...document, jwks_uri: "http://other.example/jwks" }) },
    UNREACHABLE,
  ),
  {
    name: "endpoints-moved",
    provider: "moves its token endpoint and its keys, and says so in a new description",
    expected: {
      login: "hanako",
      "first refresh": "temporary, NET_UNEXPECTED_ANSWER",
      "second refresh": "hanako",
      keychain: "the rotated token",
      "descriptions read": 2,
    },
    run: async (bench) => {
      const login = await bench.login();
      bench.provider.move();
      return {
        login,
        "first refresh": await bench.refresh(),
        "second refresh": await bench.refresh(),
        keychain: bench.kept(),
        "descriptions read": bench.count("/.well-known/openid-configuration"),
      };
    },
  },
  login("token-type-unknown", "hands out a token that isn't a bearer's", {
    answer: (answer) => ({ ...answer, token_type: "mac" }),
  }),
  login(
    "no-access-token",
    "hands out no access token",
    {
      answer: ({ access_token: _gone, ...answer }) => answer,
    },
    { ...REFUSED, login: "NET_UNEXPECTED_ANSWER" },
  ),
];

const refreshes: readonly Module[] = [
  refresh(
    "refresh-without-id-token",
    "refreshes without an ID token (Core 12.2)",
    { answer: ({ id_token: _gone, ...answer }) => answer },
    REFRESHED,
  ),
  refresh(
    "refresh-without-rotation",
    "hands out no new refresh token",
    { answer: ({ refresh_token: _gone, ...answer }) => answer },
    { ...REFRESHED, keychain: "the login's token" },
  ),
  refresh(
    "refresh-invalid-aud",
    "made the refreshed ID token for another client",
    { claims: (claims) => ({ ...claims, aud: "another-client" }) },
    REFRESH_REFUSED,
  ),
  refresh(
    "refresh-wrong-azp",
    "authorized another client in the refreshed ID token",
    { claims: (claims) => ({ ...claims, azp: "another-client" }) },
    REFRESH_REFUSED,
  ),
  refresh(
    "refresh-missing-iat",
    "doesn't say when it made the refreshed ID token",
    { claims: ({ iat: _iat, ...claims }) => claims },
    REFRESH_REFUSED,
  ),
  refresh(
    "refresh-sig-none",
    "doesn't sign the refreshed ID token",
    { signature: { alg: { name: "none" } } },
    REFRESH_REFUSED,
  ),
  refresh(
    "refresh-invalid-sig",
    "signs the refreshed ID token with a key that isn't the one it names",
    { signature: { key: UNPUBLISHED } },
    REFRESH_REFUSED,
  ),
  refresh(
    "refresh-unknown-kid",
    "names a key for the refreshed ID token that it doesn't publish",
    { signature: { key: UNPUBLISHED, kid: UNPUBLISHED.kid } },
    UNPROVEN,
  ),
  refresh(
    "refresh-iat-future",
    "made the refreshed ID token in an hour",
    { claims: (claims) => ({ ...claims, iat: soon() + 3_600, exp: soon() + 7_200 }) },
    UNPROVEN,
  ),
  {
    name: "refresh-key-rotation",
    provider: "takes a new key while it answers the refresh",
    expected: { ...REFRESHED, "key sets read": 2 },
    run: async (bench) => {
      const login = await bench.login();
      bench.provider.misbehave({ beforeSigning: () => bench.provider.rotateTo(makeKey()) });
      const outcome = await bench.refresh();
      return {
        login,
        refresh: outcome,
        keychain: bench.kept(),
        "token requests": bench.count("/token"),
        "key sets read": bench.count("/jwks"),
      };
    },
  },
];

const clients: readonly Module[] = [
  {
    name: "client-secret-post",
    provider: "wants the secret in the form, and lists that alone",
    profile: { clientSecret: "s3cret" },
    expected: { ...ACCEPTED, authorization: "none" },
    run: async (bench) => {
      bench.provider.misbehave({
        clientSecret: "s3cret",
        description: (document) => ({
          ...document,
          token_endpoint_auth_methods_supported: ["client_secret_post"],
        }),
      });
      const facts = await loginFacts(bench);
      const request = bench.provider.requests.find(({ path }) => path === "/token");
      return { ...facts, authorization: request?.authorization ?? "none" };
    },
  },
  login(
    "client-refused",
    "asks for a secret that the profile doesn't have",
    { clientSecret: "s3cret" },
    { ...REFUSED, login: "AUTH_PROVIDER_ERROR" },
  ),
];

const logouts: readonly Module[] = [
  {
    name: "rp-init-logout-after-restart",
    provider: "is asked to end its session by a client that has just started and refreshed nothing",
    expected: { login: "hanako", "asked to end": "yes", client: "conformance-client" },
    run: async (bench) => {
      const login = await bench.login();
      const { tokens } = bench.session.restarted();
      const end = await tokens.endSession();
      return {
        login,
        "asked to end": end === null ? "no" : "yes",
        client: new URL(end?.url ?? "about:blank").searchParams.get("client_id") ?? "none",
      };
    },
  },
  {
    name: "no-end-session-endpoint",
    provider: "offers no logout",
    expected: { login: "hanako", "asked to end": "no" },
    run: async (bench) => {
      bench.provider.misbehave({
        description: ({ end_session_endpoint: _gone, ...document }) => document,
      });
      const login = await bench.login();
      return { login, "asked to end": (await bench.session.tokens.endSession()) === null ? "no" : "yes" };
    },
  },
];

export const BEYOND: readonly Module[] = [...logins, ...descriptions, ...clients, ...refreshes, ...logouts];
