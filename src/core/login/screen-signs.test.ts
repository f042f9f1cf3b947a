import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Profile } from "../service/profile.ts";
import { PROFILES } from "../service/profiles.ts";
import {
  SCREEN_SIGNS,
  type ScreenSign,
  type ScreenSignChanges,
  SIGN_PLACES,
  screenSigns,
} from "../service/screen-signs.ts";
import { fitting, foldLabel, type PageSnapshot } from "./page.ts";
import { blank, field, loginPage, sampleForm, withHosts } from "./sample-pages.ts";
import { plainPath, recognise } from "./screen.ts";

describe("a pattern", () => {
  test.each([
    ["ログイン", "ログイン", true],
    ["ログイン", "ログインする", false],
    ["ログイン", "再ログイン", false],
    ["ログイン*", "ログインする", true],
    ["*ログイン", "再ログイン", true],
    ["*ログイン*", "再ログインする", true],
    ["*ログイン*", "サインイン", false],
    ["ロ*ン", "ログイン", true],
    ["ロ*ン", "ロ", false],
    ["ンン*ン", "ンン", false], // a letter isn't read twice
    ["*回線認証*失敗*", "回線認証に失敗しました", true],
    ["*失敗*回線認証*", "回線認証に失敗しました", false],
    ["*a*a*", "a", false],
    ["Sign In", "signin", true],
    ["＊ログイン＊", "再ログインする", true], // the sign as a Japanese keyboard writes it
    ["*", "", true],
    ["x", "", false],
    [".*", "ログイン", false], // no regular expression
  ])("%j and the folded text %j: %j", (pattern, text, fits) => {
    expect(fitting(pattern)(text)).toBe(fits);
  });

  test("takes one pass over a hostile text", () => {
    const text = "a".repeat(200_000);
    const before = process.threadCpuUsage();
    expect(fitting(`${"*a".repeat(60)}*b`)(text)).toBe(false);
    expect(process.threadCpuUsage(before).user).toBeLessThan(1_000_000);
  });
});

describe("a profile's own signs", () => {
  const plain = withHosts(PROFILES.cowork);
  const login = plain.origins.line ?? "";
  const changed: Profile = {
    ...plain,
    screens: { login: { title: { heading: ["サインイン"] }, button: { button: ["次へ*"] } } },
  };
  const newPage = loginPage(login, { title: "サインイン", buttons: ["次へ進む"] });

  test("make a changed page known, and only with them", () => {
    expect(recognise(newPage, plain).sure).not.toBe("certain");
    expect(recognise(newPage, changed)).toEqual({
      screen: "login",
      sure: "certain",
      why: ["host", "form", "password"],
    });
  });

  test("stand in the place of the default ones; those that aren't named stay", () => {
    expect(recognise(loginPage(login, { fields: [field("password", "x")] }), changed).sure).not.toBe(
      "certain",
    );
    const { title, mail, button: pressed } = screenSigns(changed.screens).login;
    expect({ title, mail, pressed }).toEqual({
      title: { heading: ["サインイン"] },
      mail: SCREEN_SIGNS.login.mail,
      pressed: { button: ["次へ*"] },
    });
    expect(screenSigns()).toEqual(SCREEN_SIGNS);
  });
});

