import { checkChangeOrder, checkCredentialChange } from "../../src/core/rules/credential-change.ts";
import type { ServiceId } from "../../src/core/service/profile.ts";
import { BACK_TO_MENU } from "../pages/contract-names.ts";
import { plainPage } from "../pages/layout.ts";
import {
  mailAndMethodPage,
  mailChangedPage,
  mailPasswordPage,
  mailRequestPage,
} from "../pages/mail-change.ts";
import { isTaken, setMail, setPasswordMethod, spendLink } from "../people/credentials.ts";
import { mailLink } from "../people/links.ts";
import { personOf } from "../people/membership.ts";
import type { User } from "../state/organisation-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import type { Entry } from "../visit/route.ts";
import { goTo, notFound, show, type Visit } from "../visit/visit.ts";
import { newMailFields, newPasswordFields, passwordProblems } from "../web/fields.ts";
import { loginUrl, startMembership } from "./contract-login.ts";
import { linkWay } from "./link-way.ts";
import {
  chosenMethod,
  type MethodWay,
  offeredMethods,
  outsideAnswerRoute,
  takeMethod,
} from "./method-choice.ts";
import { type OwnLink, ownLink } from "./own-link.ts";

/** Where a new method comes with a new address (codec), asked of the core (facts A38). */
export function changesTogether(service: ServiceId, user: User): boolean {
  const method = { from: user.method, to: user.method };
  return checkChangeOrder(service, { method, mail: true }).outcome === "accepted";
}

/** B19, and codec's B17′: asks for the new address and mails the link there. */
export async function mailRequestRoute(visit: Visit, user: User): Promise<void> {
  const { state, service } = visit;
  const together = changesTogether(service, user);
  const title = together ? "ログイン方法の設定" : "メールアドレス変更";
  await formRoute(visit, {
    once: true,
    fields: newMailFields,
    page: (form) => show(visit, "mail-change", mailRequestPage(service, form, { title, together })),
    accept({ mail }) {
      const verdict = checkCredentialChange(service, personOf(visit, user), { method: null, mail: true });
      if (verdict.outcome === "refused") return { form: "メールアドレスは変更できません。" };
      if (mail.toLowerCase() === user.mail.toLowerCase())
        return { mail: "いまのメールアドレスと同じです。新しいメールアドレスを入力してください。" };
      if (isTaken(visit, mail, user)) return { mail: "このメールアドレスは、すでに登録されています。" };
      mailLink(visit, "mail-change", user, mail);
      state.record({ service, type: "credential", outcome: "mail-requested", sub: user.sub });
      const text = `${mail} にメールをお送りしました。届いたリンクから変更を完了してください。`;
      show(visit, "mail-sent", plainPage(service, title, [text], BACK_TO_MENU));
      return null;
    },
  });
}

/** B20 and B21, and codec's choice of a method, by the link that went to the new address. */
export const mailLinkRoutes: readonly Entry[] = [
  { at: "/link/mail", fault: "contract", handle: mailLinkRoute },
  { at: "/link/mail/*", fault: "contract", handle: mailLinkRoute },
];

async function mailLinkRoute(visit: Visit): Promise<void> {
  const opened = ownLink(visit, "mail-change");
  if (opened === null) return;
  const mail = opened.link.newMail;
  if (mail === null) return notFound(visit);
  const change = { ...opened, mail };
  const together = changesTogether(visit.service, opened.user);
  const step = visit.url.pathname.slice("/link/mail".length);
  if (together && step === "/method") return chooseMethod(visit, change);
  if (together && step.startsWith("/with/"))
    return outsideAnswerRoute(visit, wayOf(visit, change), step.slice("/with/".length));
  if (step !== "") return notFound(visit);
  if (together || opened.user.method === "password") return typePassword(visit, change, together);
  spendLink(visit, opened.link);
  setMail(visit, opened.user, mail, null);
  show(visit, "mail-changed", mailChangedPage(visit.service, mail, loginUrl(visit)));
}

type MailChange = OwnLink & { readonly mail: string };

/** B21; for codec with the methods below, any of which may be taken. */
async function typePassword(visit: Visit, change: MailChange, together: boolean): Promise<void> {
  const { service } = visit;
  const { user, link, mail } = change;
  await formRoute(visit, {
    once: true,
    fields: newPasswordFields,
    page: (form) => {
      const page = together
        ? mailAndMethodPage(service, form, pageOf(visit, change))
        : mailPasswordPage(service, form, pageOf(visit, change));
      show(visit, "mail-password", page);
    },
    accept(typed) {
      const problems = passwordProblems(service, typed);
      if (problems !== null) return problems;
      spendLink(visit, link);
      if (user.method !== "password") setPasswordMethod(visit, user, typed.password);
      setMail(visit, user, mail, typed.password);
      // codec leads its holder back to the menu, everyone else to B1 (S4)
      if (together && user.role === "contractor") startMembership(visit, user.sub);
      else goTo(visit, loginUrl(visit));
      return null;
    },
  });
}

async function chooseMethod(visit: Visit, change: MailChange): Promise<void> {
  const { service } = visit;
  await formRoute(visit, {
    fields: chosenMethod,
    page: (form) => show(visit, "mail-password", mailAndMethodPage(service, form, pageOf(visit, change))),
    accept: ({ method }) => takeMethod(visit, wayOf(visit, change), method),
  });
}

function wayOf(visit: Visit, change: MailChange): MethodWay {
  return linkWay(visit, change, "/link/mail", () => goTo(visit, loginUrl(visit)));
}

function pageOf(visit: Visit, { ticket, mail, user }: MailChange) {
  const query = new URLSearchParams({ ticket });
  return {
    mail,
    action: `/link/mail?${query}`,
    methodAction: `/link/mail/method?${query}`,
    offered: offeredMethods(visit, user).filter((method) => method !== "password"),
  };
}
