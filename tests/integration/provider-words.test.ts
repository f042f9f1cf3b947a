import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AppError } from "../../src/core/errors.ts";
import { PROVIDER_WORDS, type Said } from "../../src/core/provider-words.ts";
import { redactFields } from "../../src/core/redact.ts";
import { createCauses } from "../../src/main/client/causes.ts";
import { createProvider, type Provider } from "../../src/main/provider/provider.ts";
import { createNodeOutbound } from "../support/node-outbound.ts";
import { type Canned, type PlainProvider, startPlainProvider } from "../support/plain-provider.ts";
import { profileOf } from "../support/plain-session.ts";

// A cause is never dropped (reliability 35): the closed lists of error words and the host that refused are in the log and
// where people look, whatever code they come under.

let provider: PlainProvider;
let client: Provider;
let outbound: ReturnType<typeof createNodeOutbound>;
let logged: Record<string, unknown>[];
let causes: ReturnType<typeof createCauses>;

beforeEach(async () => {
  provider = await startPlainProvider();
  outbound = createNodeOutbound({ timeoutMs: 5_000 });
  logged = [];
  causes = createCauses({
    event: () => {},
    error: (area, code, cause, fields = {}) => logged.push({ area, code, cause, ...redactFields(fields) }),
  });
  client = createProvider({ outbound, profile: profileOf(provider), now: Date.now, heard: causes.heard });
});

afterEach(async () => {
  await outbound.close();
  await provider.close();
});

const JSON_TYPE = { "content-type": "application/json" };
const says = (status: number, error: string, headers = {}): Canned => ({
  status,
  headers: { ...JSON_TYPE, ...headers },
  body: JSON.stringify({ error, error_description: `because of ${error}` }),
});

const shown = (thrown: AppError): Said | null => causes.of(thrown.code);
const refusal = async (call: Promise<unknown>): Promise<AppError> => {
  const thrown = await call.then(
    () => null,
    (error: AppError) => error,
  );
  if (thrown === null) throw new Error("it went well");
  return thrown;
};

describe("a refusal's own word and address are logged and can be shown", () => {
  test.each(PROVIDER_WORDS)("at the token endpoint: %s", async (word) => {
    provider.answer("/token", 1, says(400, word));
    const thrown = await refusal(client.refreshGrant("token", async () => {}));
    const place = `${provider.issuer}/token`;
    expect(shown(thrown)).toEqual({ word, place });
    expect(logged).toEqual([
      {
        area: "provider",
        code: thrown.code,
        cause: expect.stringContaining(`because of ${word}`),
        doing: "refresh",
        said: word,
        url: place,
      },
    ]);
  });

  test.each([
    ["401 with a challenge beside it", says(401, "invalid_client", { "www-authenticate": "Basic realm=x" })],
    ["403", says(403, "access_denied")],
    ["404", says(404, "unauthorized_client")],
    ["500", says(500, "server_error")],
    ["503", says(503, "temporarily_unavailable")],
    ["429", says(429, "temporarily_unavailable")],
  ])("whatever the status: %s", async (_status, answer) => {
    provider.answer("/token", 1, answer);
    const thrown = await refusal(client.refreshGrant("token", async () => {}));
    expect(shown(thrown)?.word).toBe(JSON.parse(answer.body ?? "").error);
    expect(logged).toHaveLength(1);
  });

  test("in a challenge alone", async () => {
    const headers = { "www-authenticate": 'Bearer error="invalid_token", error_description="over"' };
    provider.answer("/token", 1, { status: 401, headers });
    expect(shown(await refusal(client.refreshGrant("token", async () => {})))?.word).toBe("invalid_token");
  });

  test.each(["unsupported_token_type", "invalid_client", "invalid_request"])(
    "at the revocation endpoint (RFC 7009 2.2.1): %s",
    async (word) => {
      provider.answer("/token/revocation", 1, says(400, word));
      const thrown = await refusal(client.revoke("token"));
      expect(shown(thrown)).toEqual({ word, place: `${provider.issuer}/token/revocation` });
      expect(logged).toMatchObject([{ doing: "revocation", said: word }]);
    },
  );

  test("a word of nobody's list is no word, and is in the log alone", async () => {
    provider.answer("/token", 1, says(400, "account_suspended"));
    const thrown = await refusal(client.refreshGrant("token", async () => {}));
    expect(shown(thrown)?.word).toBeNull();
    expect(logged[0]?.cause).toContain("account_suspended");
  });

  test("what is about the issuer names it", async () => {
    provider.answer("/.well-known/openid-configuration", 1, { status: 404 });
    const thrown = await refusal(client.refreshGrant("token", async () => {}));
    expect(thrown.code).toBe("AUTH_ISSUER_UNUSABLE");
    expect(shown(thrown)).toEqual({ word: null, place: provider.issuer });
  });

  test("an issuer that has described itself before is no wrong setting, whatever answers in its place", async () => {
    provider.answer("/token", 1, { status: 404 });
    await refusal(client.refreshGrant("token", async () => {}));
    provider.answer("/.well-known/openid-configuration", 1, { status: 404 });
    const thrown = await refusal(client.refreshGrant("token", async () => {}));
    expect(thrown.code).toBe("NET_UNEXPECTED_ANSWER");
  });

  test("a later cause takes an older one's place", async () => {
    provider.answer("/token", 1, says(400, "server_error"));
    await refusal(client.refreshGrant("token", async () => {}));
    await provider.close();
    const thrown = await refusal(client.refreshGrant("token", async () => {}));
    expect(thrown.code).toBe("NET_SERVER");
    expect(shown(thrown)?.word).toBeNull();
  });
});
