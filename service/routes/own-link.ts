import { nextStep } from "../../src/core/rules/verdict.ts";
import type { LinkKind } from "../../src/core/service/manual.ts";
import { isTaken } from "../people/credentials.ts";
import { type Opened, openLink } from "../people/links.ts";
import { member } from "../people/membership.ts";
import { showRefusal, stepInWords } from "../people/refusal.ts";
import type { Visit } from "../visit/visit.ts";
import { showDeadLink } from "./account.ts";

export type OwnLink = Extract<Opened, { state: "alive" }> & { readonly ticket: string };

/**
 * The link that is opened, if it is alive and nobody else's; else a page says what to do, and it is null.
 * @param ticket absent = the address's
 */
export function ownLink(
  visit: Visit,
  kind: LinkKind,
  ticket = visit.url.searchParams.get("ticket") ?? "",
): OwnLink | null {
  const opened = openLink(visit, kind, ticket);
  if (opened.state !== "alive") {
    const step = nextStep(visit.service, kind === "invite" ? "ask-holder" : "ask-holder-for-link").step;
    showDeadLink(visit, opened, stepInWords(step));
    return null;
  }
  const { link, user } = opened;
  const here = member(visit);
  if (here !== null && here !== user) {
    const why = "このリンクは、このブラウザでログインしている方に宛てたものではありません。";
    const next = "ログアウトしてから、もう一度リンクを開いてください。";
    showRefusal(visit, { why, next }, { href: "/logout", label: "ログアウト" });
    return null;
  }
  if (link.newMail !== null && isTaken(visit, link.newMail, user)) {
    const why = "新しいメールアドレスは、すでに登録されています。";
    showRefusal(visit, { why, next: "別のメールアドレスで、もう一度お手続きください。" });
    return null;
  }
  return { ...opened, ticket };
}
