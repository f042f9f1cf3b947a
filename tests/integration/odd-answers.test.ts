import { describe, expect, test } from "vitest";
import { type Bench, observe } from "../conformance/bench.ts";
import type { Bends } from "../conformance/misbehaving-provider.ts";
import { type Jwk, makeKey, published } from "../conformance/signing.ts";

// What providers write beside what the specifications say: null and empty mean absent, a number is bounded where it
// comes in, and no optional member costs a login, a session or a rotated token (reliability 33).

/** A login and a refresh at a provider that answers both like this; each number is how long the token then lives, s. */
async function lived(bends: Bends) {
  return observe({
    name: "",
    provider: "",
    expected: {},
    run: async (bench) => {
      bench.provider.misbehave(bends);
      const login = await bench.login();
      const first = secondsLeft(bench);
      const refresh = await bench.refresh();
      return { login, first, refresh, second: secondsLeft(bench), kept: bench.kept() };
    },
  });
}

function secondsLeft({ session }: Bench): number {
  return Math.round(session.tokens.validMs() / 1_000);
}

const withAnother = (keys: Jwk[]) => [...keys, published(makeKey())];

const WELL = { login: "hanako", refresh: "hanako", kept: "the rotated token" };

describe("how long an access token lives is bounded where it comes in: expires_in", () => {
  test.each<[string, unknown, number]>([
    ["is ten minutes", 600, 600],
    ["is four seconds", 4, 4],
    ["is ten minutes, as text", "600", 600],
    ["is a fraction", 599.9, 600],
    ["isn't there", undefined, 300],
    ["is null", null, 300],
    ["is empty", "", 300],
    ["is a word", "soon", 300],
    ["is a list", [], 300],
    ["is an object", {}, 300],
    ["is true", true, 300],
    ["is zero", 0, 300],
    ["is zero, as text", "0", 300],
    ["is a second, which is over before it is used", 1, 300],
    ["is negative", -3_600, 300],
    ["is beyond every date", 9_000_000_000_000, 365 * 86_400],
    ["is beyond every number", 1e300, 365 * 86_400],
  ])("%s", async (_case, expires_in, seconds) => {
    const answer = (tokens: object) => ({ ...tokens, expires_in });
    expect(await lived({ answer })).toEqual({ ...WELL, first: seconds, second: seconds });
  });
});

describe("a number of the ID token that is beyond every date ends nothing", () => {
  test.each<[string, object]>([
    ["exp", { exp: 1e300 }],
    ["exp and iat", { exp: 9e15, iat: -9e15 }],
    ["nbf, long ago", { nbf: -1e300 }],
    ["auth_time", { auth_time: 1e300 }],
    ["updated_at", { updated_at: 1e300 }],
  ])("%s", async (_case, odd) => {
    expect(await lived({ claims: (claims) => ({ ...claims, ...odd }) })).toMatchObject(WELL);
  });

  test.each<[string, object]>([
    ["iat", { iat: 1e300 }],
    ["nbf", { nbf: 9e15 }],
  ])("%s in the future is waited for, and its token kept", async (_case, odd) => {
    const claims = (good: object, grant: string) => (grant === "refresh" ? { ...good, ...odd } : { ...good });
    expect(await lived({ claims })).toMatchObject({
      login: "hanako",
      refresh: "temporary, SESSION_TOKEN_INVALID",
      kept: "the rotated token",
    });
  });
});

describe("an odd optional member of the token answer costs nothing", () => {
  test.each<[string, object]>([
    ["scope is a list", { scope: [] }],
    ["scope is null", { scope: null }],
    ["scope is an object", { scope: {} }],
    ["token_type isn't there", { token_type: undefined }],
    ["token_type is null", { token_type: null }],
    ["token_type is empty", { token_type: "" }],
    ["token_type is in capitals", { token_type: "BEARER" }],
    ["token_type has blanks around it", { token_type: " Bearer\n" }],
    ["an unknown member is null", { device_secret: null }],
  ])("%s", async (_case, odd) => {
    expect(await lived({ answer: (tokens) => ({ ...tokens, ...odd }) })).toMatchObject(WELL);
  });

  test.each([200, 201, 202, 203])(
    "status %d with tokens in it is an answer with tokens",
    async (answerStatus) => {
      expect(await lived({ answerStatus })).toMatchObject(WELL);
    },
  );

  test.each<[string, object, string]>([
    ["refresh_token is null", { refresh_token: null }, "the login's token"],
    ["refresh_token is empty", { refresh_token: "" }, "the login's token"],
    ["refresh_token is blank", { refresh_token: " \t" }, "the login's token"],
    ["refresh_token is a number", { refresh_token: 5 }, "the login's token"],
    ["id_token is null", { id_token: null }, "the rotated token"],
    ["id_token is empty", { id_token: "" }, "the rotated token"],
    ["id_token is blank", { id_token: "\u3000" }, "the rotated token"],
    ["id_token is a list", { id_token: [] }, "the rotated token"],
  ])("in a refresh: %s", async (_case, odd, kept) => {
    const answer = (tokens: Jwk, grant: string): Jwk =>
      grant === "refresh" ? { ...tokens, ...odd } : tokens;
    expect(await lived({ answer })).toMatchObject({ ...WELL, kept });
  });
});

