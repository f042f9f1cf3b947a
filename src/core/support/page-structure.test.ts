import { expect, test } from "vitest";
import { field, page } from "../login/sample-pages.ts";
import { structureOf } from "./page-structure.ts";
import { createSweep } from "./sweep.ts";

const sweep = createSweep({ names: ["山田花子"], folders: [] });

const full = page({
  origin: "https://login.example",
  path: "/login/1234567890;jsessionid=0A1B2C3D4E5F6A7B8C9D",
  title: "ログイン 山田花子",
  headings: ["ようこそ、山田 太郎さん", "お客さまID", "hanako@example.jp としてログイン中"],
  fields: [
    field("text", "メールアドレス", { name: "mail", checked: true }),
    field("text", `ご案内: ${"長い文章です。".repeat(20)}`, { name: "x" }),
  ],
  buttons: ["ログイン", "山田様の設定"],
  links: ["山田様のページ", "パスワードをお忘れの方"],
  alerts: ["hanako@example.jp に送りました"],
  lines: ["お電話番号 090-1234-5678"],
});
const typed = {
  ...full,
  forms: full.forms.map((form) => ({
    ...form,
    action: "https://login.example/send/12345678?token=secret#x",
    lines: ["本文"],
    hidden: "0a1b2c",
  })),
  unseenLines: ["見えない文"],
};

test("labels, roles and addresses are left; values, texts and names are not", () => {
  const left = structureOf(typed, sweep);
  expect(left).toMatchObject({
    origin: "https://login.example",
    path: "/login/[digits]",
    title: "ログイン [name]",
    headings: ["ようこそ、[name]", "お客さまID", "[mail] としてログイン中"],
    links: [],
    alerts: [],
    lines: [],
    unseenLines: [],
  });
  expect(left.forms).toEqual([
    expect.objectContaining({ action: "https://login.example/send/[digits]", lines: [], hidden: "" }),
  ]);
  const controls = left.controls.map(({ kind, name, label, checked }) => [kind, name, label, checked]);
  expect(controls.slice(0, 2)).toEqual([
    ["text", "mail", "メールアドレス", false],
    ["text", "x", "", false],
  ]);
  const text = JSON.stringify(left);
  for (const secret of [
    "花子",
    "太郎",
    "山田",
    "お忘れ",
    "hanako",
    "090",
    "1234",
    "token",
    "0a1b2c",
    "本文",
    "見えない",
    "案内",
  ])
    expect(text).not.toContain(secret);
});

test.each(["about:blank", "data:text/html,hanako", "javascript:alert(1)"])("%s is no address", (action) => {
  const odd = { ...typed, origin: action, forms: typed.forms.map((form) => ({ ...form, action })) };
  const { origin, forms } = structureOf(odd, sweep);
  expect([origin, forms[0]?.action]).toEqual(["", ""]);
});
