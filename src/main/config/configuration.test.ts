import { chmod, chown, mkdir, mkdtemp, readFile, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AppError } from "../../core/errors.ts";
import type { OsAccount } from "../../core/login/login-hint.ts";
import { PROFILES } from "../../core/service/profiles.ts";
import { readConfigFile } from "./config-file.ts";
import { loadConfiguration } from "./configuration.ts";
import { policySchema } from "./policy.ts";
import { policyJsonSchema, profileJsonSchema } from "./policy-json-schema.ts";
import { policyFile } from "./policy-sources.ts";

let dir: string;
let faults: AppError[];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "config-"));
  faults = [];
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const both = (folder: string) => ({ roaming: folder, local: folder });

type Options = {
  readonly policy?: unknown;
  readonly packaged?: boolean;
  readonly systemLanguage?: string;
  readonly account?: OsAccount;
};

async function load({ policy, packaged = false, systemLanguage = "ja-JP", account }: Options = {}) {
  const policyPath = policy === undefined ? null : join(dir, "policy.json");
  if (policyPath !== null)
    await writeFile(policyPath, typeof policy === "string" ? policy : JSON.stringify(policy));
  return loadConfiguration({
    folders: both(join(dir, "data")),
    policyPath,
    packaged,
    systemLanguage,
    ...(account !== undefined && { account: async () => account }),
    onFault: (fault) => faults.push(fault),
  });
}

async function profileAt(name: string, content: unknown): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

/** Made for this test with openssl; its key was thrown away. */
const AUTHORITY = `-----BEGIN CERTIFICATE-----
MIIBeTCCAR+gAwIBAgIUcQvUdALcYGYqf9dDIyqgXlsFIH4wCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGT2ZmaWNlMCAXDTI2MTEyMTA4NTQ0MVoYDzIxMjYxMDI4MDg1
NDQxWjARMQ8wDQYDVQQDDAZPZmZpY2UwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AARqfQD2F0OddZsVByLwxX4tIxqcZz9KwJuAEQgKl6aGmXEwDROU7rL9birQokE7
hVywCZzWDFyXqxKFwnXRFNPJo1MwUTAdBgNVHQ4EFgQUsOixQ8VeDnaB8iEeiJyY
J26XMawwHwYDVR0jBBgwFoAUsOixQ8VeDnaB8iEeiJyYJ26XMawwDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA+JZTfShj1RiSMyIRPGM1h+A1ihVa
/NvoDyzxVA+u5eACIDoZ4P55WewCqX76BQqvv8HWliC6mBBDdqeLYDlfwujP
-----END CERTIFICATE-----
`;

const reference = {
  service: "omakase",
  overrides: {
    issuer: "http://issuer.omakase.localhost:1",
    clientId: "drive",
    origins: { operator: "http://operator.omakase.localhost:1" },
  },
};

describe("nothing said", () => {
  test("the first built-in service, which policy has to complete", async () => {
    const configuration = await load();
    expect(configuration.shellSettings()).toEqual({
      service: "omakase",
      startupLogin: true,
      language: "ja",
      proxy: "system",
      notifications: "all",
      hiddenMenuItems: [],
      supportContact: null,
      locked: {},
      services: Object.values(PROFILES).map(({ id, name }) => ({ id, name })),
      firstRun: true,
      lastError: null,
      presence: "new",
      problem: "POLICY_PROFILE_INCOMPLETE",
    });
    expect(configuration.current().profile).toBeNull();
    expect(configuration.problems).toEqual(["POLICY_PROFILE_INCOMPLETE"]);
    expect(configuration.attemptTimeLimitMs()).toBe(600_000);
    expect(configuration.startupSpreadMs()).toBe(30_000);
    expect(configuration.logout()).toBe("rest");
    expect(configuration.bindSession()).toBe("machine");
  });

  test.each([
    ["en-GB", "en"],
    ["en", "en"],
    ["ja", "ja"],
    ["de-DE", "ja"],
    ["", "ja"],
  ])("a system in %j: %s", async (systemLanguage, language) => {
    expect((await load({ systemLanguage })).shellSettings().language).toBe(language);
  });
});

