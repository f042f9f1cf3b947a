import { createPublicKey, type JsonWebKeyInput, verify } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clientProfileOverrides } from "../../service/provider/client-policy.ts";
import { DRIVE_CLIENT } from "../../service/provider/clients.ts";
import { type ReferenceService, startReferenceService } from "../../service/start.ts";
import type { FaultInput } from "../../service/state/fault-schema.ts";
import { loopbackRequest } from "../../service/web/loopback-request.ts";
import { claimsOf, driveRequest, redeem, refresh, Visitor } from "./service-visitor.ts";

let service: ReferenceService;
let person: Visitor;
let issuer: string;
let loginUrl: string;

beforeAll(async () => {
  service = await startReferenceService({ services: ["omakase"] });
  ({ issuer, loginUrl } = clientProfileOverrides(service.ready, "omakase", { door: "internet" }).overrides);
});
afterAll(() => service.close());
beforeEach(async () => {
  await service.admin.reset();
  person = new Visitor();
});

async function logIn() {
  const request = driveRequest();
  const page = await person.open(`${loginUrl}?${request.query}`);
  const [account] = service.ready.accounts;
  const landing = await person.submit(page, { mail: account?.mail ?? "", password: account?.password ?? "" });
  return { request, landing };
}

async function tokens() {
  const { request, landing } = await logIn();
  const { body } = await redeem(issuer, landing, request);
  return {
    request,
    idToken: String(body.id_token),
    accessToken: String(body.access_token),
    refreshToken: String(body.refresh_token),
  };
}

function userinfo(accessToken: string) {
  return loopbackRequest(`${issuer}/me`, { headers: { authorization: `Bearer ${accessToken}` } });
}

async function signatureFits(idToken: string): Promise<boolean> {
  const { keys } = JSON.parse((await loopbackRequest(`${issuer}/jwks`)).body) as {
    keys: (JsonWebKeyInput["key"] & { kid: string })[];
  };
  const [header = "", payload = "", signature = ""] = idToken.split(".");
  const { kid } = JSON.parse(Buffer.from(header, "base64url").toString()) as { kid: string };
  const jwk = keys.find((key) => key.kid === kid);
  if (jwk === undefined) return false;
  const key = createPublicKey({ key: jwk, format: "jwk" });
  return verify("RSA-SHA256", Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"));
}

test("discovery says what the client needs", async () => {
  const answer = await loopbackRequest(`${issuer}/.well-known/openid-configuration`);
  expect(JSON.parse(answer.body)).toMatchObject({
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    revocation_endpoint: `${issuer}/token/revocation`,
    end_session_endpoint: `${issuer}/session/end`,
    userinfo_endpoint: `${issuer}/me`,
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
  });
});

test("PKCE is required, a wrong verifier is refused, a code is good once", async () => {
  const bare = new URLSearchParams(driveRequest().query);
  bare.delete("code_challenge");
  bare.delete("code_challenge_method");
  const refused = await person.open(`${loginUrl}?${bare}`);
  expect(refused.url.searchParams.get("error")).toBe("invalid_request");
  const { request, landing } = await logIn();
  expect((await redeem(issuer, landing, { ...request, verifier: "x".repeat(43) })).body.error).toBe(
    "invalid_grant",
  );
  person.forget();
  const again = await logIn();
  expect((await redeem(issuer, again.landing, again.request)).status).toBe(200);
  expect((await redeem(issuer, again.landing, again.request)).body.error).toBe("invalid_grant");
});

test("userinfo tells sub and mail", async () => {
  const { accessToken, idToken } = await tokens();
  const { sub } = claimsOf(idToken);
  expect(JSON.parse((await userinfo(accessToken)).body)).toMatchObject({
    sub,
    email: service.ready.accounts[0]?.mail,
  });
});

test("a refresh token used twice takes the whole grant with it (RFC 9700 4.14.2)", async () => {
  const { refreshToken } = await tokens();
  const second = await refresh(issuer, refreshToken);
  expect((await refresh(issuer, refreshToken)).body.error).toBe("invalid_grant");
  expect((await refresh(issuer, second.body.refresh_token)).body.error).toBe("invalid_grant");
  expect(await service.admin.events({ type: "revoked" })).toHaveLength(1);
  expect(
    await service.admin.events({ type: "token", grant_type: "refresh_token", outcome: "success" }),
  ).toHaveLength(1);
  // and the window's session still answers with a new grant, untyped
  const request = driveRequest();
  const landing = await person.open(`${loginUrl}?${request.query}`);
  expect((await refresh(issuer, (await redeem(issuer, landing, request)).body.refresh_token)).status).toBe(
    200,
  );
});

test("a revoked refresh token is dead (RFC 7009)", async () => {
  const { refreshToken } = await tokens();
  const answer = await loopbackRequest(`${issuer}/token/revocation`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      client_id: DRIVE_CLIENT,
      token: refreshToken,
      token_type_hint: "refresh_token",
    }).toString(),
  });
  expect(answer.status).toBe(200);
  expect((await refresh(issuer, refreshToken)).body.error).toBe("invalid_grant");
  expect(await service.admin.events({ type: "revocation", outcome: "success" })).toHaveLength(1);
});

