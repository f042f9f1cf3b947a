import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ERRORS } from "./errors.ts";
import { causesOf, redactFields, redactText, redactUrl, redactWord } from "./redact.ts";
import { PROFILES } from "./service/profiles.ts";

/** As random as a provider's: fast-check would rather take small numbers, which are written as words (AAAAAB-AAAAAA). */
const bytes = (length: number) => fc.noBias(fc.uint8Array({ minLength: length, maxLength: length }));
const base64 = (data: Uint8Array) => Buffer.from(data).toString("base64");
const base64url = (data: Uint8Array) => Buffer.from(data).toString("base64url");
const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");

/** What tokens, codes, states, nonces and session ids look like: opaque, from 128 random bits on. */
const opaque = fc.oneof(
  fc
    .tuple(fc.constantFrom(16, 21, 32, 64), fc.constantFrom(base64, base64url, hex))
    .chain(([length, write]) => bytes(length).map(write)),
  fc.uuid(),
);
const jwt = fc.tuple(fc.constantFrom("RS256", "none"), fc.string(), bytes(64)).map(([alg, sub, signature]) =>
  [JSON.stringify({ alg }), JSON.stringify({ sub })]
    .map((part) => Buffer.from(part).toString("base64url"))
    .concat(base64url(signature))
    .join("."),
);
const mail = fc.oneof(
  fc.emailAddress(),
  fc
    .tuple(
      fc.constantFrom("taro", "山田.太郎", "a+b_c"),
      fc.constantFrom("example.co.jp", "会社.jp", "localhost"),
    )
    .map((parts) => parts.join("@")),
);
/** What people type: any printable character, four or more. */
const password = fc
  .string({ minLength: 4, maxLength: 30, unit: "grapheme-ascii" })
  .filter((text) => text.trim().length >= 4);

/** A secret as it is and as it travels. Base64 of a few letters is a word like any other and can't be seen. */
const forms = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  ...(["base64", "base64url"] as const)
    .map((encoding) => Buffer.from(secret).toString(encoding))
    .filter((text) => text.length >= 16),
];

const around: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `failed with ${secret} in it`,
  (secret) => `応答「${secret}」は使えません`,
  (secret) => `GET https://issuer.example/authorize?x=${secret}&y=1 gave 500`,
  (secret) => `at https://issuer.example/interaction/${secret}/login`,
  (secret) => `https://issuer.example/#access_token=${secret}`,
  (secret) => `https://user:${secret}@issuer.example/a`,
  (secret) => `Authorization: Bearer ${secret}`,
  (secret) => `{"error":"invalid_grant","refresh_token":"${secret}"}`,
  (secret) => `Set-Cookie: _session=${secret}; Path=/; HttpOnly`,
  (secret) => `grant_type=refresh_token&refresh_token=${secret}&client_id=drive`,
  (secret) => `unexpected "state" value: ${secret}`,
];

