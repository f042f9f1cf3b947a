import type { ServiceId } from "../../src/core/service/profile.ts";
import { wayToScreen } from "../../src/core/service/screens.ts";

/** What each service's manual calls the screens of its contract host (screens B15, B23–B27). */
type ContractNames = {
  readonly login: string;
  /** The link from B23 back to the menu; the manuals' names for it differ from the menu's own. */
  readonly backToMenu: string;
  readonly pathButton: string;
  readonly pathConfirmation: string;
  readonly pathDone: string;
};

const common: ContractNames = {
  login: "認証・契約情報変更ログイン",
  backToMenu: "認証・契約者情報メニューへ",
  pathButton: "設定",
  pathConfirmation: "アクセス経路変更確認",
  pathDone: "アクセス経路完了",
};
const byRoute = { pathConfirmation: "通信経路変更確認", pathDone: "通信経路完了" } as const;

export const CONTRACT_NAMES: Readonly<Record<ServiceId, ContractNames>> = {
  omakase: { ...common, backToMenu: "認証・契約情報メニューへ" },
  cowork: { ...common, ...byRoute },
  ot: common,
  codec: {
    ...byRoute,
    login: "契約情報変更ログイン",
    backToMenu: "契約者情報メニューへ",
    pathButton: "通信経路設定",
  },
};

/** The link of B1 that leads to the menu. */
export function menuLink(service: ServiceId): string {
  return wayToScreen(service, "B16").at(-2) ?? "";
}

/** B16, B16′: the menu as it is called on the way to its screens. */
export function menuName(service: ServiceId): string {
  return wayToScreen(service, "B16").at(-1) ?? "";
}

/** The way back from a page of the menu. */
export const BACK_TO_MENU = { href: "/menu", label: "メニューに戻る" } as const;
