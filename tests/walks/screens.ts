import { MANUALS } from "../../src/core/service/manuals.ts";
import type { LoginMethod, ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";

/** What the manual shows of a screen, by its own names. */
export type Expected = {
  readonly heading: string | RegExp;
  readonly fields?: readonly string[];
  readonly buttons?: readonly (string | RegExp)[];
  readonly links?: readonly string[];
  /** What it says beside them. */
  readonly texts?: readonly string[];
};

const login: Readonly<Record<Exclude<LoginMethod, "password">, string>> = {
  google: "Googleアカウントでログイン",
  facebook: "Facebookアカウントでログイン",
  microsoft: "Microsoftアカウントでログイン",
  "d-account": "dアカウントでログイン",
  "active-directory": "Active Directoryアカウントでログイン",
  "ntt-east-business-id": "NTT東日本ビジネスIDでログイン",
};
/** What a method is called where one is chosen (B17, B33). */
const choice: Readonly<Record<Exclude<LoginMethod, "password">, string>> = {
  google: "Googleアカウント",
  facebook: "Facebookアカウント",
  microsoft: "Microsoftアカウント",
  "d-account": "dアカウント",
  "active-directory": "Active Directoryアカウント",
  "ntt-east-business-id": "NTT東日本ビジネスID",
};
const outside = (id: ServiceId) =>
  PROFILES[id].methods.flatMap((method) => (method === "password" ? [] : [method]));
const loginLinks = (id: ServiceId) => outside(id).map((method) => login[method]);
const codec = (id: ServiceId) => id === "codec";

const loginScreen = (id: ServiceId): Expected => ({
  heading: "ログイン",
  fields: ["メールアドレス", "パスワード"],
  buttons: ["ログイン"],
  links: [
    codec(id)
      ? "パスワード変更、その他契約情報の変更はこちら"
      : "パスワード変更、その他認証・契約情報の変更はこちら",
    "パスワードを忘れた方はこちら",
    ...loginLinks(id),
    ...(id === "cowork" ? ["利用規約"] : []),
  ],
  texts: ["---または---"],
});

const names = (id: ServiceId) => MANUALS[id].accessPath.names;
const twice = ["パスワード", "パスワード(確認用)"];

/** The screens of the manuals that the service shows; B43 and B44 are the client's. */
export const EXPECTED = {
  B1: loginScreen,
  B2: loginScreen,
  B3: loginScreen,
  B4: (id) => ({
    heading: "2段階認証",
    fields: ["電話番号"],
    buttons: [/＞/u],
    links: codec(id) ? [] : ["QRコードでの認証はこちら"],
  }),
  B5: () => ({ heading: "2段階認証", fields: ["このブラウザを一定期間、記憶する"], buttons: [/＞/u] }),
  B6: (id) => ({
    heading: "2段階認証",
    buttons: [/＞/u],
    links: codec(id) ? ["携帯電話での認証はこちら"] : [],
  }),
  B7: () => ({ heading: /^リカバリコード/u, fields: ["リカバリコードを保存しました"], buttons: [/＞/u] }),
  B8: () => ({ heading: "2段階認証完了", buttons: ["ログインする"] }),
  B9: () => ({
    heading: "2段階認証",
    fields: ["パスコードの入力(6桁)"],
    buttons: [/→/u],
    links: ["デバイスを紛失した場合はこちら"],
  }),
  B10: () => ({ heading: /リカバリコード/u, buttons: [/＞/u] }),
  B11: () => ({ heading: /リカバリコード/u, fields: ["リカバリコードを保存しました"], buttons: [/＞/u] }),
  "B12 google": () => ({ heading: "Google アカウントの選択" }),
  "B12 google password": () => ({ heading: "パスワードを入力", fields: ["パスワード"] }),
  "B12 facebook": () => ({ heading: "Facebookにログイン", fields: ["パスワード"], buttons: ["ログイン"] }),
  "B12 microsoft": () => ({ heading: "Microsoft サインイン" }),
  "B12 d-account": () => ({ heading: /dアカウント/u, fields: ["dアカウントのID"] }),
  "B12 ntt-east-business-id": () => ({ heading: /NTT東日本ビジネスID/u, fields: ["NTT東日本ビジネスID"] }),
  "B12 connection": () => ({ heading: "接続IDの入力", fields: ["接続ID"] }),
  "B12 active-directory": () => ({
    heading: /Active Directory/u,
    fields: ["ADのアカウント", "パスワード"],
    buttons: ["サインイン"],
  }),
  B13: () => ({ heading: /回線認証エラー/u }),
  B14: () => ({
    heading: /回線情報通知/u,
    fields: ["通知する", "通知しない"],
    buttons: ["決定"],
    links: ["回線情報通知とは？"],
    texts: [
      "お客さまID",
      "通知先情報",
      "サービス提供者名",
      "NTT東日本株式会社",
      "サービス名",
      "コワークストレージ",
      "今後、上記接続先へは常に",
    ],
  }),
  B15: (id) => ({
    heading: codec(id) ? "契約情報変更ログイン" : "認証・契約情報変更ログイン",
    fields: ["メールアドレス", "パスワード"],
    buttons: ["ログイン"],
    links: [
      "ログインの方はこちらからログインしてください",
      "パスワードを忘れた方はこちら",
      ...loginLinks(id),
    ],
  }),
  B16: (id) => ({
    heading: codec(id) ? "契約情報変更メニュー" : "認証・契約情報変更メニュー",
    links: ["トップ画面へ"],
  }),
  B17: (id) =>
    codec(id)
      ? {
          heading: "ログイン方法の設定",
          fields: ["メールアドレス", "メールアドレス確認用"],
          buttons: ["メール送信"],
          links: ["戻る"],
        }
      : {
          heading: "ログイン方法の設定",
          // Active Directory is not for 契約者, to whom the screen is shown too (facts A39)
          buttons: [
            "メールアドレス・パスワード",
            ...outside(id).flatMap((method) => (method === "active-directory" ? [] : [choice[method]])),
          ],
          texts: ["ご利用中のログイン方法"],
        },
  B18: () => ({
    heading: "メールアドレス・パスワード認証の設定",
    fields: twice,
    buttons: ["登録"],
    links: ["戻る"],
  }),
  B19: () => ({ heading: "メールアドレス変更", buttons: ["メール送信"], links: ["戻る"] }),
  B20: () => ({
    heading: "メールアドレス変更確認",
    links: ["閉じる"],
    texts: ["メールアドレス変更が完了しました。"],
  }),
  // codec's mail leads to the choice of a method (S4)
  B21: (id) => ({
    heading: codec(id) ? "ログイン方法の設定" : "メールアドレス変更確認",
    fields: twice,
    buttons: ["登録"],
  }),
  B22: () => ({
    heading: "パスワード変更",
    fields: ["現在のパスワード", "新しいパスワード", "新しいパスワード（確認用）"],
    buttons: ["パスワード変更"],
    links: ["戻る"],
  }),
  B23: (id) => ({
    heading: "パスワード変更完了",
    links: [
      { omakase: "認証・契約情報メニューへ", codec: "契約者情報メニューへ" }[id as string] ??
        "認証・契約者情報メニューへ",
    ],
  }),
  B24: (id) => ({
    heading: codec(id) ? "プラン変更および通信経路設定" : "アクセス経路設定",
    fields: [names(id)["line-and-internet"].menu, names(id)["line-only"].menu],
    buttons: [codec(id) ? "通信経路設定" : "設定"],
  }),
  B26: (id) => ({
    heading: id === "cowork" || codec(id) ? "通信経路変更確認" : "アクセス経路変更確認",
    buttons: ["変更"],
  }),
  B27: (id) => ({ heading: id === "cowork" || codec(id) ? "通信経路完了" : "アクセス経路完了" }),
  B28: () => ({
    heading: "2段階認証設定",
    fields: ["2段階認証を有効にする", "2段階認証を無効にする"],
    buttons: ["設定"],
    links: ["戻る"],
  }),
  B29: () => ({
    heading: "設定確認",
    fields: ["上記の説明を確認しました。"],
    buttons: ["設定"],
    links: ["キャンセル"],
  }),
  B30: () => ({
    heading: /パスワード/u,
    fields: ["メールアドレス"],
    buttons: ["パスワードを忘れた方はこちら"],
  }),
  B31: () => ({
    heading: "リセットパスワード",
    fields: ["新しいパスワード", "新しいパスワード（確認用）"],
    buttons: ["送信"],
  }),
  B32: () => ({ heading: "リセットパスワードの手続きが完了いたしました。", links: ["OK"] }),
  B33: (id) => ({
    heading: "利用者ログイン登録",
    fields: ["パスワード", "パスワード（確認用）"],
    buttons: ["登録", ...outside(id).map((method) => `${choice[method]}で登録`)],
  }),
  B34: () => ({
    heading: "申込確認",
    buttons: ["確認"],
    links: ["キャンセル"],
    texts: ["登録方法", "管理者メールアドレス", "(非表示)"],
  }),
  B35: () => ({ heading: "接続ID確認画面", fields: ["接続ID"], buttons: ["確認"] }),
  B36: () => ({ heading: "申込完了", links: ["OK"] }),
  B37: () => ({ heading: "ユーザー一覧" }),
  B38: () => ({ heading: "ユーザ詳細", links: ["メールアドレス変更"] }),
  B39: () => ({
    heading: "メールアドレス変更",
    fields: ["メールアドレス"],
    buttons: ["送信"],
    links: ["キャンセル"],
  }),
  B40: () => ({ heading: "メールアドレス変更", buttons: ["OK"], links: ["Cancel"] }),
  B41: (id) => ({
    heading: "回線認証",
    fields: ["回線番号", names(id)["line-and-internet"].console, names(id)["line-only"].console],
    buttons: ["保存"],
  }),
  B42: () => ({ heading: "ログイン", fields: ["メールアドレス", "パスワード"], buttons: ["ログイン"] }),
  B45: () => ({ heading: "マイボックス" }),
} satisfies Readonly<Record<string, (id: ServiceId) => Expected>>;

export type Screen = keyof typeof EXPECTED;

/** Which screens a service has. */
export function screensOf(id: ServiceId): readonly Screen[] {
  const methods = PROFILES[id].methods as readonly string[];
  return (Object.keys(EXPECTED) as Screen[]).filter((screen) => {
    const [number, method = "password"] = screen.split(" ");
    if (method === "connection") return methods.includes("active-directory");
    if (!methods.includes(method)) return false;
    return !(codec(id) && ["B18", "B19", "B20", "B28", "B29", "B35", "B36"].includes(number ?? ""));
  });
}
