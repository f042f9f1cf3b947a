import type { OutsideAccount } from "../state/upstream-schema.ts";
import type { FormState } from "../web/form.ts";
import type { UpstreamMethod } from "../web/origins.ts";
import { formBox, passwordField, submitButton, textField } from "./form.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";

/** How a provider's sign-in is worded (screens B12); the rest of its page is our own. */
type Wording = {
  readonly name: string;
  readonly title: string;
  readonly account: string;
  /** Asked on a page of its own after the account; null = on the same. */
  readonly second: { readonly title: string; readonly next: string } | null;
  readonly button: string;
};

const WORDS: Readonly<Record<UpstreamMethod, Wording>> = {
  google: {
    name: "Google",
    title: "Google アカウントの選択",
    account: "メールアドレスまたは電話番号",
    second: { title: "パスワードを入力", next: "次へ" },
    button: "次へ",
  },
  facebook: {
    name: "Facebook",
    title: "Facebookにログイン",
    account: "メールアドレスまたは電話番号",
    second: null,
    button: "ログイン",
  },
  microsoft: {
    name: "Microsoft",
    title: "Microsoft サインイン",
    account: "メールアドレスまたは電話番号",
    second: { title: "Microsoft パスワードの入力", next: "次へ" },
    button: "サインイン",
  },
  "d-account": {
    name: "dアカウント",
    title: "dアカウント ログイン",
    account: "dアカウントのID",
    second: { title: "dアカウント パスワードの入力", next: "次へ" },
    button: "ログイン",
  },
  "ntt-east-business-id": {
    name: "NTT東日本ビジネスID",
    title: "NTT東日本ビジネスID ログイン",
    account: "NTT東日本ビジネスID",
    second: null,
    button: "ログイン",
  },
  "active-directory": {
    name: "Active Directory",
    title: "Active Directory サインイン",
    account: "ADのアカウント",
    second: null,
    button: "サインイン",
  },
};

export const upstreamName = (method: UpstreamMethod): string => WORDS[method].name;

export type SignInPage = {
  readonly method: UpstreamMethod;
  readonly form: FormState;
  /** Paths on this host. */
  readonly action: string;
  readonly cancel: string;
};

/** Whether the password is asked for by itself, once the account is known. */
export function asksInTwoSteps(method: UpstreamMethod): boolean {
  return WORDS[method].second !== null;
}

/** B12: the provider's own sign-in, on one page or on two. */
export function signInPage({ method, form, action, cancel }: SignInPage): string {
  const words = WORDS[method];
  const account = form.problems.account === undefined ? (form.typed.account ?? "") : "";
  const step = words.second === null ? "both" : account === "" ? "account" : "password";
  const password = passwordField(form, {
    name: "password",
    label: "パスワード",
    autocomplete: "current-password",
  });
  const named = textField(form, { name: "account", label: words.account, autocomplete: "username" });
  const known = html`<p class="soft">${account}</p><input type="hidden" name="account" value="${account}">`;
  const fields = {
    both: html`${named}\n${password}\n${submitButton(words.button)}`,
    account: html`${named}\n${submitButton(words.second?.next ?? words.button)}`,
    password: html`${known}\n${password}\n${submitButton(words.button)}`,
  }[step];
  const title = step === "password" ? (words.second?.title ?? words.title) : words.title;
  return page(method, title, html`${formBox(form, action, fields)}\n${cancelForm(form, cancel)}`);
}

/** The chooser of who is signed in already. */
export function chooserPage(
  { method, form, action, cancel }: SignInPage,
  accounts: readonly OutsideAccount[],
  other: string,
): string {
  const choices = accounts.map(
    ({ sub, name, login }) => html`<li><form method="post" action="${action}">
<input type="hidden" name="form" value="${form.token}"><input type="hidden" name="choice" value="${sub}">
<button class="secondary" type="submit">${name}（${login}）</button></form></li>`,
  );
  const title = method === "google" ? WORDS.google.title : `${WORDS[method].name} アカウントを選択する`;
  return page(
    method,
    title,
    html`<ul class="methods">${choices}</ul>
<ul class="links"><li><a href="${other}">別のアカウントを使用</a></li></ul>
${cancelForm(form, cancel)}`,
  );
}

function cancelForm(form: FormState, action: string): Html {
  return html`<form method="post" action="${action}"><input type="hidden" name="form" value="${form.token}">
<button class="secondary" type="submit">キャンセル</button></form>`;
}

/** Refuses a sign-in from inside another program; the code is what Google says (reliability 6). */
export function embeddedRefusedPage(method: UpstreamMethod): string {
  return page(
    method,
    "このアプリからはログインできません",
    html`<p class="alert" role="alert">エラー 403: disallowed_useragent</p>
<p>アプリの中の画面からのログインは受け付けていません。いつもお使いのブラウザで開いて、もう一度お試しください。</p>`,
  );
}

/** Who is signed in here, and the way out (facts A41). */
export function signedInPage(
  method: UpstreamMethod,
  accounts: readonly OutsideAccount[],
  token: string,
): string {
  if (accounts.length === 0)
    return page(method, WORDS[method].name, html`<p>サインインしているアカウントはありません。</p>`);
  return page(
    method,
    WORDS[method].name,
    html`<p>サインインしているアカウント</p>
<ul>${accounts.map(({ name, login }) => html`<li>${name}（${login}）</li>`)}</ul>
<form method="post" action="/signout"><input type="hidden" name="form" value="${token}">
${submitButton("ログアウト")}</form>`,
  );
}

function page(method: UpstreamMethod, title: string, body: Html): string {
  return layout({
    service: null,
    title,
    body: html`<p class="brand">${WORDS[method].name}（模擬）</p>
<div class="card-box"><h1>${title}</h1>
${body}</div>`,
    scripts: ["eye"],
  });
}
