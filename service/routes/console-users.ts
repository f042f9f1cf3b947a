import { z } from "zod";
import { checkChangeOrder } from "../../src/core/rules/credential-change.ts";
import { mayDo } from "../../src/core/rules/permissions.ts";
import { changeLinkPage, confirmSendPage, userPage, usersPage } from "../pages/console-users.ts";
import { plainPage } from "../pages/layout.ts";
import { isTaken } from "../people/credentials.ts";
import { mailLink } from "../people/links.ts";
import { personOf } from "../people/membership.ts";
import { inWords } from "../people/refusal.ts";
import { newAccount } from "../state/accounts.ts";
import type { User } from "../state/organisation-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import { goTo, show, type Visit } from "../visit/visit.ts";
import { mailField } from "../web/fields.ts";
import { formState, type Problems } from "../web/form.ts";
import { secret } from "../web/secret.ts";

const inviteFields = z.object({
  name: z
    .string("氏名を入力してください。")
    .trim()
    .min(1, "氏名を入力してください。")
    .max(100, "氏名は100文字までです。"),
  mail: mailField,
  role: z.enum(["user", "administrator"], "権限を選択してください。"),
});

/** B37, with a form that adds somebody and mails the invite (B33). */
export async function usersRoute(visit: Visit, actor: User): Promise<void> {
  const { state, service } = visit;
  await formRoute(visit, {
    once: true,
    fields: inviteFields,
    page: (form) => {
      const users = state.users.filter((user) => user.service === service);
      show(visit, "console-users", usersPage(service, form, users));
    },
    accept({ name, mail, role }) {
      if (state.user(service, mail) !== undefined)
        return { mail: "このメールアドレスは、すでに登録されています。" };
      const sub = `${service}|${secret()}`; // not of the address, which may change
      const user = newAccount(service, mail, {
        sub,
        name,
        role,
        password: null,
        invited: true,
        secondFactor: true,
      });
      state.users.push(user);
      sendInvite(visit, actor, user);
      return null;
    },
  });
}

/** The invite once more, as for a link that has died. */
export async function inviteAgainRoute(visit: Visit, actor: User, target: User): Promise<void> {
  await formRoute(visit, {
    once: true,
    fields: z.object({}),
    page: () => goTo(visit, `${visit.origins.web}${userPath(target)}`),
    accept() {
      if (!target.invited) return { form: "この利用者の登録は済んでいます。" };
      sendInvite(visit, actor, target);
      return null;
    },
  });
}

function sendInvite(visit: Visit, actor: User, target: User): void {
  const { state, service } = visit;
  mailLink(visit, "invite", target);
  state.record({ service, type: "credential", outcome: "invited", sub: target.sub, by: actor.sub });
  const text = `${target.mail} に利用者登録のご案内メールをお送りしました。`;
  show(visit, "invite-sent", plainPage(service, "利用者を登録しました", [text], BACK_TO_USERS));
}

const BACK_TO_USERS = { href: "/console/users", label: "ユーザー一覧へ" } as const;

export function userPath({ sub }: User): string {
  return `/console/users/${encodeURIComponent(sub)}`;
}

/** B38. */
export function userRoute(visit: Visit, target: User): void {
  const page = userPage(visit.service, formState(visit), target, userPath(target));
  show(visit, "console-user", page, 200, { sub: target.sub });
}

const changeFields = z.object({ mail: mailField });

/** B39: the present address sends a link to change the method, a new one a link to change the address. */
export async function changeLinkRoute(visit: Visit, target: User): Promise<void> {
  await formRoute(visit, {
    fields: changeFields,
    page: (form) => showChangeLink(visit, target, form),
    accept({ mail }) {
      const kind = changeKind(visit, target, mail);
      if (typeof kind !== "string") return kind;
      const page = confirmSendPage(visit.service, formState(visit), { mail, kind, path: userPath(target) });
      show(visit, "console-confirm-send", page);
      return null;
    },
  });
}

/** B40 answered with OK. */
export async function sendChangeLinkRoute(visit: Visit, actor: User, target: User): Promise<void> {
  const { state, service } = visit;
  await formRoute(visit, {
    once: true,
    fields: changeFields,
    page: (form) => showChangeLink(visit, target, form),
    accept({ mail }) {
      const kind = changeKind(visit, target, mail);
      if (typeof kind !== "string") return kind;
      mailLink(visit, kind, target, kind === "mail-change" ? mail : null);
      state.record({
        service,
        type: "credential",
        outcome: "link-sent",
        sub: target.sub,
        by: actor.sub,
        kind,
      });
      const text = `${mail} に${kind === "mail-change" ? "メールアドレス" : "ログイン方法"}の変更用リンクをお送りしました。`;
      const back = { href: userPath(target), label: "ユーザ詳細へ" };
      show(visit, "console-link-sent", plainPage(service, "メールを送信しました", [text], back));
      return null;
    },
  });
}

function showChangeLink(visit: Visit, target: User, form: ReturnType<typeof formState>): void {
  show(visit, "console-change-link", changeLinkPage(visit.service, form, target, userPath(target)));
}

/** Which link goes out, or why none does (facts A38; the who-may-do-what table for a contract holder). */
function changeKind(visit: Visit, target: User, mail: string): "mail-change" | "method-change" | Problems {
  const { service } = visit;
  if (target.invited)
    return { form: "利用者の登録がまだ済んでいません。ユーザ詳細から、ご案内メールを送り直してください。" };
  const changesMail = mail.toLowerCase() !== target.mail.toLowerCase();
  if (isTaken(visit, mail, target)) return { mail: "このメールアドレスは、すでに登録されています。" };
  if (target.role === "contractor") {
    const own = mayDo(service, changesMail ? "mail" : "login-method", personOf(visit, target));
    if (own.outcome === "refused") return { form: inWords(own).why + inWords(own).next };
  }
  const method = changesMail ? null : { from: target.method, to: target.method };
  const order = checkChangeOrder(service, { method, mail: changesMail });
  if (order.outcome === "refused") return { mail: inWords(order).why + inWords(order).next };
  return changesMail ? "mail-change" : "method-change";
}