test("end-session sends itself when the ID token says whose, and ends the session but not the refresh token", async () => {
  const { idToken, refreshToken } = await tokens();
  const query = new URLSearchParams({
    id_token_hint: idToken,
    post_logout_redirect_uri: "http://127.0.0.1:4711/logged-out",
    state: "s",
  });
  const page = await person.open(`${issuer}/session/end?${query}`);
  expect(page.body).toContain("data-auto-submit");
  const end = await person.submit(page, { logout: "yes" });
  expect(end.url.href).toBe("http://127.0.0.1:4711/logged-out?state=s");
  const silent = await person.open(`${loginUrl}?${driveRequest({ prompt: "none" }).query}`);
  expect(silent.url.searchParams.get("error")).toBe("login_required");
  expect((await refresh(issuer, refreshToken)).status).toBe(200);
});

test("end-session without a hint asks", async () => {
  await tokens();
  const page = await person.open(`${issuer}/session/end`);
  expect(page.body).toContain("ログアウトしますか。");
  expect(page.body).not.toContain("data-auto-submit");
});

test("access tokens live as long as the contract says, by the shifted clock", async () => {
  await service.admin.setContract({ accessTokenSeconds: 120 });
  const { accessToken, refreshToken } = await tokens();
  await service.admin.shiftClock(119);
  expect((await userinfo(accessToken)).status).toBe(200);
  await service.admin.shiftClock(125);
  const late = await userinfo(accessToken);
  expect(late.status).toBe(401);
  expect(Math.abs(Date.parse(String(late.headers.date)) - Date.now())).toBeLessThan(2_000); // Date is shifted as well
  expect((await refresh(issuer, refreshToken)).body.expires_in).toBe(120);
  await service.admin.shiftClock(40 * 86_400);
  expect((await refresh(issuer, refreshToken)).body.error).toBe("invalid_grant");
});

test.each([
  ["wrong-issuer", { iss: "http://issuer.someone-else.example" }],
  ["wrong-audience", { aud: "someone-else" }],
  ["wrong-nonce", { nonce: "another-nonce" }],
  ["wrong-sub", { sub: "someone|else" }],
] as const)("%s changes that and keeps the signature right", async (kind, claims) => {
  const { refreshToken } = await tokens();
  await service.admin.addFault({ kind });
  const { body } = await refresh(issuer, refreshToken);
  expect(claimsOf(body.id_token)).toMatchObject(claims);
  expect(await signatureFits(String(body.id_token))).toBe(true);
});

test("wrong-signature breaks the signature only", async () => {
  const { refreshToken, idToken } = await tokens();
  expect(await signatureFits(idToken)).toBe(true);
  await service.admin.addFault({ kind: "wrong-signature" });
  const { body } = await refresh(issuer, refreshToken);
  expect(await signatureFits(String(body.id_token))).toBe(false);
  expect(claimsOf(body.id_token).iss).toBe(issuer);
});