describe("policy", () => {
  test("completes a built-in service, and fixes what it says", async () => {
    const configuration = await load({
      policy: {
        ...reference,
        startupLogin: false,
        language: "en",
        logout: "forget",
        bindSession: "user",
        attemptTimeLimitMinutes: 2,
      },
    });
    expect(configuration.problems).toEqual([]);
    expect(configuration.current().profile).toMatchObject({
      id: "omakase",
      issuer: "http://issuer.omakase.localhost:1",
      loginUrl: PROFILES.omakase.loginUrl,
    });
    expect(configuration.shellSettings()).toMatchObject({
      startupLogin: false,
      language: "en",
      locked: { service: "machine-policy", startupLogin: "machine-policy", language: "machine-policy" },
      services: [{ id: "omakase", name: PROFILES.omakase.name }],
      problem: null,
    });
    expect(configuration.logout()).toBe("forget");
    expect(configuration.bindSession()).toBe("user");
    expect(configuration.attemptTimeLimitMs()).toBe(120_000);
  });

  test("points at a profile of one's own", async () => {
    const profile = await profileAt("acme.json", {
      id: "acme",
      name: "Acme",
      issuer: "https://login.acme.example",
      clientId: "x",
    });
    const configuration = await load({ policy: { profile, overrides: { scope: "openid" } } });
    expect(configuration.current().profile).toMatchObject({ id: "acme", scope: "openid" });
    expect(configuration.shellSettings()).toMatchObject({
      service: "acme",
      locked: { service: "machine-policy" },
      services: [{ id: "acme", name: "Acme" }],
    });
  });

  test.each([
    ["no JSON", "{"],
    ["empty", ""],
    ["an unknown service", { service: "unknown" }],
    ["service and profile", { service: "omakase", profile: "/a.json" }],
    ["overrides of nothing", { overrides: { issuer: "https://a.example" } }],
    ["a relative profile", { profile: "a.json" }],
    ["plain http", { service: "omakase", overrides: { issuer: "http://a.example" } }],
  ])(
    "with %s is invalid: the client starts, and the person can't choose the service instead",
    async (_name, policy) => {
      const configuration = await load({ policy });
      expect(configuration.problems[0]).toBe("POLICY_INVALID");
      expect(configuration.current().profile).toBeNull();
      expect(configuration.shellSettings().problem).toBe("POLICY_INVALID");
      expect(Object.keys(configuration.shellSettings().locked)).toEqual(["service"]);
      expect(faults.map(({ code }) => code)).toContain("POLICY_INVALID");
      expect(configuration.causes[0]?.cause).toBeInstanceOf(Error);
    },
  );

  test("what is wrong is told by its path", async () => {
    const { causes } = await load({ policy: { service: "omakase", overrides: { origins: { line: "x" } } } });
    expect(String(causes[0]?.cause)).toContain("overrides.origins.line");
  });

  test("said to be there and isn't: invalid", async () => {
    const configuration = await loadConfiguration({
      folders: both(dir),
      policyPath: join(dir, "none.json"),
      packaged: false,
      systemLanguage: "ja",
    });
    expect(configuration.problems[0]).toBe("POLICY_INVALID");
  });

  test.each([
    ["not there", null],
    ["not JSON", "{"],
    ["without an issuer", { id: "acme", name: "Acme", clientId: "x" }],
    [
      "with an unknown field",
      { id: "acme", name: "Acme", issuer: "https://a.example", clientId: "x", extra: 1 },
    ],
  ])("a profile file %s: POLICY_PROFILE_INVALID, and the client starts", async (_name, content) => {
    const profile = content === null ? join(dir, "none.json") : await profileAt("profile.json", content);
    const configuration = await load({ policy: { profile } });
    expect(configuration.problems).toContain("POLICY_PROFILE_INVALID");
    expect(configuration.current().profile).toBeNull();
    expect(configuration.shellSettings().locked).toEqual({ service: "machine-policy" });
  });

  test("a profile that doesn't know its issuer yet: POLICY_PROFILE_INCOMPLETE", async () => {
    const profile = await profileAt("acme.json", { id: "acme", name: "Acme", issuer: null, clientId: "x" });
    const configuration = await load({ policy: { profile } });
    expect(configuration.problems).toEqual(["POLICY_PROFILE_INCOMPLETE"]);
    // Of the two that it needs, the one that isn't said.
    expect(configuration.causes[0]?.cause).toMatchObject({ fault: { fields: [{ at: "issuer" }] } });
    expect(
      (await load({ policy: { profile, overrides: { issuer: "https://a.example" } } })).problems,
    ).toEqual([]);
  });

  test("a packaged client ignores the environment's", async () => {
    const configuration = await load({ policy: { language: "en" }, packaged: true });
    expect(configuration.shellSettings()).toMatchObject({ language: "ja" });
    expect(configuration.shellSettings().locked).toEqual({});
  });

  test.skipIf(process.platform !== "linux")(
    "the OS place counts only if nobody but root can write it",
    async () => {
      const path = await profileAt("machine.json", { language: "en" });
      const read = () => readConfigFile(path, policySchema, "POLICY_INVALID", { rootOnly: true });
      await writeFile(path, JSON.stringify({ language: "en" }), { mode: 0o644 });
      if ((await stat(path)).uid === 0) expect(await read()).toEqual({ language: "en" });
      await chmod(path, 0o666);
      await expect(read()).rejects.toMatchObject({ code: "POLICY_INVALID" });
      expect(
        await readConfigFile(join(dir, "none"), policySchema, "POLICY_INVALID", { rootOnly: true }),
      ).toBeNull();
    },
  );

  // Only root can write what root alone may write.
  test.skipIf(process.getuid?.() !== 0).each([
    [
      "profile",
      "POLICY_PROFILE_INVALID",
      JSON.stringify({ id: "acme", name: "A", issuer: "https://a.example", clientId: "x" }),
    ],
    ["caFile", "POLICY_PART_IGNORED", AUTHORITY],
  ] as const)(
    "what the OS place's policy names as %s is held to the same owner",
    async (field, code, content) => {
      const file = await profileAt("named", content);
      const machinePolicy = await profileAt("machine.json", {
        ...(field === "caFile" && reference),
        [field]: file,
      });
      const problems = async (mode: number) => {
        await chmod(file, mode);
        const places = {
          folders: both(join(dir, "data")),
          policyPath: null,
          packaged: false,
          systemLanguage: "ja-JP",
        };
        const system = [policyFile("machine-policy", machinePolicy, { rootOnly: true })];
        return (await loadConfiguration({ ...places, system })).problems;
      };
      expect(await problems(0o644)).toEqual([]);
      expect((await problems(0o666))[0]).toBe(code);
      await chown(file, 65_534, 0);
      expect((await problems(0o644))[0]).toBe(code);
    },
  );

  test("a byte order mark, as Notepad writes it, does no harm", async () => {
    expect((await load({ policy: `\uFEFF${JSON.stringify(reference)}` })).problems).toEqual([]);
  });
});

