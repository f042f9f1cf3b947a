import { z } from "zod";
import { BACK_TO_MENU } from "../pages/contract-names.ts";
import { plainPage } from "../pages/layout.ts";
import { secondFactorConfirmPage, secondFactorSettingPage } from "../pages/second-factor-setting.ts";
import type { User } from "../state/organisation-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import { goTo, show, type Visit } from "../visit/visit.ts";
import { formState } from "../web/form.ts";

const setting = z.enum(["on", "off"], "どちらかを選択してください。");

/** B28: for every account of the contract with mail and password (facts A24). */
export async function secondFactorSettingRoute(visit: Visit): Promise<void> {
  const { service } = visit;
  const now = present(visit);
  await formRoute(visit, {
    fields: z.object({ setting }),
    page: (form) => show(visit, "second-factor-setting", secondFactorSettingPage(service, form, now)),
    accept({ setting: wanted }) {
      if (wanted === now) return { setting: "いまの設定と同じです。" };
      showConfirmation(visit, formState(visit), wanted);
      return null;
    },
  });
}

/** B29: takes effect only with the tick. */
export async function secondFactorConfirmRoute(visit: Visit, user: User): Promise<void> {
  const { state, service, origins } = visit;
  const ticked = z.literal("yes", "説明を確認のうえ、チェックを入れてください。");
  await formRoute(visit, {
    once: true,
    fields: z.object({ setting, read: ticked }),
    page: (form) => {
      const wanted = setting.safeParse(form.typed.setting);
      if (wanted.success) showConfirmation(visit, form, wanted.data);
      else goTo(visit, `${origins.contract}/second-factor`);
    },
    accept({ setting: wanted }) {
      state.contracts.set(service, { ...state.contract(service), secondFactor: wanted === "on" });
      const outcome = wanted === "on" ? "second-factor-on" : "second-factor-off";
      state.record({ service, type: "credential", outcome, sub: user.sub });
      const text = `2段階認証を${wanted === "on" ? "有効" : "無効"}にしました。ご契約内の、メールアドレスとパスワードでログインするすべてのユーザに適用されます。`;
      show(visit, "second-factor-set", plainPage(service, "2段階認証設定", [text], BACK_TO_MENU));
      return null;
    },
  });
}

function present({ state, service }: Visit): "on" | "off" {
  return state.contract(service).secondFactor ? "on" : "off";
}

function showConfirmation(visit: Visit, form: ReturnType<typeof formState>, wanted: "on" | "off"): void {
  const page = secondFactorConfirmPage(visit.service, form, { from: present(visit), to: wanted });
  show(visit, "second-factor-confirm", page);
}
