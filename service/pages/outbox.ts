import { PROFILES } from "../../src/core/service/profiles.ts";
import type { Mail, Sms } from "../state/outbox-schema.ts";
import type { State } from "../state/state.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import { homeLinks } from "./start.ts";

const SHOWN = 100;

/** Every mail and SMS that the service would have sent, the newest first. @param to only to this address; null = all */
export function outboxPage({ mails, smses }: State, to: string | null): string {
  const wanted = (address: string) => to === null || address === to;
  const items = [
    ...mails.filter((mail) => wanted(mail.to)).map((mail) => ({ at: mail.at, item: mailItem(mail) })),
    ...smses.filter((sms) => wanted(sms.mail)).map((sms) => ({ at: sms.at, item: smsItem(sms) })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  const people = [...new Set([...mails.map((mail) => mail.to), ...smses.map((sms) => sms.mail)])].sort();
  const body = html`<h1>送信されたメールとSMS</h1>
${homeLinks("/outbox")}
<form class="inline" method="get" action="/outbox"><label for="to">宛先</label>
<select id="to" name="to"><option value="">すべて</option>${people.map((one) => html`<option value="${one}"${one === to && html` selected`}>${one}</option>`)}</select>
<button type="submit">表示</button></form>
${items.length === 0 && html`<p class="card-box">まだ何も送信されていません。</p>`}
${items.slice(0, SHOWN).map(({ item }) => item)}
${items.length > SHOWN && html`<p class="soft">新しい${SHOWN}件だけを表示しています。</p>`}`;
  return layout({ service: null, title: "送信されたメールとSMS", body, look: "wide" });
}

function mailItem({ at, service, to, subject, body, link }: Mail): Html {
  const text = link === null ? body : body.replace(link, "");
  return html`<article class="card-box stacked"><h2>${subject}</h2>
<p class="soft">メール　${time(at)}　${PROFILES[service].name}　${to}</p>
<p class="letter">${text.trim()}</p>
${link !== null && html`<p><a href="${link}">${link}</a></p>`}</article>`;
}

function smsItem({ at, service, mail, code }: Sms): Html {
  return html`<article class="card-box stacked"><h2>パスコード: <code>${code}</code></h2>
<p class="soft">SMS　${time(at)}　${PROFILES[service].name}　${mail}</p></article>`;
}

const clock = new Intl.DateTimeFormat("ja-JP", {
  timeZone: "Asia/Tokyo",
  dateStyle: "medium",
  timeStyle: "medium",
});
const time = (at: string) => `${clock.format(new Date(at))}（日本時間）`;
