import { z } from "zod";
import { activeDirectoryScreen, checkActiveDirectoryAccount } from "../../src/core/rules/active-directory.ts";
import { plainPage } from "../pages/layout.ts";
import {
  asksInTwoSteps,
  chooserPage,
  embeddedRefusedPage,
  signedInPage,
  signInPage,
  upstreamName,
} from "../pages/upstream.ts";
import { sameText } from "../people/second-factor.ts";
import type { OutsideAccount } from "../state/upstream-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import type { Entry } from "../visit/route.ts";
import { badForm, goTo, notFound, show, type Visit } from "../visit/visit.ts";
import { secretField } from "../web/fields.ts";
import type { FormState } from "../web/form.ts";
import { formToken, readForm, setCookie } from "../web/http.ts";
import { UPSTREAMS, type UpstreamMethod } from "../web/origins.ts";
import { secret } from "../web/secret.ts";

/** Every outside provider's host: its sign-in (screens B12), who is signed in, and its OpenID provider. */
export const upstreamRoutes: readonly Entry[] = [
  { at: "/", fault: "upstream", handle: withMethod(homeRoute) },
  { at: "/signin/*", fault: "upstream", handle: withMethod(signInRoute) },
  { at: "/signout", fault: "upstream", handle: withMethod(signOutRoute) },
  { at: "/auth", fault: "upstream", handle: withMethod(authRoute) },
  { at: "/*", fault: "upstream", handle: withMethod((visit, method) => toProvider(visit, method)) },
];

function withMethod(handle: (visit: Visit, method: UpstreamMethod) => Promise<void> | void) {
  return (visit: Visit): Promise<void> | void => {
    const method = UPSTREAMS.find((one) => one === visit.role);
    return method === undefined ? notFound(visit) : handle(visit, method);
  };
}

function toProvider(visit: Visit, method: UpstreamMethod): void {
  visit.tenant.upstream(method).handle(visit.req, visit.res);
}

/** Google refuses to be signed in to from inside another program (reliability 6); it knows by the user agent. */
function authRoute(visit: Visit, method: UpstreamMethod): void {
  const { refuseEmbedded } = visit.state;
  const embedded = /\bElectron\/|; wv\)/u.test(visit.req.headers["user-agent"] ?? "");
  const refused = refuseEmbedded === "always" || (refuseEmbedded === "by-user-agent" && embedded);
  if (method !== "google" || !refused) toProvider(visit, method);
  else show(visit, "upstream-refused", embeddedRefusedPage(method), 403, { method });
}

/** Who is signed in at this provider in this browser. */
function signedIn(visit: Visit, method: UpstreamMethod): readonly OutsideAccount[] {
  const subs = visit.state.outsideSessions.get(visit.cookies.get("signed_in") ?? "") ?? [];
  return subs.flatMap((sub) => visit.state.outsider(visit.service, method, sub) ?? []);
}

const steps = z.object({
  account: z
    .string("アカウントを入力してください。")
    .trim()
    .min(1, "アカウントを入力してください。")
    .max(254, "アカウントが長すぎます。"),
  password: secretField("パスワード").optional(),
});

async function signInRoute(visit: Visit, method: UpstreamMethod): Promise<void> {
  const [uid = "", what] = visit.url.pathname.slice("/signin/".length).split("/");
  const interaction = await visit.tenant.upstream(method).provider.Interaction.find(uid);
  if (interaction === undefined) return showOver(visit, method);
  if (what === "cancel" || what === "choose")
    return visit.method === "POST" ? answerButton(visit, method, uid, what) : goTo(visit, `/signin/${uid}`);
  const windows = method === "active-directory" ? windowsAccount(visit) : undefined;
  if (windows !== undefined) return finish(visit, method, uid, windows);
  const accounts = interaction.prompt.name === "select_account" ? signedIn(visit, method) : [];
  const page = (form: FormState, action: string) => ({
    method,
    form,
    action,
    cancel: `/signin/${uid}/cancel`,
  });
  if (visit.method !== "POST" && accounts.length > 0 && !visit.url.searchParams.has("other")) {
    const form = { token: formToken(visit), problems: {}, typed: {} };
    const chooser = chooserPage(page(form, `/signin/${uid}/choose`), accounts, `/signin/${uid}?other`);
    return show(visit, "upstream-choose", chooser, 200, { method });
  }
  await formRoute(visit, {
    fields: steps,
    page: (form) =>
      show(visit, "upstream-sign-in", signInPage(page(form, `/signin/${uid}`)), 200, { method }),
    async accept({ account: login, password }) {
      if (password === undefined && asksInTwoSteps(method)) return {}; // the account is known: now its password
      if (method === "active-directory") {
        const verdict = checkActiveDirectoryAccount(visit.service, login);
        if (verdict.outcome === "refused")
          return { account: "ADのアカウントは「ユーザー名@ドメイン」の形で入力してください。" };
      }
      const account = accountBehind(visit, method, login, password ?? "");
      if (account === null) return { form: "アカウントまたはパスワードが正しくありません。" };
      await finish(visit, method, uid, account);
      return null;
    },
  });
}

