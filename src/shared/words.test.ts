import { expect, test } from "vitest";
import { ERRORS, type ErrorCode, isErrorCode } from "../core/errors.ts";
import { whereToChangeConsent } from "../core/rules/consent.ts";
import { MANUALS } from "../core/service/manuals.ts";
import { SERVICE_IDS } from "../core/service/profiles.ts";
import { phoneSentence, whomWords } from "./error-words.ts";
import { en } from "./locales/en.ts";
import { ja } from "./locales/ja.ts";
import { createWords } from "./words.ts";

type Tree = { readonly [key: string]: string | Tree };

function texts(tree: Tree, path = ""): readonly (readonly [key: string, text: string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value] as const] : texts(value, `${path}${key}.`),
  );
}

const japanese = new Map(texts(ja));
const english = new Map(texts(en));
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map((match) => match[1]).sort();

test("both languages have the same keys", () => {
  expect([...english.keys()].sort()).toEqual([...japanese.keys()].sort());
});

test("every key has words in both languages, with the same variables", () => {
  for (const [key, text] of japanese) {
    const other = english.get(key) ?? "";
    expect(text.trim(), key).not.toBe("");
    expect(other.trim(), key).not.toBe("");
    expect(variables(other), key).toEqual(variables(text));
  }
});

test("every error has title, cause, next step and words for the phone, and no error is left over", () => {
  const codes = Object.keys(ERRORS).filter((code): code is ErrorCode => isErrorCode(code));
  expect(Object.keys(ja.error).sort()).toEqual([...codes].sort());
  for (const code of codes) {
    for (const words of [ja.error[code], en.error[code]]) {
      expect(Object.keys(words)).toEqual(["title", "cause", "next", "phone"]);
      // No two of the four say the same.
      expect(new Set(Object.values(words)).size).toBe(4);
    }
  }
});

test("what is said on the phone is short, has the title, and neither asks for nor tells what opens an account", () => {
  for (const language of ["ja", "en"] as const) {
    const words = createWords(language);
    for (const code of Object.keys(ERRORS).filter(isErrorCode)) {
      const sentence = phoneSentence(words, code);
      expect(sentence, code).toContain(words.t(`error.${code}.title`));
      expect(sentence.length, sentence).toBeLessThan(language === "ja" ? 80 : 160);
      const wish = words.t(`error.${code}.phone`);
      // The password may be reset; it isn't told. The error's own code and the line's number are no secret.
      expect(wish.replace("エラーコード", "").replace("パスワードの再設定", ""), code).not.toMatch(
        /パスワード|暗証|番号は|コードを/u,
      );
      expect(wish.replace("reset the password", ""), code).not.toMatch(/password|PIN|your code/iu);
    }
  }
});

test("whom to ask is said in as many ways as there are, in both languages", () => {
  for (const language of ["ja", "en"] as const) {
    const words = createWords(language);
    const all = Object.keys(ERRORS)
      .filter(isErrorCode)
      .map((code) => whomWords(words, code));
    expect(new Set(all).size).toBe(Object.keys(ja.whom).length);
  }
});

// Names that people know in Latin letters; anything else in the Japanese texts would be a forgotten translation.
const LATIN =
  /storage-drive (?:--help|login)|--[a-z]+|Windows|Wi-Fi|IPv6|VPN|PC|Web|NTT|ID|URL|SMS|Active Directory|English|JSON|PAC|(?:https:\/\/)?(?:\*|proxy)\.example\.co\.jp(?::\d+|\/[a-z.]+)?|storage-drive|\{\{\w+\}\}/gu;

test("Japanese texts are Japanese", () => {
  for (const [key, text] of japanese) {
    expect(text.replace(LATIN, ""), key).not.toMatch(/[A-Za-z]/u);
  }
});

test("sentences to a person are です・ます and blame nobody", () => {
  for (const [key, text] of japanese) {
    expect(text, key).not.toMatch(/間違|誤って|失敗|不正|違反/u);
    if (/\.(cause|next|phone)$/u.test(key))
      expect(text, key).toMatch(/(?:ます|です|ません|ました|ください|でした|ますか)。$/u);
  }
});

test("English texts keep Japanese only for names that stand on Japanese pages", () => {
  const names =
    /アカウントロック|回線認証設定|お客さまID|接続ID|NTT東日本|ストレージサービス連携アプリ|サービス申込み受付ページ|フレッツ光|コラボ光|日本語/gu;
  for (const [key, text] of english)
    expect(text.replace(names, ""), key).not.toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u);
});

test("what a mail is called is what the manuals call it (facts A51)", () => {
  for (const service of SERVICE_IDS)
    for (const words of [ja, en])
      expect(words.error.AUTH_LOCKED.next).toContain(MANUALS[service].mails.lock ?? "missing");
});

test("where the consent is changed later is where the rule says (facts A46)", () => {
  for (const words of [ja, en]) expect(words.consent.later).toContain(whereToChangeConsent("flets").value.at);
});

test("texts are plain: what is put in stays as it is", () => {
  const words = createWords("ja");
  expect(words.t("tray.tooltip", { service: "A&B <x>", state: words.t("state.online") })).toBe(
    "A&B <x> – ログイン中",
  );
  expect(createWords("en").t("status.remaining", { minutes: 3 })).toBe("About 3 min left");
});

test("a text that is put in is not read as a text with variables", () => {
  const words = createWords("ja");
  expect(words.t("consent.origin", { origin: "https://{{state}}.example" })).toContain("{{state}}");
  expect(words.t("consent.origin", { origin: "$t(state.online)" })).toContain("$t(state.online)");
});