describe("whatever a profile says of its screens", () => {
  const plain = withHosts(PROFILES.omakase);
  const operator = plain.origins.operator ?? "";
  const web = plain.origins.web ?? "";

  const TEXTS = [
    "ログイン",
    "メールアドレス",
    "回線情報通知",
    "通知する",
    "通知しない",
    "決定",
    "ログアウト",
    "買う",
  ];
  const patterns = fc.array(fc.constantFrom("*", "*ん*", ...TEXTS, ...TEXTS.map((text) => `*${text}*`)), {
    minLength: 1,
    maxLength: 3,
  });
  const sign: fc.Arbitrary<ScreenSign> = fc.dictionary(fc.constantFrom(...SIGN_PLACES), patterns);
  const of = (names: object) =>
    fc.record(Object.fromEntries(Object.keys(names).map((name) => [name, sign])), { requiredKeys: [] });
  const screens: fc.Arbitrary<ScreenSignChanges> = fc.record(
    Object.fromEntries(Object.entries(SCREEN_SIGNS).map(([screen, names]) => [screen, of(names)])),
    { requiredKeys: [] },
  );

  const text = fc.constantFrom("", ...TEXTS);
  const texts = fc.array(text, { maxLength: 3 });
  const kind = fc.constantFrom("text", "password", "radio", "checkbox", "list", "submit", "button", "other");
  const control = fc.tuple(kind, text).map(([one, label]) => field(one, label));
  const shown = fc.record({ title: text, headings: texts, lines: texts, alerts: texts, links: texts });
  const pageAt = (origin: fc.Arbitrary<string>, path: fc.Arbitrary<string>): fc.Arbitrary<PageSnapshot> =>
    fc
      .record({ origin, path, shown, controls: fc.array(control, { maxLength: 5 }) })
      .map(({ shown: seen, ...rest }) => ({ ...blank, ...seen, ...rest, forms: [sampleForm(rest.origin)] }));
  const own = [...new Set([...Object.values(plain.origins), plain.issuer ?? ""])];
  const alike = own.flatMap((origin) => [
    `${origin}.evil.example`,
    `${origin}:8443`,
    origin.replace("https", "http"),
    origin.toUpperCase(),
  ]);
  const path = fc.constantFrom(
    "/",
    "/kaisen/notice",
    "/kaisen/notice/",
    "/kaisen/notice/2",
    "/Kaisen/notice",
  );

  test("a page of another origin is nothing that is acted upon", () => {
    const elsewhere = fc.constantFrom("null", "", "https://evil.example", ...alike);
    fc.assert(
      fc.property(screens, pageAt(elsewhere, path), (written, drawn) => {
        expect(recognise(drawn, { ...plain, screens: written }).sure).not.toBe("certain");
      }),
      { numRuns: 500 },
    );
  });

  test("a page is the consent page at the operator's exact origin and path alone", () => {
    fc.assert(
      fc.property(screens, pageAt(fc.constantFrom(...own, ...alike), path), (written, drawn) => {
        const { screen, sure } = recognise(drawn, { ...plain, screens: written });
        if (screen !== "consent" || sure !== "certain") return;
        expect(drawn.origin).toBe(operator);
        expect(plainPath(drawn.path)).toBe("/kaisen/notice");
      }),
      { numRuns: 500 },
    );
  });

  test("the browser version is on its origin, a login on a host of its own", () => {
    const { internet, line, account, directory } = plain.origins;
    const hosts = [internet, line, account, plain.issuer];
    fc.assert(
      fc.property(screens, pageAt(fc.constantFrom(...own), path), (written, drawn) => {
        const { screen, sure } = recognise(drawn, { ...plain, screens: written });
        if (sure !== "certain" || screen === "consent") return;
        if (screen === "web-main") expect(drawn.origin).toBe(web);
        else expect([...hosts, directory]).toContain(drawn.origin);
      }),
      { numRuns: 500 },
    );
  });

  test("a page to log in on is never the browser version where people also log in", () => {
    const shared = { ...plain, origins: { ...plain.origins, web: plain.origins.internet ?? "" } };
    fc.assert(
      fc.property(screens, pageAt(fc.constant(shared.origins.web), path), (written, drawn) => {
        const typed = { ...drawn, controls: [...drawn.controls, field("password", "パスワード")] };
        expect(recognise(typed, { ...shared, screens: written })).not.toMatchObject({
          screen: "web-main",
          sure: "certain",
        });
      }),
      { numRuns: 500 },
    );
  });
});

test("every default pattern is written so that it can fit something", () => {
  const all = Object.values(SCREEN_SIGNS).flatMap((signs: Readonly<Record<string, ScreenSign>>) =>
    Object.values(signs).flatMap((one) => Object.values(one).flat()),
  );
  expect(all.length).toBeGreaterThan(50);
  for (const pattern of all) expect(fitting(pattern)(foldLabel(pattern).replaceAll("*", "…"))).toBe(true);
});
