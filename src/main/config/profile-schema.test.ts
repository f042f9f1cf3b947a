import { describe, expect, test } from "vitest";
import { z } from "zod";
import { CONSENT_WORDS } from "../../core/rules/consent-words.ts";
import { PROFILES } from "../../core/service/profiles.ts";
import { SCREEN_SIGNS } from "../../core/service/screen-signs.ts";
import { overridden, profileFile, profileOverrides, profileSchema } from "./profile-schema.ts";

const smallest = { id: "acme", name: "Acme", issuer: "https://login.acme.example", clientId: "drive" };

function faultOf(schema: z.ZodType, value: unknown): string {
  const parsed = schema.safeParse(value);
  return parsed.success ? "accepted" : z.prettifyError(parsed.error);
}

test("the smallest profile is completed", () => {
  expect(profileSchema.parse(smallest)).toEqual({
    ...smallest,
    scope: "openid offline_access",
    redirect: { kind: "loopback" },
    clientSecret: null,
    postLogoutRedirectUri: null,
    revocationEndpoint: null,
    loginUrl: null,
    webUrl: null,
    origins: {},
    lineAuthentication: null,
    methods: ["password"],
    federationWord: null,
    unverified: {},
  });
});

test.each(Object.values(PROFILES).map((profile) => [profile.id, profile]))(
  "the built-in %s passes unchanged",
  (_id, profile) => {
    expect(profileSchema.parse(profile)).toEqual(profile);
  },
);

test.each([
  ["loopback", { kind: "loopback" }],
  [{ ports: [49152, 49153] }, { kind: "loopback-ports", ports: [49152, 49153] }],
  [{ scheme: "jp.example.drive" }, { kind: "private-use-scheme", uri: "jp.example.drive:/callback" }],
  [
    { kind: "private-use-scheme", uri: "jp.example.drive:/back" },
    { kind: "private-use-scheme", uri: "jp.example.drive:/back" },
  ],
])("the redirect %j", (redirect, meant) => {
  expect(profileSchema.parse({ ...smallest, redirect }).redirect).toEqual(meant);
});

test.each([
  [{ ports: [] }],
  [{ ports: [0] }],
  [{ ports: [70_000] }],
  [{ scheme: "drive" }], // no domain name backwards: another program could have it (RFC 8252 7.1)
  [{ scheme: "https" }],
  [{ scheme: "javascript:" }],
  ["https://acme.example/callback"],
  [{ kind: "private-use-scheme", uri: "https://acme.example" }],
])("no redirect: %j", (redirect) => {
  expect(faultOf(profileSchema, { ...smallest, redirect })).toContain("redirect");
});

describe("addresses (reliability 10)", () => {
  test.each([
    "https://acme.example",
    "https://acme.example:8443/tenant",
    "http://localhost:3000",
    "http://127.0.0.1:3000",
    "http://[::1]:3000/",
    "http://issuer.acme.localhost:3000",
  ])("issuer %s", (issuer) => {
    expect(faultOf(profileSchema, { ...smallest, issuer })).toBe("accepted");
  });

  test.each([
    "http://acme.example",
    "http://127.0.0.1.acme.example",
    "http://localhost.acme.example",
    "http://evillocalhost",
    "https://user@acme.example",
    "https://acme.example/?a=b",
    "https://acme.example/#a",
    "ftp://acme.example",
    "javascript:alert(1)",
    "acme.example",
    "",
  ])("no issuer: %s", (issuer) => {
    expect(faultOf(profileSchema, { ...smallest, issuer })).toContain("at issuer");
  });

  test.each([
    "https://acme.example/",
    "https://acme.example/path",
    "https://acme.example:443",
    "HTTPS://acme.example",
    "http://acme.example",
  ])("no origin: %s", (line) => {
    expect(faultOf(profileSchema, { ...smallest, origins: { line } })).toContain("at origins.line");
  });
});

test.each([
  [{ ...smallest, isuer: "x" }, '"isuer"'],
  [{ ...smallest, origins: { lines: "https://a.example" } }, '"lines"'],
  [{ ...smallest, scope: "profile" }, "at scope"],
  [{ ...smallest, scope: "openidx" }, "at scope"],
  [{ ...smallest, methods: ["carrier-pigeon"] }, "at methods[0]"],
  [{ ...smallest, id: "../acme" }, "at id"],
  [{ ...smallest, id: "Acme" }, "at id"],
  [{ ...smallest, name: " " }, "at name"],
  [{ id: "acme", name: "Acme", clientId: "x" }, "at issuer"],
  [[], "expected object"],
])("what is wrong is told by its path: %#", (file, where) => {
  expect(faultOf(profileFile, file)).toContain(where);
  expect(faultOf(profileSchema, file)).toContain(where);
});

