import { z } from "zod";
import { UNLOCKED } from "../../src/core/rules/lockout.ts";
import { plainPage } from "../pages/layout.ts";
import { resetPage, resetRequestPage } from "../pages/reset-request.ts";
import { mailLink, type Opened, openLink } from "../people/links.ts";
import type { User } from "../state/organisation-schema.ts";
import type { Link } from "../state/state-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import type { Entry } from "../visit/route.ts";
import { show, type Visit } from "../visit/visit.ts";
import { mailField, newPasswordFields, passwordProblems } from "../web/fields.ts";
import { loginUrlPath } from "../web/origins.ts";

/** The links of facts A4 and A5, on the issuer's host. */
export const accountRoutes: readonly Entry[] = [
  { at: "/lo/unblock", fault: "account", handle: unblockRoute },
  { at: "/lo/reset", fault: "account", handle: resetRoute },
];

const ticketOf = (visit: Visit) => visit.url.searchParams.get("ticket") ?? "";
const loginLink = ({ origins, service }: Visit, label: string) => ({
  href: `${origins.internet}${loginUrlPath(service)}`,
  label,
});

function unblockRoute(visit: Visit): void {
  const opened = openLink(visit, "unblock", ticketOf(visit));
  if (opened.state !== "alive") {
    showDeadLink(visit, opened, "パスワードをリセットすると、ロックも解除されます。");
    return;
  }
  const { link, user } = opened;
  link.used = true;
  Object.assign(user, UNLOCKED);
  visit.state.record({ service: visit.service, type: "unlock", outcome: "unlocked", sub: user.sub });
  const title = "アカウントのロックを解除しました";
  const back = loginLink(visit, "ログイン画面へ");
  show(visit, "unblocked", plainPage(visit.service, title, ["もう一度ログインしてください。"], back));
}

/** A link that is over, in words. */
export function showDeadLink(visit: Visit, opened: Exclude<Opened, { state: "alive" }>, way: string): void {
  const titles = {
    used: "このリンクはすでに使われています",
    expired: "リンクの有効期限が切れています",
    unknown: "このリンクは使えません",
  } as const;
  const page = plainPage(visit.service, titles[opened.state], [way]);
  show(visit, `link-${opened.state}`, page, 410);
}

async function resetRoute(visit: Visit): Promise<void> {
  const ticket = ticketOf(visit);
  const opened = openLink(visit, "reset", ticket);
  if (opened.state !== "alive")
    return showDeadLink(visit, opened, "もう一度、リセットの手続きをしてください。");
  const action = `/lo/reset?${new URLSearchParams({ ticket })}`;
  await formRoute(visit, {
    fields: newPasswordFields,
    page: (form) => show(visit, "password-reset", resetPage(visit.service, form, action)),
    accept(typed) {
      const problems = passwordProblems(visit.service, typed);
      if (problems !== null) return problems;
      reset(visit, opened, typed.password);
      return null;
    },
  });
}

function reset(visit: Visit, { link, user }: { link: Link; user: User }, password: string): void {
  const { state, service } = visit;
  link.used = true;
  Object.assign(user, UNLOCKED, { password });
  state.resetSecondFactor(user); // facts A33
  state.record({ service, type: "unlock", outcome: "reset", sub: user.sub });
  const title = "リセットパスワードの手続きが完了いたしました。";
  show(visit, "password-reset-done", plainPage(service, title, [], loginLink(visit, "OK")));
}

/** B30 on the login hosts. The answer is the same whether the address is known or not. */
export async function resetRequestRoute(visit: Visit): Promise<void> {
  const { state, service } = visit;
  await formRoute(visit, {
    once: true,
    fields: z.object({ mail: mailField }),
    page: (form) => show(visit, "reset-request", resetRequestPage(service, form)),
    accept({ mail }) {
      const user = state.user(service, mail);
      // Another login method has no password to reset (facts A36); an invited account has none yet.
      if (user?.method === "password" && !user.invited) mailLink(visit, "reset", user);
      const text = "メールをお送りしました。届いたリンクから手続きを続けてください。";
      show(visit, "reset-requested", plainPage(service, "パスワードのリセット", [text]));
      return null;
    },
  });
}
