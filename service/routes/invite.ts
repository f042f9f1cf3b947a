import { z } from "zod";
import { invitePage, registrationPage } from "../pages/invite.ts";
import { plainPage } from "../pages/layout.ts";
import { methodOf } from "../pages/methods.ts";
import { setPasswordMethod, spendLink } from "../people/credentials.ts";
import { askOutside } from "../people/federation.ts";
import type { User } from "../state/organisation-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import type { Entry } from "../visit/route.ts";
import { goTo, notFound, show, type Visit } from "../visit/visit.ts";
import { newPasswordFields, passwordProblems } from "../web/fields.ts";
import { formState } from "../web/form.ts";
import { loginUrl } from "./contract-login.ts";
import { linkWay } from "./link-way.ts";
import {
  chosenMethod,
  connectionIdRoute,
  type MethodWay,
  methodProblem,
  offeredMethods,
  outsideAnswerRoute,
} from "./method-choice.ts";
import { type OwnLink, ownLink } from "./own-link.ts";

/** B33–B36: somebody who was invited registers a way to log in. */
export const inviteRoutes: readonly Entry[] = [
  { at: "/link/invite", fault: "contract", handle: inviteRoute },
  { at: "/link/invite/*", fault: "contract", handle: inviteRoute },
];

async function inviteRoute(visit: Visit): Promise<void> {
  const invite = ownLink(visit, "invite");
  if (invite === null) return;
  const step = visit.url.pathname.slice("/link/invite".length);
  if (step.startsWith("/with/"))
    return outsideAnswerRoute(visit, wayOf(visit, invite), step.slice("/with/".length));
  switch (step) {
    case "":
      return typePassword(visit, invite);
    case "/method":
      return chooseMethod(visit, invite);
    case "/confirm":
      return confirm(visit, invite);
    case "/active-directory":
      return connectionIdRoute(visit, wayOf(visit, invite));
    default:
      return notFound(visit);
  }
}

function addressOf({ ticket }: OwnLink, step: string): string {
  return `/link/invite${step}?${new URLSearchParams({ ticket })}`;
}

function wayOf(visit: Visit, invite: OwnLink): MethodWay {
  return linkWay(visit, invite, "/link/invite", () => showRegistered(visit, invite.user));
}

/** B33 with a password; the buttons below it post to `/method`. */
async function typePassword(visit: Visit, invite: OwnLink): Promise<void> {
  await formRoute(visit, {
    fields: newPasswordFields,
    page: (form) => showInvite(visit, invite, form),
    accept(typed) {
      const problems = passwordProblems(visit.service, typed);
      if (problems !== null) return problems;
      visit.state.registrations.set(invite.ticket, { method: "password", password: typed.password });
      showConfirmation(visit, invite);
      return null;
    },
  });
}

async function chooseMethod(visit: Visit, invite: OwnLink): Promise<void> {
  await formRoute(visit, {
    fields: chosenMethod,
    page: (form) => showInvite(visit, invite, form),
    accept(typed) {
      const method = methodOf(visit.service, typed.method);
      if (method === null || method === "password")
        return { method: "このサービスのログイン方法から選択してください。" };
      const problem = methodProblem(visit, invite.user, method);
      if (problem !== null) return { method: problem };
      visit.state.registrations.set(invite.ticket, { method, password: null });
      showConfirmation(visit, invite);
      return null;
    },
  });
}

function showInvite(visit: Visit, invite: OwnLink, form: ReturnType<typeof formState>): void {
  const page = invitePage(visit.service, form, {
    mail: invite.user.mail,
    action: addressOf(invite, ""),
    methodAction: addressOf(invite, "/method"),
    offered: offeredMethods(visit, invite.user).filter((method) => method !== "password"),
  });
  show(visit, "invite", page);
}

function showConfirmation(visit: Visit, invite: OwnLink): void {
  const { state, service } = visit;
  const registration = state.registrations.get(invite.ticket);
  if (registration === undefined) {
    goTo(visit, addressOf(invite, ""));
    return;
  }
  const holder = state.users.find((user) => user.service === service && user.role === "contractor");
  const page = registrationPage(service, formState(visit), {
    method: registration.method,
    holder: holder?.mail ?? "",
    action: addressOf(invite, "/confirm"),
    back: addressOf(invite, ""),
  });
  show(visit, "registration-confirm", page);
}

/** B34 answered: done with a password, on to B35 or the outside provider with the others. */
async function confirm(visit: Visit, invite: OwnLink): Promise<void> {
  const { state } = visit;
  const { user, link, ticket } = invite;
  await formRoute(visit, {
    once: true,
    fields: z.object({}),
    page: () => showConfirmation(visit, invite),
    accept() {
      const registration = state.registrations.get(ticket);
      if (registration === undefined) {
        goTo(visit, addressOf(invite, ""));
        return null;
      }
      state.registrations.delete(ticket);
      const { method, password } = registration;
      if (method === "active-directory") goTo(visit, addressOf(invite, "/active-directory"));
      else if (method !== "password") askOutside(visit, method, wayOf(visit, invite).at(`/with/${method}`));
      else if (password !== null) {
        spendLink(visit, link);
        setPasswordMethod(visit, user, password);
        showRegistered(visit, user);
      }
      return null;
    },
  });
}

/** B36; codec has none and goes straight to B1. */
function showRegistered(visit: Visit, user: User): void {
  const { state, service } = visit;
  state.record({ service, type: "credential", outcome: "registered", sub: user.sub, method: user.method });
  if (service === "codec") {
    goTo(visit, loginUrl(visit));
    return;
  }
  const text = "利用者の登録が完了しました。登録した方法でログインしてください。";
  const ok = { href: loginUrl(visit), label: "OK" };
  show(visit, "registered", plainPage(service, "申込完了", [text], ok));
}