describe("text", () => {
  test.each([
    ["token", opaque],
    ["JWT", jwt],
    ["mail address", mail],
  ])("no %s survives, raw, URL-encoded or in base64, wherever it stands", (_name, secrets) => {
    fc.assert(
      fc.property(secrets, fc.constantFrom(...around), (secret, wrap) => {
        for (const form of forms(secret)) {
          const swept = redactText(wrap(form));
          for (const one of forms(secret)) expect(swept).not.toContain(one);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  const said: readonly ((secret: string) => string)[] = [
    (secret) => `password=${secret}`,
    (secret) => `mail=a&password=${encodeURIComponent(secret)}&x=1`,
    (secret) => JSON.stringify({ password: secret }),
    (secret) => JSON.stringify({ body: JSON.stringify({ login_password: secret }) }),
    (secret) => `パスワード：${secret}`,
    (secret) => `client_secret: ${secret}`,
    (secret) => `Cookie: _session=${secret}; other=${secret}`,
  ];

  test("no password survives where it is called one", () => {
    fc.assert(
      fc.property(password, fc.constantFrom(...said), (secret, wrap) => {
        // A marker stands for the password, so that what is part of the surroundings anyway isn't taken for it.
        const marked = `${secret}⟦canary⟧${secret}⟦canary⟧`;
        const swept = redactText(wrap(marked));
        expect(swept).not.toContain("⟦canary⟧");
        expect(swept).not.toContain(encodeURIComponent("⟦canary⟧"));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ["code=123456", "code=[redacted]"],
    ["認証コード: 123456", "認証コード: [redacted]"],
    ["otp: 12", "otp: [redacted]"],
    ["sub: taro", "sub: [redacted]"],
    [String.raw`{\"state\":\"abc\",\"x\":1}`, String.raw`{\"state\":\"[redacted]\",\"x\":1}`],
    ["com.example.drive:/callback?code=a&state=b", "com.example.drive:/callback?[query]"],
    ["Authorization: Basic YTpi", "Authorization: [redacted]"],
    ["got bearer abc", "got bearer [redacted]"],
    ["パスワード＝hunter2", "パスワード=[redacted]"],
    ["ﾊﾟｽﾜｰﾄﾞは hunter2", "パスワードは [redacted]"],
    ["暗証番号: 1234", "暗証番号: [redacted]"],
    ["リカバリコード: ABCD EFGH IJKL", "リカバリコード: [redacted]"],
    ["password is hunter", "password is [redacted]"],
    ["password -> hunter", "password -> [redacted]"],
    ["password hunter2", "password [redacted]"],
    ["drive --password hunter now", "drive --password [redacted] now"],
    ["curl -u taro:hunter2 x", "curl -u [redacted] x"],
    ["<password>hunter2</password>", "<password>[redacted]"],
    ['<input name="login_pass" id=x value="hunter2">', '<input name="login_pass" id=x value="[redacted]">'],
    ["password: |\n  hunter2", "password: |\n  [redacted]"],
    [String.raw`{"pass\u0077ord":"hunter2"}`, '{"password":[redacted]'],
    [
      String.raw`{\"x\":\"{\\\"\\\u0070assword\\\":\\\"hunter2\\\"}\"}`,
      String.raw`{\"x\":\"{\\\"password\\\":[redacted]`,
    ],
    ["pass\u200Bword=hunter2", "password=[redacted]"],
    [[..."password=hunter2"].join("\0"), "password=[redacted]"],
    ["http://taro:hun ter2@proxy.example:8080/x", "http://proxy.example:8080/x"],
    ['http://taro:hun"ter2@proxy.example', "http://proxy.example"],
    ["http://a.example:8080 and b@c.example", "http://a.example:8080 and [mail]"],
    ["taro&#64;example.jp, taro&#x40;example.jp, taro&commat;example.jp", "[mail], [mail], [mail]"],
    [String.raw`taro\u0040example.jp`, "[mail]"],
    ["taro﹫example.jp", "[mail]"],
    ["ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", "[mail]"],
    ['"taro yamada"@example.jp', "[mail]"],
    ["taro [at] example.jp, taro(at)example.jp, taro @ example.jp", "[mail], [mail], [mail]"],
    ["got NTLM TlRMTVNT", "got NTLM [redacted]"],
    ["ABCD-EFGH-IJKL-MNOP-QRST-UVWX", "[redacted]"],
    ["/x/ab12-cd34-ef56-ab12", "[redacted]"],
    ["token=v2Kx9PqLm3\nZtR8sYw1Nd", "token=[redacted]"],
    ["got v2Kx9PqLm3\n  ZtR8sYw1Nd", "got [redacted]"],
    ["Bearer v2Kx9PqL\r\n m3ZtR8sYw1Nd", "Bearer [redacted]"],
    ["eyJhbGciOiJSUzI1NiJ9.eyJzdWIi\nOiJ0YXJvIn0.abc", "[jwt]"],
    ["ticket=ab12&x=1", "ticket=[redacted]&x=1"],
    [
      "{ accessToken: 'abc', codeVerifier: 'x' }",
      "{ accessToken: '[redacted]', codeVerifier: '[redacted]' }",
    ],
    ["{ 'code' => 'abc', 'state' => 'x' }", "{ 'code' => '[redacted]', 'state' => '[redacted]' }"],
    ['[["code","abc"],["x","y"]]', '[["code","[redacted]"],["x","y"]]'],
    ["[ 'set-cookie', 'JSESSIONID=abc' ]", "[ 'set-cookie', [redacted]"],
    ["PHPSESSID=abc; path=/", "PHPSESSID=[redacted]; path=/"],
    ["<token>abc</token>", "<token>[redacted]</token>"],
    ["pw=abc&_csrf=d", "pw=[redacted]&_csrf=[redacted]"],
    ["the refresh token abc1 was revoked", "the refresh token [redacted] was revoked"],
    ["your code is 4829", "your code is [redacted]"],
    ["認証コードは4829です", "認証コードは[redacted]です"],
    ["PINコード：4829", "PINコード:[redacted]"],
    ["秘密の質問の答え：ポチ", "秘密の質問の答え:[redacted]"],
    ["パスワード「ひみつ」が違います", "パスワード「[redacted]」が違います"],
    ['wrong password "zebra"', 'wrong password "[redacted]"'],
    ['form-data; name="password"\r\n\r\nzebra', 'form-data; name="password"\r\n\r\n[redacted]'],
    [
      String.raw`{"m":"x\nuser = hanako\nbearer abc"}`,
      String.raw`{"m":"x\nuser = [redacted]\nbearer [redacted]"}`,
    ],
    [String.raw`hanako\x40corp.example, hanako\u{40}corp.example`, "[mail], [mail]"],
    ["to hanako@\n corp.example", "to [mail]"],
    ["pass\u202Eword=hunter2", "password=[redacted]"],
    ["-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----", "[redacted]"],
    [
      "<Buffer 73 65 63 72>, [115,101,99,114,101,116], 73:65:63:72:65:74",
      "[redacted], [[redacted]], [redacted]",
    ],
  ])("%s", (text, swept) => {
    expect(redactText(text)).toBe(swept);
  });

  test("sweeping twice changes nothing more", () => {
    fc.assert(
      fc.property(fc.oneof(opaque, mail, fc.string()), fc.constantFrom(...around), (text, wrap) => {
        const once = redactText(wrap(text));
        expect(redactText(once)).toBe(once);
      }),
    );
  });

  test("what helps to understand a fault stays", () => {
    const plain = [
      "connect ECONNREFUSED 127.0.0.1:44321",
      "unexpected HTTP response status code",
      "The name org.freedesktop.secrets was not provided by any .service files",
      "回線情報通知のページが見つかりません",
      "at authorizationCodeGrantRequest (index.js:1204)",
      "node_modules/openid-client/build/index.js",
      "at look (index.js:12)\\n    at press (index.js:34)",
      "the authorization\\nresponse was refused",
      "road-path-file-name",
      "exit code 137, HTTP status code 503, the token endpoint answered 400",
      "the authorization code grant failed",
      "認証コードは6桁の数字です。パスワードを入力してください",
      "codes 400, 401, 403, 404",
      "Unexpected token '<' in JSON at position 0",
      "KeePassXC is locked, libsecret 0.21.4",
      ...Object.keys(ERRORS),
      ...Object.values(PROFILES).flatMap(({ origins, loginUrl }) => [
        ...Object.values(origins),
        String(loginUrl),
      ]),
    ];
    for (const text of plain) expect(redactText(text)).toBe(text);
  });

  test("a long text is cut after the sweep", () => {
    const swept = redactText(`${"word ".repeat(98)} password=hunter2`);
    expect(swept).not.toContain("hunter2");
    expect(redactText("word ".repeat(200))).toHaveLength(501);
  });

  test("hostile length takes no time", () => {
    for (const text of [
      "a".repeat(100_000),
      "@".repeat(100_000),
      "://".repeat(50_000),
      "a@".repeat(50_000),
      "code".repeat(30_000),
      "ey.".repeat(50_000),
      "?".repeat(100_000),
    ]) {
      const before = process.threadCpuUsage();
      redactText(text);
      expect(process.threadCpuUsage(before).user, text.slice(0, 4)).toBeLessThan(1_000_000);
    }
  });
});

describe("fields", () => {
  test("only those on the list are kept, each of its kind; the others' names are told", () => {
    expect(
      redactFields({
        attempt: 3,
        from: "idle",
        code: "NET_TIMEOUT",
        done: true,
        reason: null,
        host: "https://ff.cloud-nas.biz/VX4?a=b",
        deadline: "2026-01-02T03:04:05.678Z",
        absent: undefined,
        refreshToken: "abc",
        account: { mail: "a@b" },
        password: "hunter2",
        other: 1,
        constructor: "x",
      }),
    ).toEqual({
      attempt: 3,
      from: "idle",
      code: "NET_TIMEOUT",
      done: true,
      reason: null,
      host: "https://ff.cloud-nas.biz/VX4",
      deadline: "2026-01-02T03:04:05.678Z",
      dropped: ["refreshToken", "account", "password", "other", "constructor"],
    });
  });

  test("a value of another kind than the field's is dropped", () => {
    const wrong = { attempt: "12345678", deadline: "tomorrow", tries: { secret: "x" }, screen: ["x"] };
    expect(redactFields(wrong)).toEqual({ dropped: Object.keys(wrong) });
  });

  test("no secret passes in any field, allowed or not, by value or by name", () => {
    const names = fc.constantFrom(
      "state",
      "code",
      "reason",
      "why",
      "message",
      "host",
      "url",
      "deadline",
      "token",
      "screen",
      "name",
    );
    fc.assert(
      fc.property(names, fc.oneof(opaque, jwt, mail), (name, secret) => {
        const written = JSON.stringify([redactFields({ [name]: secret }), redactFields({ [secret]: 1 })]);
        for (const form of forms(secret)) expect(written).not.toContain(form);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(["signed-out", "NET_DNS", "page-seen", "ja", "", "1.2.3", "ipc view:get"])(
    "the word %j stays",
    (word) => {
      expect(redactWord(word)).toBe(word);
    },
  );
  test.each(["山田", "a\nb", "123456", "taro@example.jp", "x".repeat(65), "</script>"])(
    "%j is no word",
    (word) => {
      expect(redactWord(word)).toBe("[redacted]");
    },
  );

  test.each([
    ["https://a.example:8443/x/y?z=1#w", "https://a.example:8443/x/y"],
    ["http://u:p@a.localhost:1/", "http://a.localhost:1/"],
    ["javascript:alert(1)", "[redacted]"],
    ["data:text/html,hello", "[redacted]"],
    ["not a url", "[redacted]"],
  ])("%s as a URL", (url, swept) => {
    expect(redactUrl(url)).toBe(swept);
  });
});

describe("causes", () => {
  test("names, codes and swept messages, outermost first", () => {
    const inner = Object.assign(new Error("connect to taro@example.jp failed"), { code: "ECONNREFUSED" });
    const outer = new TypeError("refresh_token=abc refused", { cause: inner });
    const [first, second] = causesOf(outer);
    expect(first).toMatch(/^TypeError: refresh_token=\[redacted\] refused \(redact\.test\.ts:\d+\)$/);
    expect(second).toMatch(/^Error ECONNREFUSED: connect to \[mail\] failed \(redact\.test\.ts:\d+\)$/);
  });

  test("a ring of causes ends, and what isn't an error is named by its type", () => {
    const ring: Error & { cause?: unknown } = new Error("ring");
    ring.cause = ring;
    expect(causesOf(ring)).toHaveLength(4);
    expect(causesOf({ token: "secret" })).toEqual(["[object]"]);
    expect(causesOf("password: hunter2")).toEqual(["password: [redacted]"]);
    expect(causesOf(undefined)).toEqual([]);
  });
});
