import { expect, test } from "vitest";
import { LINKS } from "./links.ts";
import type { ServiceId } from "./profile.ts";
import { PROFILES, SERVICE_IDS } from "./profiles.ts";

// facts A1–A7, a row a service
const rows: readonly (readonly [ServiceId, string, string, string, string, string, string, number])[] = [
  [
    "omakase",
    "https://ff.cloud-nas.net/VX4",
    "https://ff.cloud-nas.biz/VX4",
    "cc.cloud-nas.net",
    "login.cloud-nas.net",
    "login.cloud-nas.net",
    "認証連携しているサービスのアカウント",
    6,
  ],
  [
    "cowork",
    "https://ff.ncfs.ntt-east.net/",
    "https://ff.ncfs.ntt-east.biz/",
    "cc.ncfs.ntt-east.net",
    "login.ncfs.ntt-east.net",
    "login.ncfs.ntt-east.jp",
    "認証連携しているサービスのアカウント",
    7,
  ],
  [
    "ot",
    "https://ff.cloud-nas.net/VX5",
    "https://ff.cloud-nas.net/VX5",
    "cc.cloud-nas.net",
    "login.cloud-nas.net",
    "login.cloud-nas.net",
    "認証連携しているサービスのアカウント",
    6,
  ],
  [
    "codec",
    "https://ff.cloud-nas.net/VX9",
    "https://ff.cloud-nas.biz/VX9",
    "cc.ncfs.ntt-east.jp",
    "login.ncfs.ics-east.jp",
    "login.ncfs.ics-east.jp",
    "SNSアカウント",
    3,
  ],
];

test.each(rows)(
  "%s has the addresses and methods of its manual",
  (id, internet, line, contract, unblock, reset, word, methods) => {
    const profile = PROFILES[id];
    const links = LINKS[id];
    expect(profile.id).toBe(id);
    expect(links.internetLogin).toBe(internet);
    expect(links.lineLogin).toBe(line);
    expect(profile.loginUrl).toBe(line);
    expect(profile.origins.internet).toBe(new URL(internet).origin);
    expect(profile.origins.line).toBe(new URL(line).origin);
    expect(profile.origins.contract).toBe(`https://${contract}`);
    expect(links.unblock).toBe(`https://${unblock}/lo/unblock?ticket=`);
    expect(links.reset).toBe(`https://${reset}/lo/reset?ticket=`);
    expect(profile.origins.account).toBe(new URL(links.unblock).origin);
    expect(profile.federationWord).toBe(word);
    expect(profile.methods).toHaveLength(methods);
  },
);

test("what no document states is absent or null, and marked", () => {
  for (const id of SERVICE_IDS) {
    const { issuer, clientId, origins, unverified } = PROFILES[id];
    expect({ issuer, clientId, operator: origins.operator, web: origins.web }).toEqual({
      issuer: null,
      clientId: null,
      operator: undefined,
      web: undefined,
    });
    for (const path of ["issuer", "clientId", "redirect", "loginUrl", "origins.operator", "origins.web"]) {
      expect(unverified[path], `${id} ${path}`).toBeDefined();
    }
  }
});

test("ot's line host is as printed and marked as doubtful (facts A2)", () => {
  expect(PROFILES.ot.unverified["origins.line"]).toBe("inferred");
  expect(PROFILES.omakase.unverified["origins.line"]).toBeUndefined();
});
