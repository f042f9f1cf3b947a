import { checkMailLink, linkDays, linkDeadlines } from "../../src/core/rules/mail-link.ts";
import { mailSubject } from "../../src/core/rules/mail-subject.ts";
import type { LinkKind } from "../../src/core/service/manual.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { User } from "../state/organisation-schema.ts";
import type { State } from "../state/state.ts";
import type { Link } from "../state/state-schema.ts";
import type { Origins } from "../web/origins.ts";
import { secret } from "../web/secret.ts";

/** Where a service's links lead: unblock and reset as in facts A4 and A5, the others on the contract host (A3). */
const PATHS: Readonly<Record<LinkKind, (origins: Origins) => string>> = {
  unblock: ({ issuer }) => `${issuer}/lo/unblock`,
  reset: ({ issuer }) => `${issuer}/lo/reset`,
  "mail-change": ({ contract }) => `${contract}/link/mail`,
  "method-change": ({ contract }) => `${contract}/link/method`,
  invite: ({ contract }) => `${contract}/link/invite`,
};

const LEAD: Readonly<Record<LinkKind, string>> = {
  unblock: "アカウントがロックされました。次のリンクを開くと解除されます",
  reset: "次のリンクから新しいパスワードを登録してください",
  "mail-change": "次のリンクからメールアドレスの変更を完了してください",
  "method-change": "次のリンクからログイン方法の変更を完了してください",
  invite: "利用者として登録されました。次のリンクから登録を完了してください",
};

/** Days of a link whose term the manual doesn't show (facts A21): the simulation needs an end. */
const UNSHOWN_DAYS = 14;

type LinkScope = { readonly state: State; readonly service: ServiceId; readonly origins: Origins };

/**
 * Mails somebody a link that works once.
 * @param newMail the address that a mail change brings; the mail goes there
 * @throws for a mail that the service doesn't have (facts A51)
 */
export function mailLink(place: LinkScope, kind: LinkKind, user: User, newMail: string | null = null): void {
  const { state, service, origins } = place;
  const subject = mailSubject(service, kind === "unblock" ? "lock" : kind).value;
  if (subject === null) throw new Error(`${service} sends no ${kind} mail`); // facts A51
  const ticket = secret();
  state.links.set(ticket, { service, kind, sub: user.sub, mailedAt: Date.now(), newMail, used: false });
  const link = `${PATHS[kind](origins)}?${new URLSearchParams({ ticket })}`;
  const days = linkDays(service, kind) ?? UNSHOWN_DAYS;
  state.send({
    service,
    to: newMail ?? user.mail,
    subject,
    body: `${LEAD[kind]}（${days}日間有効、1回だけ使えます）。\n${link}`,
    link,
  });
}

/** What a ticket opens. `unknown`: never sent, of another kind or of another service. */
export type Opened =
  | { readonly state: "alive"; readonly link: Link; readonly user: User }
  | { readonly state: "used" | "expired"; readonly link: Link }
  | { readonly state: "unknown" };

/** Looks a ticket up without using it. It expires by the latest reading of the manual's days (core). */
export function openLink({ state, service }: LinkScope, kind: LinkKind, ticket: string): Opened {
  const link = state.links.get(ticket);
  if (link === undefined || link.service !== service || link.kind !== kind) return { state: "unknown" };
  if (link.used) return { state: "used", link };
  if (isOver(link)) return { state: "expired", link };
  const user = state.userBySub(service, link.sub);
  return user === undefined ? { state: "unknown" } : { state: "alive", link, user };
}

function isOver({ service, kind, mailedAt }: Link): boolean {
  const verdict = checkMailLink(service, kind, mailedAt, Date.now());
  if (verdict.value.term !== null) return verdict.outcome === "refused";
  return Date.now() >= linkDeadlines(mailedAt, UNSHOWN_DAYS).notCountingMailDay;
}
