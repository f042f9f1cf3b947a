import type { FormState } from "../web/form.ts";
import { type Html, html } from "./html.ts";

// Parts of a form. Each field is labelled, and its problem is tied to it (WCAG 2.2, 3.3.1 and 3.3.2).

/** A form with its hidden token. The words of the service come from the server, so the browser doesn't check first. */
export function formBox(form: FormState, action: string, inside: Html): Html {
  const whole = form.problems.form;
  const others = Object.keys(form.problems).some((field) => field !== "form");
  return html`${whole !== undefined && html`<p class="alert" role="alert">${whole}</p>`}
${others && html`<p class="alert" role="alert">入力内容をご確認ください。</p>`}
<form method="post" action="${action}" novalidate>
<input type="hidden" name="form" value="${form.token}">
${form.once !== undefined && html`<input type="hidden" name="once" value="${form.once}">`}
${inside}
</form>`;
}

type Field = {
  readonly name: string;
  readonly label: string;
  readonly autocomplete?: string;
  readonly hint?: string;
};

export function textField(
  form: FormState,
  field: Field & {
    readonly type?: "text" | "email" | "tel";
    readonly numeric?: boolean;
    readonly value?: string;
  },
): Html {
  const value = form.typed[field.name] ?? field.value ?? "";
  return labelled(
    form,
    field,
    html`<input ${attributes(form, field)} type="${field.type ?? "text"}" value="${value}"${field.numeric === true && html` inputmode="numeric"`}>`,
  );
}

/** A password, with the eye that shows it. What was typed isn't sent back. */
export function passwordField(form: FormState, field: Field): Html {
  return labelled(
    form,
    field,
    html`<div class="secret"><input ${attributes(form, field)} type="password">
<button class="eye" type="button" hidden aria-controls="${field.name}" aria-pressed="false" aria-label="${field.label}を表示">${EYE_ICON}</button></div>`,
  );
}

export function textArea(
  form: FormState,
  field: Field & { readonly value?: string; readonly rows: number },
): Html {
  const value = form.typed[field.name] ?? field.value ?? "";
  return labelled(
    form,
    field,
    html`<textarea ${attributes(form, field)} rows="${field.rows}">\n${value}</textarea>`,
  );
}

export function radioGroup(
  form: FormState,
  field: Field & {
    readonly value?: string;
    readonly choices: readonly (readonly [value: string, label: string])[];
  },
): Html {
  const chosen = form.typed[field.name] ?? field.value;
  return html`<fieldset role="radiogroup"${describedBy(form, field)}><legend>${field.label}</legend>
${problemOf(form, field)}
${field.choices.map(
  ([value, label]) =>
    html`<label class="choice"><input type="radio" name="${field.name}" value="${value}"${value === chosen && html` checked`}>${label}</label>`,
)}</fieldset>`;
}

/** A box to tick; its value is `yes`. */
export function tickBox(form: FormState, field: Field): Html {
  return html`<label class="choice"><input type="checkbox" name="${field.name}" value="yes"${form.typed[field.name] === "yes" && html` checked`}${describedBy(form, field)}>${field.label}</label>
${problemOf(form, field)}`;
}

/** @param title what a button says that shows a sign only (＞, →) */
export function submitButton(label: string, title?: string): Html {
  return html`<button class="primary" type="submit"${title !== undefined && html` aria-label="${label} ${title}" title="${title}"`}>${label}</button>`;
}

/** 戻る and the like: a link that looks like a button beside the main one. */
export function backLink(href: string, label = "戻る"): Html {
  return html`<a class="secondary" href="${href}">${label}</a>`;
}

function labelled(form: FormState, field: Field, control: Html): Html {
  return html`<label for="${field.name}">${field.label}</label>
${field.hint !== undefined && html`<p class="soft" id="${field.name}-hint">${field.hint}</p>`}
${control}
${problemOf(form, field)}`;
}

function attributes(form: FormState, field: Field): Html {
  return html`id="${field.name}" name="${field.name}" autocomplete="${field.autocomplete ?? "off"}"${describedBy(form, field)}`;
}

function describedBy(form: FormState, { name, hint }: Field): Html {
  const wrong = form.problems[name] !== undefined;
  const ids = [hint !== undefined && `${name}-hint`, wrong && `${name}-problem`].filter(Boolean).join(" ");
  return html`${wrong && html` aria-invalid="true"`}${ids !== "" && html` aria-describedby="${ids}"`}`;
}

function problemOf(form: FormState, { name }: Field): Html | null {
  const problem = form.problems[name];
  return problem === undefined ? null : html`<p class="problem" id="${name}-problem">${problem}</p>`;
}

export const EYE_ICON = html`<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8"><path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12Z"/><circle cx="12" cy="12" r="2.8"/></svg>`;
