import { z } from "zod";
import { checkMethodChange } from "../../src/core/rules/credential-change.ts";
import { loginMethods } from "../../src/core/rules/login-methods.ts";
import { findings } from "../../src/core/rules/verdict.ts";
import type { LoginMethod } from "../../src/core/service/profile.ts";
import { connectionIdPage, methodChoicePage, passwordMethodPage } from "../pages/method-choice.ts";
import { methodName, methodOf } from "../pages/methods.ts";
import { connectionIdField, connectionIdProblem } from "../people/connection-id.ts";
import { askOutside, takeOutsideAnswer } from "../people/federation.ts";
import { personOf } from "../people/membership.ts";
import { inWords, showRefusal, stepInWords } from "../people/refusal.ts";
import type { User } from "../state/organisation-schema.ts";
import { formRoute } from "../visit/form-route.ts";
import { goTo, show, type Visit } from "../visit/visit.ts";
import { newPasswordFields, passwordProblems } from "../web/fields.ts";
import type { FormState, Problems } from "../web/form.ts";
import { type UpstreamMethod, upstreamsOf } from "../web/origins.ts";

/** Somebody's way to another login method: from the menu, by a mailed link, or by an invite. */
export type MethodWay = {
  readonly user: User;
  /** Address of a step: B17 itself (empty), B18, B35, or where an outside provider's answer comes to. */
  readonly at: (step: "" | "/password" | "/active-directory" | `/with/${UpstreamMethod}`) => string;
  /** An outside account becomes the method: done, and what follows is shown. */
  readonly linked: (method: UpstreamMethod, subject: string) => void;
  /** Where 戻る leads; null = nowhere. */
  readonly back: string | null;
};

/** The methods that may be chosen instead of the present one. */
export function offeredMethods(visit: Visit, user: User): readonly LoginMethod[] {
  return loginMethods(visit.service).value.methods.filter(
    (method) => methodProblem(visit, user, method) === null,
  );
}

/** What keeps somebody from a method, in words (facts A6, A39, A40, A42). */
export function methodProblem(visit: Visit, user: User, method: LoginMethod): string | null {
  const { state, service } = visit;
  const verdict = checkMethodChange(service, personOf(visit, user).role, user.method, method);
  if (verdict.outcome === "refused") {
    const { why, next } = inWords(verdict);
    return `${why}${next}`;
  }
  const needsSetup = findings(verdict).some(({ code }) => code === "active-directory-must-be-set-up");
  return needsSetup && state.contract(service).activeDirectory === null
    ? stepInWords("set-active-directory")
    : null;
}

export const chosenMethod = z.object({ method: z.string("ログイン方法を選択してください。").max(40) });

/** B17. */
export async function methodChoiceRoute(visit: Visit, way: MethodWay): Promise<void> {
  await formRoute(visit, {
    fields: chosenMethod,
    page: (form) => {
      const page = methodChoicePage(visit.service, form, {
        action: way.at(""),
        present: way.user.method,
        offered: offeredMethods(visit, way.user),
        back: way.back,
      });
      show(visit, "login-method", page);
    },
    accept: ({ method }) => takeMethod(visit, way, method),
  });
}

/** Goes on with a chosen method: its next screen is a password's, the 接続ID's, or the outside provider's. */
export function takeMethod(visit: Visit, way: MethodWay, name: string): Problems | null {
  const method = methodOf(visit.service, name);
  if (method === null) return { form: "このサービスのログイン方法から選択してください。" };
  const problem = methodProblem(visit, way.user, method);
  if (problem !== null) return { form: problem };
  if (method === "password" || method === "active-directory") goTo(visit, way.at(`/${method}`));
  else askOutside(visit, method, way.at(`/with/${method}`));
  return null;
}

/** B18. @param accept sets the password and shows what follows */
export async function passwordMethodRoute(
  visit: Visit,
  way: MethodWay,
  accept: (password: string) => void,
): Promise<void> {
  await formRoute(visit, {
    once: true,
    fields: newPasswordFields,
    page: (form: FormState) => {
      const page = passwordMethodPage(visit.service, form, {
        action: way.at("/password"),
        mail: way.user.mail,
        back: way.at(""),
      });
      show(visit, "password-method", page);
    },
    accept(typed) {
      const problems = passwordProblems(visit.service, typed);
      if (problems === null) accept(typed.password);
      return problems;
    },
  });
}

const connectionFields = z.object({ connectionId: connectionIdField });

/** B35, then Active Directory's own sign-in. */
export async function connectionIdRoute(visit: Visit, way: MethodWay): Promise<void> {
  const problem = methodProblem(visit, way.user, "active-directory");
  const back = { href: way.at(""), label: "ログイン方法の選択に戻る" };
  if (problem !== null) return showRefusal(visit, { why: problem, next: "" }, back);
  await askConnectionId(visit, { action: way.at("/active-directory"), back: way.at("") }, () =>
    askOutside(visit, "active-directory", way.at("/with/active-directory")),
  );
}

/** The 接続ID that the contract holder made known (facts A43). @param right what follows the right one */
export async function askConnectionId(
  visit: Visit,
  page: { readonly action: string; readonly back: string },
  right: () => void,
): Promise<void> {
  await formRoute(visit, {
    fields: connectionFields,
    page: (form) => show(visit, "connection-id", connectionIdPage(visit.service, form, page)),
    accept({ connectionId }) {
      const problem = connectionIdProblem(visit, connectionId);
      if (problem !== null) return { connectionId: problem };
      right();
      return null;
    },
  });
}

/** An outside provider's answer has come: its account becomes the login method, unless it is somebody else's. */
export function outsideAnswerRoute(visit: Visit, way: MethodWay, name: string): void {
  const method = upstreamsOf(visit.service).find((candidate) => candidate === name);
  const answer = method === undefined ? null : takeOutsideAnswer(visit, method);
  if (method === undefined || answer === null) {
    goTo(visit, way.at(""));
    return;
  }
  const problem = methodProblem(visit, way.user, method);
  const owner = answer.kind === "account" ? outsideOwner(visit, method, answer.sub) : undefined;
  const back = { href: way.at(""), label: "ログイン方法の選択に戻る" };
  if (answer.kind !== "account")
    showRefusal(visit, { why: OUTSIDE_WHY[answer.kind], next: "もう一度お試しください。" }, back);
  else if (problem !== null) showRefusal(visit, { why: problem, next: "" }, back);
  else if (owner !== undefined && owner !== way.user) {
    const why = `この${methodName(method)}は、ほかの利用者が登録しています。`;
    showRefusal(visit, { why, next: "別のアカウント、またはほかのログイン方法を選択してください。" }, back);
  } else way.linked(method, answer.sub);
}

/** Whose login method this outside account is, if anyone's. */
export function outsideOwner(
  { state, service }: Visit,
  method: UpstreamMethod,
  sub: string,
): User | undefined {
  return state.users.find(
    (user) => user.service === service && user.method === method && user.external === sub,
  );
}

export const OUTSIDE_WHY = {
  denied: "外部サービスでのログインが中止されました。",
  "not-reached": "外部サービスに接続できませんでした。",
} as const;
