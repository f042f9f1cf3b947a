import { expect, test } from "vitest";
import type { z } from "zod";
import { configFaultWords } from "../../shared/locales/config-fault-words.ts";
import { policySchema } from "./policy.ts";
import { profileFile } from "./profile-schema.ts";
import { wrongFields } from "./wrong-fields.ts";

function said(schema: z.ZodType, written: unknown): { ja: string; en: string } {
  const { error } = schema.safeParse(written, { reportInput: true });
  if (error === undefined) return { ja: "", en: "" };
  const fault = wrongFields(error, schema);
  return { ja: configFaultWords(fault, "ja"), en: configFaultWords(fault, "en") };
}

const approved = { by: "IT", at: "2026-11-01", contract: "c", recipient: "r", service: "s" };

test.each<readonly [field: string, value: unknown, ja: string]>([
  ["startupLogin", "true", "startupLogin: true か false を、引用符なしで"],
  ["startupLogin", null, "startupLogin: true か false を、引用符なしで"],
  ["logDays", "９０", "logDays: 半角の数字で、引用符なしで"],
  ["logDays", 1.5, "logDays: 整数で"],
  ["logDays", 0, "logDays: 1以上の数で"],
  ["logDays", 1e9, "logDays: 365以下の数で"],
  ["language", "JA", 'language: "ja"、"en" のどれかを、このとおりに'],
  ["service", "Cowork", "service: omakase、cowork、ot、codec のどれかを、このとおりに"],
  ["service", 5, 'service: 引用符（"）で囲んだ文字列で'],
  ["supportContact", "内線 1234", 'supportContact: { "項目名": 値 } の形で'],
  ["supportContact", { name: " " }, "supportContact.name: 空にはできません"],
  ["supportContact", { name: "x".repeat(61) }, "supportContact.name: 60文字までで"],
  ["supportContact", {}, "supportContact.name: この項目も必要です"],
  ["hiddenMenuItems", "quit", 'hiddenMenuItems: [ "…", "…" ] の形の一覧で'],
  ["singleSignOnHosts", Array(51).fill("a.example"), "singleSignOnHosts: 50件までで"],
  ["proxy", { pac: "wpad.dat" }, "proxy.pac: http(s):// で始まる"],
  ["proxy", { pac: "http://svc:zebra@wpad.example/wpad.dat" }, "proxy.pac: http(s):// で始まる"],
  ["proxy", { server: "http://p.example:1", pac: "http://x.example" }, "proxy.pac: ほかの項目と一緒には"],
  ["proxy", { server: "http://p.example:1", byPass: [] }, "proxy.byPass: この項目はありません（bypass の"],
  ["loginHint", "%USERNAME%@example.jp", 'loginHint: "office@example.co.jp"、'],
  ["loginHint", "$" + "{user}@example.jp", 'loginHint: "office@example.co.jp"、'],
  ["loginHint", "$USER@example.jp", 'loginHint: "office@example.co.jp"、'],
  ["consentApproval", approved, "consentApproval.operator: この項目も必要です"],
  ["startuplogin", true, "startuplogin: この項目はありません（startupLogin の"],
  ["startup_login", true, "startup_login: この項目はありません（startupLogin の"],
  ["starupLogin", true, "starupLogin: この項目はありません（startupLogin の"],
  ["ｌｏｇＤａｙｓ", 1, "ｌｏｇＤａｙｓ: この項目はありません（logDays の"],
  ["comment", "x", "comment: この項目はありません"],
])("%s: %j is told in plain words", (field, value, ja) => {
  const words = said(policySchema, { [field]: value });
  expect(words.ja.startsWith(ja), words.ja).toBe(true);
  // In both languages, and neither is the library's.
  expect(words.en).not.toMatch(/[\p{Script=Hiragana}\p{Script=Han}]|Invalid|expected|received/u);
  expect(words.ja).not.toMatch(/期待|無効|undefined|string|zebra/u);
});

test.each<readonly [overrides: object, ja: string]>([
  [{ client_id: "drive" }, "overrides.client_id: この項目はありません（clientId の"],
  [{ origins: { Line: "https://x.example" } }, "overrides.origins.Line: この項目はありません（line の"],
  [{ redirect: { port: 8080 } }, 'overrides.redirect: "loopback"、{ "ports"'],
  [{ methods: [] }, "overrides.methods: 1件以上を"],
  [{ issuer: "https://login. example" }, "overrides.issuer: https のアドレスで"],
])("overrides %j", (overrides, ja) => {
  const words = said(policySchema, { service: "cowork", overrides });
  expect(words.ja.startsWith(ja), words.ja).toBe(true);
});

test("a profile's misspelt field is told with the one that was meant", () => {
  const whole = { id: "acme", name: "Acme", issuer: "https://login.example", clientId: "drive" };
  expect(said(profileFile, { ...whole, loginURL: null }).en).toBe(
    "loginURL: there is no such field (perhaps loginUrl was meant)",
  );
});

test("a blank around an address, a path or an identifier isn't part of it", () => {
  const overrides = { issuer: " https://login.example\n", clientId: " drive " };
  const written = { service: "cowork", overrides, singleSignOnHosts: ["a.example "] };
  expect(policySchema.parse({ ...written, proxy: { server: "http://proxy.example:8080 " } })).toMatchObject({
    overrides: { issuer: "https://login.example", clientId: "drive" },
    singleSignOnHosts: ["a.example"],
    proxy: { server: "http://proxy.example:8080" },
  });
});
