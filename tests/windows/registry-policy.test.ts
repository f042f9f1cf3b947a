import { afterEach, beforeEach, expect, test } from "vitest";
import { systemPolicySources } from "../../src/main/config/policy-sources.ts";
import { readPolicies } from "../../src/main/config/read-policies.ts";

// What a group policy writes (scripts/policy/admx.ts), read back out of a real registry by the client's own reader.

const KEY = "Software\\Policies\\storage-service-drive";
const reg = await import("native-reg");
const clear = () => {
  for (const root of [reg.HKCU, reg.HKLM]) reg.deleteTree(root, KEY);
};
beforeEach(clear);
afterEach(clear);

function written(
  root: Parameters<typeof reg.createKey>[0],
  write: (key: Parameters<typeof reg.createKey>[0]) => void,
): void {
  const key = reg.createKey(root, KEY, reg.Access.ALL_ACCESS | reg.Access.WOW64_64KEY);
  try {
    write(key);
  } finally {
    reg.closeKey(key);
  }
}

test("nothing there is nothing said", async () => {
  const { layers, faults } = await readPolicies(systemPolicySources(), []);
  expect(faults).toEqual([]);
  expect(layers.map(({ policy }) => policy)).toEqual([{}, {}, {}]);
});

test("each kind of value, of the user's key and the machine's", async () => {
  written(reg.HKCU, (key) => reg.setValueDWORD(key, "startupLogin", 0));
  written(reg.HKLM, (key) => {
    reg.setValueSZ(key, "service", "cowork");
    reg.setValueMULTI_SZ(key, "overrides", ["{ // 社内", '"name": "保管庫" }']);
    reg.setValueDWORD(key, "attemptTimeLimitMinutes", 3);
    reg.setValueQWORD(key, "startupSpreadSeconds", 60);
    const list = reg.createKey(key, "clientCertificateIssuers", reg.Access.ALL_ACCESS);
    reg.setValueSZ(list, "1", "東京CA");
    reg.setValueSZ(list, "2", "Office CA");
    reg.closeKey(list);
    reg.setValueSZ(key, "startupLogn", "x");
  });
  const { layers, faults } = await readPolicies(systemPolicySources(), []);
  expect(layers.map(({ name, policy }) => [name, policy])).toEqual([
    ["installer", {}],
    ["user-policy", { startupLogin: false }],
    [
      "machine-policy",
      {
        service: "cowork",
        overrides: { name: "保管庫" },
        attemptTimeLimitMinutes: 3,
        startupSpreadSeconds: 60,
        clientCertificateIssuers: ["東京CA", "Office CA"],
      },
    ],
  ]);
  expect(faults).toHaveLength(1);
  expect(faults[0]?.cause).toMatchObject({ place: `HKLM\\${KEY}` });
});

test("a variable of the environment isn't expanded: it is the person's to change", async () => {
  written(reg.HKLM, (key) => reg.setValueEXPAND_SZ(key, "caFile", "%ProgramFiles%\\ca.pem"));
  const { layers, faults } = await readPolicies(systemPolicySources(), []);
  expect(layers.at(-1)?.policy).toEqual({});
  expect(String(faults[0]?.cause)).toContain("caFile");
});
