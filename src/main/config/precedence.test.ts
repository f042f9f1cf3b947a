import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ConfigFileError } from "./config-file-error.ts";
import { loadConfiguration } from "./configuration.ts";
import type { LayerName } from "./layers.ts";
import { LAYERS } from "./layers.ts";
import {
  CHOICE_NAMES,
  type ChoiceName,
  FIELD_NAMES,
  type FieldName,
  POLICY_FIELDS,
} from "./policy-fields.ts";
import { fieldForm } from "./policy-form.ts";
import { type PolicyLayerName, policyFile } from "./policy-sources.ts";
import { policyInRegistry } from "./registry-policy.ts";

// Every field in every pair of layers, what is broken in it, and every way to write it down.

const APPROVAL = {
  by: "情報システム部",
  at: "2026-11-01",
  contract: "CAF0000000001",
  operator: "https://operator.example",
  recipient: "NTT東日本株式会社",
  service: "コワークストレージ",
};

/** Two values that may stand there, and one that may not. A field that isn't in it doesn't compile. */
const SAMPLES: {
  readonly [K in Exclude<FieldName, "profile" | "overrides">]: readonly [unknown, unknown, unknown];
} = {
  service: ["cowork", "ot", "Cowork!"],
  startupLogin: [true, false, "yes"],
  language: ["en", "ja", "fr"],
  logout: ["rest", "forget", "leave"],
  bindSession: ["machine", "user", 1],
  proxy: [
    "direct",
    { server: "http://p.example:8080", bypass: ["<local>"] },
    { server: "http://a:b@p.example" },
  ],
  caFile: [resolve("/one.pem"), resolve("/other.pem"), "other.pem"],
  clientCertificateIssuers: [["A"], ["B", "東京CA"], "A"],
  singleSignOnHosts: [["a.example"], ["*.b.example"], ["https://a.example"]],
  loginBrowser: ["auto", "system", "firefox"],
  externalAccounts: ["refuse", "allow", "never"],
  loginHint: ["a@example.jp", "b@example.jp", "{mail}"],
  consentApproval: [APPROVAL, { ...APPROVAL, by: "総務部" }, { by: "IT" }],
  attemptTimeLimitMinutes: [3, 4, 0],
  startupSpreadSeconds: [0, 60, -1],
  notifications: ["needed", "none", true],
  autostart: [true, false, "on"],
  requireKeychain: [true, false, 1],
  supportContact: [{ name: "A" }, { name: "B", hours: "9:00~17:00" }, { phone: "1234" }],
  hiddenMenuItems: [["about"], ["quit", "settings"], ["login"]],
  logLevel: ["error", "info", "debug"],
  logDays: [7, 30, 1.5],
  updates: ["off", "on", true],
  updateServer: ["https://a.example/u/", "http://127.0.0.1:8080", "http://a.example"],
  updateChannel: ["preview", "stable", "nightly"],
  updateRing: ["first", "last", 10],
};
const NAMES = Object.keys(SAMPLES) as (keyof typeof SAMPLES)[];
const POLICIES: readonly PolicyLayerName[] = ["installer", "user-policy", "machine-policy"];

let dir: string;
let count = 0;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "precedence-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

type Said = { readonly [L in LayerName]?: Readonly<Record<string, unknown>> };

/** A PC on which these layers say so. */
async function pc(said: Said) {
  const dataDir = join(dir, String(count++));
  await mkdir(dataDir);
  const system = POLICIES.map((layer) => ({
    layer,
    place: `the ${layer}`,
    rootOnly: false,
    read: async () => {
      const value = said[layer];
      return value === undefined ? null : { value };
    },
  }));
  const places = {
    folders: { roaming: dataDir, local: dataDir },
    policyPath: null,
    packaged: true,
    systemLanguage: "ja",
  };
  // Chosen before IT said anything: later on they couldn't.
  const chosen = said["user-settings"];
  if (chosen !== undefined) await (await loadConfiguration({ ...places, system: [] })).save(chosen);
  return loadConfiguration({ ...places, system });
}

const shown = async (said: Said, name: string) => (await pc(said)).describe().find(({ key }) => key === name);

/** The layers that can say something of a field. */
const sayOf = (name: FieldName): readonly LayerName[] =>
  LAYERS.filter((layer) =>
    layer === "user-settings"
      ? CHOICE_NAMES.includes(name as ChoiceName)
      : POLICIES.includes(layer as PolicyLayerName),
  );