test("key rotation: new key, same sessions and tokens", async () => {
  const { idToken, refreshToken } = await tokens();
  await service.admin.addFault({ kind: "key-rotation", route: "token" });
  const { body } = await refresh(issuer, refreshToken);
  expect(await signatureFits(String(body.id_token))).toBe(true);
  expect(await signatureFits(idToken)).toBe(false);
  const landing = await person.open(`${loginUrl}?${driveRequest({ prompt: "none" }).query}`);
  expect(landing.url.searchParams.has("code")).toBe(true);
});

const answered: readonly (readonly [FaultInput, object])[] = [
  [
    { kind: "status", route: "token", status: 503, retryAfter: 7 },
    { status: 503, headers: { "retry-after": "7" } },
  ],
  [
    { kind: "status", route: "token", status: 302, location: "http://portal.example/" },
    { status: 302, headers: { location: "http://portal.example/" } },
  ],
  [
    { kind: "html", route: "token" },
    { status: 200, headers: { "content-type": "text/html; charset=utf-8" } },
  ],
  [{ kind: "invalid_grant" }, { status: 400, headers: { "content-type": "application/json" } }],
];

const post = (refreshToken: string) =>
  loopbackRequest(`${issuer}/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      client_id: DRIVE_CLIENT,
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    }).toString(),
  });

test.each(answered)("%j answers before the provider, once", async (fault, expected) => {
  const { refreshToken } = await tokens();
  await service.admin.addFault(fault);
  expect(await post(refreshToken)).toMatchObject(expected);
  expect(await service.admin.events({ type: "token", grant_type: "refresh_token" })).toEqual([]);
  expect((await post(refreshToken)).status).toBe(200);
});

test("cut: the provider rotates, the answer stops half-way (reliability 14)", async () => {
  const { refreshToken } = await tokens();
  await service.admin.addFault({ kind: "cut", route: "token" });
  await expect(post(refreshToken)).rejects.toThrow();
  expect(
    await service.admin.events({ type: "token", grant_type: "refresh_token", outcome: "success" }),
  ).toHaveLength(1);
  expect((await refresh(issuer, refreshToken)).body.error).toBe("invalid_grant");
});

test("disconnect: nothing reached the provider", async () => {
  const { refreshToken } = await tokens();
  await service.admin.addFault({ kind: "disconnect", route: "token" });
  await expect(post(refreshToken)).rejects.toThrow();
  expect((await refresh(issuer, refreshToken)).status).toBe(200);
});

test("delay, skip and times are kept", async () => {
  await service.admin.addFault({ kind: "delay", route: "jwks", delayMs: 150, skip: 1, times: 2 });
  const took = async () => {
    const start = performance.now();
    expect((await loopbackRequest(`${issuer}/jwks`)).status).toBe(200);
    return performance.now() - start >= 149;
  };
  expect([await took(), await took(), await took(), await took()]).toEqual([false, true, true, false]);
  await service.admin.addFault({ kind: "status", route: "*", status: 500, times: 9 });
  await service.admin.clearFaults();
  expect((await loopbackRequest(`${issuer}/jwks`)).status).toBe(200);
});

test("with grace a rotated refresh token is good for a while; without, it ends the session", async () => {
  await service.admin.setContract({ service: "omakase", refreshGraceSeconds: 60 });
  const { refreshToken } = await tokens();
  const [first, second] = [await refresh(issuer, refreshToken), await refresh(issuer, refreshToken)];
  expect([first.status, second.status]).toEqual([200, 200]);
  expect((await refresh(issuer, second.body.refresh_token)).status).toBe(200);

  await service.admin.setContract({ service: "omakase", refreshGraceSeconds: 0 });
  expect((await refresh(issuer, refreshToken)).body).toMatchObject({ error: "invalid_grant" });
});