describe("the way to the Internet (reliability 30)", () => {
  test("is the system's, unless IT says another; its authorities are read from a file", async () => {
    expect((await load()).proxy()).toBe("system");
    expect((await load()).authorities()).toEqual([]);
    const caFile = await profileAt("ca.pem", `# the office's\n${AUTHORITY}`);
    const proxy = { server: "http://proxy.office.example:8080", bypass: ["<local>"] };
    const configuration = await load({ policy: { ...reference, proxy, caFile } });
    expect(configuration.problems).toEqual([]);
    expect(configuration.proxy()).toEqual(proxy);
    expect(configuration.authorities()).toEqual([AUTHORITY.trim()]);
    const shown = configuration.describe();
    expect(shown).toContainEqual({ key: "proxy", value: proxy, origin: "machine-policy" });
    expect(shown).toContainEqual({ key: "caFile", value: caFile, origin: "machine-policy" });
  });

  test.each([
    ["isn't there", null],
    ["holds no certificate", "nothing"],
    ["holds a damaged one", AUTHORITY.replace("MII", "AAA")],
  ])("an authorities' file that %s: it is told, and nobody else is trusted instead", async (_name, text) => {
    const caFile = text === null ? join(dir, "none.pem") : await profileAt("ca.pem", text);
    const configuration = await load({ policy: { ...reference, caFile } });
    expect(configuration.problems).toEqual(["POLICY_PART_IGNORED"]);
    expect(configuration.authorities()).toEqual([]);
  });
});