describe("every pair of layers: the later one wins, and tells what it beat", () => {
  const pairs = NAMES.flatMap((name) =>
    sayOf(name).flatMap((weak, at) =>
      sayOf(name)
        .slice(at + 1)
        .map((strong) => [name, weak, strong] as const),
    ),
  );
  test.each(pairs)("%s: %s < %s", async (name, weak, strong) => {
    const [one, other] = SAMPLES[name];
    for (const [lower, upper] of [
      [one, other],
      [other, one],
    ])
      expect(await shown({ [weak]: { [name]: lower }, [strong]: { [name]: upper } }, name)).toEqual({
        key: name,
        value: upper,
        origin: strong,
        beat: [{ value: lower, origin: weak }],
      });
  });

  test.each(NAMES.filter((name) => POLICY_FIELDS[name].kind !== "source"))(
    "%s: the default < each of them",
    async (name) => {
      expect((await shown({}, name))?.origin).toBe("default");
      for (const layer of sayOf(name))
        expect((await shown({ [layer]: { [name]: SAMPLES[name][0] } }, name))?.origin).toBe(layer);
    },
  );

  test("the profile < each layer's overrides, and the default < the profile", async () => {
    const key = "profile.name";
    expect((await shown({}, key))?.origin).toBe("profile");
    expect((await shown({}, "profile.scope"))?.origin).toBe("default");
    for (const layer of POLICIES) {
      const said = { [layer]: { service: "omakase", overrides: { name: "Ours" } } };
      expect(await shown(said, key)).toMatchObject({ value: "Ours", origin: layer });
      expect((await shown(said, key))?.beat).toMatchObject([{ origin: "profile" }]);
    }
  });

  test("a lock is a policy's, and names which", async () => {
    for (const name of [...CHOICE_NAMES, "autostart"] as const)
      for (const layer of sayOf(name)) {
        const { locked } = (await pc({ [layer]: { [name]: SAMPLES[name][1] } })).shellSettings();
        const isPolicy = layer === "user-policy" || layer === "machine-policy";
        expect(locked, `${name} by ${layer}`).toEqual(isPolicy ? { [name]: layer } : {});
      }
  });
});

describe("a broken value beats nothing: what is weaker holds, and place and field are named", () => {
  const fields = NAMES.filter((name) => name !== "service");
  test.each(fields.flatMap((name) => POLICIES.map((layer) => [name, layer] as const)))(
    "%s in %s",
    async (name, layer) => {
      const [good, , broken] = SAMPLES[name];
      const configuration = await pc({
        [layer]: { service: "cowork", [name]: broken },
        ...(layer !== "installer" && { installer: { [name]: good } }),
      });
      const faults = configuration.causes.map(({ cause }) => cause);
      const fault = faults.find((one) => one instanceof ConfigFileError && one.place === `the ${layer}`);
      expect(String(fault)).toContain(name);
      const holds = configuration.describe().find(({ key }) => key === name);
      expect(holds?.origin).not.toBe(layer);
      if (layer !== "installer" && good !== null)
        expect(holds).toMatchObject({ value: good, origin: "installer" });
      // What stands beside it holds.
      expect(configuration.service).toBe("cowork");
    },
  );
});

describe("as files are written by Windows' tools", () => {
  const said = { service: "cowork", language: "en", supportContact: { name: "情報システム部" } };
  const json = `{ // 社内の設定\r\n  /* 2026 */ ${JSON.stringify(said).slice(1)}`;
  const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();
  test.each<[string, Buffer]>([
    ["UTF-8", Buffer.from(json)],
    ["UTF-8 with a BOM (Notepad)", Buffer.from(`\uFEFF${json}`)],
    ["UTF-16 with a BOM (PowerShell's >)", Buffer.from(`\uFEFF${json}`, "utf16le")],
    ["UTF-16 without one", Buffer.from(json, "utf16le")],
    ["UTF-16, the other way round", utf16be(`\uFEFF${json}`)],
    ["UTF-16, the other way round, without one", utf16be(json)],
  ])("%s, with comments and CRLF, in each layer", async (_name, bytes) => {
    const path = join(dir, `policy-${count++}.json`);
    await writeFile(path, bytes);
    for (const layer of POLICIES) {
      const dataDir = join(dir, String(count++));
      const system = [policyFile(layer, path, { rootOnly: false })];
      const places = {
        folders: { roaming: dataDir, local: dataDir },
        policyPath: null,
        packaged: true,
        systemLanguage: "ja",
        system,
      };
      const configuration = await loadConfiguration(places);
      expect(configuration.problems).not.toContain("POLICY_PART_IGNORED");
      for (const [key, value] of Object.entries(said))
        expect(configuration.describe()).toContainEqual(
          expect.objectContaining({ key, value, origin: layer }),
        );
    }
  });
});

describe("in the registry every field is what it is in a file", () => {
  /** As a group policy writes it. */
  const written = (name: FieldName, value: unknown) => {
    const { kind } = fieldForm(name);
    if (kind === "switch") return z.boolean().parse(value) ? 1 : 0;
    if (kind === "list") return z.array(z.string()).parse(value);
    return kind === "json" && typeof value !== "string" ? JSON.stringify(value, null, 2).split("\n") : value;
  };
  test.each(NAMES)("%s", (name) => {
    for (const value of SAMPLES[name].slice(0, 2)) {
      const inRegistry = { [name.toUpperCase()]: z.any().parse(written(name, value)) };
      expect(policyInRegistry(inRegistry)).toEqual({ [name]: value });
    }
  });
  test("and every field has its samples, but for those that name a profile", () => {
    expect([...NAMES, "profile", "overrides"].sort()).toEqual([...FIELD_NAMES].sort());
  });
});