function accountBehind(
  { state, service }: Visit,
  method: UpstreamMethod,
  login: string,
  password: string,
): OutsideAccount | null {
  for (const account of state.outsiders.values()) {
    const named = account.login.toLowerCase() === login.normalize("NFKC").toLowerCase();
    if (account.service !== service || account.method !== method || !named) continue;
    return sameText(account.password, password) && isOfDomain(state.contract(service), account)
      ? account
      : null;
  }
  return null;
}

/** An AD account is of the contract's own domain (facts A44). */
function isOfDomain(
  { activeDirectory }: { readonly activeDirectory: { readonly domain: string } | null },
  { method, login }: OutsideAccount,
): boolean {
  if (method !== "active-directory") return true;
  const domain = login.slice(login.lastIndexOf("@") + 1).toLowerCase();
  return domain === activeDirectory?.domain.toLowerCase();
}

/** On a PC of the domain Windows says who it is, and no page is shown (facts A45). */
function windowsAccount({ state, service }: Visit): OutsideAccount | undefined {
  if (activeDirectoryScreen(service, state.pc.domain).value.shown !== "no") return undefined;
  const login = state.pc.account?.toLowerCase();
  const found = [...state.outsiders.values()].find(
    (one) =>
      one.service === service &&
      one.method === "active-directory" &&
      (login === undefined || one.login.toLowerCase() === login),
  );
  return found !== undefined && isOfDomain(state.contract(service), found) ? found : undefined;
}

const choice = z.object({ choice: z.string().max(100) });

async function answerButton(
  visit: Visit,
  method: UpstreamMethod,
  uid: string,
  what: "cancel" | "choose",
): Promise<void> {
  const form = await readForm(visit);
  if (form === null) return badForm(visit);
  if (what === "cancel") {
    visit.state.record({ service: visit.service, type: "login", outcome: "outside-denied", method });
    const next = await visit.tenant.upstream(method).answer(uid, "denied");
    return next === null ? showOver(visit, method) : goTo(visit, next);
  }
  const chosen = choice.safeParse(form);
  const account = signedIn(visit, method).find(({ sub }) => chosen.success && sub === chosen.data.choice);
  return account === undefined ? goTo(visit, `/signin/${uid}?other`) : finish(visit, method, uid, account);
}

async function finish(visit: Visit, method: UpstreamMethod, uid: string, account: OutsideAccount) {
  const next = await visit.tenant.upstream(method).answer(uid, account);
  if (next === null) return showOver(visit, method);
  const known = visit.cookies.get("signed_in");
  const id = known !== undefined && visit.state.outsideSessions.has(known) ? known : secret();
  const subs = visit.state.outsideSessions.get(id) ?? [];
  visit.state.outsideSessions.set(id, [...new Set([account.sub, ...subs])]);
  setCookie(visit, "signed_in", id);
  goTo(visit, next);
}

function showOver(visit: Visit, method: UpstreamMethod): void {
  const text = "この画面はすでに終わっています。もとのログイン画面から、もう一度お試しください。";
  show(visit, "upstream-over", plainPage(null, upstreamName(method), [text]), 410, { method });
}

function homeRoute(visit: Visit, method: UpstreamMethod): void {
  show(visit, "upstream-home", signedInPage(method, signedIn(visit, method), formToken(visit)), 200, {
    method,
  });
}

async function signOutRoute(visit: Visit, method: UpstreamMethod): Promise<void> {
  if (visit.method !== "POST") return goTo(visit, "/");
  if ((await readForm(visit)) === null) return badForm(visit);
  visit.state.outsideSessions.delete(visit.cookies.get("signed_in") ?? "");
  setCookie(visit, "signed_in", "", 0);
  visit.state.record({ service: visit.service, type: "login", outcome: "outside-signed-out", method });
  goTo(visit, "/session/end"); // the provider's own session ends too
}