describe("screens", () => {
  test("every sign of every screen may be another", () => {
    expect(profileSchema.parse({ ...smallest, screens: SCREEN_SIGNS }).screens).toEqual(SCREEN_SIGNS);
  });

  test.each([
    [{ logn: {} }, '"logn"'],
    [{ login: { buton: { button: ["a"] } } }, '"buton"'],
    [{ login: { button: { buttons: ["a"] } } }, '"buttons"'],
    [{ login: { button: {} } }, "at screens.login.button"],
    [{ login: { button: { button: [] } } }, "at screens.login.button.button"],
    [{ login: { button: { button: ["*"] } } }, "at screens.login.button.button[0]"],
    [{ login: { button: { button: ["＊ * "] } } }, "at screens.login.button.button[0]"],
    [{ login: { button: { button: [""] } } }, "at screens.login.button.button[0]"],
    [{ login: { button: { button: ["a".repeat(301)] } } }, "at screens.login.button.button[0]"],
    [{ login: { button: "ログイン" } }, "at screens.login.button"],
    // Which signs it takes, and where the page must be, is no data.
    [{ login: { need: 1 } }, '"need"'],
    [{ consent: { host: "https://a.example" } }, '"host"'],
    [{ "web-main": { "no-form": { text: ["a"] } } }, '"no-form"'],
    [{ login: { password: { field: ["a"] } } }, '"password"'],
  ])("what is wrong in %j is told by its path", (screens, where) => {
    expect(faultOf(profileFile, { ...smallest, screens })).toContain(where);
    expect(faultOf(profileOverrides, { screens })).toContain(where);
  });

  test("an override changes the signs that it names, over those of the file", () => {
    const written = profileFile.parse({
      ...smallest,
      screens: { login: { mail: { field: ["ID"] }, button: { button: ["はい"], link: ["はい"] } } },
    });
    const button = { button: ["次へ"] };
    const changed = profileSchema.parse(overridden(written, { screens: { login: { button } } }));
    expect(changed.screens).toEqual({ login: { mail: { field: ["ID"] }, button } });
  });
});

describe("overrides", () => {
  const over = (overrides: unknown) =>
    profileSchema.parse(overridden(PROFILES.omakase, profileOverrides.parse(overrides)));

  test("change what they name and nothing else", () => {
    const changed = over({ issuer: "https://a.example", origins: { operator: "https://b.example" } });
    const { unverified: _, ...before } = PROFILES.omakase;
    expect(changed).toMatchObject({
      ...before,
      issuer: "https://a.example",
      origins: { ...before.origins, operator: "https://b.example" },
    });
  });

  test("what they say is no longer unverified", () => {
    const changed = over({
      issuer: "https://a.example",
      origins: { operator: "https://b.example" },
      lineAuthentication: { consentPath: "/x" },
    });
    for (const path of ["issuer", "origins.operator", "lineAuthentication.consentPath"]) {
      expect(PROFILES.omakase.unverified).toHaveProperty([path]);
      expect(changed.unverified).not.toHaveProperty([path]);
    }
    expect(changed.unverified.clientId).toBe("unknown");
  });

  test("lists and the redirect are replaced as a whole", () => {
    const changed = over({ methods: ["google"], redirect: { ports: [5000] } });
    expect(changed.methods).toEqual(["google"]);
    expect(changed.redirect).toEqual({ kind: "loopback-ports", ports: [5000] });
  });

  test("line authentication can be taken away, or given in part", () => {
    expect(over({ lineAuthentication: null }).lineAuthentication).toBeNull();
    const plain = profileSchema.parse(smallest);
    const given = profileSchema.parse(overridden(plain, { lineAuthentication: { consentPath: "/a" } }));
    expect(given.lineAuthentication).toEqual({
      consentPath: "/a",
      disclaimerUrl: null,
      words: CONSENT_WORDS,
    });
  });

  test("the consent page's words can be other ones, list by list", () => {
    const written = profileSchema.parse({
      ...smallest,
      lineAuthentication: { consentPath: null, disclaimerUrl: null, words: { submit: ["送る"] } },
    });
    const changed = profileSchema.parse(
      overridden(written, { lineAuthentication: { words: { accept: ["はい"] } } }),
    );
    expect(changed.lineAuthentication?.words).toEqual({
      ...CONSENT_WORDS,
      submit: ["送る"],
      accept: ["はい"],
    });
    expect(faultOf(profileOverrides, { lineAuthentication: { words: { accept: [] } } })).toContain("accept");
  });

  test("no override changes the id, or unknown fields", () => {
    expect(faultOf(profileOverrides, { id: "other" })).toContain('"id"');
    expect(faultOf(profileOverrides, { origins: { web: "http://a.example" } })).toContain("at origins.web");
  });
});
