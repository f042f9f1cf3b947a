import { z } from "zod";
import { checkLineNumberList } from "../../src/core/rules/line-number-list.ts";
import { consoleLinesPage } from "../pages/console-lines.ts";
import type { User } from "../state/organisation-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import { show, type Visit } from "../visit/visit.ts";
import { formState } from "../web/form.ts";
import { setAccessPath } from "./access-path.ts";

const fields = z.object({
  path: z.enum(["both", "line-only"], "アクセス経路を選択してください。"),
  lines: z.string("回線番号を入力してください。").max(10_000, "回線番号が多すぎます。"),
});

/** B41: the access path and the line numbers of the contract; the core judges the list (facts A11, A12). */
export async function consoleLinesRoute(visit: Visit, actor: User): Promise<void> {
  const { state, service } = visit;
  await formRoute(visit, {
    once: true,
    fields,
    page: (form) => show(visit, "console-lines", consoleLinesPage(service, form, state.contract(service))),
    accept({ path, lines }) {
      const verdict = checkLineNumberList(service, lines);
      if (verdict.outcome === "refused") return { lines: "回線番号をご確認ください。" };
      const { numbers, lines: listed } = verdict.value;
      // as typed in order, each once; `numbers` is sorted
      const typed = listed.map((line) => line.verdict.value.normalised);
      const kept = numbers.toSorted((one, other) => typed.indexOf(one) - typed.indexOf(other));
      state.contracts.set(service, { ...state.contract(service), lines: kept });
      state.record({
        service,
        type: "credential",
        outcome: "lines-saved",
        sub: actor.sub,
        lines: kept.length,
      });
      if (state.contract(service).accessPath !== path) setAccessPath(visit, actor, path);
      const saved = { count: kept.length, advice: verdict.advice };
      const form = formState(visit);
      show(visit, "console-lines-saved", consoleLinesPage(service, form, state.contract(service), saved));
      return null;
    },
  });
}