describe("settings", () => {
  test("hold at once and over a restart", async () => {
    const first = await load();
    const saved = first.save({
      service: "cowork",
      startupLogin: false,
      language: "en",
      firstRun: false,
      lastError: "NET_DNS",
    });
    const expected = {
      service: "cowork",
      startupLogin: false,
      language: "en",
      firstRun: false,
      lastError: "NET_DNS",
    };
    expect(first.shellSettings()).toMatchObject(expected);
    await saved;
    expect((await load()).shellSettings()).toMatchObject(expected);
  });

  test("a choice that is taken back leaves it to the installer's and the default, over a restart too", async () => {
    const choices = { service: "cowork", startupLogin: false, language: "en", proxy: "direct" } as const;
    await (await load()).save(choices);
    const configuration = await load();
    expect(configuration.shellSettings()).toMatchObject(choices);
    await configuration.save({ service: null, startupLogin: null, proxy: null });
    const expected = { service: "omakase", startupLogin: true, language: "en", proxy: "system" };
    expect(configuration.shellSettings()).toMatchObject(expected);
    const again = await load();
    expect(again.shellSettings()).toMatchObject(expected);
    expect(again.describe()).toContainEqual({ key: "startupLogin", value: true, origin: "default" });
    expect(again.describe()).toContainEqual({ key: "language", value: "en", origin: "user-settings" });
  });

  test("several changes at once: none is lost", async () => {
    const configuration = await load();
    await Promise.all([
      configuration.save({ language: "en" }),
      configuration.save({ firstRun: false }),
      configuration.save({ lastError: "NET_TIMEOUT" }),
      configuration.save({ lastError: null }),
    ]);
    expect((await load()).shellSettings()).toMatchObject({
      language: "en",
      firstRun: false,
      lastError: null,
    });
  });

  test("don't change what IT fixed, now or when it was chosen before", async () => {
    await (await load()).save({ service: "cowork", startupLogin: true, language: "ja" });
    const fixed = await load({ policy: { ...reference, startupLogin: false, language: "en" } });
    expect(fixed.shellSettings()).toMatchObject({ service: "omakase", startupLogin: false, language: "en" });
    await fixed.save({ service: "ot", startupLogin: true, language: "ja" });
    expect(fixed.shellSettings()).toMatchObject({ service: "omakase", startupLogin: false, language: "en" });
    expect((await load()).shellSettings()).toMatchObject({
      service: "cowork",
      startupLogin: true,
      language: "ja",
    });
  });

  test("can't say issuer, URLs or client id, or choose what isn't built in", async () => {
    await mkdir(join(dir, "data"), { recursive: true });
    const base = {
      version: 1,
      service: "evil",
      startupLogin: null,
      language: null,
      firstRunDone: false,
      lastError: "LATER_CODE",
    };
    await writeFile(
      join(dir, "data", "settings.json"),
      JSON.stringify({
        ...base,
        issuer: "https://evil.example",
        overrides: { issuer: "https://evil.example" },
        profile: "/evil.json",
      }),
    );
    const configuration = await load();
    expect(configuration.shellSettings()).toMatchObject({ service: "omakase", lastError: null });
    expect(JSON.stringify(configuration.describe())).not.toContain("evil");
    await configuration.save({ service: "evil" });
    expect(configuration.service).toBe("omakase");
  });

  test.each<[string, object]>([
    ["a language", { language: "ko" }],
    ["a kind of proxy", { proxy: { relay: "https://relay.example" } }],
    ["a kind of answer", { startupLogin: "after-lunch" }],
    ["a way to leave", { presence: "lent" }],
    ["a form of error", { lastError: { code: "LATER" } }],
  ])("keep the other choices where another version on this folder knew %s", async (_what, odd) => {
    const path = join(dir, "data", "settings.json");
    await (await load()).save({ service: "cowork", firstRun: false });
    const { value } = JSON.parse(await readFile(path, "utf8"));
    for (const file of [path, `${path}.bak`]) await writeFile(file, JSON.stringify({ ...value, ...odd }));
    const configuration = await load();
    expect(configuration.shellSettings()).toMatchObject({ service: "cowork", firstRun: false });
  });

  test("damaged: set aside, the good copy holds, and the problem is told", async () => {
    await (await load({ policy: reference })).save({ firstRun: false });
    await writeFile(join(dir, "data", "settings.json"), "{");
    const configuration = await load({ policy: reference });
    expect(configuration.shellSettings()).toMatchObject({ firstRun: false, problem: "SETTINGS_SET_ASIDE" });
    expect(configuration.current().profile?.id).toBe("omakase");
  });

  test("that can't be read just now are told, stay as they are, and are read again at the next change", async () => {
    const settings = join(dir, "data", "settings.json");
    await (await load({ policy: reference })).save({ language: "en" });
    await rename(settings, `${settings}.away`);
    await mkdir(settings); // as unreadable as one that somebody holds, also for root
    const configuration = await load({ policy: reference });
    expect(configuration.shellSettings()).toMatchObject({ language: "ja", problem: "SETTINGS_UNREAD" });
    await configuration.save({ startupLogin: false });
    expect(configuration.startupLogin()).toBe(false);
    await rmdir(settings);
    await rename(`${settings}.away`, settings);
    await configuration.save({ firstRun: false });
    const chosen = { language: "en", startupLogin: false, firstRun: false, problem: null };
    expect(configuration.shellSettings()).toMatchObject(chosen);
    expect((await load({ policy: reference })).shellSettings()).toMatchObject(chosen);
  });

  test("that can't be written hold for this run, and saving doesn't reject", async () => {
    await writeFile(join(dir, "data"), "a file where the folder should be");
    const configuration = await load({ policy: reference });
    await configuration.save({ firstRun: false });
    expect(configuration.shellSettings().firstRun).toBe(false);
    expect(faults.length).toBeGreaterThan(0);
    expect(await readFile(join(dir, "data"), "utf8")).toContain("a file");
  });
});

