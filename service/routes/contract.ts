import { outsideCallbackRoute } from "../federation.ts";
import { plainPage } from "../pages/layout.ts";
import type { Entry } from "../route-table.ts";
import { RETURN_PATH } from "../upstream.ts";
import { show, type Visit } from "../visit.ts";

/** The contract and credential menu's host (facts A3, screens B15 and on). */
export const contractRoutes: readonly Entry[] = [
  { at: RETURN_PATH, fault: "contract", handle: outsideCallbackRoute },
  { at: "/*", fault: "contract", handle: notYet },
];

function notYet(visit: Visit): void {
  const title = "認証・契約情報変更ログイン";
  const text = "この画面は、この模擬サービスにはまだありません。";
  show(visit, "not-yet", plainPage(visit.service, title, [text]));
}
