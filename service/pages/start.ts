import type { ServiceId } from "../../src/core/service/profile.ts";
import { PROFILES } from "../../src/core/service/profiles.ts";
import { purposeOf } from "../state/accounts.ts";
import type { User } from "../state/organisation-schema.ts";
import type { State } from "../state/state.ts";
import { loginUrlPath, type Origins } from "../web/origins.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import { methodLabel } from "./login.ts";

const PAGES = [
  ["/", "はじめのページ"],
  ["/outbox", "送信されたメールとSMS"],
  ["/training", "研修用の設定"],
] as const;

/** The ways between the pages of the `admin` host. */
export function homeLinks(here: (typeof PAGES)[number][0]): Html {
  return html`<nav aria-label="このサイト"><ul class="tabs">${PAGES.map(
    ([href, label]) =>
      html`<li><a href="${href}"${href === here && html` aria-current="page"`}>${label}</a></li>`,
  )}</ul></nav>`;
}

/** Where to begin: each service's doors and the people who can log in. */
export function startPage(
  state: State,
  tenants: ReadonlyMap<ServiceId, { readonly origins: Origins }>,
): string {
  const body = html`<h1>模擬サービス</h1>
${homeLinks("/")}
<p>このPCの中だけで動く、ログインの練習用のサービスです。メールとSMSは実際には送られず、「送信されたメールとSMS」に表示されます。</p>
${[...tenants].map(([service, { origins }]) => serviceBox(state, service, origins))}`;
  return layout({ service: null, title: "模擬サービス", body, look: "wide" });
}

function serviceBox(state: State, service: ServiceId, origins: Origins): Html {
  const doors = [
    ["インターネットからログイン", `${origins.internet}${loginUrlPath(service)}`],
    ["回線認証でログイン", `${origins.line}${loginUrlPath(service)}`],
    ["認証・契約情報の変更", `${origins.contract}/`],
    ["ブラウザ版", `${origins.web}/`],
  ] as const;
  const people = state.users.filter((user) => user.service === service);
  return html`<section class="card-box stacked" aria-labelledby="${service}"><h2 id="${service}" class="${service}"><span class="dot"></span>${PROFILES[service].name}</h2>
<ul class="doors">${doors.map(([label, href]) => html`<li><a href="${href}">${label}</a></li>`)}</ul>
<div class="scroll" role="region" aria-label="${PROFILES[service].name}の利用者" tabindex="0"><table>
<thead><tr><th scope="col">メールアドレス</th><th scope="col">パスワード</th><th scope="col">役割</th><th scope="col">練習できること</th></tr></thead>
<tbody>${people.slice(0, SHOWN).map((user) => personRow(state, user))}</tbody>
</table></div>
${people.length > SHOWN && html`<p class="soft">ほか${people.length - SHOWN}人</p>`}
</section>`;
}

const SHOWN = 50;

const ROLES: Readonly<Record<User["role"], string>> = {
  contractor: "契約者",
  administrator: "管理者",
  user: "利用者",
};

function personRow(state: State, user: User): Html {
  const needed = needs(state, user);
  return html`<tr><td>${user.mail}</td><td>${user.password === null ? "–" : html`<code>${user.password}</code>`}</td><td>${ROLES[user.role]}</td><td>${purposeOf(user) ?? practice(user)}${needed.map(([label, value]) => html`<br><span class="soft">${label}: <code>${value}</code></span>`)}</td></tr>`;
}

/** What has to be typed on the way beside mail and password: it stands nowhere else. */
function needs(state: State, user: User): readonly (readonly [label: string, value: string])[] {
  const { service, method, external, enrolled, recoveryCode } = user;
  const found: (readonly [string, string])[] = [];
  if (method !== "password" && external !== null) {
    const outsider = state.outsider(service, method, external);
    const connectionId = state.contract(service).activeDirectory?.connectionId;
    if (method === "active-directory" && connectionId !== undefined) found.push(["接続ID", connectionId]);
    if (outsider !== undefined) found.push(["外部のID", outsider.login], ["パスワード", outsider.password]);
  }
  if (enrolled?.kind === "totp") found.push(["認証アプリのキー", enrolled.secret]);
  if (recoveryCode !== null) found.push(["リカバリコード", recoveryCode]);
  return found;
}

/** What an account that the demonstration doesn't know is good for, worked out from how it is. */
function practice(user: User): string {
  if (user.invited) return "招待メールからの登録";
  if (user.locked) return "ロックの解除";
  if (user.method !== "password") return methodLabel(user.method);
  if (!user.secondFactor) return "メールアドレスとパスワードだけのログイン";
  if (user.enrolled === null) return "2段階認証の登録";
  return user.enrolled.kind === "sms" ? "SMSでの2段階認証" : "Authenticatorでの2段階認証";
}