describe("what saves people something", () => {
  const account = { user: "taro", upn: null };
  const approval = {
    by: "情報システム部",
    at: "2026-11-01",
    until: "2026-11-30",
    contract: "CAF0000000001",
    operator: "http://operator.omakase.localhost:1",
    recipient: "NTT東日本株式会社",
    service: "コワークストレージ",
  };
  const withoutEnd = { ...approval, until: undefined, at: "2020-01-01T00:00:00+09:00" };

  test("who logs in, from the OS account, and what was approved for the contract", async () => {
    const policy = { ...reference, loginHint: "{user}@example.co.jp", consentApproval: withoutEnd };
    const configuration = await load({ policy, account });
    expect(configuration.problems).toEqual([]);
    expect(configuration.loginHint()).toBe("taro@example.co.jp");
    expect(configuration.consentApproval()).toMatchObject({
      by: "情報システム部",
      at: Date.parse("2019-12-31T15:00:00Z"),
      until: null,
    });
  });

  test("an approval lasts from its first day in Japan to its last", async () => {
    const configuration = await load({ policy: { ...reference, consentApproval: approval } });
    expect(configuration.consentApproval()).toMatchObject({
      at: Date.parse("2026-10-31T15:00:00Z"),
      until: Date.parse("2026-11-30T15:00:00Z"),
    });
  });

  test.each([
    [
      "a UPN where there is none",
      { loginHint: "{upn}" },
      "loginHint: this PC's account has no UPN, so it is left out",
    ],
    ["a hint that can't be one", { loginHint: "{mail}" }, /^loginHint: must be such as/u],
    ["a hint of another kind", { loginHint: 5 }, /^loginHint: /u],
    [
      "an approval without a name",
      { consentApproval: { ...withoutEnd, by: " " } },
      /^consentApproval\.by: /u,
    ],
    [
      "a day that isn't",
      { consentApproval: { ...withoutEnd, at: "2026-02-30" } },
      /^consentApproval\.at: must be such as/u,
    ],
    [
      "an operator without a scheme",
      { consentApproval: { ...withoutEnd, operator: "operator" } },
      /^consentApproval\.operator: /u,
    ],
    [
      "a field that doesn't exist",
      { consentApproval: { ...withoutEnd, all: true } },
      /^consentApproval\.all: /u,
    ],
    [
      "an approval for another operator",
      { consentApproval: { ...withoutEnd, operator: "https://operator.example" } },
      /^consentApproval\.operator: isn't the profile's/u,
    ],
    [
      "an approval of tomorrow",
      { consentApproval: { ...withoutEnd, at: "2999-01-01" } },
      /^consentApproval\.at: lies in the future/u,
    ],
    [
      "an approval that is over",
      { consentApproval: { ...withoutEnd, until: "2020-02-01" } },
      /^consentApproval\.until: is over/u,
    ],
  ])("%s is told, and the login goes on", async (_what, part, told) => {
    const configuration = await load({ policy: { ...reference, ...part }, account });
    expect(configuration.problems).toEqual(["POLICY_PART_IGNORED"]);
    expect(faults.map(({ cause }) => (cause instanceof Error ? cause.message : ""))[0]).toMatch(told);
    expect(configuration.current().profile?.id).toBe("omakase");
    expect(configuration.shellSettings().problem).toBeNull();
    expect(configuration.loginHint()).toBeNull();
  });

  test("a service that is wrong besides is as grave as ever", async () => {
    const configuration = await load({ policy: { ...reference, loginHint: 5, service: "A B" } });
    expect(configuration.problems).toContain("POLICY_INVALID");
    expect(configuration.current().profile).toBeNull();
  });
});

