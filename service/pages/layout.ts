import type { ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";
import { type Html, html } from "./html.ts";

export type PageParts = {
  readonly service: ServiceId | null;
  readonly title: string;
  readonly body: Html;
  /** Names of scripts under /assets/, in order. */
  readonly scripts?: readonly string[];
  /** `card` = a login card, `wide` = the browser version, `operator` = somebody else's site. */
  readonly look?: "card" | "wide" | "operator";
  /** Of the body's words; the line that says what this is stays Japanese. */
  readonly lang?: "ja" | "en";
};

/** The frame of every page: says first of all that it is a simulation. */
export function layout({
  service,
  title,
  body,
  scripts = [],
  look = "card",
  lang = "ja",
}: PageParts): string {
  const name = service === null || look === "operator" ? null : PROFILES[service].name;
  return html`<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/style.css">
${scripts.map((script) => html`<script src="/assets/${script}.js" defer></script>`)}
</head>
<body class="${look} ${service ?? "none"}">
<header><p class="simulation"><strong>これは模擬サービスです。</strong>実在のサービスではありません。本物のパスワードは入力しないでください。</p></header>
<main lang="${lang}">
${name !== null && html`<p class="brand">${name}</p>`}
${body}
</main>
</body>
</html>
`.toString();
}

/** A page of a heading, some paragraphs and a way on. */
export function plainPage(
  service: ServiceId | null,
  title: string,
  paragraphs: readonly string[],
  link?: { readonly href: string; readonly label: string },
): string {
  const body = html`<div class="card-box"><h1>${title}</h1>
${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
${link !== undefined && html`<a class="secondary" href="${link.href}">${link.label}</a>`}</div>`;
  return layout({ service, title, body });
}
