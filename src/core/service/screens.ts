import type { ScreenId } from "./manual.ts";
import type { ServiceId } from "./profile.ts";

/** Where a screen is entered. `elsewhere`: on the page of another company, which the manuals only name. */
type Door = "login" | "credential-menu" | "console" | "console-user" | "elsewhere";

const DOOR: Readonly<Record<ScreenId, Door>> = {
  B12: "elsewhere",
  B16: "credential-menu",
  "B16′": "credential-menu",
  B17: "credential-menu",
  "B17′": "credential-menu",
  B19: "credential-menu",
  B22: "credential-menu",
  B24: "credential-menu",
  B25: "credential-menu",
  B28: "credential-menu",
  B30: "login",
  B39: "console-user",
  B41: "console",
};

const LOGIN = "ログイン";
const CONSOLE = "管理コンソール";

/** The link on the login screen and the menu that it leads to (screens B1, B16, B16′). */
const CREDENTIAL_MENU: Readonly<Record<ServiceId, readonly [link: string, menu: string]>> = {
  omakase: ["パスワード変更、その他認証・契約情報の変更はこちら", "認証・契約情報変更メニュー"],
  cowork: ["パスワード変更、その他認証・契約情報の変更はこちら", "認証・契約情報変更メニュー"],
  ot: ["パスワード変更、その他認証・契約情報の変更はこちら", "認証・契約情報変更メニュー"],
  codec: ["パスワード変更、その他契約情報の変更はこちら", "契約情報変更メニュー"],
};

/** The labels that lead to a screen, verbatim and in order; its own menu isn't among them. */
export function wayToScreen(service: ServiceId, screen: ScreenId): readonly string[] {
  switch (DOOR[screen]) {
    case "login":
      return [LOGIN];
    case "credential-menu":
      return [LOGIN, ...CREDENTIAL_MENU[service]];
    case "console":
      return [CONSOLE];
    case "console-user":
      return [CONSOLE, "ユーザー一覧", "ユーザ詳細"];
    case "elsewhere":
      return [];
  }
}