describe("an odd optional claim of the ID token costs nothing", () => {
  test.each<[string, object]>([
    ["azp is null", { azp: null }],
    ["azp is empty", { azp: "" }],
    ["auth_time is null", { auth_time: null }],
    ["auth_time is text", { auth_time: "yesterday" }],
    ["auth_time is negative", { auth_time: -1 }],
    ["nbf is null", { nbf: null }],
    ["nbf is text", { nbf: "1767225600" }],
    ["all of them are null", { azp: null, auth_time: null, nbf: null, acr: null, email: null }],
  ])("%s", async (_case, odd) => {
    expect(await lived({ claims: (claims) => ({ ...claims, ...odd }) })).toMatchObject(WELL);
  });

  test("the key's name is empty", async () => {
    expect(await lived({ signature: { kid: "" } })).toMatchObject(WELL);
  });

  test.each<[string, Bends]>([
    ["a forged signature beside an empty name of the key", { signature: { kid: "", broken: true } }],
    ["an empty name of the key beside two keys", { signature: { kid: "" }, keySet: withAnother }],
    ["a forged signature", { signature: { broken: true } }],
    ["no signature", { signature: { alg: { name: "none" } } }],
    ["a guessed secret for a signature", { signature: { alg: { name: "HS256", secret: "guessed" } } }],
  ])("and excuses nothing: %s", async (_case, bends) => {
    const claims = (good: object) => ({ ...good, azp: null, auth_time: null, nbf: null });
    expect(await lived({ ...bends, claims })).toMatchObject({ login: "AUTH_RESPONSE_INVALID" });
  });

  test.each<[string, object]>([
    ["another issuer", { iss: "https://other.example" }],
    ["another client", { aud: "another-client" }],
    ["another nonce", { nonce: "another" }],
    ["a time that is over", { exp: 1 }],
  ])("and excuses nothing: %s", async (_case, wrong) => {
    const claims = (good: object) => ({ ...good, auth_time: null, ...wrong });
    expect(await lived({ claims })).toMatchObject({ login: "AUTH_RESPONSE_INVALID" });
  });

  test.each<[string, unknown]>([
    ["is empty", ""],
    ["is null", null],
    ["is a number", 5],
    ["isn't there", undefined],
  ])("but whose it is has to be said: sub %s is refused at the login", async (_case, sub) => {
    const claims = (good: object) => ({ ...good, sub });
    expect(await lived({ claims })).toMatchObject({ login: "AUTH_RESPONSE_INVALID", kept: "nothing" });
  });
});

describe("what can't be used of the provider's keys costs nothing", () => {
  const beside = (odd: unknown) => (keys: Jwk[]) => [odd as Jwk, ...keys];
  const each = (odd: Jwk) => (keys: Jwk[]) => keys.map((key) => ({ ...key, ...odd }));

  test.each<[string, (keys: Jwk[]) => Jwk[]]>([
    ["null is among them", beside(null)],
    ["a text is among them", beside("key")],
    ["an empty one is among them", beside({})],
    ["one of an unknown kind is among them", beside({ kty: "toString", kid: "other" })],
    ["one of the same name lacks its numbers", (keys) => [{ kty: "RSA", kid: keys[0]?.kid }, ...keys]],
    ["each stands there twice", (keys) => [...keys, ...keys]],
    ["use, alg and key_ops are null", each({ use: null, alg: null, key_ops: null })],
    ["use and alg are empty", each({ use: "", alg: "", key_ops: [] })],
  ])("%s", async (_case, keySet) => {
    expect(await lived({ keySet })).toMatchObject(WELL);
  });
});

describe("an odd optional member of the provider's description costs nothing", () => {
  test.each<[string, object]>([
    ["end_session_endpoint is null", { end_session_endpoint: null }],
    ["end_session_endpoint is empty", { end_session_endpoint: "" }],
    ["end_session_endpoint is a list", { end_session_endpoint: [] }],
    ["end_session_endpoint is at plain http", { end_session_endpoint: "http://other.example/end" }],
    ["revocation_endpoint is null", { revocation_endpoint: null }],
    ["revocation_endpoint is no address", { revocation_endpoint: "not there" }],
    ["userinfo_endpoint is null", { userinfo_endpoint: null }],
    ["userinfo_endpoint is a number", { userinfo_endpoint: 5 }],
    ["id_token_signing_alg_values_supported is null", { id_token_signing_alg_values_supported: null }],
    ["token_endpoint_auth_methods_supported is null", { token_endpoint_auth_methods_supported: null }],
    ["token_endpoint_auth_methods_supported is text", { token_endpoint_auth_methods_supported: "none" }],
    [
      "authorization_response_iss_parameter_supported is null",
      { authorization_response_iss_parameter_supported: null },
    ],
    ["an unknown member is null", { check_session_iframe: null }],
  ])("%s", async (_case, odd) => {
    const description = (document: object) => ({ ...document, ...odd });
    expect(await lived({ description })).toMatchObject(WELL);
  });

  test("and where it names no end of a session, there is none to ask for", async () => {
    const ends = await observe({
      name: "",
      provider: "",
      expected: {},
      run: async (bench) => {
        bench.provider.misbehave({
          description: (document) => ({ ...document, end_session_endpoint: null }),
        });
        await bench.login();
        return { end: (await bench.session.tokens.endSession()) === null ? "none" : "one" };
      },
    });
    expect(ends).toEqual({ end: "none" });
  });
});

test("the rotated token is kept before anything of its answer is judged (reliability 14)", async () => {
  const seen = await observe({
    name: "",
    provider: "",
    expected: {},
    run: async (bench) => {
      const login = await bench.login();
      bench.provider.misbehave({
        answer: (tokens) => ({ ...tokens, access_token: null, token_type: 7, expires_in: "never" }),
      });
      const odd = await bench.refresh();
      bench.provider.misbehave({ answer: (tokens) => tokens });
      return { login, odd, next: await bench.refresh() };
    },
  });
  expect(seen).toEqual({ login: "hanako", odd: "temporary, NET_UNEXPECTED_ANSWER", next: "hanako" });
});
