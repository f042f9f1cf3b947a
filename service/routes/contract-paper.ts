import { z } from "zod";
import { BACK_TO_MENU } from "../pages/contract-names.ts";
import { plainPage } from "../pages/layout.ts";
import { planPage } from "../pages/plan.ts";
import type { User } from "../state/organisation-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import { show, type Visit } from "../visit/visit.ts";

/** 契約情報変更 and 解約: paperwork with the operator, which isn't simulated. */
export function paperworkRoute(title: string): (visit: Visit) => void {
  return (visit) => {
    const text =
      "契約の書類手続きは、この模擬サービスには含まれません。実際のサービスでは、ここから申込画面に進みます。";
    show(visit, "not-simulated", plainPage(visit.service, title, [text], BACK_TO_MENU));
  };
}

/** プラン変更: a trial becomes 基本プラン (facts A37); whatever else is paperwork. */
export async function planRoute(visit: Visit, user: User): Promise<void> {
  const { state, service } = visit;
  if (state.contract(service).plan === "basic") return paperworkRoute("プラン変更")(visit);
  await formRoute(visit, {
    once: true,
    fields: z.object({}),
    page: (form) => show(visit, "plan-change", planPage(service, form)),
    accept() {
      state.contracts.set(service, { ...state.contract(service), plan: "basic" });
      state.record({ service, type: "credential", outcome: "plan-changed", sub: user.sub });
      const texts = [
        "基本プランに変更しました。",
        "お申し込みの書類と料金の手続きは、この模擬サービスには含まれません。",
      ];
      show(visit, "plan-changed", plainPage(service, "プラン変更", texts, BACK_TO_MENU));
      return null;
    },
  });
}
