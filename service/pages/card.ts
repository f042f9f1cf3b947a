import type { ServiceId } from "../../src/core/service/profile.ts";
import type { FormState } from "../web/form.ts";
import { formBox } from "./form.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";

/** A page of one box under its heading, which is its title too. */
export function cardPage(service: ServiceId, title: string, inside: Html): string {
  const body = html`<div class="card-box">
<h1>${title}</h1>
${inside}
</div>`;
  return layout({ service, title, body, scripts: ["eye"] });
}

/** A page of one form. @param lead what stands above it */
export function formPage(
  service: ServiceId,
  title: string,
  page: { readonly form: FormState; readonly action: string; readonly fields: Html; readonly lead?: Html },
): string {
  return cardPage(service, title, html`${page.lead ?? null}${formBox(page.form, page.action, page.fields)}`);
}

/** Names and values, one under the other. */
export function facts(rows: readonly (readonly [name: string, value: string | Html])[]): Html {
  return html`<dl class="facts">
${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
</dl>`;
}
