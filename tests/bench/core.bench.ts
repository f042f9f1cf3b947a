import { consentPage, loginPage, withHosts } from "../../src/core/login/sample-pages.ts";
import { recognise } from "../../src/core/login/screen.ts";
import { checkLineNumberList } from "../../src/core/rules/line-number-list.ts";
import { checkMailLink } from "../../src/core/rules/mail-link.ts";
import { checkPassword } from "../../src/core/rules/password.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";
import type { Bench } from "./bench.ts";

const MAILED = 1_736_478_000_000;
const profile = withHosts(PROFILES.omakase);
const login = loginPage(profile.origins.line ?? "");
const consent = consentPage(profile.origins.operator ?? "");
const strange = loginPage("https://elsewhere.example", { title: "お知らせ", fields: [], buttons: [] });
const asTyped = (index: number) => `ｃａｆ ${String(index).padStart(10, "0")}`;
const list = (count: number) => Array.from({ length: count }, (_, index) => asTyped(index)).join("\r\n");
const ten = list(10);
const hundred = list(100);

/** The rules that are asked at every key pressed, and the recogniser, which looks at a page four times a second. */
export const benches: readonly Bench[] = [
  { group: "rules", name: "password", run: () => checkPassword("omakase", "Abcdefg1", "Abcdefg1") },
  {
    group: "rules",
    name: "password beyond ASCII",
    run: () => checkPassword("omakase", "パスワードＡｂ１", "パスワードＡｂ１"),
  },
  { group: "rules", name: "mail link", run: () => checkMailLink("cowork", "reset", MAILED, MAILED + 1) },
  { group: "rules", name: "line number list, 10 lines", run: () => checkLineNumberList("omakase", ten) },
  { group: "rules", name: "line number list, 100 lines", run: () => checkLineNumberList("omakase", hundred) },
  { group: "screen", name: "recognise the login page", run: () => recognise(login, profile) },
  { group: "screen", name: "recognise the consent page", run: () => recognise(consent, profile) },
  { group: "screen", name: "recognise nothing", run: () => recognise(strange, profile) },
];