describe("policy show", () => {
  test("masks a client secret", async () => {
    const overrides = { ...reference.overrides, clientSecret: "of every copy" };
    const described = (await load({ policy: { ...reference, overrides } })).describe();
    expect(described).toContainEqual({
      key: "profile.clientSecret",
      value: "***",
      origin: "machine-policy",
    });
  });

  test("tells every value and who decided it", async () => {
    await (await load()).save({ startupLogin: false });
    const shown = new Map(
      (await load({ policy: { ...reference, language: "en" } })).describe().map((one) => [one.key, one]),
    );
    expect(shown.get("service")).toEqual({ key: "service", value: "omakase", origin: "machine-policy" });
    expect(shown.get("startupLogin")).toEqual({ key: "startupLogin", value: false, origin: "user-settings" });
    expect(shown.get("language")?.origin).toBe("machine-policy");
    expect(shown.get("logout")).toEqual({ key: "logout", value: "rest", origin: "default" });
    expect(shown.get("profile.issuer")).toEqual({
      key: "profile.issuer",
      value: "http://issuer.omakase.localhost:1",
      origin: "machine-policy",
    });
    expect(shown.get("profile.origins.operator")?.origin).toBe("machine-policy");
    expect(shown.get("profile.origins.line")).toEqual({
      key: "profile.origins.line",
      value: PROFILES.omakase.origins.line,
      origin: "profile",
    });
    expect(shown.get("profile.loginUrl")).toMatchObject({ origin: "profile", certainty: "inferred" });
  });

  test("the schemas can be printed, and name every key", () => {
    expect(Object.keys(policyJsonSchema("ja").properties).sort()).toEqual([
      "attemptTimeLimitMinutes",
      "autostart",
      "bindSession",
      "caFile",
      "clientCertificateIssuers",
      "consentApproval",
      "externalAccounts",
      "hiddenMenuItems",
      "language",
      "logDays",
      "logLevel",
      "loginBrowser",
      "loginHint",
      "logout",
      "notifications",
      "overrides",
      "profile",
      "proxy",
      "requireKeychain",
      "service",
      "singleSignOnHosts",
      "startupLogin",
      "startupSpreadSeconds",
      "supportContact",
      "updateChannel",
      "updateRing",
      "updateServer",
      "updates",
    ]);
    expect(profileJsonSchema().required).toEqual(["id", "name", "issuer", "clientId"]);
  });
});
