import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { configurationFacts } from "../doctor/configuration-facts.ts";
import { patiently } from "../files/patient-files.ts";
import { type Configuration, loadConfiguration } from "./configuration.ts";
import { LAYERS } from "./layers.ts";
import { CHOICE_NAMES, FIELD_NAMES, POLICY_FIELDS, VALUE_NAMES } from "./policy-fields.ts";
import { fieldForm } from "./policy-form.ts";
import { byInstaller, type PolicyLayerName, policyFile } from "./policy-sources.ts";
import { readPolicies } from "./read-policies.ts";
import { policyInRegistry } from "./registry-policy.ts";

// Policies of several layers, as they are laid over each other, go wrong and change.

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "policies-"));
  await mkdir(join(dir, "local"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const POLICY_LAYERS: readonly PolicyLayerName[] = ["installer", "user-policy", "machine-policy"];
const file = (layer: PolicyLayerName) => join(dir, `${layer}.json`);

/** At once as a whole: whoever looks meanwhile sees the one before. */
async function write(layer: PolicyLayerName, policy: unknown): Promise<void> {
  const content = typeof policy === "string" || Buffer.isBuffer(policy) ? policy : JSON.stringify(policy);
  await writeFile(`${file(layer)}.new`, content);
  // On Windows nothing is replaced while it is read.
  await patiently(() => rename(`${file(layer)}.new`, file(layer)));
}

const folders = () => ({ roaming: join(dir, "roaming"), local: join(dir, "local") });
const load = (): Promise<Configuration> =>
  loadConfiguration({
    folders: folders(),
    policyPath: null,
    packaged: true,
    system: POLICY_LAYERS.map((layer) => policyFile(layer, file(layer), { rootOnly: false })),
    systemLanguage: "ja",
  });

const described = async (key: string) => (await load()).describe().find((one) => one.key === key);

/** What a running client does: what is good is written down. */
async function kept(): Promise<void> {
  const end = (await load()).follow(() => {});
  for (const name of ["policy-kept.json", "policy-kept.json.bak"])
    await vi.waitFor(() => readFile(join(dir, "local", name)));
  end();
}

const complete = { issuer: "https://login.example", clientId: "drive" };

// Every pair of layers: precedence.test.ts.
describe("precedence", () => {
  test("what a person chose stands over the installer and under both policies", async () => {
    await write("installer", { language: "en" });
    await (await load()).save({ language: "ja" });
    expect(await described("language")).toMatchObject({ value: "ja", origin: "user-settings" });
    for (const layer of ["user-policy", "machine-policy"] as const) {
      await write(layer, { language: "en" });
      expect(await described("language")).toMatchObject({ value: "en", origin: layer });
    }
    expect((await described("language"))?.beat).toEqual([
      { value: "en", origin: "user-policy" },
      { value: "ja", origin: "user-settings" },
      { value: "en", origin: "installer" },
    ]);
    expect(LAYERS.indexOf("user-settings")).toBe(LAYERS.indexOf("installer") + 1);
  });

  test("what only an installer said isn't locked; what a policy said is", async () => {
    await write("installer", { service: "cowork", overrides: complete, startupLogin: false });
    const free = await load();
    expect(free.shellSettings()).toMatchObject({ service: "cowork", startupLogin: false });
    expect(free.shellSettings().locked).toEqual({});
    expect(free.current().profile).toMatchObject({ id: "cowork", ...complete });
    await write("user-policy", { startupLogin: true });
    expect((await load()).shellSettings().locked).toEqual({ startupLogin: "user-policy" });
  });

  test("overrides belong to the service that their own layer names, whoever chose it", async () => {
    await write("installer", { service: "cowork", overrides: complete });
    await (await load()).save({ service: "ot" });
    expect((await load()).current().profile).toBeNull(); // nobody has said where that one is
    await write("machine-policy", { service: "cowork" });
    const configuration = await load();
    expect(configuration.current().profile).toMatchObject(complete);
    expect(configuration.describe()).toContainEqual(
      expect.objectContaining({ key: "profile.issuer", origin: "installer" }),
    );
  });
});

describe("a value that can't be used", () => {
  const good = { service: "cowork", overrides: complete, startupLogin: false, attemptTimeLimitMinutes: 3 };

  test.each([
    ["a wrong type", { startupLogin: "yes" }, "startupLogin"],
    ["out of range", { attemptTimeLimitMinutes: 0 }, "attemptTimeLimitMinutes"],
    ["a field that isn't known", { startupLogn: true }, "startupLogn"],
    ["a field of every object", { ["__proto__"]: { language: "ja" } }, "__proto__"],
    ["a folder with a query", { updateServer: "https://update.example/?folder=drive" }, "updateServer"],
  ])("%s is passed over and named; the rest holds, and people log in", async (_what, wrong, field) => {
    await write("machine-policy", { ...good, ...wrong, language: "en" });
    const configuration = await load();
    expect(configuration.problems).toEqual(["POLICY_PART_IGNORED"]);
    expect(configuration.causes[0]?.cause).toMatchObject({ place: file("machine-policy") });
    expect(String(configuration.causes[0]?.cause)).toContain(field);
    expect(configuration.current().profile).toMatchObject({ id: "cowork" });
    expect(configuration.shellSettings().language).toBe("en");
  });

  test("has no blanks around it that count: nobody sees them", async () => {
    await write("machine-policy", {
      ...good,
      service: " cowork\r\n",
      language: "en ",
      hiddenMenuItems: [" quit"],
    });
    const configuration = await load();
    expect(configuration.problems).toEqual([]);
    expect(configuration.current().profile).toMatchObject({ id: "cowork" });
    expect(configuration.shellSettings()).toMatchObject({ language: "en", hiddenMenuItems: ["quit"] });
  });

  test("keeps its last good value, also over a restart; what was taken out is out", async () => {
    await write("machine-policy", good);
    await kept();
    await write("machine-policy", { ...good, startupLogin: "nein", attemptTimeLimitMinutes: undefined });
    const configuration = await load();
    expect(configuration.startupLogin()).toBe(false);
    expect(configuration.shellSettings().locked).toHaveProperty("startupLogin", "machine-policy");
    expect(configuration.attemptTimeLimitMs()).toBe(600_000);
  });

  test.each([
    ["cut off", '{ "service": "cow'],
    ["no object", "[]"],
    ["in Shift_JIS", Buffer.from([0x7b, 0x22, 0x95, 0xdb, 0x22])],
  ])("a whole policy %s: the last good one holds", async (_what, text) => {
    await write("machine-policy", good);
    await kept();
    await write("machine-policy", text);
    const configuration = await load();
    expect(configuration.problems).toEqual(["POLICY_PART_IGNORED"]);
    expect(configuration.current().profile).toMatchObject({ id: "cowork", ...complete });
    expect(configuration.startupLogin()).toBe(false);
  });

  /** What it is, as what the doctor names it, and how it comes there. */
  type Odd = [string, string, () => unknown];
  const odd: readonly Odd[] = [
    ["nothing at all in it", "syntax", () => writeFile(file("machine-policy"), "")],
    ["zeros, as after a power cut", "syntax", () => writeFile(file("machine-policy"), Buffer.alloc(300))],
    ["null", "fields", () => writeFile(file("machine-policy"), "null")],
    [
      "half a letter of UTF-16",
      "encoding",
      () => writeFile(file("machine-policy"), Buffer.from([0xff, 0xfe, 0x7b])),
    ],
    [
      "a service of a later version",
      "fields",
      () => writeFile(file("machine-policy"), '{"service":"later"}'),
    ],
    ["more than anybody writes", "too-large", () => writeFile(file("machine-policy"), " ".repeat(2 ** 21))],
  ];
  const oddOnLinux: readonly Odd[] = [
    ["a folder", "not-a-file", () => mkdir(file("machine-policy"))],
    ["a pipe", "not-a-file", () => execFileSync("mkfifo", [file("machine-policy")])],
    ["a device", "not-a-file", () => symlink("/dev/zero", file("machine-policy"))],
    ["a link to itself", "unreadable", () => symlink(file("machine-policy"), file("machine-policy"))],
    [
      "a link that leads nowhere",
      "absent",
      () => symlink(join(dir, "share", "x.json"), file("machine-policy")),
    ],
    [
      "what can be opened and not read",
      "unreadable",
      () => symlink("/proc/self/mem", file("machine-policy")),
    ],
  ];
  test.each([...odd, ...(process.platform === "linux" ? oddOnLinux : [])])(
    "%s in its place: where to log in stays what it was, and the doctor names it",
    async (_what, fault, put) => {
      await write("machine-policy", good);
      await kept();
      await rm(file("machine-policy"));
      await put();
      const configuration = await load();
      expect(configuration.problems).toEqual(["POLICY_PART_IGNORED"]);
      expect(configuration.current().profile).toMatchObject({ id: "cowork", ...complete });
      expect(configuration.shellSettings().locked).toHaveProperty("service", "machine-policy");
      expect(configurationFacts(configuration)).toMatchObject({ file: file("machine-policy"), fault });
    },
  );

  // Links are an administrator's to make on Windows.
  const onPosix = test.skipIf(process.platform === "win32");
  onPosix(
    "a policy that somebody takes away is gone; one in a folder that can't be reached isn't",
    async () => {
      const folder = join(dir, "etc");
      const place = join(folder, "policy.json");
      const told = () =>
        loadConfiguration({
          folders: folders(),
          policyPath: null,
          packaged: true,
          system: [policyFile("machine-policy", place, { rootOnly: false })],
          systemLanguage: "ja",
        });
      await mkdir(folder);
      await writeFile(place, JSON.stringify(good));
      const end = (await told()).follow(() => {});
      for (const name of ["policy-kept.json", "policy-kept.json.bak"])
        await vi.waitFor(() => readFile(join(dir, "local", name)));
      end();
      await rename(folder, join(dir, "moved"));
      expect((await told()).problems).toEqual(["POLICY_PROFILE_INCOMPLETE"]);
      for (const put of [() => symlink(join(dir, "share"), folder), () => writeFile(folder, "")]) {
        await put();
        expect((await told()).current().profile).toMatchObject({ id: "cowork", ...complete });
        expect(configurationFacts(await told())).toMatchObject({ file: place });
        await rm(folder);
      }
      await symlink(join(dir, "moved"), folder);
      expect((await told()).problems).toEqual([]);
      await rm(join(dir, "moved", "policy.json"));
      expect((await told()).problems).toEqual(["POLICY_PROFILE_INCOMPLETE"]);
    },
  );

  test.each([
    ["it", { consentApproval: { by: "IT" } }],
    ["the whole policy", "{"],
  ])("what somebody agreed to doesn't hold where %s can't be read any more", async (_what, broken) => {
    const consentApproval = {
      ...{ by: "IT", at: "2026-01-01", contract: "CAF0000000000", operator: "https://operator.example" },
      ...{ recipient: "NTT", service: "drive" },
    };
    const origins = { operator: "https://operator.example" };
    const agreed = { ...good, overrides: { ...complete, origins }, consentApproval };
    await write("machine-policy", agreed);
    await kept();
    expect((await load()).consentApproval()).toMatchObject({ by: "IT" });
    await write("machine-policy", typeof broken === "string" ? broken : { ...agreed, ...broken });
    const configuration = await load();
    expect(configuration.consentApproval()).toBeNull();
    expect(configuration.current().profile).toMatchObject({ id: "cowork", origins });
    expect(configuration.startupLogin()).toBe(false);
  });

  test("where to log in holds as a whole, and is never put together from two policies", async () => {
    await write("machine-policy", good);
    await kept();
    await write("machine-policy", { service: "ot", overrides: { issuer: "ftp://x", clientId: "other" } });
    expect((await load()).current().profile).toMatchObject({ id: "cowork", ...complete });
  });

  test("where nothing was known before, nobody is sent anywhere", async () => {
    await write("machine-policy", { service: "ot", overrides: { issuer: "ftp://x" } });
    const configuration = await load();
    expect(configuration.problems[0]).toBe("POLICY_INVALID");
    expect(configuration.current().profile).toBeNull();
    await kept();
    await write("machine-policy", "{");
    expect((await load()).problems[0]).toBe("POLICY_INVALID"); // what was no good before isn't taken for the last good one
  });

  test("a profile's file that goes missing: the last good one holds, of the same path", async () => {
    const profile = join(dir, "profile.json");
    await writeFile(profile, JSON.stringify({ id: "acme", name: "Acme", ...complete }));
    await write("machine-policy", { profile });
    await kept();
    await rm(profile);
    expect((await load()).current().profile).toMatchObject({ id: "acme", ...complete });
    await write("machine-policy", { profile: join(dir, "other.json") });
    const configuration = await load();
    expect(configuration.problems[0]).toBe("POLICY_PROFILE_INVALID");
    expect(configuration.current().profile).toBeNull();
  });

  test("what is kept is this user's alone", async () => {
    await write("machine-policy", good);
    await kept();
    await chmod(join(dir, "local", "policy-kept.json"), 0o600);
    await writeFile(join(dir, "local", "policy-kept.json"), "{");
    await rm(join(dir, "local", "policy-kept.json.bak"));
    await write("machine-policy", "{");
    expect((await load()).problems[0]).toBe("POLICY_INVALID"); // a damaged copy is none
  });
});

describe("while running", () => {
  test("a change is noticed, holds, and is told with whether the service has to be begun anew", async () => {
    await write("machine-policy", { service: "cowork", overrides: complete });
    const configuration = await load();
    const told: boolean[] = [];
    const end = configuration.follow(
      (renew) => told.push(renew),
      () => false,
      10,
    );
    await write("machine-policy", { service: "cowork", overrides: complete, language: "en" });
    await vi.waitFor(() => expect(told).toEqual([false]));
    expect(configuration.shellSettings()).toMatchObject({
      language: "en",
      locked: { service: "machine-policy", language: "machine-policy" },
    });
    await write("machine-policy", { service: "cowork", overrides: complete, logout: "forget" });
    await vi.waitFor(() => expect(told).toEqual([false, true]));
    expect(configuration.logout()).toBe("forget");
    await write("machine-policy", "{");
    await vi.waitFor(() => expect(told).toHaveLength(3));
    expect(configuration.logout()).toBe("forget");
    expect(configuration.problems).toEqual(["POLICY_PART_IGNORED"]);
    end();
    await rm(file("machine-policy"));
    await new Promise((later) => setTimeout(later, 50));
    expect(told).toHaveLength(3);
  });
});

describe("in the registry", () => {
  test("every field has a form, and its value there becomes that of a file", () => {
    for (const name of FIELD_NAMES) expect(fieldForm(name).kind).toMatch(/^[a-z]+$/u);
    expect(
      policyInRegistry({
        Service: "cowork",
        startuplogin: 0,
        language: "en",
        attemptTimeLimitMinutes: 3,
        clientCertificateIssuers: ["東京CA"],
        proxy: "direct",
        overrides: ["{ // 社内", ' "issuer": "https://login.example" }'],
      }),
    ).toEqual({
      service: "cowork",
      startupLogin: false,
      language: "en",
      attemptTimeLimitMinutes: 3,
      clientCertificateIssuers: ["東京CA"],
      proxy: "direct",
      overrides: { issuer: "https://login.example" },
    });
  });

  test("what doesn't fit stays as it was written, for the schema to name", () => {
    const odd = { startupLogin: 2, proxy: "{", unknown: "x", attemptTimeLimitMinutes: "3" };
    expect(policyInRegistry(odd)).toEqual(odd);
  });
});

describe("what an installer said", () => {
  const place = "HKLM\\Software\\storage-service-drive";
  /** Its switches as the registry has them. */
  const read = (value: unknown) => {
    const switches = { layer: "installer", place, rootOnly: false, read: async () => ({ value }) } as const;
    return readPolicies([byInstaller(switches)], []);
  };
  const installed = (content: string) => writeFile(file("installer"), content);

  test("stands over the file that it was given", async () => {
    await installed('{ "service": "ot", "language": "en" }');
    const { layers, faults } = await read({ policyFile: file("installer"), service: "cowork" });
    expect(layers[0]?.policy).toEqual({ service: "cowork", language: "en" });
    expect(faults).toEqual([]);
  });

  test.each<[string, string | null, string]>([
    ["a list", "[]", "fields"],
    ["null", "null", "fields"],
    ["cut off", "{", "syntax"],
    ["not there", null, "absent"],
  ])("in a file that is %s is named with that file", async (_what, content, fault) => {
    if (content !== null) await installed(content);
    const { faults } = await read({ policyFile: file("installer") });
    expect(faults[0]?.cause).toMatchObject({ place: file("installer"), fault: { what: fault } });
  });

  test("of another type is named with its key", async () => {
    const { faults } = await read({ policyFile: 1 });
    expect(faults[0]?.cause).toMatchObject({ place, fault: { fields: [{ at: "policyFile" }] } });
  });
});

test("a field has its title in both languages, and a value where nobody says anything", () => {
  for (const name of FIELD_NAMES)
    for (const language of ["ja", "en"] as const) expect(POLICY_FIELDS[name][language].title).toMatch(/\S/u);
  expect(VALUE_NAMES).toEqual(expect.arrayContaining([...CHOICE_NAMES]));
});
