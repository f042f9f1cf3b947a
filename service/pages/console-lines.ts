import type { LineNumberReason } from "../../src/core/rules/line-number.ts";
import { checkLineNumberList, type LineListReason } from "../../src/core/rules/line-number-list.ts";
import { MANUALS } from "../../src/core/service/manuals.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { Contract } from "../state/organisation-schema.ts";
import type { FormState } from "../web/form.ts";
import { pathChoices, pathName } from "./access-path.ts";
import { consolePage } from "./console.ts";
import { formBox, radioGroup, submitButton, textArea } from "./form.ts";
import { type Html, html } from "./html.ts";

/** What was saved, and what the rules have to say of it. */
export type SavedLines = { readonly count: number; readonly advice: readonly LineListReason[] };

/** B41. What was typed stays in the field until it can be saved. */
export function consoleLinesPage(
  service: ServiceId,
  form: FormState,
  contract: Contract,
  saved: SavedLines | null = null,
): string {
  // said where the manual says it (facts A12)
  const { lineNumberLengths: lengths, lineNumberLimit } = MANUALS[service];
  const { value, certainty } = lineNumberLimit;
  const limit = certainty === "stated" ? `${value}件まで登録できます。` : "";
  const fields = html`${radioGroup(form, {
    name: "path",
    label: "アクセス経路",
    value: contract.accessPath,
    choices: pathChoices(service, "console"),
  })}
<p class="soft">ご契約内のすべてのユーザの設定が変わります。「${pathName(service, "line-only", "console")}」にすると、登録した回線以外からはログインできなくなります。</p>
${textArea(form, {
  name: "lines",
  label: "回線番号",
  rows: 8,
  value: contract.lines.join("\n"),
  hint: `1行に1つ入力してください。CAFで始まる英数字${lengths.CAF}桁、またはCOPで始まる英数字${lengths.COP}桁です。${limit}`,
})}
${form.problems.lines !== undefined && lineProblems(service, form.typed.lines ?? "")}
${submitButton("保存")}`;
  const inside = html`${saved !== null && savedNote(saved)}
${formBox(form, "/console/lines", fields)}`;
  return consolePage(service, "回線認証", "lines", inside);
}

function savedNote({ count, advice }: SavedLines): Html {
  const notes = advice.map(adviceInWords).filter((note) => note !== null);
  return html`<div class="notice" role="status"><p>保存しました（回線番号${count}件）。</p>
${notes.map((note) => html`<p>${note}</p>`)}</div>`;
}

function adviceInWords(advice: LineListReason): string | null {
  if (advice.code === "duplicates")
    return `2回以上入力された番号が${advice.count}件ありました。それぞれ1つだけ登録しました。`;
  if (advice.code === "form-changed")
    return `${advice.count}件は、半角の大文字に直し、空白やハイフンを除いて登録しました。`;
  return advice.code === "too-many" ? `登録できるのは${advice.limit}件までの可能性があります。` : null;
}

/** Every line that doesn't fit, by its number in the field. */
function lineProblems(service: ServiceId, typed: string): Html | null {
  const verdict = checkLineNumberList(service, typed);
  if (verdict.outcome === "accepted") return null;
  const problems = verdict.value.lines.flatMap(({ line, verdict: one }) =>
    one.outcome === "refused"
      ? [`${line}行目「${shortened(one.value.typed)}」：${lineInWords(one.reasons[0])}`]
      : [],
  );
  for (const reason of verdict.reasons) {
    if (reason.code === "empty-list") problems.push("回線番号を1件以上入力してください。");
    if (reason.code === "too-many")
      problems.push(`${reason.count}件あります。登録できるのは${reason.limit}件までです。`);
  }
  return html`<ul class="problem">${problems.map((text) => html`<li>${text}</li>`)}</ul>`;
}

function shortened(typed: string): string {
  const letters = [...typed.trim()];
  return letters.length > 40 ? `${letters.slice(0, 40).join("")}…` : letters.join("");
}

function lineInWords(reason: LineNumberReason): string {
  if (reason.code === "prefix") return "CAFまたはCOPで始まる番号を入力してください。";
  if (reason.code === "characters") return "英数字だけで入力してください。";
  if (reason.code === "length") return `${reason.needed}桁で入力してください（いま${reason.length}桁です）。`;
  return "ご確認ください。";
}
