import { CONSENT_VARIANTS } from "../state/fault-schema.ts";
import type { LineSetting } from "../state/pc-schema.ts";
import type { FormState } from "../web/form.ts";
import { formBox, radioGroup, submitButton, textField, tickBox } from "./form.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import { homeLinks } from "./start.ts";

export type TrainingForm = "line" | "consent" | "clock" | "reset";

export type TrainingPage = {
  /** The form that was sent and is shown again; null = none. */
  readonly which: TrainingForm | null;
  readonly form: FormState;
  readonly line: LineSetting;
  /** Days that the clock is off. */
  readonly days: number;
  /** Faults that wait. */
  readonly faults: number;
};

const VARIANTS: Readonly<Record<(typeof CONSENT_VARIANTS)[number], string>> = {
  redirects: "何度か転送されてから表示される",
  popup: "別の窓で表示される",
  late: "遅れて表示される",
  "button-done": "ボタンが「完了」になっている",
  lookalike: "回線事業者ではない、そっくりなサイト",
  iframe: "別のページの枠の中に表示される",
  "second-page": "続けてもう1ページ表示される",
  vanish: "途中でボタンが消える",
  "double-render": "描き直される",
  "two-forms": "フォームが2つある",
  "changed-label": "文言が変わっている",
  english: "英語で表示される",
};

/** What a trainer may change for the next login (docs/ja/training.md). */
export function trainingPage({ which, form, line, days, faults }: TrainingPage): string {
  const state = (name: TrainingForm): FormState =>
    name === which ? form : { token: form.token, problems: {}, typed: {} };
  const body = html`<h1>研修用の設定</h1>
${homeLinks("/training")}
${box("このPCの回線", lineFields(state("line"), line, which === "line"))}
${box(
  "次の「回線情報通知」の画面",
  formBox(
    state("consent"),
    "/training/consent",
    html`<p class="soft">次に1回だけ、選んだとおりに表示されます。待っているもの: ${faults}件</p>
${radioGroup(state("consent"), { name: "variant", label: "画面のふるまい", choices: CONSENT_VARIANTS.map((id) => [id, VARIANTS[id]]) })}
${submitButton("次の1回に使う")}`,
  ),
)}
${box(
  "時計",
  formBox(
    state("clock"),
    "/training/clock",
    html`<p class="soft">リンクの期限切れや、30日後の2段階認証を試せます。いまは実際の時刻から${days}日ずれています。</p>
${textField(state("clock"), { name: "days", label: "実際の時刻からの日数", value: String(days), hint: "例: 8、15、31。0で実際の時刻に戻ります。" })}
${submitButton("時計を合わせる")}`,
  ),
)}
${box(
  "はじめの状態に戻す",
  formBox(
    state("reset"),
    "/training/reset",
    html`<p>変更した利用者・設定、ログイン、メール、時計がすべてはじめの状態に戻ります。元に戻せません。</p>
${tickBox(state("reset"), { name: "sure", label: "すべて消えることを確認しました" })}
${submitButton("はじめの状態に戻す")}`,
  ),
)}`;
  return layout({ service: null, title: "研修用の設定", body, look: "wide" });
}

function lineFields(form: FormState, line: LineSetting, sent: boolean): Html {
  const shown: FormState = sent ? form : { ...form, typed: line.ipv6 ? { ipv6: "yes" } : {} };
  const regions = [
    ["east", "NTT東日本の回線（回線情報通知は表示されません）"],
    ["west", "NTT西日本の回線（はじめに回線情報通知が表示されます）"],
    ["other", "契約した回線ではない（ほかのWi-Fi、モバイル、VPNなど）"],
  ] as const;
  return formBox(
    shown,
    "/training/line",
    html`${radioGroup(shown, { name: "region", label: "回線", value: line.region, choices: regions })}
${textField(shown, { name: "number", label: "回線番号", value: line.number })}
${tickBox(shown, { name: "ipv6", label: "IPv6が有効" })}
${submitButton("回線を変える")}`,
  );
}

function box(title: string, inside: Html): Html {
  return html`<section class="card-box stacked"><h2>${title}</h2>${inside}</section>`;
}
